import Plan
import SourceText
import Syntax

extension Resolver {
  /// `segment sellers where churned show mrr sort by mrr descending limit 10`
  func segment(_ population: Syntax.Population, _ clauses: Clauses) -> Question? {
    // All parts are resolved, so that each reports its errors.
    let who = who(population, verb: "`segment`")
    if let who { people = known(Audience(who: who), population) }
    let show = all(clauses.show?.content ?? [], shown)
    let order = all(clauses.sort?.content ?? []) { key -> Order? in
      guard let value = typed(key.value, in: nil), isInOneCurrency(value) else { return nil }
      return Order(value.value, descending: key.descending)
    }
    let limit = limit(clauses)
    guard let who, let show, let order, let limit else { return nil }
    return .segment(Segment(who: who, show: show, order: order, limit: limit.count, churn: churn()))
  }

  /// A valid limit; `count` is nil if the clause is absent.
  struct Limited {
    var count: Int?
  }

  /// `limit 10`, of an answer that is one list.
  func limit(_ clauses: Clauses) -> Limited? {
    guard let limit = clauses.limit else { return Limited() }
    if let per = limit.content.per {
      return fail(
        .misplacedClause, "`per \(per.spelling)` is about groups, and this is one list", at: per.span,
        label: "no groups")
    }
    return whole(limit.content.count, atLeast: 1).map { Limited(count: $0) }
  }
}
