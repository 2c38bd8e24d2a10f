public import DataModel

/// People by the calendar period of their start, and in how many of the periods since they came back.
///
/// Period k holds the local days from the start's day plus k units to the day before plus k + 1 (months clamped); with
/// `isCalendar`, from the calendar period of the start. A return is a record of `returns` that is not the start itself,
/// at or after it (at the coarser precision). With `countsLater` a return in period k or any later one counts for k.
public struct Cohorts: Measurement {
  public var who: Condition
  public var keys: [GroupKey]
  public var start: Anchor
  public var startWindow: Window?
  public var returns: RecordScope
  public var unit: TimeSpan.Unit
  public var periods: Int
  public var isCalendar: Bool
  public var countsLater: Bool

  public init(
    who: Condition, keys: [GroupKey], start: Anchor, startWindow: Window?, returns: RecordScope,
    unit: TimeSpan.Unit, periods: Int, isCalendar: Bool, countsLater: Bool
  ) {
    self.who = who
    self.keys = keys
    self.start = start
    self.startWindow = startWindow
    self.returns = returns
    self.unit = unit
    self.periods = periods
    self.isCalendar = isCalendar
    self.countsLater = countsLater
  }

  public struct Reply: Hashable, Sendable, Codable {
    public var groups: [Grouped<Cohort>]

    public init(groups: [Grouped<Cohort>]) { self.groups = groups }
  }

  /// The people who started in one calendar period.
  public struct Cohort: Hashable, Sendable, Codable {
    /// The period's first day.
    public var start: Day
    public var people: Int
    /// From 0 to `periods`.
    public var periods: [Period]

    public init(start: Day, people: Int, periods: [Period]) {
      self.start = start
      self.people = people
      self.periods = periods
    }
  }

  public struct Period: Hashable, Sendable, Codable {
    /// People of the cohort whose period is over by the clock.
    public var over: Int
    /// Of those, who came back.
    public var back: Int

    public init(over: Int, back: Int) {
      self.over = over
      self.back = back
    }
  }

  public var request: Request { .cohorts(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .cohorts(let reply) = response { reply } else { nil }
  }
}
