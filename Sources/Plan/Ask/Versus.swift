public import DataModel

/// Two groups side by side: `words for A versus B`, `compare A versus B`. People in both are left out of both; a group
/// inside the other is compared with the rest of it.
public struct Versus: Hashable, Sendable, Codable {
  public var first: Who
  public var second: Who
  /// For `words`: which messages count; nil means all.
  public var scope: RecordScope?
  /// What having left means; nil if it cannot be known.
  public var churn: Churn?
  /// How many words per group are shown.
  public var limit: Int?

  public init(
    _ first: Who, _ second: Who, scope: RecordScope? = nil, churn: Churn? = nil, limit: Int? = nil
  ) {
    self.first = first
    self.second = second
    self.scope = scope
    self.churn = churn
    self.limit = limit
  }
}

extension Versus {
  /// How the groups differ by definition: the parts of each condition that the other lacks.
  public var difference: [Condition] {
    let (one, other) = (first.condition.conjuncts, second.condition.conjuncts)
    return one.filter { !other.contains($0) } + other.filter { !one.contains($0) }
  }
}

/// `compare in 2025-Q2 versus in 2025-Q1 for sellers`: the same people in two periods.
public struct BeforeAfter: Hashable, Sendable, Codable {
  /// A period of whole local days, both ends included.
  public struct Stretch: Hashable, Sendable, Codable {
    public var window: Window
    public var days: ClosedRange<Day>

    /// The number of days.
    public var length: Int { Int(days.upperBound.number) - Int(days.lowerBound.number) + 1 }

    public init(_ window: Window, days: ClosedRange<Day>) {
      self.window = window
      self.days = days
    }
  }

  public var first: Stretch
  public var second: Stretch
  public var who: Who

  public init(_ first: Stretch, _ second: Stretch, who: Who) {
    self.first = first
    self.second = second
    self.who = who
  }

  /// True of people who were customers by the start of the earlier period and still at the end of the later one.
  public var throughBoth: Condition {
    let from = min(first.days.lowerBound, second.days.lowerBound)
    let to = max(first.days.upperBound, second.days.upperBound)
    return .conjunction([who.condition, .customers(throughout: from...to)])
  }
}

extension Condition {
  /// True of people with a start (or, without one, a record) by the first of these days, and no end by the last.
  public static func customers(throughout days: ClosedRange<Day>) -> Condition {
    func test(_ anchor: Anchor, _ comparison: Comparison, _ day: Day) -> Condition {
      .test(.moment(anchor), .compare(comparison, .literal(.moment(.day(day)))))
    }
    return .all([
      test(.start, .atMost, days.lowerBound), .not(test(.end, .atMost, days.upperBound)),
    ])
  }
}
