internal import DataModel
internal import Plan

/// The range in which a figure must lie because of what it measures: a score within its scale, a count not below 0. The
/// interval of a mean of few values may reach beyond it, and is cut there.
struct Bounds {
  var low: Double?
  var high: Double?

  static let none = Bounds()
  static let notNegative = Bounds(low: 0)
}

extension Metric {
  /// The bounds of its figure. Shares and NPS need none, since their intervals stay in range.
  func bounds(_ catalog: any Catalog) -> Bounds {
    switch self {
    case .count, .number, .records, .doing: .notNegative
    case .rate, .satisfaction(.nps, _, _, _, _), .satisfaction(.csat, _, _, _, _): .none
    case .satisfaction(.ces, _, _, let scale, _): Bounds(scale)
    case .aggregate(let aggregate, let value): aggregate.bounds(of: value.bounds(catalog))
    case .recordAggregate(let aggregate, let property, let scope):
      aggregate.bounds(of: property.bounds(in: scope.channels, catalog))
    case .weighted(let inner, _), .named(_, let inner, _): inner.bounds(catalog)
    case .ratio(let whole, let part):
      [whole, part].allSatisfy { $0.bounds(catalog).isNotNegative } ? .notNegative : .none
    }
  }
}

extension Bounds {
  fileprivate init(_ scale: Scale) { self.init(low: Double(scale.low), high: Double(scale.high)) }

  fileprivate var isNotNegative: Bool { low.map { $0 >= 0 } ?? false }
}

extension Aggregate {
  /// The bounds of the figure, given those of its values.
  fileprivate func bounds(of values: Bounds) -> Bounds {
    switch self {
    case .average, .median, .minimum, .maximum, .latest, .first, .percentile: values
    case .total: values.isNotNegative ? .notNegative : .none
    case .distinct: .notNegative
    }
  }
}

extension Value {
  fileprivate func bounds(_ catalog: any Catalog) -> Bounds {
    switch self {
    case .count, .presence: .notNegative
    case .attribute(let attribute): attribute.bounds(catalog)
    case .property(let property): property.bounds(in: [], catalog)
    case .aggregate(let aggregate, let property, let scope):
      aggregate.bounds(of: property.bounds(in: scope.channels, catalog))
    case .elapsed(_, let from, .now, _): from.isPast(catalog) ? .notNegative : .none
    case .cycle(.weekday, _): Bounds(low: 1, high: 7)
    case .cycle(.hour, _): Bounds(low: 0, high: 23)
    case .named(_, let inner): inner.bounds(catalog)
    case .literal, .moment, .elapsed: .none
    }
  }
}

extension AttributeRef {
  /// A duration is not below 0, if the data has no negative one.
  fileprivate func bounds(_ catalog: any Catalog) -> Bounds {
    guard unit == .duration, let range = catalog.attributes.first(where: { $0.ref == self })?.range,
      let least = range.low.number, least >= 0
    else { return .none }
    return .notNegative
  }
}

extension PropertyRef {
  /// A score lies within its scale, since values outside it count as missing; with several scales, within the widest range.
  /// - Parameter channels: where the scores are from; empty: from anywhere.
  fileprivate func bounds(in channels: [String], _ catalog: any Catalog) -> Bounds {
    guard slot == .score, let score = catalog.scores.first(where: { $0.name == name }) else { return .none }
    let declared = score.scales.filter { channels.isEmpty || channels.contains($0.key) }.values
    let scales = declared.compactMap { $0 }
    guard let low = scales.map(\.low).min(), let high = scales.map(\.high).max(),
      scales.count == declared.count
    else { return .none }
    return Bounds(low: Double(low), high: Double(high))
  }
}

extension Anchor {
  /// Whether it is never after now. Later records and customers are left out of all questions.
  fileprivate func isPast(_ catalog: any Catalog) -> Bool {
    switch self {
    case .now, .record, .start: true
    case .attribute(let attribute): attribute == catalog.slots.start
    case .literal, .end, .property: false
    }
  }
}
