extension Condition {
  /// The conjunction of conditions, flattened: without `everyone`; a single condition as it is; `everyone` if there is none.
  public static func conjunction(_ parts: [Condition]) -> Condition {
    var flat: [Condition] = []
    for part in parts {
      switch part {
      case .everyone: continue
      case .all(let inner): flat += inner
      case .not, .any, .test, .records, .sequence, .among, .named: flat.append(part)
      }
    }
    return flat.count > 1 ? .all(flat) : flat.first ?? .everyone
  }

  /// The disjunction of conditions, flattened; nobody if there is none.
  public static func disjunction(_ parts: [Condition]) -> Condition {
    var flat: [Condition] = []
    for part in parts {
      if case .any(let inner) = part { flat += inner } else { flat.append(part) }
    }
    return flat.count > 1 ? .any(flat) : flat.first ?? .not(.everyone)
  }

  /// The messages that make the condition true of a person: each positive voice condition with the guard under which
  /// it counts (the branch of an `or` that holds). Negated voices choose nothing.
  ///
  /// `churned and (mentioned trust or plan is free and mentioned price)` gives trust under `mentioned trust`, and
  /// price under `plan is free and mentioned price`.
  public var voices: [(when: Condition, scope: RecordScope)] {
    switch self {
    case .everyone, .not, .test, .among: return []
    case .named(_, let inner): return inner.voices
    case .all(let parts): return parts.flatMap(\.voices)
    case .any(let parts):
      return parts.flatMap { part in part.voices.map { (.conjunction([part, $0.when]), $0.scope) } }
    case .records(let scope, let amount):
      guard scope.listens, amount.needsOne else { return [] }
      return [(self, scope)]
    case .sequence(let sequence):
      return sequence.steps.filter { !$0.isAbsent && $0.scope.listens }.map { (self, $0.scope) }
    }
  }
}

extension RecordScope {
  /// Whether the scope is about words: feedback, said or heard.
  public var listens: Bool {
    switch source {
    case .feedback, .heard: true
    case .events, .anyEvent: false
    }
  }
}

extension Amount {
  /// Whether it takes at least one record to hold.
  public var needsOne: Bool {
    switch times {
    case .equal, .atLeast: timesCount >= 1
    case .greater: timesCount >= 0
    case .less, .atMost: false
    }
  }
}
