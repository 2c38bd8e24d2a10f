import SourceText

extension Printer {
  /// A part of a statement that may get a line of its own.
  struct Piece {
    var text: String
    /// Its span in the source, to place the comments beside it; nil for the head.
    var span: SourceSpan?
    /// Its condition, if it may be broken at its top `and` or `or`.
    var filter: Condition?
    /// Whether it is printed on the first line, with the verb.
    var isHead = false
  }

  /// The statement's parts in canonical order; joined by spaces, they are the statement.
  func pieces(of statement: Statement) -> [Piece] {
    switch statement.kind {
    case .explain(let inner, let asPlan):
      return headed(asPlan ? "explain plan" : "explain", by: pieces(of: inner))
    case .export(let inner, let path, let tool):
      let target = "to " + text(path) + (tool.map { " as \($0.rawValue) list" } ?? "")
      return headed("export", by: pieces(of: inner)) + [Piece(text: target, span: path.span)]
    case .load(let load): return pieces(of: load)
    case .topic(let name, let topic):
      let head = "topic \(free(name)) as \(patterns(topic.patterns))"
      return [Piece(text: head, isHead: true)]
        + topic.samples.map {
          Piece(text: ($0.matches ? "matches " : "ignores ") + text($0.text), span: $0.text.span)
        }
    case .segment(let population): return asking("segment", population, statement)
    case .count(let population): return asking("count", population, statement)
    case .sample(let number, let population):
      return asking("sample" + (number.map { " " + self.number($0) } ?? ""), population, statement)
    case .measure, .quotes, .topics, .priorities, .blindspots, .words, .compare, .compareWindows, .why,
      .whyPerson, .person,
      .trend, .funnel, .retention, .survival, .lifecycle, .paths, .define, .synonym, .suggest, .param,
      .expect, .link,
      .use, .note,
      .set,
      .describe, .invalid:
      return [Piece(text: head(statement), isHead: true)] + clauses(statement)
    }
  }

  private func headed(_ verb: String, by pieces: [Piece]) -> [Piece] {
    guard var first = pieces.first else { return [Piece(text: verb, isHead: true)] }
    first.text = verb + " " + first.text
    return [first] + pieces.dropFirst()
  }

  /// The verb and what follows it directly.
  private func head(_ statement: Statement) -> String {
    switch statement.kind {
    case .segment, .count, .sample, .explain, .export, .load, .topic: return ""
    case .measure(let values): return "measure " + values.map(value).joined(separator: ", ")
    case .quotes: return "quotes"
    case .topics: return "topics"
    case .priorities: return "priorities"
    case .blindspots: return "blindspots"
    case .words(let first, let second): return "words for " + versus(first, second, statement)
    case .compare(let first, let second): return "compare " + versus(first, second, statement)
    case .compareWindows(let first, let second): return "compare \(window(first)) versus \(window(second))"
    case .why(let condition): return "why " + whyArgument(condition, statement)
    case .whyPerson(let id, let population):
      return "why person \(self.id(id)) in " + closed(population, before: statement)
    case .person(let id): return "person " + self.id(id)
    case .trend(let value): return "trend " + self.value(value)
    case .funnel(let steps): return "funnel " + self.steps(steps)
    case .retention(let step): return "retention of " + self.step(step)
    case .survival(let argument): return "survival of " + self.argument(argument)
    case .lifecycle(let step): return "lifecycle of " + self.step(step)
    case .paths(let side, let step): return "paths \(side.rawValue) \(self.step(step))"
    case .define(let name, let definition): return "define \(free(name)) as " + self.definition(definition)
    case .suggest(let name): return "suggest " + self.name(name)
    case .synonym(let said, let meant): return "synonym \(name(said)) is \(name(meant))"
    case .param(let name, let literal): return "param \(self.name(name)) = " + self.literal(literal)
    case .expect(let value, let sign, let literal):
      return "expect \(self.value(value)) \(self.sign(sign, after: value)) " + self.literal(literal)
    case .link(let first, let second, let path, let isServer, let part):
      return "link \(name(first)) to \(name(second)) from " + source(path, isServer: isServer, part)
    case .use(let path): return "use " + text(path)
    case .note(let note): return "note " + text(note)
    case .set(let setting, let literal): return "set \(setting.rawValue) " + self.literal(literal)
    case .describe(let name): return "describe" + (name.map { " " + self.name($0) } ?? "")
    case .invalid: return "…"
    }
  }

  /// In quotes unless it is one plain word.
  private func free(_ name: Name) -> String {
    if name.quoting == .word { return name.spelling }
    return name.quoting == .backtick ? self.name(name) : quoted(name.spelling)
  }

