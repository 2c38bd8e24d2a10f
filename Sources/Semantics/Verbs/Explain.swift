import Plan
import SourceText
import Syntax

extension Resolver {
  /// `explain segment sellers where churned`, `explain plan segment sellers where churned`
  func explain(_ statement: Statement, asPlan: Bool) -> Question? {
    guard let planned = plan(statement) else { return nil }
    guard case .question(let question) = planned else {
      return fail(
        .wrongScope, "Only a question can be explained", at: statement.span, label: "not a question")
    }
    return .explain(question, asPlan: asPlan)
  }
}
