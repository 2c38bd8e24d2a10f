import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `funnel search then order then pay within 7 days without cancel for buyers by device`
  func funnel(_ tree: Steps, _ statement: Statement) -> Question? {
    let clauses = statement.clauses
    if let absent = tree.steps.first(where: \.negated) {
      return fail(
        .wrongScope, "A funnel counts who gets there, so no step can be `not`", at: absent.span,
        label: "not a step",
        notes: [
          "`without` leaves out those who did something in between; `segment … where did A then not B` finds those who stopped."
        ])
    }
    let steps = all(tree.steps) { scope($0) }
    let without = all(clauses.without) { scope($0.content) }
    guard let steps, let without, let who = people(clauses, verb: "funnel") else { return nil }
    var spec = FunnelSpec(steps, without: without, isStrict: clauses.strict != nil)
    if let key = tree.sameKey {
      let sequence = steps.map { Plan.Sequence.Step($0) }
      guard let property = sameKey(key, of: sequence, tree) else { return nil }
      spec.sameKey = property
    }
    if let within = clauses.within {
      guard let span = span(within.content) else { return nil }
      spec.span = span
    }
    if let window = clauses.window {
      guard let resolved = self.window(window.content, in: nil) else { return nil }
      (spec.window, spec.isConfined) = (resolved, window.content.isOfAll)
    }
    guard let grouping = grouping(clauses, of: steps[0]) else { return nil }
    return .funnel(Funnel(spec, who: who, grouping: grouping))
  }

  /// A name is a person's attribute, otherwise a property of the first step.
  private func grouping(_ clauses: Clauses, of first: RecordScope) -> Grouping? {
    var grouping = Grouping()
    let place = RecordContext(source: first.source, channels: first.channels)
    let keys = all(clauses.by?.content ?? []) { dimension -> GroupKey? in
      var one = clauses
      one.by = clauses.by.map { clause in
        var clause = clause
        clause.content = [dimension]
        return clause
      }
      one.limit = nil
      return self.grouping(one, over: isOfPeople(dimension) ? nil : place)?.keys.first
    }
    guard let keys else { return nil }
    grouping.keys = keys
    if let limit = clauses.limit?.content {
      guard let count = whole(limit.count, atLeast: 1) else { return nil }
      grouping.limit = count
    }
    if let chart = clauses.chart?.content { grouping.chart = .init(chart) }
    return grouping
  }

  private func isOfPeople(_ dimension: Dimension) -> Bool {
    switch dimension.kind {
    case .name(let name, let their, _):
      their || attribute(name) != nil || definition(name) != nil || !populations(name).isEmpty
    case .period(_, _, let moment): moment != nil
    case .weekday: true
    case .condition: true
    }
  }
}
