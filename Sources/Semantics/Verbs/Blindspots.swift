import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `blindspots for customers by role`
  func blindspots(_ clauses: Clauses, at span: SourceSpan) -> Question? {
    guard hasFeedback(for: "blindspots", at: span) else { return nil }
    let who = clauses.population.map { self.who($0.content, verb: "`blindspots`") } ?? Who()
    guard let who, let limit = limit(clauses), let grouping = grouping(clauses, over: nil) else { return nil }
    let gaps = Prelude.gaps.compactMap { name in
      heed(spelt(name)).map { Blindspots.Gap(name, $0) }
    }
    return .blindspots(
      Blindspots(
        who: who, keys: grouping.keys, churn: churn(), recent: trend.first, gaps: gaps, limit: limit.count))
  }
}
