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
    guard let grouping = grouping(clauses, over: place) else { return nil }
    return .count(Count(subject: audience.subject, who: audience.who, grouping: grouping))
  }
}
