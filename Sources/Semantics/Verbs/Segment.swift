import Plan
import SourceText
import Syntax

extension Resolver {
  /// `segment sellers where churned show mrr sort by mrr descending limit 10`
  func segment(_ population: Syntax.Population, _ clauses: Clauses) -> Question? {
    let isRefused = refuseFilters(clauses, verb: "segment")
    guard let who = who(population, verb: "`segment`"),
      let show = all(clauses.show?.content ?? [], shown),
      let order = all(
        clauses.sort?.content ?? [],
        { key in
          typed(key.value, in: nil).map { Order($0.value, descending: key.descending) }
        }), let limit = limit(clauses), !isRefused
    else { return nil }
    return .segment(Segment(who: who, show: show, order: order, limit: limit.count))
  }

  /// `limit 10`, of an answer that is one list. Nil where it is wrong.
  func limit(_ clauses: Clauses) -> (count: Int?, Void)? {
    guard let limit = clauses.limit else { return (nil, ()) }
    if let per = limit.content.per {
      return fail(
        .misplacedClause, "`per \(per.spelling)` is about groups, and this is one list", at: per.span,
        label: "no groups")
    }
    return whole(limit.content.count, atLeast: 0).map { ($0, ()) }
  }
}
