public import DataModel

/// One value of a person (or of a record): a literal, an attribute, a figure over records, a moment. It may be missing.
public indirect enum Value: Hashable, Sendable, Codable {
  case literal(Scalar)
  /// The person's attribute, under its canonical name.
  case attribute(AttributeRef)
  /// The record's own property; only inside a record scope or a question about records.
  case property(PropertyRef)
  /// `count of login in last 4 weeks`, `mentions of trust`: records in a scope; 0 where none.
  case count(RecordScope)
  /// `total amount of order`: a figure over a property (nil: nothing to add up but the record itself, for `distinct`
  /// of days) of the person's records in a scope.
  case aggregate(Aggregate, PropertyRef, RecordScope)
  /// A moment as a value: `last login`, `signup`.
  case moment(Anchor)
  /// `days from A to B`, `days since X`: elapsed units with decimals between two instants; where either is a day, whole
  /// days and decimals of the longer units; where `calendar` is set, whole calendar units.
  case elapsed(TimeSpan.Unit, from: Anchor, to: Anchor, calendar: Bool)
  /// How many local days of a window the person was a customer, first and last day counted.
  case presence(Window)
  /// `weekday of signup`, `hour of at`: the position of a moment in its week or its day.
  case cycle(Cycle, of: Anchor)
  /// A defined value: `define orders as count of order`.
  case named(String, Value)
}

/// A cycle of the calendar or the clock.
public enum Cycle: String, Hashable, Sendable, Codable {
  /// Of the local day: 1 is Monday, 7 is Sunday.
  case weekday
  /// Of the local clock, 0 to 23; missing where only the day is known.
  case hour
}

/// An attribute of customers. `name` is the catalog's spelling and the identity.
public struct AttributeRef: Hashable, Sendable, Codable {
  public var name: String
  public var type: ValueType
  /// What its numbers measure, where the data says so.
  public var unit: NumberUnit?

  public init(_ name: String, _ type: ValueType, unit: NumberUnit? = nil) {
    self.name = name
    self.type = type
    self.unit = unit
  }
}

/// A property of records. `name` is the catalog's spelling; within a scope of several kinds, each kind's own.
public struct PropertyRef: Hashable, Sendable, Codable {
  /// What a property reads: a column of the file, or something that every record has.
  public enum Slot: String, Hashable, Sendable, Codable {
    /// A column of the file.
    case column
    /// A feedback record's score, the column `name`; each channel on its scale.
    case score
    case channel
    case text
    /// When it happened.
    case at
    /// The local day on which it happened.
    case day
    /// The event's name.
    case kind
  }

  public var name: String
  public var slot: Slot
  public var type: ValueType
  /// What its numbers measure, where the data says so.
  public var unit: NumberUnit?

  public init(_ name: String, _ slot: Slot = .column, _ type: ValueType, unit: NumberUnit? = nil) {
    self.name = name
    self.slot = slot
    self.type = type
    self.unit = unit
  }
}

/// One figure from several values; missing ones are skipped.
public enum Aggregate: Hashable, Sendable {
  case average, median, total, minimum, maximum, distinct
  /// The newest (of messages that have one) and the oldest, in the stable order.
  case latest, first
  /// `p90`: 0 < p < 100, by type 7.
  case percentile(Int)

  public var word: String {
    switch self {
    case .average: "average"
    case .median: "median"
    case .total: "total"
    case .minimum: "min"
    case .maximum: "max"
    case .distinct: "distinct"
    case .latest: "latest"
    case .first: "first"
    case .percentile(let p): "p\(p)"
    }
  }
}

/// A point in a person's time, or in everybody's. Missing where the person has no such record or date.
public indirect enum Anchor: Hashable, Sendable, Codable {
  case literal(Moment)
  /// The clock itself: `today`, the end of `days since X`.
  case now
  case attribute(AttributeRef)
  /// When somebody became a customer (their date in the `start` slot, else their earliest record), and stopped being one.
  case start
  case end
  /// The first or last record in a scope, in the stable order.
  case record(Which, RecordScope)
  /// The current record's own time, inside a record scope.
  case property(PropertyRef)

  public enum Which: String, Hashable, Sendable, Codable { case first, last }
}
