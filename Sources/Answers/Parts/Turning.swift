internal import Plan

/// Of whom what is asked turns on parts of it that need the same time.
struct Turning {
  /// It would be another answer if the parts were.
  let may: [Condition]
  /// The answer is such because they were not done, or, of a share, may be.
  let lacks: [Condition]
  /// The silence makes it true.
  let positive: [Condition]
  /// Of whom one of them is not done.
  let idle: Condition

  init(_ condition: Condition, on parts: [TimedPart], among base: Condition, counted: Bool) {
    let done = parts.reduce(condition) { $0.assuming($1.node, !$1.isAbsence) }
    let idle = parts.reduce(condition) { $0.assuming($1.node, $1.isAbsence) }
    let whenDone = Condition.both(done, .opposite(of: idle))
    let whenIdle = Condition.both(idle, .opposite(of: done))
    let either =
      whenDone == .nobody
      ? whenIdle : whenIdle == .nobody ? whenDone : .disjunction([whenDone, whenIdle])
    may = [base, either]
    lacks = counted ? [base, whenIdle, condition] : may
    positive = [base, whenIdle]
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

  /// With a part of it taken for true or for false; what follows from that is left out.
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
