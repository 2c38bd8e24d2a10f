import SourceText

/// The last modifier of a value, as the test that it is if it turns out to be a comparison.
struct Trail {
  /// Nil if it cannot be a comparison.
  var last: Test?
  var setHasOnlyNames = true

  /// In a `define` that ends here, whether it compares the value instead of filtering it: a window after `first login` and
  /// `last login`, and a set of numbers, do.
  func isComparison(of value: Value) -> Bool {
    guard let last else { return false }
    if case .oneOf = last.kind { return !setHasOnlyNames }
    if case .aggregate(let aggregate, _, of: nil, heard: false, _) = value.kind {
      return aggregate == .last || aggregate == .first
    }
    return false
  }
}

extension Parser {
  /// `metric = weighted ["per" weighted]`: a value that is not compared.
  mutating func metric() -> Value {
    var trail = Trail()
    return metric(value(&trail))
  }

  /// The same, after its first value has been parsed.
  mutating func metric(_ first: Value) -> Value {
    let whole = weighted(scored(first))
    guard !failed, eat(.per) else { return whole }
    var trail = Trail()
    let part = weighted(scored(value(&trail)))
    return Value(kind: .ratio(whole, per: part), span: whole.span.union(part.span))
  }

  /// `weighted = scored ["weighted" "by" (["their"] name | "(" value ")")]`; filters of the figure may follow the
  /// weight too.
  private mutating func weighted(_ value: Value) -> Value {
    guard !failed, eat(.weighted, .by) else { return value }
    let weight: Value
    if at(symbol: "(") {
      weight = nested(
        { $0.inParentheses { $0.valueInParentheses() } }, or: Value(kind: .invalid, span: token.span))
    } else {
      let start = position
      let their = token.keyword == .their && eat(.their)
      let name = name(.attribute)
      weight = Value(kind: .name(name, their: their), span: span(from: start))
    }
    return Value(kind: .weighted(narrowed(value), by: weight), span: value.span.union(previous.span))
  }

  /// A figure with the modifiers that follow, if it takes any.
  private mutating func narrowed(_ figure: Value) -> Value {
    guard !failed else { return figure }
    var (figure, trail) = (figure, Trail())
    if let before = figure.modifiers {
      let all = modifiers(&trail, after: before)
      figure.editModifiers { $0 = all }
    } else if case .name(let name, their: false) = figure.kind, name.isSatisfaction {
      let all = modifiers(&trail)
      if !all.isEmpty { figure.kind = .scored(name, all) }
    }
    return figure
  }

  /// `scored = ("nps" | "csat" | "ces") ["per" "answer"] {valmod}`: filters of such a metric follow it.
  private mutating func scored(_ value: Value) -> Value {
    guard !failed, case .name(let name, their: false) = value.kind, name.isSatisfaction else { return value }
    let start = position
    let isPerAnswer = eat(.per, .answer)
    if at(.with), !at(symbol: "(", ahead: 1), !isPerAnswer { return value }
    var trail = Trail()
    var modifiers = modifiers(&trail)
    modifiers.perAnswer = isPerAnswer
    if modifiers.isEmpty { return value }
    return Value(kind: .scored(name, modifiers), span: value.span.union(span(from: start)))
  }

  /// `value = ["calendar"] UNIT "since" moment | ["calendar"] UNIT "from" moment "to" moment | "count" "of" source
  ///   | "mentions" "of" pattern {valmod} | "number" "of" argument | "rate" "of" argument
  ///   | AGG (["their"] name | "(" value ")") ["of" source | "heard"] {valmod}
  ///   | name "doing" (source | "anything" | "any" "of" "(" … ")") {valmod} | ["their"] name | scored`
  mutating func value(_ trail: inout Trail) -> Value {
    let start = position
    record(.expression)
    record(.unit)
    let kind = valueKind(&trail)
    return Value(kind: kind, span: span(from: start))
  }

  private mutating func valueKind(_ trail: inout Trail) -> Value.Kind {
    if let calendar = timeValue() { return timeKind(calendar: calendar) }
    if atDaysWith() {
      position += 2
      return .days(source(&trail))
    }
    if eat(.count, .of) { return .count(source(&trail)) }
    if eat(.mentions, .of) {
      let pattern = pattern()
      return .mentions(pattern, modifiers(&trail))
    }
    if eat(.number, .of) { return .number(argument()) }
    if eat(.rate, .of) { return .rate(argument()) }
    if let aggregate = aggregateWithOperand() {
      position += 1
      return aggregateKind(aggregate, &trail)
    }
    if token.keyword == .their, atName(.attribute, ahead: 1) {
      position += 1
      return .name(takeName(), their: true)
    }
    let name = name(.attribute, .value)
    if failed { return .invalid }
    if eat(.doing) { return doing(name, &trail) }
    return .name(name, their: false)
  }

