import SourceText

extension Parser {
  /// A verb, what it is about, and its clauses.
  mutating func statement() -> Statement {
    let start = position
    for verb in Registry.verbs { record(.keyword(verb.keyword)) }
    var result = Statement(kind: .invalid, clauses: Clauses(), span: token.span, isComplete: true)
    guard token.kind == .word, let keyword = token.keyword, Registry.verb[keyword] != nil else {
      lessonNotAVerb()
      return result
    }
    verb = keyword
    result.verb = keyword
    position += 1
    if keyword == .words { filtersBeforePeople(&result) }
    result.kind = kind(of: keyword)
    if case .trend(var value) = result.kind, let window = value.modifiers?.window {
      // A window after the metric of a `trend` belongs to the statement.
      value.editModifiers { $0.window = nil }
      result.kind = .trend(value)
      result.clauses.window = Clause(content: window, span: window.span)
    }
    clauses(&result)
    narrowRecords(&result)
    // No population means everybody, except in `define`: a metric can be defined without one.
    if !failed, keyword != .define, result.clauses.population == nil,
      result.form?.clauses.contains(.population) == true
    {
      let everybody = everybody()
      result.clauses.population = Clause(content: everybody, span: everybody.span)
    }
    result.span = span(from: start)
    return result
  }

  /// In a question about records, all figures are about the same records, so filters after the last figure become the
  /// statement's.
  private func narrowRecords(_ statement: inout Statement) {
    guard case .measure(var values) = statement.kind, var last = values.popLast(), statement.asksOfRecords,
      last.givesItsFiltersToRecords
    else { return }
    var clauses = statement.clauses
    last.editModifiers { modifiers in
      if clauses.with == nil, let with = modifiers.with {
        clauses.with = Clause(content: with, span: with.span)
        modifiers.with = nil
      }
      if clauses.channels == nil, let first = modifiers.channels.first, let final = modifiers.channels.last {
        clauses.channels = Clause(content: modifiers.channels, span: first.span.union(final.span))
        modifiers.channels = []
      }
      if clauses.window == nil, let window = modifiers.window {
        clauses.window = Clause(content: window, span: window.span)
        modifiers.window = nil
      }
    }
    statement.kind = .measure(values + [last])
    statement.clauses = clauses
  }

  private mutating func kind(of verb: Keyword) -> Statement.Kind {
    switch verb {
    case .segment: return .segment(statementSubject())
    case .count: return .count(statementSubject())
    case .sample: return .sample(sampleSize(), statementSubject())
    case .quotes: return .quotes
    case .topics: return .topics
    case .priorities: return .priorities
    case .blindspots: return .blindspots
    case .measure: return .measure(values())
    case .trend: return .trend(metric())
    case .words, .compare: return comparison(verb)
    case .why: return why()
    case .person: return .person(id())
    case .funnel: return .funnel(steps())
    case .survival:
      if !eat(.of) { unexpected() }
      return .survival(argument())
    case .retention, .lifecycle:
      if !eat(.of) { unexpected() }
      let step = step(negated: false)
      return verb == .retention ? .retention(step) : .lifecycle(step)
    case .paths: return paths()
    case .define: return define()
    case .topic: return topic()
    case .suggest: return .suggest(name(.word))
    case .synonym: return synonym()
    case .param: return param()
    case .expect: return expectation()
    case .load: return .load(load())
    case .link: return link()
    case .use: return .use(text(.file))
    case .note: return .note(text())
    case .export: return export()
    case .set: return setting()
    case .describe: return .describe(describesAll() ? nil : name(.any, .column))
    case .explain: return explanation()
    case _: return .invalid
    }
  }

  private func describesAll() -> Bool {
    (isAtEnd && recordAt != position) || (token.keyword == .to && peek(1).isText)
  }

