import Foundation
import Session
import SourceText
import Syntax
import Testing

@Suite struct ManualTests {
  @Test(arguments: ["grammar/reference.md", "README.md"])
  func everyBlockShowsWhatThePageShows(path: String) throws {
    let page = Page(try Project.text(path))
    var reader = PageReader(name: path)
    reader.read(page)
    #expect(!reader.recorded.isEmpty)
    if Recording.isOn { try Project.write(page.replacing(reader.recorded), to: path) }
  }

  /// `examples/X.heed` prints `examples/X.txt`.
  @Test(arguments: try examples())
  func everyExamplePrintsItsRecord(name: String) throws {
    var conversation = Conversation.demo
    let file = SourceFile(name: "\(name).heed", text: try Project.text("examples/\(name).heed"))
    #expect(parse(file).script.formatted == (try Project.text("examples/\(name).heed")))
    let result = conversation.run(file)
    #expect(!result.failed, "\(result.screen)")
    if Recording.isOn { return try Project.write(result.screen, to: "examples/\(name).txt") }
    #expect(try Project.text("examples/\(name).txt") == result.screen)
  }

  /// The page's list of what comes later is exactly what the registry has and the resolver refuses.
  @Test func whatComesLaterIsAllThatIsNotAnswered() throws {
    let blocks = Page(try Project.text("grammar/reference.md")).parts.compactMap { part in
      if case .block(let block) = part, block.info == ["heed", "later"] { block.text } else { nil }
    }
    let listed = Set(
      blocks.joined().split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
    let refused = Registry.verbs.filter { verb in
      var conversation = Conversation.demo
      return conversation.say(verb.example).diagnostics.contains { $0.code == .notYet }
    }
    #expect(listed == Set(refused.map(\.name)))
  }
}

private func examples() throws -> [String] {
  let files = try FileManager.default.contentsOfDirectory(
    at: Project.folder.appending(path: "examples"), includingPropertiesForKeys: nil)
  return files.filter { $0.pathExtension == "heed" }.map { $0.deletingPathExtension().lastPathComponent }
    .sorted()
}