  /// Whether a value of more than a single name starts here.
  mutating func isValueOfSeveralWords() -> Bool {
    let next = peek(1).keyword
    if timeValue() != nil || atDaysWith() || aggregateWithOperand() != nil { return true }
    switch token.keyword {
    case .count, .mentions, .number, .rate: return next == .of
    case .their: return canBeName(peek(1), .plain)
    case _: return token.isNameLike && next == .doing
    }
  }

  /// `days with login`
  private mutating func atDaysWith() -> Bool {
    guard unit(of: token) == .day else { return false }
    record(.keyword(.with), ahead: 1)
    return peek(1).keyword == .with && canBeName(peek(2), .step)
  }

  /// `days since …`, `calendar days from …`: whether with `calendar`; nil for another value.
  private mutating func timeValue() -> Bool? {
    let calendar = token.keyword == .calendar && unit(of: peek(1)) != nil
    let ahead = calendar ? 1 : 0
    guard unit(of: peek(ahead)) != nil else { return nil }
    record(.keyword(.since), ahead: ahead + 1)
    record(.keyword(.from), ahead: ahead + 1)
    let next = peek(ahead + 1).keyword
    return next == .since || next == .from ? calendar : nil
  }

  private mutating func timeKind(calendar: Bool) -> Value.Kind {
    if calendar { position += 1 }
    let unit = unit()
    if eat(.since) { return .since(unit, calendar: calendar, moment()) }
    expect(.from)
    let from = moment()
    if !failed { expect(.to) }
    return .elapsed(unit, calendar: calendar, from: from, to: moment())
  }

  /// An aggregate is one only if an operand follows; in `average limit 5`, `average` is a name.
  private mutating func aggregateWithOperand() -> Aggregate? {
    record(.aggregate)
    guard token.kind == .word, let aggregate = Parser.aggregate(token.text) else { return nil }
    record(.name(.attribute), ahead: 1)
    let next = peek(1)
    if next.kind == .symbol { return next.text == "(" ? aggregate : nil }
    if next.keyword == .their { return canBeName(peek(2), .plain) ? aggregate : nil }
    guard canBeName(next, .plain) else { return nil }
    return asks(ahead: 1) { $0.actsAsClause() || $0.actsAsTest() } ? nil : aggregate
  }

  private mutating func actsAsTest() -> Bool {
    switch token.keyword {
    case .contains, .contain, .starts, .ends, .matches, .does: atTest()
    case .doing: canBeName(peek(1), .plain)
    case _: false
    }
  }

  static func aggregate(_ word: String) -> Aggregate? {
    switch word {
    case "average", "avg", "mean": return .average
    case "median": return .median
    case "total", "sum": return .total
    case "min", "minimum": return .min
    case "max", "maximum": return .max
    case "latest": return .latest
    case "last": return .last
    case "first": return .first
    case "distinct": return .distinct
    case _:
      guard word.hasPrefix("p"), word.utf8.count <= 4, let rank = Int(word.dropFirst()),
        (0...100).contains(rank),
        !word.contains("+"), !word.contains("-")
      else { return nil }
      return .percentile(rank)
    }
  }

  private mutating func aggregateKind(_ aggregate: Aggregate, _ trail: inout Trail) -> Value.Kind {
    let operand: Value.Operand
    if at(symbol: "(") {
      operand = .value(
        nested({ $0.inParentheses { $0.valueInParentheses() } }, or: Value(kind: .invalid, span: token.span)))
    } else {
      let their = token.keyword == .their && eat(.their)
      operand = .name(name(.attribute), their: their)
    }
    guard !failed else { return .invalid }
    if eat(.of) { return .aggregate(aggregate, operand, of: source(&trail), heard: false, Modifiers()) }
    let heard = eat(.heard)
    return .aggregate(aggregate, operand, of: nil, heard: heard, modifiers(&trail))
  }

  private mutating func valueInParentheses() -> Value {
    expect(symbol: "(")
    let value = metric()
    if !failed { expect(symbol: ")") }
    return value
  }

