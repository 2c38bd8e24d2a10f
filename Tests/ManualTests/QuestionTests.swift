import DataModel
import Session
import SourceText
import Syntax
import TestSupport
import Testing

@Suite struct QuestionTests {
  /// Every statement of `questions.heed` runs on the demo, in order, or belongs to a verb without an answer yet; the
  /// reading of each is in `questions.txt`.
  @Test func everyQuestionRunsAndReadsBack() throws {
    let file = SourceFile(name: "questions.heed", text: try Project.text("Tests/ManualTests/questions.heed"))
    let (script, diagnostics) = parse(file)
    #expect(diagnostics.isEmpty)
    var conversation = Conversation.demo
    var read: [String] = []
    for statement in script.statements {
      let text = file.text(of: statement.span)
      let result = conversation.say(text)
      let errors = result.diagnostics.filter { $0.severity == .error }
      #expect(errors.isEmpty, "\(text)\n\(result.screen)")
      for case .answer(let answer) in result.outcomes.map(\.result) {
        read.append("\(text)\n→ \(answer.reading)\n")
      }
    }
    let readings = read.joined(separator: "\n")
    if TestRun.isRecording { return try Project.write(readings, to: "Tests/ManualTests/questions.txt") }
    #expect(try Project.text("Tests/ManualTests/questions.txt") == readings)
  }
}
