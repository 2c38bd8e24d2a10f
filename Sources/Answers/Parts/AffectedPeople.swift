internal import Plan

/// The people for whom parts of a condition that need the same time decide the answer.
struct AffectedPeople {
  /// Conditions of the people whose answer would change if the parts changed.
  let mayChange: [Condition]
  /// Conditions of the people who are counted because they did not do it; for a share, the same as `mayChange`.
  let countedForAbsence: [Condition]
  /// Conditions of the people for whom not doing it makes the condition true.
  let trueByAbsence: [Condition]
  /// True of people who have not done one of the parts.
  let idle: Condition

  init(_ condition: Condition, on parts: [TimedPart], among base: Condition, counted: Bool) {
    let done = parts.reduce(condition) { $0.assuming($1.node, !$1.isAbsence) }
    let idle = parts.reduce(condition) { $0.assuming($1.node, $1.isAbsence) }
    let whenDone = Condition.both(done, .opposite(of: idle))
    let whenIdle = Condition.both(idle, .opposite(of: done))
    let either =
      whenDone == .nobody
      ? whenIdle : whenIdle == .nobody ? whenDone : .disjunction([whenDone, whenIdle])
    mayChange = [base, either]
    countedForAbsence = counted ? [base, whenIdle, condition] : mayChange
    trueByAbsence = [base, whenIdle]
    self.idle = parts.contains(where: \.isAmount) ? .everyone : .disjunction(parts.map(\.idle))
  }
}

extension Condition {
  /// True of nobody.
  static var nobody: Condition { .not(.everyone) }

  fileprivate static func both(_ one: Condition, _ other: Condition) -> Condition {
    one == .nobody || other == .nobody ? .nobody : .conjunction([one, other])
  }

  fileprivate static func opposite(of condition: Condition) -> Condition {
    if case .not(let inner) = condition { return inner }
    return .not(condition)
  }

  /// The condition simplified by assuming that a part of it is true or false.
  func assuming(_ part: Condition, _ holds: Bool) -> Condition {
    if self == part { return holds ? .everyone : .nobody }
    switch self {
    case .everyone, .test, .records, .sequence, .among: return self
    case .named(_, let inner): return inner.assuming(part, holds)
    case .not(let inner): return .opposite(of: inner.assuming(part, holds))
    case .all(let parts):
      let parts = parts.map { $0.assuming(part, holds) }
      return parts.contains(.nobody) ? .nobody : .conjunction(parts)
    case .any(let parts):
      let parts = parts.map { $0.assuming(part, holds) }.filter { $0 != .nobody }
      return parts.contains(.everyone) ? .everyone : .disjunction(parts)
    }
  }
}
