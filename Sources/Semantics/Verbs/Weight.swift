import Plan
import Text

/// The size of a definition with all definitions that it depends on, so that a chain of definitions cannot grow without
/// bound. Counting stops beyond the bounds.
struct Weight {
  var depth = 0
  var nodes = 0

  mutating func add(_ other: Weight) {
    depth = max(depth, other.depth)
    nodes += other.nodes
  }

  var under: Weight { Weight(depth: depth + 1, nodes: nodes + 1) }
}

extension Plan.Definition.Meaning {
  static let deepest = 400
  static let largest = 20_000

  var weight: Weight {
    switch self {
    case .condition(let condition): condition.weight(0)
    case .population(let who): who.condition.weight(0)
    case .metric(let metric, let who): Weight.sum([metric.weight(0), who?.condition.weight(0) ?? Weight()])
    case .value(let value): value.weight(0)
    case .topic(let pattern): Weight(depth: pattern.depth, nodes: 1)
    }
  }
}

extension Weight {
  fileprivate static func sum(_ parts: [Weight]) -> Weight {
    var total = Weight()
    for part in parts { total.add(part) }
    return total.under
  }

  /// The weight of what lies beyond the depth limit, where counting stops.
  fileprivate static let tooDeep = Weight(depth: Plan.Definition.Meaning.deepest + 1, nodes: 1)
}

extension Plan.Condition {
  fileprivate func weight(_ depth: Int) -> Weight {
    guard depth <= Plan.Definition.Meaning.deepest else { return .tooDeep }
    switch self {
    case .everyone, .among: return Weight(depth: 1, nodes: 1)
    case .not(let part), .named(_, let part): return part.weight(depth + 1).under
    case .all(let parts), .any(let parts):
      var total = Weight()
      for part in parts where total.nodes <= Plan.Definition.Meaning.largest {
        total.add(part.weight(depth + 1))
      }
      return total.under
    case .test(let value, _): return value.weight(depth + 1).under
    case .records(let scope, _): return scope.weight(depth + 1).under
    case .sequence(let sequence): return Weight.sum(sequence.steps.map { $0.scope.weight(depth + 1) })
    }
  }
}

extension RecordScope {
  fileprivate func weight(_ depth: Int) -> Weight { (filter?.weight(depth + 1) ?? Weight()).under }
}

extension Plan.Value {
  fileprivate func weight(_ depth: Int) -> Weight {
    guard depth <= Plan.Definition.Meaning.deepest else { return .tooDeep }
    switch self {
    case .literal, .attribute, .property, .moment, .elapsed, .cycle, .presence:
      return Weight(depth: 1, nodes: 1)
    case .count(let scope), .aggregate(_, _, let scope): return scope.weight(depth + 1).under
    case .named(_, let inner): return inner.weight(depth + 1).under
    }
  }
}

extension Plan.Metric {
  fileprivate func weight(_ depth: Int) -> Weight {
    guard depth <= Plan.Definition.Meaning.deepest else { return .tooDeep }
    switch self {
    case .count: return Weight(depth: 1, nodes: 1)
    case .number(let condition), .rate(let condition): return condition.weight(depth + 1).under
    case .records(let scope), .doing(let scope), .recordAggregate(_, _, let scope),
      .satisfaction(_, _, let scope, _, _):
      return scope.weight(depth + 1).under
    case .aggregate(_, let value): return value.weight(depth + 1).under
    case .weighted(let inner, let value):
      return Weight.sum([inner.weight(depth + 1), value.weight(depth + 1)])
    case .ratio(let whole, let part): return Weight.sum([whole.weight(depth + 1), part.weight(depth + 1)])
    case .named(_, let inner, let filter):
      return Weight.sum([inner.weight(depth + 1), filter?.weight(depth + 1) ?? Weight()])
    }
  }
}