  /// `[NUM]`; a parameter is the number unless it is itself the population.
  private mutating func sampleSize() -> Number? {
    record(.number)
    let next = peek(1)
    lessonNumberWord()
    let isSize =
      token.kind == .number || (token.kind == .dollar && (next.kind == .end || canBeName(next, .population)))
    return isSize ? number() : nil
  }

  /// `[population]` without its `where`, which is parsed among the clauses.
  private mutating func statementSubject() -> Population {
    record(.name(.population))
    if at(symbol: "(") { return population() }
    return token.isNameLike && (token.keyword == nil || canBeName(token, .population))
      ? subject() : everybody()
  }

  mutating func values() -> [Value] {
    let saved = inCommaList
    inCommaList = true
    defer { inCommaList = saved }
    return list(of: "figures") { $0.metric() }
  }

  /// `("words" ["for" | "of"] | "compare") population ("versus" | "vs" | "with") population`, or two windows
  private mutating func comparison(_ verb: Keyword) -> Statement.Kind {
    if verb == .words {
      _ = eat(.for) || eat(.of)
    } else if !isPopulationStart(), atWindow() {
      let first = window()
      if !failed { versus() }
      guard !failed, atWindow() else {
        unexpected()
        return .invalid
      }
      return .compareWindows(first, versus: window())
    }
    if verb == .compare, token.keyword == .last || token.keyword == .this,
      peek(1).kind == .number || unit(of: peek(1)) != nil
    {
      unexpected()
    }
    let first = population()
    if verb == .words { lessonFilterOfOneGroup() }
    if !failed { lessonOneSide(first) }
    if !failed { versus() }
    let second = population()
    return verb == .words ? .words(first, versus: second) : .compare(first, versus: second)
  }

  private func isPopulationStart() -> Bool { canBeName(token, .population) }

  private mutating func versus() { if !eat(.versus), !eat(.vs), !eat(.with) { unexpected() } }

  /// `"why" condition {clause} | "why" ["person"] id "in" population {clause}`; an id up to `in`.
  private mutating func why() -> Statement.Kind {
    record(.keyword(.person))
    record(.name(.person))
    let next = peek(1)
    var isPerson = token.keyword == .person && !isOperator(next)
    if isPerson {
      switch next.keyword {
      case .and, .or, .not, .among, .for: isPerson = false
      case .in: isPerson = true
      case _: isPerson = next.kind != .end || recordAt == position + 1
      }
    }
    if isPerson, next.keyword != .in { position += 1 }
    let length = idLength(at: position)
    if isPerson
      || (length > 0 && peek(length).keyword == .in && !asks(ahead: length) { $0.atWindow() }
        && peek(length + 1).text != "(")
    {
      let person = id()
      if !failed { lessonWhyOfWhom() }
      if !failed { expect(.in) }
      return .whyPerson(person, in: population())
    }
    return .why(condition())
  }

  private mutating func paths() -> Statement.Kind {
    let side = side()
    return .paths(side, step(negated: false))
  }

  /// `"define" freename "as" (population | value {clause} | condition)`
  private mutating func define() -> Statement.Kind {
    let name = freename()
    if !failed { expect(.as) }
    guard !failed else { return .invalid }
    if isPopulationDefinition() { return .define(name, .population(population())) }
    valueStart = position
    let condition = condition()
    valueStart = nil
    if let value = bareValue { return .define(name, .value(value)) }
    return .define(name, .condition(condition))
  }

  private func isPopulationDefinition() -> Bool {
    let next = peek(1)
    if token.keyword == .feedback || token.keyword == .events, !isOperator(next) { return true }
    if let keyword = token.keyword, Parser.everybody.contains(keyword) || keyword == .them || keyword == .rest
    {
      return next.kind == .end || next.keyword == .where
    }
    guard canBeName(token, .population), token.keyword != .their, Parser.aggregate(token.text) == nil,
      unit(of: token) == nil
    else {
      return false
    }
    if next.keyword == .where || next.keyword == .events { return true }
    return canBeName(next, .population) && (peek(2).kind == .end || peek(2).keyword == .where)
  }

