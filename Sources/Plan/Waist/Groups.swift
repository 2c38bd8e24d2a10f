public import DataModel

/// Metrics of people or records, by group. Without keys, everybody is one group; otherwise only non-empty groups are returned.
public struct Groups: Measurement {
  public var who: Condition
  public var subject: Subject
  public var keys: [GroupKey]
  public var metrics: [Metric]

  public init(who: Condition, subject: Subject = .people, keys: [GroupKey] = [], metrics: [Metric]) {
    self.who = who
    self.subject = subject
    self.keys = keys
    self.metrics = metrics
  }

  public struct Reply: Hashable, Sendable, Codable {
    public var rows: [Row]

    public init(rows: [Row]) { self.rows = rows }
  }

  public struct Row: Hashable, Sendable, Codable {
    /// One for each of `keys`.
    public var keys: [KeyValue]
    /// One for each of `metrics`.
    public var figures: [MetricResult]

    public init(keys: [KeyValue], figures: [MetricResult]) {
      self.keys = keys
      self.figures = figures
    }
  }

  public static let schema: [ReplyColumn] = [
    ReplyColumn("rows[].keys[]", .key), ReplyColumn("rows[].figures[]", .metric),
  ]

  public var request: Request { .groups(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .groups(let reply) = response { reply } else { nil }
  }
}

/// The value that the people or records of a group share for one key.
public enum KeyValue: Hashable, Sendable, Codable {
  /// They have no value.
  case missing
  /// The value, for `each`; a boolean, for a condition.
  case value(Scalar)
  /// A calendar period, by its first day.
  case period(Day)
  /// A bin, quantile or part of a split, counted from 0: `[low, high)`, with `high` included in the last bin; a nil edge is open.
  case band(Int, low: Double?, high: Double?)

  /// The value, or the first day of a period.
  public var scalar: Scalar {
    switch self {
    case .missing, .band: .missing
    case .value(let value): value
    case .period(let day): .moment(.day(day))
    }
  }
}

/// The parts of a reply for one group of people.
public struct Grouped<Part: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  /// As in `Groups`.
  public var keys: [KeyValue]
  public var parts: [Part]

  public init(keys: [KeyValue], parts: [Part]) {
    self.keys = keys
    self.parts = parts
  }
}

/// The reply of a measurement by groups of people.
public struct GroupedReply<Part: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  public var groups: [Grouped<Part>]

  public init(groups: [Grouped<Part>]) { self.groups = groups }
}
