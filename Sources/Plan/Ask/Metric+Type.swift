public import DataModel

extension NumberUnit {
  fileprivate var isMixed: Bool { if case .currencies = self { true } else { false } }
}

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

  /// Whether it is about amounts in several currencies, so that it has a meaning only where groups keep them apart.
  public var mixesCurrencies: Bool {
    switch self {
    case .ratio(let whole, let part): whole.mixesCurrencies || part.mixesCurrencies
    case .weighted(let inner, let weight): inner.mixesCurrencies || weight.measure?.isMixed == true
    case .named(_, let inner, _): inner.mixesCurrencies
    case .aggregate, .recordAggregate: measure?.isMixed == true
    case .count, .number, .rate, .records, .doing, .satisfaction: false
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
