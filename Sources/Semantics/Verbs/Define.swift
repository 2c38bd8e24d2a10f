import DataModel
import Plan
import SourceText
import Syntax

/// `define lost as churned and mrr > 50`: a condition, a population, a value or a metric under a name.
extension Resolver {
  func define(_ name: Syntax.Name, as tree: Syntax.Definition, _ statement: Statement) -> Plan.Definition? {
    guard isFree(name, of: definition(name)), let meaning = meaning(tree, statement.clauses, name) else {
      return nil
    }
    remark(onNameOf: name)
    return definition(name, meaning, statement)
  }

  /// Warns that a definition takes precedence over data of the same name, and that a word of the language needs backticks
  /// wherever it is used.
  private func remark(onNameOf name: Syntax.Name) {
    if let loaded = loaded(name) {
      report(
        .duplicateDefinition, severity: .warning,
        "From here on `\(name.spelling)` is this definition, no longer \(loaded)", at: name.span,
        label: "takes its place")
    }
    guard let keyword = Keyword(rawValue: name.text),
      [NamePlace.condition, .population, .value].contains(where: { Registry.isReserved(keyword, in: $0) })
    else { return }
    report(
      .reservedWord, severity: .warning,
      "`\(name.spelling)` is a word of the language: use the definition in backticks", at: name.span,
      label: "as in `where \(bare(name.spelling))`")
  }

  /// What is loaded under a name.
  private func loaded(_ name: Syntax.Name) -> String? {
    if let attribute = attribute(name) { return "the attribute `\(attribute.name)`" }
    if let date = dates(name).first { return "the date `\(date.name)`" }
    if let event = catalog.events.first(where: { $0.name.lowercased() == name.text }) {
      return "the event `\(event.name)`"
    }
    return populations(name).first.map { "the population `\($0.value)` of `\($0.attribute.name)`" }
  }

  func definition(
    _ name: Syntax.Name, _ meaning: Plan.Definition.Meaning, _ statement: Statement
  ) -> Plan.Definition? {
    let weight = meaning.weight
    guard weight.depth <= Plan.Definition.Meaning.deepest, weight.nodes <= Plan.Definition.Meaning.largest
    else {
      return fail(
        .tooDeep, "`\(name.spelling)` depends on too many other definitions", at: name.span,
        label: "too large"
      )
    }
    return Plan.Definition(
      name: name.spelling, meaning: meaning, source: statement.canonical, origin: file.name)
  }

  /// Reports a name that is already defined, unless it may be redefined.
  func isFree(_ name: Syntax.Name, of earlier: Plan.Definition?) -> Bool {
    guard let earlier, !scope.mayRedefine else { return true }
    report(
      .duplicateDefinition, "`\(name.spelling)` is already defined", at: name.span, label: "defined twice",
      notes: ["\(earlier.origin) has: `\(earlier.source)`."])
    return false
  }

  private func meaning(
    _ tree: Syntax.Definition, _ clauses: Clauses, _ name: Syntax.Name
  ) -> Plan.Definition.Meaning? {
    underway = name.text
    defer { underway = nil }
    switch tree {
    case .condition(let condition): return meaning(of: condition)
    case .population(let population): return who(population, verb: "A definition").map { .population($0) }
    case .value(let value):
      if clauses.population == nil, !clauses.hasFilters, isPersonal(value) {
        return typed(value, in: nil).map { .value($0.value) }
      }
      return metric(value, clauses)
    }
  }

  /// A bare name may turn out to be a value or a metric.
  private func meaning(of condition: Syntax.Condition) -> Plan.Definition.Meaning? {
    if case .name(let name, let their) = condition.kind {
      if Resolver.figures.contains(name.text), attribute(name) == nil, definition(name) == nil {
        return metric(named: name, their: false, over: nil).map { .metric($0, nil) }
      }
      if let definition = definition(name) {
        switch definition.meaning {
        case .value(let value): return .value(.named(definition.name, value))
        case .metric(let metric, let who):
          return .metric(.named(definition.name, metric, filter: who?.condition), nil)
        case .condition, .population, .topic: break
        }
      } else if let attribute = attribute(name), attribute.type != .boolean, !attribute.type.isTime {
        return typed(name, their: their, in: nil).map { .value($0.value) }
      }
    }
    return self.condition(condition, in: nil).map { .condition($0) }
  }

  /// Whether one person has the figure too: `count of order`, `latest score`; not `rate of churned`, `average mrr`.
  private func isPersonal(_ value: Syntax.Value) -> Bool {
    switch value.kind {
    case .name(let name, _):
      return !Resolver.figures.contains(name.text) && metricDefinition(name) == nil
    case .since, .elapsed, .count, .days, .mentions: return true
    case .number, .rate, .scored, .doing, .weighted, .ratio, .invalid: return false
    case .aggregate(let aggregate, let operand, let source, let heard, _):
      guard case .name(let name, let their) = operand else { return false }
      if aggregate == .latest || aggregate == .last || aggregate == .first { return true }
      return source != nil || heard || their == false && attribute(name) == nil
    }
  }

  private func metricDefinition(_ name: Syntax.Name) -> Plan.Definition? {
    guard let definition = definition(name), case .metric = definition.meaning else { return nil }
    return definition
  }

  private func metric(_ value: Syntax.Value, _ clauses: Clauses) -> Plan.Definition.Meaning? {
    guard case .measure(let measure)? = self.measure([value], clauses),
      let metric = measure.metrics.first?.metric
    else {
      return nil
    }
    guard case .people = measure.subject else {
      return fail(
        .notYet, "A metric over records cannot be defined yet", at: clauses.population?.span ?? value.span,
        label: "records")
    }
    return .metric(metric, clauses.population == nil ? nil : measure.who)
  }
}
