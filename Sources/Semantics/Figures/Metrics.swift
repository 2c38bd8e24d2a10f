import DataModel
import Plan
import SourceText
import Syntax

/// Figures over many people, or over the records of a question about records (`place`).
extension Resolver {
  /// `channels` are those of the statement, which determine the scale of its scores.
  func metric(_ tree: Syntax.Value, over place: RecordContext?, in channels: [Syntax.Name] = []) -> Plan
    .Metric?
  {
    guard let metric = figure(tree, over: place, in: channels) else { return nil }
    guard let place else { return metric }
    return ofRecords(metric, tree, in: place)
  }

  private func figure(_ tree: Syntax.Value, over place: RecordContext?, in channels: [Syntax.Name]) -> Plan
    .Metric?
  {
    switch tree.kind {
    case .name(let name, let their):
      return metric(named: name, their: their, over: place, in: channels)
    case .scored(let name, var modifiers):
      if modifiers.channels.isEmpty { modifiers.channels = channels }
      return satisfaction(name, modifiers, over: place)
    case .since, .elapsed, .days:
      return fail(
        .typeMismatch, "`\(asked(tree.span))` is a value of each person; say how to combine them",
        at: tree.span,
        label: "average, median …?",
        fixes: ["median", "average"].map { word in
          .init("the \(word)", replacing: tree.span, with: "\(word) (\(asked(tree.span)))")
        })
    case .count(let source): return records(source, tree, over: place)
    case .mentions(let pattern, let modifiers):
      guard let pattern = self.pattern(pattern) else { return nil }
      return scope(.feedback, saying: .pattern(pattern), modifiers, in: place).map { .records($0) }
    case .number(let argument):
      if case .name(let name) = argument, let misread = numberOfEvent(name, tree.span) { return misread }
      return condition(argument, in: place).map { .number($0) }
    case .rate(let argument): return condition(argument, in: place).map { .rate($0) }
    case .aggregate(let aggregate, let operand, let source, let heard, let modifiers):
      return metric(aggregate, operand, of: source, heard: heard, modifiers, at: tree.span, over: place)
    case .doing(let noun, let doing, let modifiers): return self.doing(noun, doing, modifiers, in: place)
    case .weighted(let value, let weight): return weighted(value, by: weight, over: place, in: channels)
    case .ratio(let whole, let part): return ratio(whole, per: part, over: place, in: channels)
    case .invalid: return nil
    }
  }

  func metric(
    named name: Syntax.Name, their: Bool, over place: RecordContext?, in channels: [Syntax.Name] = []
  ) -> Plan.Metric? {
    if name.quoting == .word, name.text == "count", !their { return .count }
    if name.isSatisfaction, !their {
      return satisfaction(name, Modifiers(channels: channels), over: place)
    }
    if let definition = definition(name), !their { return metric(of: definition, at: name.span) }
    if isCondition(name, their: their, in: place) {
      return conditionAsMetric(name.spelling, name.span, of: owner(place, their: their))
    }
    if !their, Resolver.everybody.contains(name.text) { return peopleAsMetric(name) }
    if let value = knownValue(name, their: their, in: place) {
      if let date = dates(name).first, value.type.isTime, !their { return dateAsMetric(name, date.name) }
      let words = value.type.isNumber ? ["average", "median", "total"] : ["distinct"]
      return fail(
        .typeMismatch,
        "`\(name.spelling)` is a value of each \(owner(place, their: their)); say how to combine them",
        at: name.span,
        label: words.joined(separator: ", ") + "?",
        fixes: words.map { word in
          .init(
            "the \(word)", replacing: name.span, with: "\(word) \(their ? "their " : "")\(asked(name.span))")
        })
    }
    if event(name) != nil {
      return fail(
        .wrongScope, "`\(name.spelling)` is an event; say what to count", at: name.span, label: "an event",
        fixes: [
          .init("how many times it happened", replacing: name.span, with: "count of \(asked(name.span))"),
          .init("how many people did it", replacing: name.span, with: "customers doing \(asked(name.span))"),
        ])
    }
    let holders = catalog.events.filter { event in
      event.properties.contains { $0.name.lowercased() == name.text && $0.type.isNumber }
    }
    if !holders.isEmpty, !their {
      return fail(
        .typeMismatch,
        "`\(name.spelling)` is a number of each event; say how to combine them, and for which event",
        at: name.span, label: "average, median, total?",
        fixes: holders.prefix(2).flatMap { event in
          ["average", "total"].map { word in
            let whole = "\(word) \(asked(name.span)) of \(bare(event.name))"
            return .init("the \(word)", replacing: name.span, with: whole)
          }
        })
    }
    let defined = scope.definitions.filter { if case .topic = $0.meaning { false } else { true } }.map(\.name)
    let near = nearest(to: name.text, among: Resolver.figures + defined)
    if near.isEmpty, let opposite = opposite(of: name) {
      return numberOrRate(
        .unknownName,
        "No metric is called `\(name.spelling)`; `\(opposite)` is true or false for each person",
        of: "(not \(bare(opposite)))", at: name.span)
    }
    let conditions = near.isEmpty ? nearest(to: name.text, among: conditionNames) : []
    if let first = conditions.first {
      if dateNames.contains(first) { return dateAsMetric(name, first) }
      return numberOrRate(
        .unknownName, "No metric is called `\(name.spelling)`; `\(first)` is true or false for each person",
        of: bare(first), at: name.span)
    }
    if near.isEmpty, channel(name) == nil, topic(name) != nil || mentionable(name) != nil {
      return fail(
        .unknownName, "No metric is called `\(name.spelling)`, but people mention it", at: name.span,
        label: "how often?",
        fixes: [
          .init("the messages that say it", replacing: name.span, with: "mentions of \(asked(name.span))"),
          .init(
            "the share of people who said it", replacing: name.span,
            with: "rate of mentioned \(asked(name.span))"),
        ])
    }
    return unknown(
      "No metric is called `\(name.spelling)`", name, near: near,
      notes: channel(name) != nil
        ? ["`\(name.spelling)` is a channel; put several in parentheses, as in `in (survey, support)`."]
        : near.isEmpty
          ? [
            "A metric is `count`, `number of …`, `rate of …`, `average …`, `total …`, `nps` or a defined one."
          ] : []
    ) { self.bare($0) }
  }

