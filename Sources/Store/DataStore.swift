public import DataModel
public import Text

/// All loaded data, as a column store that questions are answered from. Immutable and shared by all readers. Customers
/// are the integers 0..<count. Records of events and feedback are clustered by customer, and sorted within each by
/// time, then load statement, then row (the stable order). Records after the clock are left out.
public struct DataStore: Sendable {
  public let customers: Customers
  public let events: Events
  public let feedback: Feedback
  /// Nil if nothing has a time and none was set.
  public let clock: Clock?
  /// The workspace's zone; also set if there is no clock.
  public let zone: Zone
  public let weekStart: Int
  public let language: Language
  /// The kinds of events that charge customers, as named by the loads.
  public let charges: [String]
  /// The number of records after the clock.
  public let recordsAfterClock: Int
}

/// The times of records, in the order of the records. Used for all events, for each kind, and for feedback.
public struct Timeline: Sendable {
  /// Microseconds since 1970 UTC. A record with only a date has its midnight in the workspace's zone. A record without
  /// a time has `untimed`, the smallest number, so that time windows exclude it.
  public let at: [Int64]
  /// The records with a date but no time of day; nil if there are none.
  public let isDay: Bitmap?

  public static let untimed = Int64.min
}

extension Timeline {
  /// When record `row` happened; nil if unknown. For single records.
  public func moment(at row: Int, zone: Zone) -> Moment? {
    guard at[row] != Timeline.untimed else { return nil }
    let instant = Instant(microseconds: at[row])
    return isDay?[row] == true ? .day(zone.day(of: instant)) : .instant(instant)
  }
}
