extension Condition {
  /// Whether it depends on the person, and not on the current record alone. For a record of an unknown person such a
  /// condition is unknown: neither it nor its negation holds.
  public var readsPerson: Bool { ConditionPart.condition(self).contains(where: \.isOfPerson) }

  /// True for every known person.
  public static let ofSomebody = Condition.not(.among(People(words: "nobody", ids: [])))
}

extension Value {
  public var readsPerson: Bool { ConditionPart.value(self).contains(where: \.isOfPerson) }
}

extension ConditionPart {
  fileprivate var isOfPerson: Bool {
    switch self {
    case .condition(.records), .condition(.sequence), .condition(.among), .scope: true
    case .value(.attribute), .value(.count), .value(.aggregate), .value(.presence): true
    case .anchor(let anchor): anchor.isOwn
    case .condition, .value, .test, .window: false
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
