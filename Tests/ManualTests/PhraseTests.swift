import DataModel
import Session
import SourceText
import Syntax
import TestSupport
import Testing

@Suite struct PhraseTests {
  private static let place = "Tests/ManualTests/phrases.txt"

  /// What people type, and the first statement that is offered for it, on the demo: `phrases.txt` has a pair of lines for each. Every
  /// statement that is offered runs.
  @Test func whatPeopleTypeIsOfferedAsAStatementThatRuns() throws {
    let lines = try Project.text(PhraseTests.place).split(separator: "\n").map(String.init)
    var conversation = Conversation.demo
    var written: [String] = []
    for phrase in lines where !phrase.hasPrefix("→") {
      let refused = conversation.say(phrase)
      let error = try #require(refused.diagnostics.first { $0.severity == .error }, "\(phrase) runs")
      let offers = error.fixes.compactMap { fix in
        error.file.map { String(decoding: fix.applied(to: $0.bytes), as: UTF8.self) }
      }
      for offer in offers {
        let errors = conversation.say(offer).diagnostics.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(phrase) → \(offer)")
      }
      written.append("\(phrase)\n→ \(offers.first ?? "nothing")\n")
    }
    let text = written.joined()
    if TestRun.isRecording { return try Project.write(text, to: PhraseTests.place) }
    #expect(try Project.text(PhraseTests.place) == text)
  }
}
