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
        .notLoaded, "No feedback is loaded, so there are no words to compare", at: first.span,
        label: "needs feedback",
        notes: ["Load it with `load feedback from \"file.csv\" …`."])
    }
    let (one, other) = (who(first, verb: "`words`"), who(second, verb: "`words`"))
    var scope: RecordScope?
    if clauses.hasFilters {
      guard let narrowed = narrowed(RecordScope(.feedback), by: clauses) else { return nil }
      scope = narrowed
    }
    guard let one, let other, let limit = limit(clauses) else { return nil }
    return .words(Versus(one, other, scope: scope, churn: churn(), limit: limit.count))
  }

  /// `compare churned sellers versus sellers where not churned`
  func compare(
    _ first: Syntax.Population, _ second: Syntax.Population, _ clauses: Clauses
  ) -> Question? {
    let (one, other) = (who(first, verb: "`compare`"), who(second, verb: "`compare`"))
    guard let one, let other, let limit = limit(clauses) else { return nil }
    return .compare(Versus(one, other, churn: churn(), limit: limit.count))
  }
}
