/// A point in time as microseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
  public var microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

  public static let microsecondsPerDay: Int64 = 86_400_000_000
  public static let microsecondsPerHour: Int64 = 3_600_000_000
}

/// When something happened, as precisely as the data says: a local calendar day or an instant.
public enum Moment: Hashable, Sendable {
  case day(Day)
  case instant(Instant)

  public var isDay: Bool {
    switch self {
    case .day: true
    case .instant: false
    }
  }
}

extension Zone {
  /// The local day of a moment.
  public func day(of moment: Moment) -> Day {
    switch moment {
    case .day(let day): day
    case .instant(let instant): day(of: instant)
    }
  }

  /// The start of a moment: the instant itself, or a day's local midnight. Records are sorted by it.
  public func start(of moment: Moment) -> Instant {
    switch moment {
    case .day(let day): start(of: day)
    case .instant(let instant): instant
    }
  }

  /// Compares at the coarser precision of the two: by day if either is a day, else by instant. Negative, zero or
  /// positive. Not transitive if days and instants are mixed.
  public func compare(_ left: Moment, _ right: Moment) -> Int {
    if case .instant(let l) = left, case .instant(let r) = right {
      return l == r ? 0 : (l < r ? -1 : 1)
    }
    let (l, r) = (day(of: left), day(of: right))
    return l == r ? 0 : (l < r ? -1 : 1)
  }
}