  private func definition(_ definition: Definition) -> String {
    switch definition {
    case .condition(let condition): self.condition(condition)
    case .population(let population): self.population(population)
    case .value(let value): self.value(value)
    }
  }

  private func versus(_ first: Population, _ second: Population, _ statement: Statement) -> String {
    population(first) + " versus " + closed(second, before: statement)
  }

  /// In parentheses if a filter after it would be read as part of its condition, or an `about` as that of `feedback`.
  private func closed(_ population: Population, before statement: Statement) -> String {
    let text = self.population(population)
    let takesAbout =
      population.filter == nil && population.subject == .feedback && statement.clauses.about != nil
    return population.filter != nil && hasFilters(statement.clauses) || takesAbout ? "(\(text))" : text
  }

  private func hasFilters(_ clauses: Clauses) -> Bool {
    clauses.with != nil || clauses.channels != nil || clauses.within != nil || clauses.window != nil
  }

  private func whyArgument(_ condition: Condition, _ statement: Statement) -> String {
    if case .name(let name, their: false) = condition.kind,
      !hasFilters(statement.clauses) || isOverLast(statement.clauses.window)
    {
      return self.name(name)
    }
    return "(" + self.condition(condition) + ")"
  }

  private func isOverLast(_ window: Clause<Window>?) -> Bool {
    guard case .last = window?.content.kind else { return false }
    return true
  }

  // MARK: Populations

  func population(_ population: Population) -> String {
    let subject = subject(population)
    if let filter = population.filter { return subject + " where " + condition(filter) }
    // A noun such as `order` before `by` would be read as SQL's `order by`.
    let isSorting = population.adjective != nil && Parser.sorting.contains(population.noun.lowercased())
    return isSorting ? "(\(subject))" : subject
  }

  private func subject(_ population: Population) -> String {
    let noun: String
    switch population.subject {
    case .everybody: noun = "customers"
    case .them: noun = "them"
    case .rest: noun = "rest"
    case .named(let name): noun = self.name(name)
    case .events(nil): noun = "events"
    case .events(.some(let name)): noun = self.name(name) + " events"
    case .feedback:
      noun = "feedback" + (population.about.isEmpty ? "" : " mentioning " + patterns(population.about))
    }
    return (population.adjective.map { name($0) + " " } ?? "") + noun
  }

  /// `segment`, `count`, `sample`: noun, filters, then `where`.
  private func asking(_ verb: String, _ population: Population, _ statement: Statement) -> [Piece] {
    var words = [verb, subject(population)]
    words += filters(statement).map(\.text)
    let head = words.joined(separator: " ")
    let filter = population.filter
    let first = Piece(
      text: head + (filter.map { " where " + condition($0) } ?? ""), filter: filter, isHead: true)
    return [first] + shape(statement.clauses)
  }

  // MARK: Clauses

  private func piece<Content>(_ clause: Clause<Content>?, _ print: (Content) -> String) -> [Piece] {
    clause.map { [Piece(text: print($0.content), span: $0.span)] } ?? []
  }

  /// Filters of the whole answer, which come before `where`: about, with, in, window.
  private func filters(_ statement: Statement) -> [Piece] {
    let clauses = statement.clauses
    return piece(clauses.about) { "about " + patterns($0) } + piece(clauses.with) { with($0) }
      + piece(clauses.channels) { channelClause($0) } + piece(clauses.window) { windowClause($0, statement) }
  }

  /// `in survey, support`. `in $name` without parentheses would be a period.
  private func channelClause(_ names: [Name]) -> String {
    isLoneParameter(names) ? "in (\(self.names(names)))" : "in " + self.names(names)
  }

  private func isLoneParameter(_ names: [Name]) -> Bool { names.count == 1 && names[0].quoting == .dollar }

  /// `over last 30 days` always belongs to the statement; `in last 30 days` right after a figure belongs to the
  /// figure.
  private func windowClause(_ window: Window, _ statement: Statement) -> String {
    guard case .last(let duration) = window.kind else { return self.window(window) }
    let isOver: Bool
    switch statement.kind {
    case .trend, .retention, .survival, .lifecycle, .why, .funnel, .paths: isOver = true
    case .measure(let values): isOver = values.last.map { keepsItsFilters($0, statement) } ?? false
    case _: isOver = false
    }
    return isOver
      ? (window.isOfAll ? "all " : "") + "over last " + self.duration(duration) : self.window(window)
  }

  /// Whether a filter printed right after a figure of `measure` stays with it. In a question about records, filters of the
  /// last figure become the statement's (`Parser.narrowRecords`).
  private func keepsItsFilters(_ value: Value, _ statement: Statement) -> Bool {
    guard isOpen(value) else { return false }
    return !(value.givesItsFiltersToRecords && statement.asksOfRecords)
  }

