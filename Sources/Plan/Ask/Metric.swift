public import DataModel

/// A figure for the people or records of a group.
public indirect enum Metric: Hashable, Sendable, Codable {
  /// The number of people (or records, in a question about records) in the group.
  case count
  /// `number of churned`: how many people it is true of.
  case number(Condition)
  /// `rate of churned`: the share of people it is true of, with a Wilson interval.
  case rate(Condition)
  /// `count of order`, `mentions of trust`: the number of records in the scope, from all people of the group.
  case records(RecordScope)
  /// `customers doing login`: the number of people with such a record.
  case doing(RecordScope)
  /// `average mrr`, `max (count of order)`: over one value per person (or per record, in a question about records).
  case aggregate(Aggregate, Value)
  /// `total amount of order`: over the property of all the group's records in the scope, not one value per person.
  case recordAggregate(Aggregate, PropertyRef, RecordScope)
  /// NPS, CSAT or CES of the scores in the scope.
  case satisfaction(Satisfaction, PropertyRef, RecordScope, Scale, over: Basis)
  /// An average, share or satisfaction score in which each value counts as much as its weight; values without a weight above
  /// zero do not count.
  case weighted(Metric, by: Value)
  /// One sum divided by another: `total amount of order per customers doing order`. Both are additive.
  case ratio(Metric, per: Metric)
  /// A defined metric, under its name; `filter` narrows the group's people (`total mrr for customers where …`).
  case named(String, Metric, filter: Condition?)

  public enum Satisfaction: String, Hashable, Sendable, Codable {
    /// Net promoter score: the share of promoters minus that of detractors, in points.
    case nps
    /// Customer satisfaction: the share in the top band.
    case csat
    /// Customer effort score: the mean on the scale.
    case ces
  }

  /// Which scores a satisfaction score uses.
  public enum Basis: String, Hashable, Sendable, Codable {
    /// The latest score of each person.
    case people
    /// All scores, including those of unknown authors. In a question about messages, the scores of these messages.
    case answers
  }

  /// Whether the figure of a group is the sum of the figures of its people.
  public var isAdditive: Bool {
    switch self {
    case .count, .number, .records, .doing: true
    case .aggregate(let aggregate, _), .recordAggregate(let aggregate, _, _): aggregate == .total
    case .named(_, let inner, let filter): filter == nil && inner.isAdditive
    case .rate, .satisfaction, .weighted, .ratio: false
    }
  }

  /// Whether it also counts scores of unknown authors.
  public var takesStrangers: Bool {
    switch self {
    case .satisfaction(_, _, _, _, let basis): basis == .answers
    case .recordAggregate(_, let property, let scope): property.slot == .score && scope.source == .feedback
    case .named(_, let inner, let filter): filter == nil && inner.takesStrangers
    case .count, .number, .rate, .records, .doing, .aggregate, .weighted, .ratio: false
    }
  }
}
