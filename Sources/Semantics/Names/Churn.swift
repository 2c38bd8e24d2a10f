import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// The condition that somebody has left: `churned`, if it resolves here; otherwise the `end` that a load declares;
  /// otherwise a yes/no column with such a name, or being dormant, either of which gets a note. Nil if none is available.
  func churn() -> Churn? {
    if let churned = Resolver.churned.flatMap({ quietly($0) }) { return Churn("churned", churned) }
    if let end = catalog.slots.end, let ended = heed(bare(end.name)) {
      return Churn(end.name, ended)
    }
    if let flag = churnFlag, let left = heed(bare(flag)) { return Churn(flag, left, isGuess: true) }
    guard catalog.eventCount > 0, let dormant = Resolver.dormant.flatMap({ quietly($0) }) else { return nil }
    return Churn("dormant", dormant, isForGood: false)
  }

  /// The yes/no column that says who left; nil if there is none, or more than one.
  private var churnFlag: String? {
    let flags = catalog.attributes.map(\.ref).filter {
      $0.type == .boolean && Resolver.churnWords.contains(Resolver.plainWords($0.name))
    }
    return flags.count == 1 ? flags[0].name : nil
  }

  /// Names of columns that say who left, without `is`, `has` and `flag`.
  private static let churnWords: Set<String> = [
    "churn", "churned", "cancelled", "canceled", "attrition", "left",
  ]

  /// `Is_Churned`, `churn flag` and `ChurnFlag` are `churned` and `churn`.
  private static func plainWords(_ name: String) -> String {
    var words = name.lowercased().filter(\.isLetter)[...]
    for prefix in ["is", "has"] where words.hasPrefix(prefix) { words = words.dropFirst(prefix.count) }
    if words.hasSuffix("flag") { words = words.dropLast(4) }
    return String(words)
  }

  /// Resolves a condition that the user did not type: nothing is reported if it fails.
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
