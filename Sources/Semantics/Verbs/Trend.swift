import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `trend count of order by week over last 6 months for sellers by plan`
  func trend(_ value: Syntax.Value, _ statement: Statement) -> Question? {
    let clauses = statement.clauses
    if let population = clauses.population?.content {
      switch population.subject {
      case .events, .feedback:
        return fail(
          .wrongScope, "A trend is about people; say in the metric which records count", at: population.span,
          label: "records", notes: ["For example: `trend count of order by week`."])
      case .everybody, .them, .rest, .named: break
      }
    }
    guard let unit = grain(clauses), let stretch = stretch(clauses, by: unit, at: statement.span),
      let who = people(clauses, verb: "trend"), let grouping = grouping(clauses, over: nil),
      var metric = metric(value, over: nil, in: clauses.channels?.content ?? [])
    else { return nil }
    var narrowing = clauses
    narrowing.window = nil
    if narrowing.hasFilters {
      guard let narrowed = narrowed(metric, by: narrowing, value) else { return nil }
      metric = narrowed
    }
    return .trend(
      Trend(
        Measure.Measured(title(of: metric, value), metric), by: unit, over: stretch, who: who,
        grouping: grouping))
  }

  /// `lifecycle of login by week`
  func lifecycle(_ tree: Syntax.Step, _ statement: Statement) -> Question? {
    let clauses = statement.clauses
    guard let unit = grain(clauses), let stretch = stretch(clauses, by: unit, at: statement.span),
      let who = people(clauses, verb: "lifecycle"), let grouping = grouping(clauses, over: nil),
      let step = step(tree, narrowedBy: clauses)
    else { return nil }
    return .lifecycle(Lifecycle(of: step, by: unit, over: stretch, who: who, grouping: grouping))
  }
}
