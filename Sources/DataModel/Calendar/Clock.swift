/// The workspace's current time, time zone and week start. "Now" is the newest time in the data unless `set today`
/// gives it.
public struct Clock: Hashable, Sendable {
  /// Where "now" comes from; shown with every answer that depends on it.
  public enum Origin: Hashable, Sendable { case newestRecord, newestCustomerDate, setByUser }

  /// The current time. `set today D` means the last microsecond of day D.
  public var now: Instant
  /// Whether only the day of `now` is known.
  public var isDay: Bool
  public var zone: Zone
  /// The first day of the week: 1 is Monday, 7 is Sunday.
  public var weekStart: Int
  public var origin: Origin
  /// Whether no other record is within 30 days before `now`, so that it may be a typing error in the data.
  public var isIsolated: Bool
  /// If isolated, the day of the newest record before it.
  public var before: Day?
  /// The file and column that `now` comes from.
  public var source: Source?

  /// A column of a file.
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

  /// Where `now` comes from, in English: `the newest date of events.csv, at`.
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

  /// The local day of `now`.
  public var today: Day { zone.day(of: now) }

  /// Whether a day is over, to its last microsecond.
  public func isOver(_ day: Day) -> Bool {
    zone.start(of: day.adding(days: 1)).microseconds - 1 <= now.microseconds
  }

  /// Whether a moment is in the past: for a day, if it is over; for an instant, if it is before `now`.
  public func isOver(_ moment: Moment) -> Bool {
    switch moment {
    case .day(let day): isOver(day)
    case .instant(let instant): instant < now
    }
  }

  /// Whether a moment is not in the future; a day is compared by day, an instant exactly.
  public func hasReached(_ moment: Moment) -> Bool {
    switch moment {
    case .day(let day): day <= today
    case .instant(let instant): isDay ? zone.day(of: instant) <= today : instant <= now
    }
  }
}
