public import DataModel

/// Metrics of people or records, by groups. Without keys one group of all; else only groups that have somebody.
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

  public var request: Request { .groups(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .groups(let reply) = response { reply } else { nil }
  }
}

/// What the people or records of a group have in common by one key.
public enum KeyValue: Hashable, Sendable, Codable {
  /// They have no value.
  case missing
  /// Of `each` the value; of a condition a boolean.
  case value(Scalar)
  /// A calendar period, by its first day.
  case period(Day)
  /// A bin, quantile or part of a split, counted from 0: `[low, high)`, the last bin closed; a missing edge is open.
  case band(Int, low: Double?, high: Double?)

  /// Of a value, or of a period's first day.
  public var scalar: Scalar {
    switch self {
    case .missing, .band: .missing
    case .value(let value): value
    case .period(let day): .moment(.day(day))
    }
  }
}

/// Parts of a reply that belong to one group of people.
public struct Grouped<Part: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  /// As in `Groups`.
  public var keys: [KeyValue]
  public var parts: [Part]

  public init(keys: [KeyValue], parts: [Part]) {
    self.keys = keys
    self.parts = parts
  }
}
