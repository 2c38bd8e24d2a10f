import SourceText

extension Parser {
  /// `voice = ("mentioned" | "heard") pattern {voicemod} | "said" ("something" | "anything" | "nothing") {voicemod}
  ///   | "responded" {voicemod}`
  mutating func voice(never: Bool, theirs: Bool, from start: Int) -> Voice {
    var result = Voice(
      theirs: theirs, negated: never, verb: .said, with: nil, channels: [], window: nil, times: nil,
      within: nil, span: .none)
    if eat(.said) {
      if eat(.nothing) {
        if never { lessonTwoNegatives(replacing: position - 1, with: "something") }
        result.negated = true
      } else if !eat(.anything) {
        expect(.something)
      }
    } else if eat(.responded) {
      result.verb = .responded
    } else {
      let isHeard = token.keyword == .heard
      position += 1
      lessonMentionedAnything(from: start, isHeard: isHeard)
      let pattern = pattern()
      result.verb = isHeard ? .heard(pattern) : .mentioned(pattern)
    }
    voicemods(&result)
    result.span = span(from: start)
    checkVoice(result, from: start)
    return result
  }

  /// `voicemod = with | "in" channels | window | times | "within" duration "of" moment`
  private mutating func voicemods(_ result: inout Voice) {
    while !failed {
      if at(.with), atWith() {
        if result.with != nil { return duplicate("with") }
        position += 1
        (result.with, result.withIsOpen) = with()
      } else if at(.within) {
        if result.within != nil { return duplicate("within") }
        let start = position
        let within = within()
        if !failed, within.of == nil { lessonWithinWithoutOf(from: start, length: within.duration) }
        result.within = within
      } else if atTimes() {
        if result.times != nil { return duplicate("… times") }
        result.times = times()
      } else if atWindow() {
        if result.window != nil { return duplicate("window") }
        result.window = window()
      } else if at(.in) {
        if !result.channels.isEmpty { return duplicate("in CHANNEL") }
        position += 1
        result.channels = channels()
      } else {
        return
      }
    }
  }

  /// `channels = chan {"," chan} | "(" chan {"," chan} ")"`; inside a comma list, one or parentheses. `in` is eaten.
  mutating func channels() -> [Name] {
    lessonInDuration()
    if failed { return [] }
    if eat(symbol: "(") {
      let names = list { $0.name(.channel) }
      if !failed { expect(symbol: ")") }
      return names
    }
    return inCommaList ? [name(.channel)] : list { $0.name(.channel) }
  }

  /// `pattern = terms [["not"] "negated"]`
  mutating func pattern() -> Pattern {
    let start = position
    let terms = terms()
    guard !failed else { return terms }
    if eat(.negated) { return Pattern(kind: .negated(terms, true), span: span(from: start)) }
    if eat(.not, .negated) { return Pattern(kind: .negated(terms, false), span: span(from: start)) }
    return terms
  }

  /// `terms = term [("near" | "within" NUM "words" "of") term]`
  private mutating func terms() -> Pattern {
    let start = position
    let first = term()
    guard !failed else { return first }
    if eat(.near) { return Pattern(kind: .near(first, term(), words: nil), span: span(from: start)) }
    if at(.within), atNumber(ahead: 1), at(.words, ahead: 2) {
      position += 1
      let distance = number()
      position += 1
      expect(.of)
      return Pattern(kind: .near(first, term(), words: distance), span: span(from: start))
    }
    return first
  }

  /// `term = WORD−reserved | NUMBER | DOLLAR | BACK | PREFIX | PART | TEXT | "exactly" … | ("any" | "all") "of" "(" … ")"`
  private mutating func term() -> Pattern {
    record(.name(.word))
    let start = position
    let token = token
    func made(_ kind: Pattern.Kind, _ parser: Parser) -> Pattern {
      Pattern(kind: kind, span: parser.span(from: start))
    }
    if at(.exactly),
      peek(1).isText || peek(1).kind == .word && !isReservedJoin(peek(1)) || peek(1).kind == .end
    {
      position += 1
      return made(.exactly(exactTexts()), self)
    }
    if at(.any) || at(.all), at(.of, ahead: 1) {
      position += 2
      let patterns = nested({ $0.patternsInParentheses() }, or: [])
      return made(token.keyword == .any ? .any(patterns) : .all(patterns), self)
    }
    let kind: Pattern.Kind
    switch token.kind {
    case .word where at(.exactly):
      // As a phrase, it is printed in quotes, so it stays this word before any clause.
      kind = .phrase(Text(content: text(token.span), isSingleQuoted: false, span: token.span))
    case .word where canBeName(token, .plain): kind = .word(nameOf(token))
    case .number:
      kind = .word(Name(text(token.span), .word, token.span))
    case .dollar: kind = .parameter(nameOf(token))
    case .backtick: kind = .topic(nameOf(token))
    case .prefix: kind = .prefix(token.text)
    case .part: kind = .part(token.text)
    case .quoted, .single:
      kind = .phrase(Text(content: token.text, isSingleQuoted: token.kind == .single, span: token.span))
    case .word, .date, .regex, .symbol, .invalid, .end:
      unexpected()
      kind = .word(Name("", .word, token.span))
    }
    if !failed { position += 1 }
    return made(kind, self)
  }

  private func isReservedJoin(_ token: Token) -> Bool {
    token.keyword.map { Registry.isReserved($0, in: .plain) } ?? false
  }

  private mutating func patternsInParentheses() -> [Pattern] {
    inParentheses { parser in
      parser.expect(symbol: "(")
      let patterns = parser.list { $0.pattern() }
      if !parser.failed { parser.expect(symbol: ")") }
      return patterns
    }
  }

  private mutating func exactTexts() -> [Text] {
    guard eat(.any, .of) else { return [exactText()] }
    expect(symbol: "(")
    let texts = list { $0.exactText() }
    if !failed { expect(symbol: ")") }
    return texts
  }

  private mutating func exactText() -> Text {
    record(.text)
    guard token.isText || (token.kind == .word && !isReservedJoin(token)) else {
      unexpected()
      return Text(content: "", isSingleQuoted: false, span: token.span)
    }
    defer { position += 1 }
    let content = token.isText ? token.text : text(token.span)
    return Text(content: content, isSingleQuoted: token.kind == .single, span: token.span)
  }
}
