import Plan
import SourceText
import Syntax

extension Resolver {
  /// `count sellers where churned by plan`, `count order events where amount > 50 by device`
  func count(_ population: Syntax.Population, _ clauses: Clauses) -> Question? {
    guard var audience = audience(population, in: clauses.channels) else { return nil }
    if let records = audience.records {
      guard let narrowed = narrowed(records, by: clauses) else { return nil }
      audience.records = inWholePeriods(narrowed, clauses)
    }
    var place = audience.place
    place?.known = known(audience, population)
    let hasShares = audience.subject == .people && audience.who.filter != nil
    guard let grouping = grouping(clauses, over: place, hasShares: hasShares) else { return nil }
    let count = Count(subject: audience.subject, who: audience.who, grouping: grouping)
    if grouping.order.contains(where: { $0.key == .share }), !count.hasGroupShares, let sort = clauses.sort {
      return fail(
        .typeMismatch, "Bins and quantiles have no share of their own to sort by", at: sort.span,
        label: "no such column",
        fixes: [.init("sort by the number", replacing: sort.span, with: "sort by count descending")])
    }
    return .count(count)
  }
}