  /// `"topic" freename "as" pattern {"," pattern} {("matches" | "ignores") TEXT}`
  private mutating func topic() -> Statement.Kind {
    let name = freename()
    if !failed { expect(.as) }
    guard !failed else { return .invalid }
    var topic = Topic(patterns: list { $0.pattern() }, samples: [])
    while !failed, at(.matches) || at(.ignores) {
      let matches = token.keyword == .matches
      position += 1
      topic.samples.append(Topic.Sample(matches: matches, text: text()))
    }
    return .topic(name, topic)
  }

  /// `"synonym" NAME "is" NAME`
  private mutating func synonym() -> Statement.Kind {
    let said = name(.word)
    if !failed { expect(.is) }
    guard !failed else { return .invalid }
    return .synonym(said, of: name(.word))
  }

  /// `"param" (WORD | DOLLAR) "=" literal`
  private mutating func param() -> Statement.Kind {
    record(.name(.new))
    guard token.kind == .word || token.kind == .dollar else {
      unexpected()
      return .invalid
    }
    let name = takeName()
    expect(symbol: "=")
    return failed ? .invalid : .param(name, literal())
  }

  /// `"expect" value op literal {clause}`
  private mutating func expectation() -> Statement.Kind {
    let start = position
    let value = metric()
    guard !failed else { return .invalid }
    guard let comparison = simpleOperator() else {
      lessonExpectOrder(from: start)
      return .invalid
    }
    return .expect(value, comparison, literal())
  }

  /// `op`: a sign, `is` or `is not`.
  mutating func simpleOperator() -> Operator? {
    if eat(.is) { return eat(.not) ? .isNot : .isEqual }
    return symbolOperator()
  }

  private mutating func nestedStatement() -> Statement {
    let verb = verb
    defer { self.verb = verb }
    return nested(
      { $0.statement() },
      or: Statement(kind: .invalid, clauses: Clauses(), span: token.span, isComplete: false))
  }

  /// `"explain" ["plan"] statement`: no statement starts with `plan`, so it does not have to be a keyword.
  private mutating func explanation() -> Statement.Kind {
    record(.symbol("plan"))
    let asPlan = token.kind == .word && token.text.lowercased() == "plan"
    if asPlan { position += 1 }
    return .explain(nestedStatement(), asPlan: asPlan)
  }

  /// `"export" statement "to" TEXT ["as" ("hubspot" | "customerio" | "intercom") "list"]`
  private mutating func export() -> Statement.Kind {
    let statement = nestedStatement()
    if !failed { expect(.to) }
    if failed { return .invalid }
    let path = text(.file)
    guard !failed, eat(.as) else { return .export(statement, to: path, list: nil) }
    for tool in ListTool.allCases {
      guard let keyword = Keyword(rawValue: tool.rawValue), eat(keyword) else { continue }
      expect(.list)
      return .export(statement, to: path, list: tool)
    }
    unexpected()
    return .invalid
  }

  /// `"set" ("today" | "timezone" | "language") literal | "set" "week" "starts" WORD`
  private mutating func setting() -> Statement.Kind {
    if eat(.week) {
      expect(.starts)
      return failed ? .invalid : .set(.weekStarts, literal())
    }
    if eat(.today) { return .set(.today, literal()) }
    if eat(.timezone) { return .set(.timezone, literal()) }
    if eat(.language) { return .set(.language, literal()) }
    unexpected()
    return .invalid
  }

  /// `"link" column "to" column "from" ["postgres"] TEXT [part]`
  private mutating func link() -> Statement.Kind {
    let first = column()
    if !failed { expect(.to) }
    let second = column()
    if !failed { expect(.from) }
    guard !failed else { return .invalid }
    let (path, isServer) = fileOrServer()
    return .link(first, to: second, from: path, isServer: isServer, filePart())
  }
}
