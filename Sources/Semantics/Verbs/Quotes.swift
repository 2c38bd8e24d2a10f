import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `quotes about trust in survey for sellers where churned`, `quotes for feedback where score <= 3`
  func quotes(_ clauses: Clauses, at span: SourceSpan) -> Question? {
    guard catalog.feedbackCount > 0 else {
      return fail(
        .notLoaded, "No feedback is loaded, so there is nobody to quote", at: span,
        label: "needs feedback", notes: ["Load it with `load feedback from \"file.csv\" …`."])
    }
    var scope: RecordScope?
    var who = Who()
    if let population = clauses.population?.content {
      guard let audience = audience(population, in: clauses.channels) else { return nil }
      who = audience.who
      if let records = audience.records {
        guard records.listens else {
          return fail(
            .wrongScope, "`quotes` is about words, and events have none", at: population.nounSpan,
            label: "not feedback")
        }
        scope = records
      }
    }
    if clauses.hasFilters || scope != nil {
      guard var narrowed = narrowed(scope ?? RecordScope(.feedback), by: clauses) else { return nil }
      narrowed.saying = narrowed.saying ?? .something
      scope = narrowed
    }
    let place = RecordContext(source: .feedback, known: Known(scope?.filter))
    let order = all(clauses.sort?.content ?? []) { key -> Order? in
      guard let value = typed(key.value, in: place), isInOneCurrency(value) else { return nil }
      return Order(value.value, descending: key.descending)
    }
    guard let order, let limit = limit(clauses) else { return nil }
    return .quotes(Quotes(scope: scope, who: who, limit: limit.count, order: order))
  }
}
