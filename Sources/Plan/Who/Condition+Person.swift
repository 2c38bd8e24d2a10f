/// What is asked of the person, and not of the record in hand alone. Of a record whose person is not known it cannot be
/// said: neither it nor its opposite holds.
extension Condition {
  public var readsPerson: Bool { ConditionPart.condition(self).contains(where: \.isOfPerson) }

  /// True of whoever is known, whatever is known of them.
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
