internal import DataModel
internal import SourceText

/// A workspace has one kind of customer. Two customers files whose rows are different things, users and their accounts,
/// are told by a column of one that holds the key of the other.
struct Units {
  private var plans: [LoadPlan] = []

  /// Whether a load may stand beside those before it.
  mutating func admit(_ plan: LoadPlan, _ problems: inout Problems) -> Bool {
    guard plan.spec.kind == .customers, plan.spec.roles.isEmpty else { return true }
    defer { plans.append(plan) }
    for other in plans {
      if let column = plan.column(holdingKeyOf: other) {
        problems.add(Units.explained(plan, column, other, at: plan))
        return false
      }
      if let column = other.column(holdingKeyOf: plan) {
        problems.add(Units.explained(other, column, plan, at: plan))
        return false
      }
    }
    return true
  }

  /// The two ways: whoever has the column is the customer, or the other is and is found through it.
  private static func explained(
    _ member: LoadPlan, _ column: String, _ group: LoadPlan, at plan: LoadPlan
  ) -> Diagnostic {
    let (members, groups) = (member.spec.path ?? "", group.spec.path ?? "")
    let key = group.spec.key.first?.name ?? ""
    let on = key.lowercased() == column.lowercased() ? column : "\(column) = \(key)"
    let own = member.spec.key.first?.name ?? ""
    return plan.origin.diagnostic(
      .conflictingKey,
      "\(members) and \(groups) hold different things, for each row of \(members) has a \(column); a workspace has one kind of customer",
      label: "who is the customer?",
      notes: [
        "If those of \(members) are: load it alone, with `join \"\(groups)\" on \(on)` for what is known of their \(column).",
        "If those of \(groups) are: load it alone; records find them with `join \"\(members)\" as member on \(own)` and `customer member.\(column)`.",
      ])
  }
}

extension LoadPlan {
  /// A column of its own file, not its key, that is called as another file's key, or as that file with `_id`.
  fileprivate func column(holdingKeyOf other: LoadPlan) -> String? {
    guard other.spec.key.count == 1, let key = other.spec.key.first?.name.lowercased() else { return nil }
    let file = other.spec.path?.split(separator: "/").last?.prefix { $0 != "." }.lowercased() ?? ""
    let noun = file.hasSuffix("s") ? String(file.dropLast()) : file
    let names = [key, "\(file)_id", "\(noun)_id", "\(noun)id"]
    let own = Set(spec.key.map { $0.name.lowercased() })
    return tables[0].names.first { names.contains($0.lowercased()) && !own.contains($0.lowercased()) }
  }
}
