internal import DataModel
internal import SourceText

/// Checks that all customers files of a workspace are about the same kind of customer. If one file (users) has a column
/// with the key of another (accounts), they are two kinds, which is an error.
struct CustomerKinds {
  private var plans: [LoadPlan] = []

  /// Whether a load can be combined with those before it; if not, adds an error.
  mutating func admit(_ plan: LoadPlan, _ problems: inout Problems) -> Bool {
    guard plan.spec.kind == .customers, plan.spec.roles.isEmpty else { return true }
    defer { plans.append(plan) }
    for other in plans {
      if let column = plan.column(holdingKeyOf: other) {
        problems.add(CustomerKinds.explained(plan, column, other, at: plan))
        return false
      }
      if let column = other.column(holdingKeyOf: plan) {
        problems.add(CustomerKinds.explained(other, column, plan, at: plan))
        return false
      }
    }
    return true
  }

  /// The two solutions: users are the customers, or accounts are and users are found through them.
  private static func explained(
    _ member: LoadPlan, _ column: String, _ group: LoadPlan, at plan: LoadPlan
  ) -> Diagnostic {
    let (members, groups) = (member.spec.path, group.spec.path)
    let key = group.spec.key.first?.name ?? ""
    let on = key.lowercased() == column.lowercased() ? column : "\(column) = \(key)"
    let own = member.spec.key.first?.name ?? ""
    return plan.origin.diagnostic(
      .conflictingKey,
      "\(members) and \(groups) are about different things, as each row of \(members) has a \(column); a workspace has one kind of customer",
      label: "who is the customer?",
      notes: [
        "If the rows of \(members) are: load only that file, with `join \"\(groups)\" on \(on)` for the details of their \(column).",
        "If the rows of \(groups) are: load only that file; records find them with `join \"\(members)\" as member on \(own)` and `customer member.\(column)`.",
      ])
  }
}

extension LoadPlan {
  /// A column of this file, other than its key, that is named like the other file's key, or like the other file with
  /// `_id`.
  fileprivate func column(holdingKeyOf other: LoadPlan) -> String? {
    guard other.spec.key.count == 1, let key = other.spec.key.first?.name.lowercased() else { return nil }
    let file = other.spec.path.split(separator: "/").last?.prefix { $0 != "." }.lowercased() ?? ""
    let noun = file.hasSuffix("s") ? String(file.dropLast()) : file
    let names = [key, "\(file)_id", "\(noun)_id", "\(noun)id"]
    let own = Set(spec.key.map { $0.name.lowercased() })
    return tables[0].names.first { names.contains($0.lowercased()) && !own.contains($0.lowercased()) }
  }
}
