import Plan
import SourceText
import Syntax

extension Resolver {
  /// Having left, as the name `churned` resolves here; where it does not, being dormant, and a note that says so. Nil
  /// where neither can be known.
  func churn() -> Churn? {
    if let churned = Resolver.churned.flatMap({ quietly($0) }) { return Churn("churned", churned) }
    guard catalog.eventCount > 0, let dormant = Resolver.dormant.flatMap({ quietly($0) }) else { return nil }
    return Churn("dormant", dormant)
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
