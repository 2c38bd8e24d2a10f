import SourceText

extension Parser {
  /// `condition = conj {"or" conj}`
  mutating func condition() -> Condition {
    let start = position
    var parts = [conj()]
    while !failed, at(.or) {
      let word = position
      position += 1
      lessonOrBefore(previous: parts[parts.count - 1], at: word)
      if failed { break }
      parts.append(conj())
      lessonOrAfter(previous: parts[parts.count - 2], next: parts[parts.count - 1], at: word)
    }
    guard parts.count > 1 else { return parts[0] }
    let flat = parts.flatMap { part -> [Condition] in
      if case .or(let inner) = part.kind { inner } else { [part] }
    }
    return Condition(kind: .or(flat), span: span(from: start))
  }

  /// `conj = neg {"and" neg}`
  mutating func conj() -> Condition {
    let start = position
    var parts = [neg()]
    while !failed, eat(.and) { parts.append(neg()) }
    guard parts.count > 1 else { return parts[0] }
    let flat = parts.flatMap { part -> [Condition] in
      if case .and(let inner) = part.kind { inner } else { [part] }
    }
    return Condition(kind: .and(flat), span: span(from: start))
  }

  /// `neg = "not" neg | primary`
  mutating func neg() -> Condition {
    let start = position
    guard eat(.not) else { return primary() }
    let inner = nested({ $0.neg() }, or: invalidCondition())
    lessonOpenWithUnderNot(inner, from: start)
    return Condition(kind: .not(inner), span: span(from: start))
  }

  /// `primary = "(" condition ")" | ["never"] (behaviour | voice) | comparison`
  mutating func primary() -> Condition {
    record(.name(.condition))
    if at(symbol: "(") { return group() }
    let start = position
    if atBehaviourOrVoice() { return behaviourOrVoice() }
    if token.keyword == .mentioning { lessonMentioning() }
    var condition = comparison()
    condition.span = span(from: start)
    return condition
  }

  /// `"(" condition ")"`
  mutating func group() -> Condition {
    let start = position
    return nested(
      { parser in
        parser.inParentheses { parser in
          parser.expect(symbol: "(")
          let condition = parser.condition()
          parser.close(start)
          return condition
        }
      }, or: invalidCondition())
  }

  func invalidCondition() -> Condition { Condition(kind: .invalid, span: token.span) }

  mutating func atBehaviourOrVoice() -> Bool {
    if at(.did, .mentioned, .heard, .said, .never) || atTheirVoice() { return true }
    return at(.responded) && !isOperator(peek(1))
  }

  /// `they mentioned`, `they never said`: without such a word after it, `they` is an ordinary name.
  private mutating func atTheirVoice() -> Bool {
    guard at(.they) else { return false }
    let verb = peek(peek(1).keyword == .never ? 2 : 1).keyword
    return [.mentioned, .said, .heard, .responded].contains(verb)
  }

  /// `["never"] behaviour | ["they"] ["never"] voice`
  mutating func behaviourOrVoice() -> Condition {
    let start = position
    let theirs = atTheirVoice() && eat(.they)
    let never = eat(.never)
    if eat(.did) {
      let behaviour = behaviour(never: never, from: start)
      return Condition(kind: .behaviour(behaviour), span: behaviour.span)
    }
    if at(.mentioned, .heard, .said, .responded) {
      let voice = voice(never: never, theirs: theirs, from: start)
      return Condition(kind: .voice(voice), span: voice.span)
    }
    unexpected()
    return invalidCondition()
  }

  /// `<`, `=`, `is` …: what can only be an operator.
  func isOperator(_ token: Token) -> Bool {
    if token.kind == .symbol { return ["<", ">", "<=", ">=", "=", "!="].contains(token.text) }
    return token.keyword == .is || token.keyword == .are
  }

  /// `comparison = value [test]`; without a test, a bare name.
  mutating func comparison() -> Condition {
    let start = position
    let wantsValue = valueStart == start
    var trail = Trail()
    var value = value(&trail)
    guard !failed else { return invalidCondition() }
    if atTest() {
      let test = test(of: value)
      return Condition(kind: .comparison(Comparison(value: value, test: test)), span: span(from: start))
    }
    if wantsValue { value = metric(value) }
    if wantsValue, atValueEnd(), !trail.isComparison(of: value) {
      if case .name(_, their: false) = value.kind, isAtEnd {
      } else {
        bareValue = value
        return invalidCondition()
      }
    }
    // Without an operator, the last modifier is the comparison: `last login in last 30 days`.
    if let test = trail.last {
      value.drop(test)
      return Condition(kind: .comparison(Comparison(value: value, test: test)), span: span(from: start))
    }
    if case .name(let name, let their) = value.kind {
      return Condition(kind: .name(name, their: their), span: span(from: start))
    }
    missingTest(of: value)
    return invalidCondition()
  }

  /// In `define`: whether a value that is a metric can end here: not before `and`, `or` or `then`.
  private func atValueEnd() -> Bool {
    switch token.keyword {
    case .and, .or, .then: false
    case _: true
    }
  }

  // MARK: Tests

  /// Whether a test of a value starts here.
  mutating func atTest(ahead: Int = 0) -> Bool {
    record(.operators, ahead: ahead)
    let token = peek(ahead)
    let next = peek(ahead + 1)
    if isOperator(token) { return true }
    switch token.keyword {
    case .not: return next.keyword == .in || next.keyword == .between
    case .does: return next.keyword == .not
    case .contains, .contain: return atLiteral(ahead: ahead + 1)
    case .starts, .ends: return next.keyword == .with
    case .matches: return next.kind == .regex
    case .in: return (next.kind == .symbol && next.text == "(") || asks(ahead: ahead) { $0.atWindow() }
    case .within:
      let length = durationLength(ahead: ahead + 1)
      return length > 0 && peek(ahead + 1 + length).keyword == .of
    case .over, .on, .since, .before, .after, .between: return asks(ahead: ahead) { $0.atWindow() }
    case _: return false
    }
  }