  /// Whether a bare name is a condition, true or false for each person or record, rather than a value or an event.
  private func isCondition(_ name: Syntax.Name, their: Bool, in place: RecordContext?) -> Bool {
    if let place, !their, let property = ownProperty(name, in: place) { return property.type == .boolean }
    if let attribute = attribute(name) { return attribute.type == .boolean }
    if event(name) != nil { return false }
    return !dates(name).isEmpty || !populations(name).isEmpty || preludeEntry(name) != nil
  }

  /// The error for a date as a metric, `trend signups`: it offers to count the people who have one.
  private func dateAsMetric<Wanted>(_ name: Syntax.Name, _ date: String) -> Wanted? {
    numberOrRate(
      .typeMismatch, "`\(date)` is a date of each person; say what to count", of: bare(date), at: name.span)
  }

  /// The error for people as a metric, `trend customers`: it offers those who started, and those who did something.
  private func peopleAsMetric<Wanted>(_ name: Syntax.Name) -> Wanted? {
    let started = catalog.slots.start.map {
      Diagnostic.Fix("how many started", replacing: name.span, with: "number of \(bare($0.name))")
    }
    return fail(
      .typeMismatch, "`\(name.spelling)` are people; say which to count", at: name.span, label: "doing what?",
      fixes: (started.map { [$0] } ?? []) + [
        .init("how many did something", replacing: name.span, with: "customers doing anything")
      ])
  }

  /// Whose value it is that a question asks about: a person's or a record's.
  private func owner(_ place: RecordContext?, their: Bool) -> String {
    place == nil || their ? "person" : "record"
  }

  private func conditionAsMetric<Wanted>(
    _ words: String, _ span: SourceSpan, of owner: String = "person"
  ) -> Wanted? {
    numberOrRate(
      .typeMismatch, "`\(words)` is true or false for each \(owner); say what to count", of: asked(span),
      at: span)
  }

  /// The error for a condition as a metric: it offers the number of people for whom it is true, and their share.
  private func numberOrRate<Wanted>(
    _ code: DiagnosticCode, _ sentence: String, of condition: String, at span: SourceSpan
  ) -> Wanted? {
    fail(
      code, sentence, at: span, label: "number of, or rate of?",
      fixes: ["number", "rate"].map {
        .init("the \($0) of people", replacing: span, with: "\($0) of \(condition)")
      })
  }

  private func metric(of definition: Plan.Definition, at span: SourceSpan) -> Plan.Metric? {
    switch definition.meaning {
    case .metric(let metric, let who): return .named(definition.name, metric, filter: who?.condition)
    case .value(.count(let scope)): return .named(definition.name, .records(scope), filter: nil)
    case .value(.aggregate(let aggregate, let property, let scope))
    where aggregate != .latest && aggregate != .first:
      return .named(definition.name, .recordAggregate(aggregate, property, scope), filter: nil)
    case .value:
      return fail(
        .typeMismatch, "`\(definition.name)` is a value of each person; say how to combine them", at: span,
        label: "average, median …?",
        fixes: ["median", "average"].map {
          .init("the \($0)", replacing: span, with: "\($0) \(bare(definition.name))")
        })
    case .condition, .population: return conditionAsMetric(definition.name, span)
    case .topic: return nil
    }
  }

