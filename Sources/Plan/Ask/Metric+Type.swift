public import DataModel

extension Metric {
  /// The type of the figure.
  public var type: ValueType {
    switch self {
    case .count, .number, .records, .doing: .integer
    case .rate, .satisfaction, .weighted, .ratio: .real
    case .aggregate(let aggregate, let value): aggregate.type(of: value.type)
    case .recordAggregate(let aggregate, let property, _): aggregate.type(of: property.type)
    case .named(_, let metric, _): metric.type
    }
  }

  /// Whether it is a part of a whole, between 0 and 1.
  public var isShare: Bool {
    switch self {
    case .rate, .satisfaction(.csat, _, _, _, _): true
    case .named(_, let metric, _), .weighted(let metric, _): metric.isShare
    case .count, .number, .records, .doing, .aggregate, .recordAggregate, .satisfaction, .ratio: false
    }
  }
}
