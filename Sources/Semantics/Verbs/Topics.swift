import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `topics in review in last 90 days for sellers where churned`
  func topics(_ clauses: Clauses, at span: SourceSpan) -> Question? {
    guard hasFeedback(for: "topics", at: span) else { return nil }
    let who = clauses.population.map { self.who($0.content, verb: "`topics`") } ?? Who()
    var scope: RecordScope?
    if clauses.hasFilters {
      guard let narrowed = narrowed(RecordScope(.feedback), by: clauses) else { return nil }
      scope = narrowed
    }
    guard let who, let limit = limit(clauses) else { return nil }
    return .topics(
      Topics(
        who: who, scope: scope, vocabularies: vocabularies,
        trend: scope?.window == nil ? trend : [], limit: limit.count,
        chart: clauses.chart.map { .init($0.content) }))
  }

  /// The defined topics, in the order of their definition.
  var vocabularies: [Terms.Vocabulary] {
    scope.definitions.compactMap { definition in
      guard case .topic(let pattern) = definition.meaning else { return nil }
      return Terms.Vocabulary(definition.name, pattern)
    }
  }

  /// The last days, and the same number of days before them; empty without a clock.
  var trend: [Plan.Window] {
    guard let today = catalog.clock?.today else { return [] }
    let count = Topics.trendDays
    return [
      days(today.adding(days: 1 - count), today, "in last \(count) days"),
      days(today.adding(days: 1 - 2 * count), today.adding(days: -count), "in the \(count) days before"),
    ]
  }

  func hasFeedback(for verb: String, at span: SourceSpan) -> Bool {
    guard catalog.feedbackCount == 0 else { return true }
    report(
      .notLoaded, "No feedback is loaded, so `\(verb)` has no words to work with", at: span,
      label: "needs feedback", notes: ["Load it with `load feedback from \"file.csv\" …`."])
    return false
  }
}
