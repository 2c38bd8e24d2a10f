import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `words for sellers versus buyers in survey`
  func words(
    _ first: Syntax.Population, _ second: Syntax.Population, _ clauses: Clauses
  ) -> Question? {
    guard catalog.feedbackCount > 0 else {
      return fail(
        .notLoaded, "No feedback is loaded, so nobody said a word", at: first.span, label: "needs feedback",
        notes: ["Load it with `load feedback from \"file.csv\" …`."])
    }
    let isRefused = refuseShape(clauses, verb: "words")
    let (one, other) = (who(first, verb: "`words`"), who(second, verb: "`words`"))
    var scope: RecordScope?
    if clauses.hasFilters {
      guard let narrowed = narrowed(RecordScope(.feedback), by: clauses) else { return nil }
      scope = narrowed
    }
    guard let one, let other, let limit = limit(clauses), !isRefused else { return nil }
    return .words(Versus(one, other, scope: scope, churn: churn(), limit: limit.count))
  }

  /// `compare churned sellers versus sellers where not churned`
  func compare(
    _ first: Syntax.Population, _ second: Syntax.Population, _ clauses: Clauses
  ) -> Question? {
    let isRefused = refuseFilters(clauses, verb: "compare") || refuseShape(clauses, verb: "compare")
    if let within = clauses.within {
      return fail(
        .misplacedClause, "`\(asked(within.span))` is about two stretches of time, and these are two groups",
        at: within.span, label: "no windows")
    }
    let (one, other) = (who(first, verb: "`compare`"), who(second, verb: "`compare`"))
    guard let one, let other, let limit = limit(clauses), !isRefused else { return nil }
    return .compare(Versus(one, other, churn: churn(), limit: limit.count))
  }

  /// The clauses that shape a list, where the answer has a shape of its own.
  func refuseShape(_ clauses: Clauses, verb: String) -> Bool {
    let spans = [clauses.show?.span, clauses.sort?.span, clauses.chart?.span].compactMap { $0 }
    guard let span = spans.first else { return false }
    report(
      .misplacedClause, "`\(verb)` shows what differs most first, and takes no `\(asked(span))`", at: span,
      label: "nothing to shape")
    return true
  }
}
