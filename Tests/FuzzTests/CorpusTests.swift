import Foundation
import Fuzzing
import Testing

/// The inputs that `make fuzz` starts from, and those that once failed, run through the same functions.
@Suite struct CorpusTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzz/Corpus")

  static let inputs: [(target: Target, path: String)] = Target.allCases.flatMap { target in
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: target.rawValue).path)
    return (names ?? []).sorted().map { (target, "\(target.rawValue)/\($0)") }
  }

  @Test(arguments: inputs) func holds(_ target: Target, _ path: String) throws {
    try target.run(Array(Data(contentsOf: CorpusTests.folder.appending(path: path))))
  }

  @Test func everyTargetHasInputs() {
    for target in Target.allCases { #expect(CorpusTests.inputs.contains { $0.target == target }) }
  }
}
