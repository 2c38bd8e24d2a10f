import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `measure rate of churned, average mrr for sellers by plan`
  func measure(_ values: [Syntax.Value], _ clauses: Clauses) -> Question? {
    var audience = Audience()
    if let population = clauses.population {
      guard let found = self.audience(population.content, in: clauses.channels) else { return nil }
      audience = found
    }
    if let records = audience.records {
      guard let narrowed = narrowed(records, by: clauses) else { return nil }
      audience.records = inWholePeriods(narrowed, clauses)
    }
    var place = audience.place
    var known = known(audience, clauses.population?.content)
    known.groups = Set((clauses.by?.content ?? []).compactMap(\.wholeName))
    place?.known = known
    if place == nil { people = known }
    let narrows = audience.records == nil && clauses.hasFilters
    let metrics = all(values) { tree -> Measure.Measured? in
      guard let metric = metric(tree, over: place, in: clauses.channels?.content ?? []) else { return nil }
      guard narrows else { return Measure.Measured(title(of: metric, tree), metric) }
      return narrowed(metric, by: clauses, tree).map { Measure.Measured(title(of: $0, tree), $0) }
    }
    guard let metrics, let grouping = grouping(clauses, over: place) else { return nil }
    return .measure(
      Measure(metrics: metrics, subject: audience.subject, who: audience.who, grouping: grouping))
  }

  func title(of metric: Plan.Metric, _ tree: Syntax.Value) -> String {
    if case .named(let name, _, _) = metric { name } else { tree.canonical }
  }

  /// Applies the statement's filters to the records of a metric.
  func narrowed(_ metric: Plan.Metric, by clauses: Clauses, _ tree: Syntax.Value) -> Plan.Metric? {
    switch metric {
    case .records(let scope): return narrowed(scope, by: clauses).map { .records($0) }
    case .doing(let scope): return narrowed(scope, by: clauses).map { .doing($0) }
    case .recordAggregate(let aggregate, let property, let scope):
      return narrowed(scope, by: clauses).map { .recordAggregate(aggregate, property, $0) }
    case .satisfaction(let kind, let property, let scope, let scale, let basis):
      return narrowed(scope, by: clauses).map { .satisfaction(kind, property, $0, scale, over: basis) }
    case .weighted(let inner, let weight):
      return narrowed(inner, by: clauses, tree).map { .weighted($0, by: weight) }
    case .ratio(let whole, let part):
      guard let whole = narrowed(whole, by: clauses, tree), let part = narrowed(part, by: clauses, tree)
      else { return nil }
      return .ratio(whole, per: part)
    case .count, .number, .rate, .aggregate, .named:
      let span = clauses.filterSpans.first ?? tree.span
      return fail(
        .misplacedClause, "`\(asked(span))` filters records, but `\(asked(tree.span))` is about people",
        at: span,
        label: "which records?", notes: ["Put it inside the metric or the condition that it belongs to."])
    }
  }
}

extension Dimension {
  /// The name, if each of its values is a group of its own.
  fileprivate var wholeName: String? {
    if case .name(let name, their: false, nil) = kind { name.text } else { nil }
  }
}
