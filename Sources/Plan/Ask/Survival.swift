public import DataModel

/// `survival of churned by plan`: how long it is until something happens to people, from their start.
public struct Survival: Hashable, Sendable, Codable {
  /// What happens, and when it did.
  public var condition: Condition
  public var onset: FirstTrueTime
  /// What it was called: `churned`.
  public var words: String
  /// Each person's own; whoever has none is left out.
  public var start: Anchor
  /// Only those who started in it.
  public var startWindow: Window?
  /// The curve is read at whole units of this.
  public var unit: TimeSpan.Unit
  /// The last unit that is read; nil: up to the longest time that anybody was watched.
  public var periods: Int?
  public var who: Who
  public var grouping: Grouping

  public init(
    of condition: Condition, at onset: FirstTrueTime, words: String, from start: Anchor,
    in startWindow: Window? = nil,
    by unit: TimeSpan.Unit, periods: Int? = nil, who: Who, grouping: Grouping = Grouping()
  ) {
    self.condition = condition
    self.onset = onset
    self.words = words
    self.start = start
    self.startWindow = startWindow
    self.unit = unit
    self.periods = periods
    self.who = who
    self.grouping = grouping
  }

  /// Days in a unit of the curve: a month is a twelfth of 365.25 days.
  public static func days(in unit: TimeSpan.Unit) -> Double {
    switch unit {
    case .hour, .day: 1
    case .week: 7
    case .month: 365.25 / 12
    case .quarter: 365.25 / 4
    case .year: 365.25
    }
  }
}
