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

  /// The unit of the figure, if the data gives one.
  var measure: NumberUnit? {
    switch self {
    case .aggregate(let aggregate, let value): aggregate == .distinct ? nil : value.measure
    case .recordAggregate(let aggregate, let property, _): aggregate == .distinct ? nil : property.unit
    case .named(_, let metric, _), .weighted(let metric, _): metric.measure
    case .count, .number, .rate, .records, .doing, .satisfaction, .ratio: nil
    }
  }

  /// Whether the figure is a share, between 0 and 1.
  public var isShare: Bool {
    switch self {
    case .rate, .satisfaction(.csat, _, _, _, _): true
    case .named(_, let metric, _), .weighted(let metric, _): metric.isShare
    case .count, .number, .records, .doing, .aggregate, .recordAggregate, .satisfaction, .ratio: false
    }
  }
}
