public import DataModel

/// `survival of churned by plan`: how long it is until something happens to people, from their start.
public struct Survival: Hashable, Sendable {
  /// What happens, and when it did.
  public var condition: Condition
  public var onset: Onset
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
    of condition: Condition, at onset: Onset, words: String, from start: Anchor,
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

/// How long people were watched until something happened to them, or until they were lost from sight. Columns: the keys as
/// in `Groups`, `days`, `happened` (people to whom it happened so many days after their start), `lost` (people who were
/// seen for so many days, and to whom it had not happened). One row for each different length; `days` ascending.
///
/// Days are local days from the start's to the onset's. Somebody is lost from sight at the clock, or at their end where
/// that comes first: what happens after an end does not count. In a row of each group with missing `days`: those left out,
/// `happened` because it happened before their start, `lost` because they have none, or it has not come, or it lies
/// outside `startWindow`.
public struct Lifetimes: Hashable, Sendable {
  public var who: Condition
  public var keys: [GroupKey]
  public var condition: Condition
  public var onset: Onset
  public var start: Anchor
  public var startWindow: Window?

  public init(
    who: Condition, keys: [GroupKey], condition: Condition, onset: Onset, start: Anchor, startWindow: Window?
  ) {
    self.who = who
    self.keys = keys
    self.condition = condition
    self.onset = onset
    self.start = start
    self.startWindow = startWindow
  }
}
