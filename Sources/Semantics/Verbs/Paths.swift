import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  private static let usualSteps = 3
  private static let mostSteps = 20

  /// `paths after signup for 3 steps`
  func paths(_ side: Side, _ tree: Syntax.Step, _ statement: Statement) -> Question? {
    let clauses = statement.clauses
    guard let who = people(clauses, verb: "paths"), let grouping = grouping(clauses, over: nil),
      var step = step(tree, narrowedBy: clauses)
    else { return nil }
    if let window = clauses.window {
      guard let resolved = self.window(window.content, in: nil) else { return nil }
      step = narrowed(step, to: resolved)
    }
    var length = Resolver.usualSteps
    if let depth = clauses.depth {
      guard let count = whole(depth.content, atLeast: 1) else { return nil }
      guard count <= Resolver.mostSteps else {
        return fail(
          .badNumber, "Paths are at most \(Resolver.mostSteps) steps long", at: depth.span, label: "too long")
      }
      length = count
    }
    var query = PathQuery(step, side == .after ? .after : .before, length: length)
    if let within = clauses.within {
      guard let span = span(within.content) else { return nil }
      query.span = span
    }
    return .paths(Paths(query, who: who, grouping: grouping))
  }
}
