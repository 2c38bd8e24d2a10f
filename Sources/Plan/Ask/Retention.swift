public import DataModel

/// `retention of login by week for 12 weeks from signup`: how many people come back, by the period of their start.
public struct Retention: Hashable, Sendable, Codable {
  public var returns: RecordScope
  /// The start of each person; people without one, or with one after now, are left out.
  public var start: Anchor
  /// Only people who started in this window; nil means all.
  public var startWindow: Window?
  public var unit: TimeSpan.Unit
  /// The number of the last period; the first is 0.
  public var periods: Int
  /// Whether periods are those of the calendar, instead of whole ones from each person's start.
  public var isCalendar: Bool
  /// Whether coming back in a later period counts too.
  public var countsLater: Bool
  public var who: Who
  public var grouping: Grouping

  public init(
    of returns: RecordScope, from start: Anchor, in startWindow: Window? = nil, by unit: TimeSpan.Unit,
    periods: Int, isCalendar: Bool = false, countsLater: Bool = false, who: Who,
    grouping: Grouping = Grouping()
  ) {
    self.returns = returns
    self.start = start
    self.startWindow = startWindow
    self.unit = unit
    self.periods = periods
    self.isCalendar = isCalendar
    self.countsLater = countsLater
    self.who = who
    self.grouping = grouping
  }
}
