import DataModel
import Plan
import SourceText
import Syntax

/// Figures made of others: `average score weighted by mrr`, `total amount of order per customers doing order`.
extension Resolver {
  func weighted(
    _ tree: Syntax.Value, by weight: Syntax.Value, over place: RecordContext?, in channels: [Syntax.Name]
  ) -> Plan.Metric? {
    guard let metric = metric(tree, over: place, in: channels) else { return nil }
    guard metric.mayBeWeighted else {
      return fail(
        .typeMismatch, "`\(asked(tree.span))` cannot be weighted: an average, a rate, nps, csat and ces can",
        at: tree.span, label: "not weighted")
    }
    // A figure over people has weights of people, also in a question about records.
    guard let weight = typed(weight, in: metric.isOverPeople ? nil : place) else { return nil }
    guard weight.type.isNumber else {
      return fail(
        .typeMismatch, "`\(asked(weight.span))` is a \(weight.type.words), and a weight is a number",
        at: weight.span, label: "not a number", notes: obstacle(to: weight.value))
    }
    guard isInOneCurrency(weight) else { return nil }
    return .weighted(metric, by: weight.value)
  }

  func ratio(
    _ whole: Syntax.Value, per part: Syntax.Value, over place: RecordContext?, in channels: [Syntax.Name]
  ) -> Plan.Metric? {
    guard let sums = all([whole, part], { sum($0, over: place, in: channels) }) else { return nil }
    return .ratio(sums[0], per: sums[1])
  }

  private func sum(_ tree: Syntax.Value, over place: RecordContext?, in channels: [Syntax.Name]) -> Plan
    .Metric?
  {
    guard let metric = metric(tree, over: place, in: channels) else { return nil }
    guard metric.isAdditive else {
      return fail(
        .typeMismatch, "A ratio divides one sum by another, and `\(asked(tree.span))` is not a sum",
        at: tree.span,
        label: "not a sum",
        notes: ["Sums are `count`, `number of`, `count of`, `mentions of`, `customers doing` and `total`."])
    }
    guard place == nil || !metric.isOverPeople else {
      return fail(
        .wrongScope, "This question is about records, but `\(asked(tree.span))` is about people",
        at: tree.span,
        label: "about people", notes: ["For records, use `count`, `number of (…)` or `total`."])
    }
    return metric
  }
}

extension Plan.Metric {
  fileprivate var mayBeWeighted: Bool {
    switch self {
    case .rate, .satisfaction: true
    case .aggregate(let aggregate, _), .recordAggregate(let aggregate, _, _): aggregate == .average
    case .named(_, let inner, let filter): filter == nil && inner.mayBeWeighted
    case .count, .number, .records, .doing, .weighted, .ratio: false
    }
  }

  /// Whether it is computed from all records of the people, also in a question about records.
  fileprivate var isOverPeople: Bool {
    switch self {
    case .records, .doing, .recordAggregate: true
    case .satisfaction(_, _, _, _, let basis): basis == .people
    case .named(_, let inner, _), .weighted(let inner, _): inner.isOverPeople
    case .ratio(let whole, let part): whole.isOverPeople || part.isOverPeople
    case .count, .number, .rate, .aggregate: false
    }
  }
}
