import SourceText

extension Parser {
  /// `{clause}`: the clauses that the statement's form takes, each once, in any order that has one reading. Filters of
  /// records are parsed after every verb, so that an error can say what they would mean there.
  mutating func clauses(_ statement: inout Statement) {
    while !failed, !isAtEnd || recordAt == position, let form = statement.form {
      note(form, after: statement.clauses)
      guard let kind = clauseKind(form) else { return }
      guard form.clauses.contains(kind) || kind.isFilter && verb != .define else {
        return lessonClauseNotTaken(kind, form, statement)
      }
      clause(kind, &statement)
    }
    // A trial fails if the rewritten statement has a filter that its form would refuse.
    if isTrial, !failed, let form = statement.form,
      ClauseKind.allCases.contains(where: {
        $0.isFilter && statement.clauses.hold($0) && !form.takes($0)
      })
    {
      fail(.misplacedClause, "", at: token.span)
    }
  }

  /// Notes which clauses can stand here.
  private mutating func note(_ form: Form, after clauses: Clauses) {
    guard recordAt == position, !failed else { return }
    for kind in ClauseKind.allCases
    where form.clauses.contains(kind) && form.allows(kind, beside: clauses) {
      expectedClauses.insert(kind)
      for keyword in kind.keywords { record(.keyword(keyword)) }
    }
  }

  /// `words in nps for …`: filters of the whole answer come before both groups; after a `where` they would be part of the
  /// condition.
  mutating func filtersBeforePeople(_ statement: inout Statement) {
    let starts: Set<Keyword> = [
      .about, .mentioning, .in, .with, .since, .before, .after, .over, .on, .between,
    ]
    while !failed, let keyword = token.keyword, starts.contains(keyword),
      let form = Registry.verb[.words]?.forms.first, let kind = clauseKind(form)
    {
      clause(kind, &statement)
    }
  }

  /// Which clause starts here, from the tokens alone.
  private mutating func clauseKind(_ form: Form) -> ClauseKind? {
    let next = peek(1)
    let looksBack = form.clauses.contains(.lookBack)
    switch token.keyword {
    case .about, .mentioning: return .about
    case .with: return .with
    case .in: return !atWindow() ? .channels : looksBack ? .lookBack : .window
    case .within: return .within
    case .without: return .without
    case .strict: return .strict
    case .on: return next.keyword == .or ? .onOrAfter : next.keyword == .same ? .sameKey : .window
    case .over where looksBack: return .lookBack
    case .since, .before, .after, .over, .between: return .window
    case .all where verb == .funnel: return .window
    case .ending: return .ending
    case .for:
      let length = durationLength(ahead: 1)
      if length == 2 { return .span }
      record(.number, ahead: 1)
      if atNumber(ahead: 1), at(.steps, ahead: 2) || peek(2).text == "step" { return .depth }
      if next.kind == .number { return form.clauses.contains(.depth) ? .depth : .span }
      return .population
    case .from: return form.clauses.contains(.start) ? .start : .population
    case .of, .among: return .population
    case .where: return .where
    case .by: return .by
    case .having: return .having
    case .spread: return .spread
    case .show: return .show
    case .sort: return .sort
    case .limit: return .limit
    case .seed: return .seed
    case .as: return .chart
    case _: return nil
    }
  }

  mutating func clause(_ kind: ClauseKind, _ statement: inout Statement) {
    let start = position
    switch kind {
    case .where: return whereClause(&statement)
    case .population: return populationClause(&statement)
    case .by, .grain: return byClause(&statement)
    case .about: return aboutClause(&statement)
    case .window, .lookBack: return windowClause(&statement)
    case .sameKey: return unexpected()
    case _: break
    }
    position += 1
    switch kind {
    case .with:
      fill(&statement.clauses.with, "with", start) { $0.with().condition }
      narrowStep(&statement)
    case .channels: fill(&statement.clauses.channels, "in", start) { $0.channels() }
    case .within: fill(&statement.clauses.within, "within", start) { $0.duration() }
    case .without:
      let step = step(negated: false)
      statement.clauses.without.append(Clause(content: step, span: span(from: start)))
    case .strict: fill(&statement.clauses.strict, "strict", start) { _ in true }
    case .onOrAfter:
      fill(&statement.clauses.onOrAfter, "on or after", start) { parser in
        parser.expect(.or)
        parser.expect(.after)
        return true
      }
    case .span: fill(&statement.clauses.span, "for", start) { $0.duration() }
    case .depth:
      fill(&statement.clauses.depth, "for … steps", start) { parser in
        let number = parser.number()
        if !parser.failed, parser.token.text == "step" { parser.position += 1 } else { parser.expect(.steps) }
        return number
      }
    case .start: fill(&statement.clauses.start, "from", start) { $0.moment() }
    case .ending:
      fill(&statement.clauses.ending, "ending", start) { parser in
        let duration = parser.duration()
        if !parser.failed { parser.expect(.before) }
        return duration
      }
    case .having: fill(&statement.clauses.having, "having", start) { $0.having() }
    case .spread:
      fill(&statement.clauses.spread, "spread by", start) { parser in
        parser.expect(.by)
        return parser.list(of: "groups") { $0.name(.attribute) }
      }
    case .show: fill(&statement.clauses.show, "show", start) { $0.values() }
    case .sort: fill(&statement.clauses.sort, "sort by", start) { $0.sortKeys() }
    case .limit: fill(&statement.clauses.limit, "limit", start) { $0.limit() }
    case .seed: fill(&statement.clauses.seed, "seed", start) { $0.number() }
    case .chart: fill(&statement.clauses.chart, "as", start) { $0.chart() }
    case .where, .population, .by, .grain, .about, .window, .lookBack, .sameKey: break
    }
  }