  /// The error for `number of orders`: if the name is an event, it offers to count people and to count records.
  private func numberOfEvent(_ name: Syntax.Name, _ span: SourceSpan) -> Plan.Metric?? {
    guard definition(name) == nil, dates(name).isEmpty, attribute(name)?.type != .boolean,
      let event = event(name) ?? catalog.events.first(where: { Nouns.agree(name.text, $0.name) }),
      populations(name).isEmpty || self.event(name) != nil
    else { return nil }
    let words = bare(event.name)
    return .some(
      fail(
        .ambiguous, "`number of` counts people, and `\(event.name)` is an event", at: span,
        label: "people or records?",
        fixes: [
          .init("how many times it happened", replacing: span, with: "count of \(words)"),
          .init("how many people did it", replacing: span, with: "number of (did \(words))"),
        ]))
  }

  func condition(_ argument: Argument, in place: RecordContext?) -> Plan.Condition? {
    switch argument {
    case .name(let name): condition(named: name, in: place)
    case .condition(let condition): self.condition(condition, in: place)
    }
  }

  private func records(_ source: Syntax.Source, _ tree: Syntax.Value, over place: RecordContext?) -> Plan
    .Metric?
  {
    if event(source.name) == nil,
      definition(source.name)?.isCondition == true || preludeEntry(source.name) != nil
        || !populations(source.name).isEmpty
    {
      return fail(
        .wrongScope, "`\(source.name.spelling)` is a condition; `count of` counts records", at: tree.span,
        label: "people?",
        fixes: [.init("how many people", replacing: tree.span, with: "number of \(asked(source.name.span))")])
    }
    return self.source(source, in: place).map { .records($0) }
  }

  private func metric(
    _ tree: Syntax.Aggregate, _ operand: Syntax.Value.Operand, of source: Syntax.Source?, heard: Bool,
    _ modifiers: Modifiers, at span: SourceSpan, over place: RecordContext?
  ) -> Plan.Metric? {
    let aggregate = Plan.Aggregate(tree)
    if aggregate == .latest || aggregate == .first {
      return fail(
        .typeMismatch, "`\(asked(span))` is a value of each person; say how to combine them", at: span,
        label: "average, median …?",
        fixes: ["median", "average"].map {
          .init("the \($0)", replacing: span, with: "\($0) (\(asked(span)))")
        })
    }
    switch operand {
    case .value(let inner):
      guard refuse(modifiers, after: SourceSpan(span.start, inner.span.end + 1), over: place),
        let value = typed(inner, in: place),
        checked(aggregate, of: value.type, called: asked(inner.span), at: span),
        isMeanable(aggregate, value)
      else { return nil }
      return .aggregate(aggregate, value.value)
    case .name(let name, let their):
      if source == nil, !heard, let value = knownValue(name, their: their, in: place),
        their || place != nil || !isScore(name)
      {
        guard refuse(modifiers, after: SourceSpan(span.start, name.span.end), over: place),
          checked(aggregate, of: value.type, called: name.spelling, at: span), isMeanable(aggregate, value)
        else {
          return nil
        }
        return .aggregate(aggregate, value.value)
      }
      guard let found = aggregated(name, of: source, heard: heard, modifiers, in: place),
        checked(aggregate, of: found.property.type, called: found.property.name, at: span),
        isComparable(tree, found, at: span)
      else { return nil }
      return .recordAggregate(aggregate, found.property, found.scope)
    }
  }

  /// Reports a filter of records after a figure about people, or about the records of the whole answer.
  private func refuse(_ modifiers: Modifiers, after figure: SourceSpan, over place: RecordContext?) -> Bool {
    guard let span = modifiers.span else { return true }
    guard place != nil else {
      report(
        .misplacedClause,
        "`\(asked(span))` filters records, but `\(asked(figure))` is about what people have now", at: span,
        label: "which records?", notes: ["A metric over records names them: `average amount of order`."])
      return false
    }
    report(
      .misplacedClause, "All metrics of one answer are about the same records", at: span,
      label: "for one metric only?",
      notes: ["Write a filter for all of them once, at the end: `for order events in last 30 days`."])
    return false
  }

  private func isMeanable(_ aggregate: Plan.Aggregate, _ value: Typed) -> Bool {
    aggregate == .distinct || (value.score.map(isOnOneScale) ?? isInOneCurrency(value))
  }

  /// `customers doing login`; of a narrower population, those of its people who did.
  private func doing(
    _ noun: Syntax.Name, _ doing: Syntax.Value.Doing, _ modifiers: Modifiers, in place: RecordContext?
  ) -> Plan.Metric? {
    let source: RecordScope.Source
    switch doing {
    case .anything:
      guard hasEvents(noun.span) else { return nil }
      source = .anyEvent
    case .events(let names):
      guard let refs = all(names, eventRef) else { return nil }
      source = .events(refs)
    }
    guard let scope = scope(source, modifiers, in: place) else { return nil }
    if Resolver.everybody.contains(noun.text), populations(noun).isEmpty { return .doing(scope) }
    guard let who = condition(named: noun, in: nil) else { return nil }
    return .number(.conjunction([who, .records(scope, .some)]))
  }
}
