public import DataModel

/// `retention of login by week for 12 weeks from signup`: who comes back, by when they started.
public struct Retention: Hashable, Sendable, Codable {
  public var returns: RecordScope
  /// Each person's own; whoever has none, or one after the clock, is left out.
  public var start: Anchor
  /// Only those who started in it.
  public var startWindow: Window?
  public var unit: TimeSpan.Unit
  /// The last period asked for: 0 to this.
  public var periods: Int
  /// Calendar periods, rather than whole ones from each person's own start.
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
