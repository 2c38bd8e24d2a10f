/// The workspace's idea of now, its zone and its weeks. "Now" is the newest moment in the data unless it was set.
public struct Clock: Hashable, Sendable {
  /// Where now comes from; printed with every answer that depends on it.
  public enum Origin: Hashable, Sendable { case newestRecord, newestCustomerDate, setByUser }

  /// The moment itself. `set today D` is the last microsecond of D.
  public var now: Instant
  /// Whether `now` was known only as a day.
  public var isDay: Bool
  public var zone: Zone
  /// 1 is Monday … 7 is Sunday.
  public var weekStart: Int
  public var origin: Origin
  /// No other record lies within 30 days before now: it may be a typing error in the data.
  public var isIsolated: Bool
  /// Of an isolated clock, the day of the newest record before it.
  public var before: Day?
  /// The file and column that the moment is of.
  public var source: Source?

  public struct Source: Hashable, Sendable {
    public var path: String
    public var column: String

    public init(path: String, column: String) {
      self.path = path
      self.column = column
    }
  }

  public init(
    now: Instant, isDay: Bool, zone: Zone = .utc, weekStart: Int = 1, origin: Origin,
    isIsolated: Bool = false,
    before: Day? = nil, source: Source? = nil
  ) {
    self.now = now
    self.isDay = isDay
    self.zone = zone
    self.weekStart = weekStart
    self.origin = origin
    self.isIsolated = isIsolated
    self.before = before
    self.source = source
  }

  /// By what now stands where it does: `the newest date of events.csv, at`.
  public var words: String {
    switch origin {
    case .newestRecord, .newestCustomerDate:
      if let source {
        "the newest date of \([source.path, source.column].filter { !$0.isEmpty }.joined(separator: ", "))"
      } else {
        origin == .newestRecord ? "the newest record" : "the newest date of a customer"
      }
    case .setByUser: "as set"
    }
  }

  /// The clock's local day.
  public var today: Day { zone.day(of: now) }

  /// Whether a day has passed to its last microsecond, and so all before it.
  public func isOver(_ day: Day) -> Bool {
    zone.start(of: day.adding(days: 1)).microseconds - 1 <= now.microseconds
  }

  /// Whether a moment has passed, so that nothing at it is still to come: a day wholly, an instant before the clock.
  public func isOver(_ moment: Moment) -> Bool {
    switch moment {
    case .day(let day): isOver(day)
    case .instant(let instant): instant < now
    }
  }

  /// Whether a moment is not after the clock: a day by its day, an instant exactly.
  public func hasReached(_ moment: Moment) -> Bool {
    switch moment {
    case .day(let day): day <= today
    case .instant(let instant): isDay ? zone.day(of: instant) <= today : instant <= now
    }
  }
}