  private mutating func fill<Content>(
    _ clause: inout Clause<Content>?, _ words: String, _ start: Int, _ parse: (inout Parser) -> Content
  ) {
    let content = parse(&self)
    if clause != nil, !failed { return duplicate(words, at: start, upTo: position) }
    clause = Clause(content: content, span: span(from: start))
  }

  /// A `where` filters the statement's population, wherever in the statement that is named.
  private mutating func whereClause(_ statement: inout Statement) {
    let start = position
    switch statement.kind {
    case .segment(var population):
      filter(&population)
      statement.kind = .segment(population)
    case .count(var population):
      filter(&population)
      statement.kind = .count(population)
    case .sample(let number, var population):
      filter(&population)
      statement.kind = .sample(number, population)
    case .words, .compare, .whyPerson, .load, .link, .use, .note, .export, .set, .describe, .explain,
      .invalid, .define(_, .condition),
      .define(_, .population), .topic, .synonym, .suggest, .param, .person:
      unexpected()
    case .measure, .quotes, .topics, .priorities, .blindspots, .compareWindows, .why, .trend, .funnel,
      .retention, .survival,
      .lifecycle, .paths, .define(_, .value), .expect:
      var clause = statement.clauses.population ?? Clause(content: everybody(), span: token.span)
      filter(&clause.content)
      clause.span = clause.content.isImplied ? span(from: start) : clause.span
      statement.clauses.population = clause
    }
  }

  private mutating func populationClause(_ statement: inout Statement) {
    let start = position
    let earlier = statement.clauses.population
    if let earlier, !earlier.content.isImplied { return duplicate("for", at: start) }
    position += 1
    var population = population()
    if let filter = earlier?.content.filter {
      if population.filter != nil {
        return duplicate(
          "where", at: tokens[start..<statementEnd].firstIndex { $0.keyword == .where } ?? start)
      }
      population.filter = filter
    }
    statement.clauses.population = Clause(content: population, span: span(from: start))
  }

  /// `about = ("about" | "mentioning") pattern {"," pattern}`; after `count feedback` and the like it belongs to the
  /// population.
  private mutating func aboutClause(_ statement: inout Statement) {
    let start = position
    position += 1
    let patterns = list { $0.pattern() }
    if case .count(let population) = statement.kind, case .feedback = population.subject {
      return narrow(population, to: patterns, at: start) { statement.kind = .count($0) }
    }
    if case .segment(let population) = statement.kind, case .feedback = population.subject {
      return narrow(population, to: patterns, at: start) { statement.kind = .segment($0) }
    }
    if case .sample(let size, let population) = statement.kind, case .feedback = population.subject {
      return narrow(population, to: patterns, at: start) { statement.kind = .sample(size, $0) }
    }
    if statement.clauses.about != nil { return duplicate("about", at: start) }
    statement.clauses.about = Clause(content: patterns, span: span(from: start))
  }

  private mutating func narrow(
    _ population: Population, to patterns: [Pattern], at start: Int, _ use: (Population) -> Void
  ) {
    if !population.about.isEmpty { return duplicate("about", at: start) }
    var narrowed = population
    narrowed.about = patterns
    use(narrowed)
  }

  /// A window, or `over last 6 months`; in a funnel also `all in 2025-03`.
  private mutating func windowClause(_ statement: inout Statement) {
    let start = position
    if token.keyword == .over, peek(1).keyword != .last, !atNumber(ahead: 1) {
      record(.keyword(.last), ahead: 1)
    }
    if statement.clauses.window != nil { return duplicate("window", at: start) }
    let isOfAll = verb == .funnel && eat(.all)
    if token.keyword == .over, at(.last, ahead: 1) {
      position += 2
      let window = Window(kind: .last(duration()), isOfAll: isOfAll, span: span(from: start))
      statement.clauses.window = Clause(content: window, span: window.span)
      return
    }
    guard atWindow() else { return clauseWithoutMeaning() }
    var window = window()
    window.isOfAll = isOfAll
    statement.clauses.window = Clause(content: window, span: span(from: start))
  }

  private mutating func clauseWithoutMeaning() {
    if !isAtEnd { position += 1 }
    unexpected()
  }

  // MARK: Groups

