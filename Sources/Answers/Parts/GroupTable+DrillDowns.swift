internal import DataModel
internal import Plan

extension GroupTable {
  /// The people of a group, then the people behind each figure that counts some of them. For records, the people who have
  /// one.
  func drillDowns(_ row: Row, _ names: GroupNames, _ who: Who) -> [DrillDown] {
    let (words, keys) = (names.words(row.keys), names.conditions(row.keys))
    switch subject {
    case .people:
      let people = Condition.conjunction([who.condition] + keys)
      let isCounted = metrics.first?.metric == .count
      return [DrillDown(words, people, people: isCounted ? row.figures[0].value.integer : nil)]
        + metrics.indices.compactMap { index in
          (metrics[index].metric.counted ?? metrics[index].metric.recorded).map { counted in
            let title = metrics[index].title
            return DrillDown(
              words.isEmpty ? title : "\(title), \(words)", .conjunction([people, counted]),
              people: row.figures[index].hits, column: title)
          }
        }
    case .records(var scope):
      scope.filter = .conjunction([scope.filter ?? .everyone] + keys)
      return [DrillDown(words, .conjunction([who.condition, .records(scope, .some)]))]
    }
  }
}

extension Metric {
  /// The condition of the people that a number or share counts; nil if the metric is about the whole group.
  var counted: Condition? {
    switch self {
    case .number(let condition), .rate(let condition): condition
    case .doing(let scope): .records(scope, .some)
    case .named(_, let inner, let filter): inner.counted.map { .conjunction([filter ?? .everyone, $0]) }
    case .weighted(let inner, _): inner.counted
    case .count, .records, .aggregate, .recordAggregate, .satisfaction, .ratio: nil
    }
  }

  /// The condition of the people whose records the metric is made of; nil if it is not made of records.
  var recorded: Condition? {
    switch self {
    case .records(let scope), .doing(let scope), .recordAggregate(_, _, let scope),
      .satisfaction(_, _, let scope, _, _):
      .records(scope, .some)
    case .named(_, let inner, let filter):
      inner.recorded.map { .conjunction([filter ?? .everyone, $0]) }
    case .weighted(let inner, _): inner.recorded
    case .ratio(let whole, let part):
      whole.recorded.flatMap { whole in part.recorded.map { .disjunction([whole, $0]) } }
    case .count, .number, .rate, .aggregate: nil
    }
  }
}
