/// What is asked of the person, and not of the record in hand alone. Of a record whose person is not known it cannot be
/// said: neither it nor its opposite holds.
extension Condition {
  public var readsPerson: Bool {
    switch self {
    case .everyone: false
    case .not(let inner), .named(_, let inner): inner.readsPerson
    case .all(let parts), .any(let parts): parts.contains(where: \.readsPerson)
    case .test(let value, let test): value.readsPerson || test.readsPerson
    case .records, .sequence, .among: true
    }
  }

  /// True of whoever is known, whatever is known of them.
  public static let ofSomebody = Condition.not(.among(People(words: "nobody", ids: [])))
}

extension Test {
  fileprivate var readsPerson: Bool {
    switch self {
    case .compare(_, let other): other.readsPerson
    case .between(let low, let high): low.readsPerson || high.readsPerson
    case .within(let window): window.readsPerson
    case .isTrue, .isMissing, .hasCome, .oneOf, .contains, .startsWith, .endsWith, .matches, .says: false
    }
  }
}

extension Value {
  public var readsPerson: Bool {
    switch self {
    case .literal, .property: false
    case .attribute, .count, .aggregate, .presence: true
    case .moment(let anchor), .cycle(_, let anchor): anchor.isOwn
    case .elapsed(_, let from, let to, _): from.isOwn || to.isOwn
    case .named(_, let inner): inner.readsPerson
    }
  }
}

extension Window {
  fileprivate var readsPerson: Bool {
    [lower, upper].contains { edge in
      switch edge {
      case .moment(let anchor, _), .day(let anchor, _), .moved(let anchor, _, _): anchor.isOwn
      case nil: false
      }
    }
  }
}

extension Anchor {
  /// Whether it is each person's own.
  public var isOwn: Bool {
    switch self {
    case .literal, .now, .property: false
    case .attribute, .start, .end, .record: true
    }
  }
}
