internal import DataModel
internal import Plan

/// Between which ends a figure lies for what its values are, whatever the data. A mean of few values has an interval that
/// may pass them; nothing that the figure could be lies there.
struct Bounds {
  var low: Double?
  var high: Double?

  static let none = Bounds()
  static let notNegative = Bounds(low: 0)
}

extension Metric {
  /// Of a share and an NPS none are told: their intervals keep to them.
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
  /// Those of the figure, from those of its values.
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
  /// A length of time is written with a minus too, so that the data must have none.
  fileprivate func bounds(_ catalog: any Catalog) -> Bounds {
    guard unit == .duration, let range = catalog.attributes.first(where: { $0.ref == self })?.range,
      let least = range.low.number, least >= 0
    else { return .none }
    return .notNegative
  }
}

extension PropertyRef {
  /// Scores off their scale are missing; of several scales the widest ends count.
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
  /// Whether it is never after now: of later records and customers no question knows.
  fileprivate func isPast(_ catalog: any Catalog) -> Bool {
    switch self {
    case .now, .record, .start: true
    case .attribute(let attribute): attribute == catalog.slots.start
    case .literal, .end, .property: false
    }
  }
}
