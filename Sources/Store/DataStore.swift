public import DataModel
public import Text

/// Everything loaded, in the shape that questions are answered from. Built once, immutable, shared by readers.
/// Customers are the integers 0..<count; records of events and of feedback are clustered by customer and stand in the
/// stable order within one: time, then load statement, then row. Records after the clock are not in it.
public struct DataStore: Sendable {
  public let customers: Customers
  public let events: Events
  public let feedback: Feedback
  /// Nil where nothing has a time and none was set.
  public let clock: Clock?
  /// The workspace's zone, also where there is no clock.
  public let zone: Zone
  public let weekStart: Int
  public let language: Language
  /// Kinds of events that bill somebody, as the loads name them; empty where none does.
  public let charges: [String]
  /// Records after the clock, which no question sees.
  public let recordsAfterClock: Int
}

/// When records happened, in an order of records. Shared by events, by each kind of them, and by feedback.
public struct Timeline: Sendable {
  /// Microseconds since 1970 UTC. A date-only record stands at its midnight in the workspace's zone; one without a time
  /// at `untimed`, which is before everything, so that windows leave it out.
  public let at: [Int64]
  /// The records known only by their day; nil where there are none.
  public let isDay: Bitmap?

  public static let untimed = Int64.min
}

extension Timeline {
  /// When record `row` happened; nil where that is not known. For single records.
  public func moment(at row: Int, zone: Zone) -> Moment? {
    guard at[row] != Timeline.untimed else { return nil }
    let instant = Instant(microseconds: at[row])
    return isDay?[row] == true ? .day(zone.day(of: instant)) : .instant(instant)
  }
}