  /// `"by" dim {"," dim}`; in trend, retention, survival and lifecycle the first plain unit is the grain.
  private mutating func byClause(_ statement: inout Statement) {
    let start = position
    expect(.by)
    var dimensions = list(of: "groups") { $0.dim() }
    guard !failed else { return }
    if statement.form?.clauses.contains(.grain) == true, statement.clauses.grain == nil,
      let index = dimensions.firstIndex(where: {
        if case .period(_, _, of: nil) = $0.kind { true } else { false }
      }),
      case .period(let unit, let calendar, _) = dimensions[index].kind
    {
      let grain = Grain(unit: unit, calendar: calendar)
      statement.clauses.grain = Clause(content: grain, span: dimensions[index].span)
      dimensions.remove(at: index)
    }
    guard !dimensions.isEmpty else { return }
    if statement.clauses.by != nil { return duplicate("by", at: start) }
    statement.clauses.by = Clause(content: dimensions, span: span(from: start))
  }

  /// `dim = ["calendar"] UNIT ["of" moment] | "weekday" "of" moment | ["their"] name ["in" NUM ("bins" | "quantiles") | "split" "at" NUM {"," NUM}]
  ///   | "(" condition ")"`
  mutating func dim() -> Dimension {
    let start = position
    record(.unit)
    if at(symbol: "(") { return Dimension(kind: .condition(group()), span: span(from: start)) }
    if token.keyword == .weekday, peek(1).keyword == .of {
      position += 2
      return Dimension(kind: .weekday(of: moment()), span: span(from: start))
    }
    let calendar = token.keyword == .calendar && unit(of: peek(1)) != nil
    if calendar || unit(of: token) != nil {
      if calendar { position += 1 }
      let unit = unit()
      let moment = eat(.of) ? moment() : nil
      return Dimension(kind: .period(unit, calendar: calendar, of: moment), span: span(from: start))
    }
    lessonGroupedByValue()
    let their = !failed && eat(.their)
    let name = name(.attribute, .dimension)
    let cut = failed ? nil : cut()
    return Dimension(kind: .name(name, their: their, cut), span: span(from: start))
  }

  private mutating func cut() -> Dimension.Cut? {
    if at(.split) {
      guard at(.at, ahead: 1) || peek(1).kind == .end else { return nil }
      position += 1
      expect(.at)
      guard !failed else { return nil }
      var numbers = [number()]
      while !failed, at(symbol: ","), peek(1).kind == .number {
        position += 1
        numbers.append(number())
      }
      return .split(numbers)
    }
    guard at(.in), atNumber(ahead: 1),
      !isYear(peek(1)) || peek(2).keyword == .bins || peek(2).keyword == .quantiles,
      unit(of: peek(2)) == nil
    else { return nil }
    record(.number, ahead: 1)
    lessonBinsOrQuantiles()
    guard !failed else { return nil }
    position += 1
    let number = number()
    if eat(.bins) { return .bins(number) }
    expect(.quantiles)
    return .quantiles(number)
  }

  /// `value op literal {"and" value op literal}`
  private mutating func having() -> [Having] {
    var result: [Having] = []
    repeat {
      let start = position
      let value = metric()
      guard !failed, let comparison = simpleOperator() else {
        unexpected()
        return result
      }
      let literal = literal()
      result.append(Having(value: value, comparison: comparison, literal: literal, span: span(from: start)))
    } while !failed && eat(.and)
    return result
  }

  private mutating func sortKeys() -> [SortKey] {
    expect(.by)
    let saved = inCommaList
    inCommaList = true
    defer { inCommaList = saved }
    return list(of: "orders") { parser in
      let start = parser.position
      let value = parser.metric()
      let descending = parser.eat(.descending)
      if !descending { _ = parser.eat(.ascending) }
      return SortKey(value: value, descending: descending, span: parser.span(from: start))
    }
  }

  private mutating func limit() -> Limit {
    let count = number()
    return Limit(count: count, per: !failed && eat(.per) ? name(.attribute) : nil)
  }

  private mutating func chart() -> Chart {
    for chart in [Keyword.bar, .line, .table, .heatmap] where eat(chart) {
      return Chart(rawValue: chart.rawValue) ?? .table
    }
    unexpected()
    return .table
  }

  /// Whether a word that may also be a name is a clause or an operator here, judging by what follows: `limit 5`,
  /// `sort by`.
  mutating func actsAsClause() -> Bool {
    let next = peek(1)
    switch token.keyword {
    case .limit, .seed: return next.kind == .number || next.kind == .dollar
    case .sort, .spread: return next.keyword == .by
    case .show, .having:
      return next.isNameLike && !isOperator(next) && !Registry.joining.contains(next.keyword ?? .show)
    case .since, .before, .after:
      return next.isNameLike && canBeName(next, .plain) || next.kind == .date || next.kind == .number
    case .over: return next.keyword == .last || atNumber(ahead: 1)
    case .ending: return atNumber(ahead: 1)
    case .on: return next.kind == .date || next.keyword == .or || next.keyword == .same
    case .about, .mentioning, .without: return next.isNameLike && canBeName(next, .plain) || next.isText
    case .descending, .ascending: return next.kind == .end || next.text == "," || next.keyword != nil
    case .per: return canBeName(next, .plain)
    case .split: return next.keyword == .at
    case _: return false
    }
  }
}
