public import DataModel

/// People by the calendar period of their start, and how many came back in each period after it.
///
/// Period k consists of the local days from the day of the start plus k units up to the day before plus k + 1 units (months end on
/// their last day); with `isCalendar`, periods count from the calendar period of the start. Only starts count that are not
/// after now, and that are in `startWindow`. A return is a record of `returns` that is not the start itself (the record that
/// the start is, or the same date attribute), at or after it (at the coarser precision). With `countsLater` a return in period
/// k or any later one counts for k.
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

  public typealias Reply = GroupedReply<Cohort>

  /// The people who started in one calendar period.
  public struct Cohort: Hashable, Sendable, Codable {
    /// The first day of the period.
    public var start: Day
    public var people: Int
    /// Periods 0 to `periods`.
    public var periods: [Period]

    public init(start: Day, people: Int, periods: [Period]) {
      self.start = start
      self.people = people
      self.periods = periods
    }
  }

  public struct Period: Hashable, Sendable, Codable {
    /// How many people of the cohort have the whole period behind them: the last moment of its last day is not after now.
    public var over: Int
    /// How many of those came back.
    public var back: Int

    public init(over: Int, back: Int) {
      self.over = over
      self.back = back
    }
  }

  public static let schema: [ReplyColumn] = [
    ReplyColumn("groups[].keys[]", .key), ReplyColumn("groups[].parts[].start", .day),
    .people("groups[].parts[].people"), .people("groups[].parts[].periods[].over"),
    .people("groups[].parts[].periods[].back"),
  ]

  public var request: Request { .cohorts(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .cohorts(let reply) = response { reply } else { nil }
  }
}
