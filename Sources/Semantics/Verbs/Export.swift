import Plan
import SourceText
import Syntax

extension Resolver {
  /// `export count sellers by plan to "sellers.csv"`
  func export(_ statement: Statement, to path: Syntax.Text, as tool: ListTool?) -> Planned? {
    guard let planned = plan(statement) else { return nil }
    guard case .question(let question) = planned else {
      return fail(
        .wrongScope, "Only the answer to a question can be exported", at: statement.span,
        label: "not a question")
    }
    if let tool, !question.listsPeople {
      return fail(
        .wrongScope, "A list contains people: `export segment … to … as \(tool.rawValue) list`",
        at: statement.span, label: "no list of people")
    }
    return .export(question, to: path)
  }
}

extension Question {
  /// Whether its answer is a table of people.
  fileprivate var listsPeople: Bool {
    switch self {
    case .segment, .sample: true
    case _: false
    }
  }
}