  /// All clauses of a verb without a subject of its own, in canonical order.
  private func clauses(_ statement: Statement) -> [Piece] {
    let clauses = statement.clauses
    let about = piece(clauses.about) { "about " + patterns($0) }
    let filters =
      piece(clauses.with) { with($0) } + piece(clauses.channels) { channelClause($0) }
      + piece(clauses.within) { "within " + duration($0) }
    let own =
      clauses.without.map { Piece(text: "without " + step($0.content), span: $0.span) }
      + piece(clauses.strict) { _ in "strict" }
      + piece(clauses.onOrAfter) { _ in "on or after" }
      + piece(clauses.grain) { "by " + ($0.calendar ? "calendar " : "") + $0.unit.rawValue }
      + piece(clauses.span) { "for " + duration($0) } + piece(clauses.depth) { "for \(number($0)) steps" }
      + piece(clauses.start) { "from " + moment($0) }
    let window =
      piece(clauses.window) { windowClause($0, statement) }
      + piece(clauses.ending) { "ending " + duration($0) + " before" }
    let swallows = swallowsFilters(statement)
    let followsOwn = swallows && filters.isEmpty && !own.isEmpty
    let late =
      swallows && !followsOwn && (!filters.isEmpty || (!window.isEmpty && !isOverLast(clauses.window)))
    guard late else {
      return about + filters + own + window + people(clauses, closed: false) + shape(clauses)
    }
    // The filters would be read as the metric's, so they follow the population.
    return about + own + people(clauses, closed: true) + filters + window + shape(clauses)
  }

  /// Whether a filter right after the head would be read as part of it.
  private func swallowsFilters(_ statement: Statement) -> Bool {
    let value: Value? =
      switch statement.kind {
      case .measure(let values): values.last
      case .trend(let value): value
      case _: nil
      }
    guard let value else { return false }
    switch value.kind {
    // `rate of churned in ($x)` would compare `churned` with a set of values.
    case .number(.name), .rate(.name):
      return statement.clauses.channels.map { isLoneParameter($0.content) } ?? false
    case _: return isOpen(value)
    }
  }

  private func people(_ clauses: Clauses, closed: Bool) -> [Piece] {
    guard let clause = clauses.population else { return [] }
    let population = clause.content
    if population.isImplied, population.filter == nil, !closed { return [] }
    let text = self.population(population)
    if closed, population.filter != nil { return [Piece(text: "for (\(text))", span: clause.span)] }
    return [Piece(text: "for " + text, span: clause.span, filter: population.filter)]
  }

  /// What groups and shapes the answer: by, having, spread by, show, sort by, limit, seed, as.
  private func shape(_ clauses: Clauses) -> [Piece] {
    piece(clauses.by) { "by " + $0.map(dimension).joined(separator: ", ") }
      + piece(clauses.having) { "having " + $0.map(having).joined(separator: " and ") }
      + piece(clauses.spread) { "spread by " + names($0) }
      + piece(clauses.show) { "show " + $0.map(value).joined(separator: ", ") }
      + piece(clauses.sort) { "sort by " + $0.map(sortKey).joined(separator: ", ") }
      + piece(clauses.limit) { "limit " + number($0.count) + ($0.per.map { " per " + name($0) } ?? "") }
      + piece(clauses.seed) { "seed " + number($0) } + piece(clauses.chart) { "as " + $0.rawValue }
  }

  private func sortKey(_ key: SortKey) -> String { value(key.value) + (key.descending ? " descending" : "") }

  private func having(_ having: Having) -> String {
    "\(value(having.value)) \(sign(having.comparison, after: having.value)) \(literal(having.literal))"
  }

  func dimension(_ dimension: Dimension) -> String {
    switch dimension.kind {
    case .condition(let condition): return "(" + self.condition(condition) + ")"
    case .weekday(let moment): return "weekday of " + self.moment(moment)
    case .period(let unit, let calendar, let moment):
      return (calendar ? "calendar " : "") + unit.rawValue + (moment.map { " of " + self.moment($0) } ?? "")
    case .name(let name, let their, let cut):
      return (their ? "their " : "") + self.name(name) + (cut.map { " " + self.cut($0) } ?? "")
    }
  }

  private func cut(_ cut: Dimension.Cut) -> String {
    switch cut {
    case .bins(let number): "in \(self.number(number)) bins"
    case .quantiles(let number): "in \(self.number(number)) quantiles"
    case .split(let numbers): "split at " + numbers.map(number).joined(separator: ", ")
    }
  }
}
