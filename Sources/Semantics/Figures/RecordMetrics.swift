import DataModel
import Plan
import SourceText
import Syntax

/// In a question about records, a figure is about these records, not about others of the same people.
extension Resolver {
  func ofRecords(_ metric: Plan.Metric, _ tree: Syntax.Value, in place: RecordContext) -> Plan.Metric? {
    switch metric {
    case .count, .number, .rate, .aggregate, .weighted, .ratio, .satisfaction(_, _, _, _, .answers):
      return metric
    case .records(let scope):
      guard let own = own(scope, in: place) else { return ofOthers(tree, place) }
      return own == .everyone ? .count : .number(own)
    case .doing(let scope):
      return own(scope, in: place) == nil ? ofOthers(tree, place) : .doing(scope)
    case .recordAggregate(let aggregate, let property, let scope):
      guard let own = own(scope, in: place) else { return ofOthers(tree, place) }
      let figure = Plan.Metric.aggregate(aggregate, .property(property))
      return own == .everyone ? figure : .named(tree.canonical, figure, filter: own)
    case .satisfaction(_, _, _, _, .people): return ofOthers(tree, place)
    case .named(let name, let inner, let filter):
      return ofRecords(inner, tree, in: place).map { .named(name, $0, filter: filter) }
    }
  }

  /// The condition that a scope sets for each record of a place; nil if it is about another kind of record.
  private func own(_ scope: RecordScope, in place: RecordContext) -> Plan.Condition? {
    switch (place.source, scope.source) {
    case (.feedback, .feedback), (.heard, .heard), (.events, .anyEvent), (.anyEvent, .anyEvent): break
    case (.anyEvent, .events(let kinds)):
      guard kinds.allSatisfy({ if case .kind = $0 { true } else { false } }) else { return nil }
    case (.events(let own), .events(let kinds)):
      guard kinds.allSatisfy(own.contains) else { return nil }
    case (.feedback, _), (.heard, _), (.events, _), (.anyEvent, _): return nil
    }
    var scope = scope
    if scope.channels == place.channels { scope.channels = [] }
    return scope.asCondition(of: place.source)
  }

  private func ofOthers(_ tree: Syntax.Value, _ place: RecordContext) -> Plan.Metric? {
    let words = place.holdsMessages ? "messages" : place.words + (place.source == .anyEvent ? "" : " events")
    let people = place.holdsMessages ? "author" : "person"
    return fail(
      .wrongScope, "This question is about \(words), but `\(asked(tree.span))` is about other records",
      at: tree.span, label: "not about \(words)",
      notes: ["Ask it about people: `for customers`."],
      fixes: behaviour(tree).map {
        [.init("the share whose \(people) did so", replacing: tree.span, with: "rate of (\($0))")]
      } ?? [])
  }

  /// The condition that people did or said what the records are about.
  private func behaviour(_ tree: Syntax.Value) -> String? {
    switch tree.kind {
    case .count(let source), .aggregate(_, _, of: let source?, _, _):
      guard event(source.name) != nil else {
        return source.modifiers == Modifiers() ? "said something" : nil
      }
      return "did \(asked(source.span))"
    case .mentions(let pattern, _):
      return "mentioned \(asked(SourceSpan(pattern.span.start, tree.span.end)))"
    case .doing(_, .events(let names), _):
      guard names.count == 1, let name = names.first else { return nil }
      return "did \(asked(SourceSpan(name.span.start, tree.span.end)))"
    case .name, .scored, .since, .elapsed, .days, .number, .rate, .aggregate, .doing, .weighted, .ratio,
      .invalid:
      return nil
    }
  }
}
