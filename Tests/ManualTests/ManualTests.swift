import Foundation
import Session
import SourceText
import Syntax
import TestSupport
import Testing

@Suite struct ManualTests {
  @Test(arguments: ["grammar/reference.md", "grammar/guide.md", "README.md"])
  func everyBlockShowsWhatThePageShows(path: String) throws {
    let page = Page(try Project.text(path))
    var reader = PageReader(name: path)
    reader.read(page)
    #expect(!reader.recorded.isEmpty)
    if TestRun.isRecording { try Project.write(page.replacing(reader.recorded), to: path) }
  }

  /// `examples/X.heed` prints `examples/X.txt`.
  @Test(arguments: try examples())
  func everyExamplePrintsItsRecord(name: String) throws {
    var conversation = Conversation.demo
    let file = SourceFile(name: "\(name).heed", text: try Project.text("examples/\(name).heed"))
    #expect(parse(file).script.formatted == (try Project.text("examples/\(name).heed")))
    let result = conversation.run(file)
    #expect(!result.failed, "\(result.screen)")
    if TestRun.isRecording { return try Project.write(result.screen, to: "examples/\(name).txt") }
    #expect(try Project.text("examples/\(name).txt") == result.screen)
  }

  /// Every verb has an answer.
  @Test func everyVerbIsAnswered() {
    for verb in Registry.verbs {
      var conversation = Conversation.demo
      let codes = conversation.say(verb.example).diagnostics.map(\.code)
      #expect(!codes.contains(.notYet), "\(verb.name)")
    }
  }
}

private func examples() throws -> [String] {
  let files = try FileManager.default.contentsOfDirectory(
    at: Project.folder.appending(path: "examples"), includingPropertiesForKeys: nil)
  return files.filter { $0.pathExtension == "heed" }.map { $0.deletingPathExtension().lastPathComponent }
    .sorted()
}
