import Plan
import SourceText
import Syntax

extension Resolver {
  /// Having left, as the name `churned` resolves here; where it does not, that the end has come which a load declares, and
  /// where there is none, being dormant, with a note that says so. Nil where none of them can be known.
  func churn() -> Churn? {
    if let churned = Resolver.churned.flatMap({ quietly($0) }) { return Churn("churned", churned) }
    if let end = catalog.slots.end, let ended = heed(bare(end.name)) {
      return Churn(end.name, ended)
    }
    guard catalog.eventCount > 0, let dormant = Resolver.dormant.flatMap({ quietly($0) }) else { return nil }
    return Churn("dormant", dormant, isForGood: false)
  }

  /// A condition that is not typed here: where it cannot be resolved nothing is reported.
  private func quietly(_ tree: Syntax.Condition) -> Plan.Condition? {
    Resolver(scope, file: Resolver.churnFile, isQuiet: true).condition(tree, in: nil)
  }

  private static let churnFile = SourceFile(
    name: Prelude.origin, text: "define left as churned\ndefine asleep as dormant\n")

  private static let conditions = parse(churnFile).script.statements.compactMap { statement in
    if case .define(_, .condition(let condition)) = statement.kind { condition } else { nil }
  }

  private static var churned: Syntax.Condition? { conditions.first }
  private static var dormant: Syntax.Condition? { conditions.last }
}
