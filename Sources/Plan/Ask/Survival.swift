public import DataModel

/// `survival of churned by plan`: how long it takes from people's start until something happens.
public struct Survival: Hashable, Sendable, Codable {
  /// What happens, and when it became true.
  public var condition: Condition
  public var onset: FirstTrueTime
  /// The words it was asked by: `churned`.
  public var words: String
  /// The start of each person; people without one are left out.
  public var start: Anchor
  /// Only people who started in this window; nil means all.
  public var startWindow: Window?
  /// The curve is shown at whole units of this.
  public var unit: TimeSpan.Unit
  /// The last unit shown; nil means the longest time that anybody was observed.
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
