import Plan
import SourceText
import Syntax

extension Resolver {
  /// `export count sellers by plan to "sellers.csv"`
  func export(_ statement: Statement, to path: Syntax.Text) -> Planned? {
    guard let planned = plan(statement) else { return nil }
    guard case .question(let question) = planned else {
      return fail(
        .wrongScope, "Only the answer to a question can be exported", at: statement.span,
        label: "not a question")
    }
    return .export(question, to: path)
  }
}