  /// The result of a check made some tokens ahead.
  mutating func asks(ahead count: Int, _ ask: (inout Parser) -> Bool) -> Bool {
    position += count
    defer { position -= count }
    return ask(&self)
  }

  /// `test = op (literal | value) | ("is" | "are") ["not"] … | ["not"] (set | range) | …`
  mutating func test(of value: Value) -> Test {
    let start = position
    return Test(kind: testKind(of: value), span: span(from: start))
  }

  private mutating func testKind(of value: Value) -> Test.Kind {
    if eat(.is) || eat(.are) { return isTest(of: value) }
    if let comparison = symbolOperator() { return .compare(comparison, operand(of: value)) }
    if eat(.not) { return setOrRange(of: value, negated: true) }
    if eat(.does) {
      expect(.not)
      if !eat(.contain) { expect(.contains) }
      return contained(in: value, negated: true)
    }
    if eat(.contains) || eat(.contain) { return contained(in: value, negated: false) }
    if eat(.starts, .with) { return .startsWith(literal(of: value.name)) }
    if eat(.ends, .with) { return .endsWith(literal(of: value.name)) }
    if eat(.matches) { return .matches(regex()) }
    return setRangeOrWindow(of: value, negated: false)
  }

  /// After `contains`.
  private mutating func contained(in value: Value, negated: Bool) -> Test.Kind {
    let isExact = at(.exactly) && atLiteral(ahead: 1)
    if isExact { position += 1 }
    return .contains(literal(of: value.name), negated: negated, exactly: isExact)
  }

  /// After `is` or `are`.
  private mutating func isTest(of value: Value) -> Test.Kind {
    let negated = eat(.not)
    if at(.missing) || at(.set), !isOperator(peek(1)) {
      let isSet = token.keyword == .set
      position += 1
      return isSet == negated ? .missing : .present
    }
    lessonEnglishOperator(negated: negated)
    if failed { return .missing }
    if (at(.in) && (peek(1).text == "(" || asks(ahead: 0) { $0.atWindow() })) || token.keyword == .between
      || atWindowTest()
    {
      return setRangeOrWindow(of: value, negated: negated)
    }
    return .compare(negated ? .isNot : .isEqual, operand(of: value))
  }

  /// Whether a window follows `is`. A word such as `after` may be a value there, unless a moment follows it.
  private mutating func atWindowTest() -> Bool {
    switch token.keyword {
    case .since, .before, .after, .on, .over, .in: atWindow() && (actsAsClause() || token.keyword == .in)
    case .within: durationLength(ahead: 1) > 0
    case _: false
    }
  }

  private mutating func setOrRange(of value: Value, negated: Bool) -> Test.Kind {
    if token.keyword == .in, peek(1).text == "(" || !atWindow() {
      return .oneOf(set(of: value), negated: negated)
    }
    return setRangeOrWindow(of: value, negated: negated)
  }

  private mutating func setRangeOrWindow(of value: Value, negated: Bool) -> Test.Kind {
    if at(.in), at(symbol: "(", ahead: 1) { return .oneOf(set(of: value), negated: negated) }
    if eat(.between) {
      let start = position - 1
      switch between() {
      case .range(let low, let high): return .range(low, high, negated: negated)
      case .window(let kind): return .window(Window(kind: kind, span: span(from: start)), negated: negated)
      }
    }
    if at(.within) {
      let within = within()
      if within.of == nil, !failed { unexpected() }
      return .within(within, negated: negated)
    }
    guard atWindow() else {
      unexpected()
      return .missing
    }
    if token.keyword == .over { lessonOverNumberAsOperator(isTest: true) }
    return failed ? .missing : .window(window(), negated: negated)
  }

  /// `set = "in" "(" literal {"," literal} ")"`
  private mutating func set(of value: Value) -> [Literal] {
    expect(.in)
    if !failed { lessonSetWithoutParentheses() }
    guard !failed else { return [] }
    expect(symbol: "(")
    let literals = list { $0.literal(of: value.name) }
    if !failed { expect(symbol: ")") }
    return literals
  }

  mutating func symbolOperator() -> Operator? {
    record(.operators)
    guard token.kind == .symbol, isOperator(token) else { return nil }
    defer { position += 1 }
    switch token.text {
    case "<": return .less
    case "<=": return .lessOrEqual
    case ">": return .greater
    case ">=": return .greaterOrEqual
    case "!=": return .isNot
    case _: return .isEqual
    }
  }

  /// `literal | value`: a bare name is a literal.
  private mutating func operand(of value: Value) -> Operand {
    if isValueOfSeveralWords() {
      var trail = Trail()
      return .value(self.value(&trail))
    }
    let literal = literal(of: value.name)
    if case .duration = literal.kind { lessonComparedWithAgo() }
    return .literal(literal)
  }

  mutating func regex() -> Regex {
    guard token.kind == .regex else {
      unexpected()
      return Regex(pattern: "", ignoresCase: false, span: token.span)
    }
    defer { position += 1 }
    return Regex(pattern: token.text, ignoresCase: token.ignoresCase, span: token.span)
  }
}

extension Value {
  /// The name, if the value is only a name.
  public var name: Name? {
    guard case .name(let name, _) = kind else { return nil }
    return name
  }
}