  private mutating func doing(_ name: Name, _ trail: inout Trail) -> Value.Kind {
    if eat(.anything) { return .doing(name, .anything, modifiers(&trail)) }
    let events = event()
    if !failed { _ = eat(.events) }
    return .doing(name, .events(events), modifiers(&trail))
  }

  /// `source = name ["events"] {valmod}`
  private mutating func source(_ trail: inout Trail) -> Source {
    let start = position
    let name = name(.event)
    if !failed { _ = eat(.events) }
    let modifiers = modifiers(&trail)
    return Source(name: name, modifiers: modifiers, span: span(from: start))
  }

  /// `argument = name | "(" condition ")" | ["never"] (behaviour | voice)`: never a bare comparison.
  mutating func argument() -> Argument {
    if at(symbol: "(") {
      let condition = group()
      if case .name(let name, their: false) = condition.kind { return .name(name) }
      return .condition(condition)
    }
    let start = position
    if atBehaviourOrVoice() {
      let condition = behaviourOrVoice()
      lessonArgumentOfSeveral(from: start)
      return .condition(condition)
    }
    lessonArgumentNot()
    let name = name(.condition, .condition)
    lessonArgumentComparison(from: start)
    lessonArgumentOfSeveral(from: start)
    return .name(name)
  }

  /// `valmod = "with" "(" condition ")" | "in" channels | window`; each kind once.
  mutating func modifiers(_ trail: inout Trail, after before: Modifiers = Modifiers()) -> Modifiers {
    var result = before
    while !failed {
      if result.with == nil, at(.with) {
        guard at(symbol: "(", ahead: 1) else {
          lessonValueWithNeedsParentheses()
          return result
        }
        position += 1
        result.with = group()
        trail.last = nil
      } else if result.window == nil, atWindow(), !(token.keyword == .over && peek(1).keyword == .last) {
        if token.keyword == .over { lessonOverNumberAsOperator(isTest: true) }
        if failed { return result }
        if token.keyword == .between, isRange() { return result }
        let window = window()
        result.window = window
        trail.last = Test(kind: .window(window, negated: false), span: window.span)
      } else if result.within == nil, atWithinOf() {
        let within = within()
        result.within = within
        trail.last = Test(kind: .within(within, negated: false), span: within.span)
      } else if result.channels.isEmpty, at(.in), !atWindow() {
        guard channelsOrSet(&result, &trail) else { return result }
      } else {
        return result
      }
    }
    return result
  }

  /// `within 14 days of signup`; without `of` it is a clause of the statement.
  private mutating func atWithinOf() -> Bool {
    guard at(.within) else { return false }
    let length = durationLength(ahead: 1)
    return length > 0 && peek(1 + length).keyword == .of
  }

  /// `between 5 and 10` after a value compares; only a window narrows.
  private func isRange() -> Bool {
    var index = position + 1
    while index < statementEnd, tokens[index].keyword != .and, index < position + 4 { index += 1 }
    guard tokens[index].keyword == .and,
      tokens[position + 1].kind == .number || tokens[position + 1].kind == .dollar
    else { return false }
    var after = index + 1
    if after < statementEnd, tokens[after].kind == .number || tokens[after].kind == .dollar {
      after += 1
    } else {
      return false
    }
    if after < statementEnd, unit(of: tokens[after]) != nil { after += 1 }
    let next = tokens[min(after, statementEnd)].keyword
    return next != .ago && next != .before && next != .after
  }

  /// `in (…)` is channels if an operator follows it, else a set that compares; false if it is left to the comparison.
  private mutating func channelsOrSet(_ result: inout Modifiers, _ trail: inout Trail) -> Bool {
    let start = position
    position += 1
    guard at(symbol: "(") else {
      result.channels = channels()
      trail.last = nil
      return true
    }
    position += 1
    let literals = list { $0.literal() }
    if !failed { expect(symbol: ")") }
    guard !failed else { return false }
    let names = literals.compactMap { literal -> Name? in
      switch literal.kind {
      case .word(let name), .name(let name), .parameter(let name): name
      case .text(let text): Name(text.content, .quoted, text.span)
      case .number, .duration, .date, .boolean: nil
      }
    }
    guard names.count == literals.count else {
      position = start
      return false
    }
    result.channels = names
    trail.setHasOnlyNames = true
    trail.last = Test(kind: .oneOf(literals, negated: false), span: span(from: start))
    return true
  }
}
