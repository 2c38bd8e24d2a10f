internal import DataModel

/// When a condition first became true for a person for whom it is true.
public indirect enum FirstTrueTime: Hashable, Sendable, Codable {
  /// A moment of the person's or of everybody's: a date attribute.
  case moment(Anchor)
  /// The person's n-th record in a scope, in the stable order.
  case record(RecordScope, number: Int)
  /// The first record of the person's n-th local day with records in a scope.
  case day(RecordScope, number: Int)
  /// When the n-th completed attempt was complete; of `then not B` the end of its span.
  case sequence(Sequence, number: Int)
  /// A window's end.
  case end(Window.Edge)
  /// The last of several; missing where one of them is.
  case latest([FirstTrueTime])
  /// The first of those whose condition holds; missing where one of these is.
  case earliest([Part])

  public struct Part: Hashable, Sendable, Codable {
    public var condition: Condition
    public var onset: FirstTrueTime

    public init(_ condition: Condition, _ onset: FirstTrueTime) {
      self.condition = condition
      self.onset = onset
    }
  }
}

extension FirstTrueTime {
  /// Whether it is a moment of a person's own, and not the end of a window that is the same for all.
  public var isTheirOwn: Bool {
    switch self {
    case .moment, .record, .day, .sequence: true
    case .end: false
    case .latest(let parts): parts.allSatisfy(\.isTheirOwn)
    case .earliest(let parts): parts.allSatisfy(\.onset.isTheirOwn)
    }
  }
}

extension Condition {
  /// When it became true; nil where it, or a part of it, has no date: an attribute as it is now, a plain negative.
  ///
  /// `churned and did order at least 3 times` became true at the later of `churned_at` and the third order.
  public var onset: FirstTrueTime? {
    switch self {
    case .everyone, .among: return nil
    case .named(_, let inner): return inner.onset
    case .test(let value, let test): return test.onset(of: value)
    case .records(let scope, let amount):
      if let days = amount.days { return days.firstNumber(amount.daysCount).map { .day(scope, number: $0) } }
      return amount.times.firstNumber(amount.timesCount).map { .record(scope, number: $0) }
    case .sequence(let sequence):
      let amount = sequence.amount
      guard amount.days == nil else { return nil }
      return amount.times.firstNumber(amount.timesCount).map { .sequence(sequence, number: $0) }
    case .all(let parts):
      let onsets = parts.compactMap(\.onset)
      return onsets.count == parts.count ? .latest(onsets) : nil
    case .any(let parts):
      let onsets = parts.compactMap { part in part.onset.map { FirstTrueTime.Part(part, $0) } }
      return onsets.count == parts.count ? .earliest(onsets) : nil
    case .not(let inner):
      return inner.negativeEnd
    }
  }

  /// The end of the window that bounds a negative; of “is set” the date itself.
  private var negativeEnd: FirstTrueTime? {
    switch self {
    case .named(_, let inner): inner.negativeEnd
    case .test(let value, .isMissing): Test.hasCome.onset(of: value)
    case .records(let scope, _): scope.window?.upper.map { .end($0) }
    case .sequence(let sequence): sequence.window?.upper.map { .end($0) }
    case .everyone, .not, .all, .any, .test, .among: nil
    }
  }
}

extension Comparison {
  /// The smallest count that meets the comparison; nil where a count of 0 does.
  fileprivate func firstNumber(_ count: Int) -> Int? {
    let number: Int
    switch self {
    case .equal, .atLeast: number = count
    case .greater: (number, _) = count.addingReportingOverflow(1)
    case .less, .atMost: return nil
    }
    return number > 0 ? number : nil
  }
}

extension Test {
  /// The moment of a date that is tested, whatever the test.
  fileprivate func onset(of value: Value) -> FirstTrueTime? {
    if self == .isMissing { return nil }
    switch value {
    case .attribute(let attribute): return attribute.type.isTime ? .moment(.attribute(attribute)) : nil
    case .moment(let anchor):
      switch anchor {
      case .attribute, .start, .end, .record: return .moment(anchor)
      case .literal, .now, .property: return nil
      }
    case .named(_, let inner): return onset(of: inner)
    case .literal, .property, .count, .aggregate, .elapsed, .cycle, .presence: return nil
    }
  }
}
