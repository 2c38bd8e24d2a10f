public import DataModel

/// A figure over the people or records of a group.
public indirect enum Metric: Hashable, Sendable, Codable {
  /// People (or records, in a question about records) in the group.
  case count
  /// `number of churned`: people of whom it is true.
  case number(Condition)
  /// `rate of churned`: n of N, with a Wilson interval.
  case rate(Condition)
  /// `count of order`: all records of the group's people in the scope; `mentions of trust` too.
  case records(RecordScope)
  /// `customers doing login`: people with such a record.
  case doing(RecordScope)
  /// `average mrr`, `max (count of churn)`: over one value a person (or, in a question about records, a record).
  case aggregate(Aggregate, Value)
  /// `total amount of order`: over the property of all the group's records in the scope, not one a person.
  case recordAggregate(Aggregate, PropertyRef, RecordScope)
  /// Over scores in the scope, by the bands of the scale.
  case satisfaction(Satisfaction, PropertyRef, RecordScope, Scale, over: Basis)
  /// An average, a share or a satisfaction, in which each counts as much as its weight; who has none, or one that is
  /// not above zero, does not count.
  case weighted(Metric, by: Value)
  /// One sum by another: `total amount of order per customers doing order`. Both are additive.
  case ratio(Metric, per: Metric)
  /// A defined metric, under its name; `filter` narrows the group's people (`total mrr for customers where …`).
  case named(String, Metric, filter: Condition?)

  public enum Satisfaction: String, Hashable, Sendable, Codable {
    /// Promoters less detractors, in points of 100 people.
    case nps
    /// Share in the top band.
    case csat
    /// Mean on the scale.
    case ces
  }

  /// Which scores a satisfaction is over.
  public enum Basis: String, Hashable, Sendable, Codable {
    /// The latest of each person.
    case people
    /// All of them, also of unknown authors. In a question about messages, those of these messages.
    case answers
  }

  /// Whether the figure of several people together is the sum of theirs.
  public var isAdditive: Bool {
    switch self {
    case .count, .number, .records, .doing: true
    case .aggregate(let aggregate, _), .recordAggregate(let aggregate, _, _): aggregate == .total
    case .named(_, let inner, let filter): filter == nil && inner.isAdditive
    case .rate, .satisfaction, .weighted, .ratio: false
    }
  }

  /// Whether it counts scores of unknown authors too.
  public var takesStrangers: Bool {
    switch self {
    case .satisfaction(_, _, _, _, let basis): basis == .answers
    case .recordAggregate(_, let property, let scope): property.slot == .score && scope.source == .feedback
    case .named(_, let inner, let filter): filter == nil && inner.takesStrangers
    case .count, .number, .rate, .records, .doing, .aggregate, .weighted, .ratio: false
    }
  }
}
