import SourceText

extension Parser {
  /// `name = WORD−reserved | QUOTED | BACK | DOLLAR`; reports an error if there is none.
  mutating func name(_ role: NameRole, _ place: NamePlace = .plain) -> Name {
    guard atName(role, place) else {
      unexpected()
      return Name("", .word, token.span)
    }
    return takeName()
  }

  mutating func atName(_ role: NameRole, _ place: NamePlace = .plain, ahead: Int = 0) -> Bool {
    record(.name(role), ahead: ahead)
    return canBeName(peek(ahead), place)
  }

  func canBeName(_ token: Token, _ place: NamePlace) -> Bool {
    guard token.isNameLike else { return false }
    guard let keyword = token.keyword else { return true }
    return !Registry.isReserved(keyword, in: place)
  }

  mutating func takeName() -> Name {
    let name = nameOf(token)
    position += 1
    return name
  }

  func nameOf(_ token: Token) -> Name {
    switch token.kind {
    case .quoted: Name(token.text, .quoted, token.span)
    case .backtick: Name(token.text, .backtick, token.span)
    case .dollar: Name(token.text, .dollar, token.span)
    case .word, .single, .number, .date, .prefix, .part, .regex, .symbol, .invalid, .end:
      Name(text(token.span), .word, token.span)
    }
  }

  /// `column = any WORD | QUOTED | BACK | DOLLAR`
  mutating func column() -> Name { name(.column, .column) }

  /// `freename = QUOTED | BACK | everything up to as, as spelt`
  mutating func freename() -> Name {
    if token.kind == .quoted || token.kind == .backtick, peek(1).keyword == .as { return takeName() }
    record(.name(.new))
    let start = position
    while !isAtEnd, token.keyword != .as { position += 1 }
    guard position > start, !isAtEnd else {
      position = isAtEnd && position > start ? position : start
      record(.keyword(.as))
      lessonDefinitionWithoutAs(from: start)
      return Name("", .word, token.span)
    }
    let span = span(from: start)
    let words = text(span).split { $0.isWhitespace }.joined(separator: " ")
    let isWord = position == start + 1 && tokens[start].kind == .word
    return Name(words, isWord ? .word : .quoted, span)
  }

  /// `TEXT = QUOTED | STRING`
  mutating func text(_ role: Expectation = .text) -> Text {
    record(role)
    guard token.isText else {
      unexpected()
      return Text(content: "", isSingleQuoted: false, span: token.span)
    }
    defer { position += 1 }
    return Text(content: token.text, isSingleQuoted: token.kind == .single, span: token.span)
  }

  /// `id = TEXT | DOLLAR | adjacent run of WORD, NUMBER, DATE and - as spelt`
  mutating func id() -> Identifier {
    record(.name(.person))
    let start = position
    if token.isText || token.kind == .dollar {
      position += 1
      return Identifier(
        text: tokens[start].text, isParameter: tokens[start].kind == .dollar, span: tokens[start].span)
    }
    position += idLength(at: position)
    guard position > start else {
      unexpected()
      return Identifier(text: "", isParameter: false, span: token.span)
    }
    let span = span(from: start)
    return Identifier(text: text(span), isParameter: false, span: span)
  }

  /// The number of tokens of an id that starts there; 0 if none does.
  func idLength(at start: Int) -> Int {
    if tokens[start].isText || tokens[start].kind == .dollar { return 1 }
    var end = start
    while end < statementEnd, tokens[end].isIdPart,
      end == start || tokens[end].span.start == tokens[end - 1].span.end
    {
      end += 1
    }
    return end - start
  }

  /// `NUM = NUMBER | DOLLAR`
  mutating func number() -> Number {
    record(.number)
    guard atNumber() else {
      unexpected()
      return Number(kind: .literal(spelling: "0", isPercent: false), written: "0", span: token.span)
    }
    defer { position += 1 }
    return number(of: token)
  }

  func atNumber(ahead: Int = 0) -> Bool { peek(ahead).kind == .number || peek(ahead).kind == .dollar }

  func number(of token: Token) -> Number {
    token.kind == .dollar
      ? Number(kind: .parameter(nameOf(token)), written: token.text, span: token.span)
      : Number(
        kind: .literal(spelling: token.text, isPercent: token.isPercent), written: text(token.span),
        span: token.span)
  }

  /// `literal = NUMBER [UNIT] | DATE | STRING | QUOTED | BACK | DOLLAR | "true" | "false" | WORD−reserved`
  mutating func literal(of attribute: Name? = nil) -> Literal {
    record(.value(of: attribute?.text))
    let token = token
    let kind: Literal.Kind
    switch token.kind {
    case .number:
      if atUnit(ahead: 1) {
        kind = .duration(duration())
        return Literal(kind: kind, span: token.span.union(previous.span))
      }
      kind = .number(number(of: token))
    case .date:
      kind = .date(date())
      return Literal(kind: kind, span: token.span)
    case .quoted, .single:
      kind = .text(Text(content: token.text, isSingleQuoted: token.kind == .single, span: token.span))
    case .backtick: kind = .name(nameOf(token))
    case .dollar: kind = .parameter(nameOf(token))
    case .word where token.keyword == .true || token.keyword == .false:
      kind = .boolean(token.keyword == .true)
    case .word where canBeName(token, .literal): kind = .word(nameOf(token))
    case .word, .prefix, .part, .regex, .symbol, .invalid, .end:
      unexpected()
      return Literal(kind: .boolean(false), span: token.span)
    }
    position += 1
    return Literal(kind: kind, span: token.span)
  }

  func atLiteral(ahead: Int = 0) -> Bool {
    let token = peek(ahead)
    switch token.kind {
    case .number, .date, .quoted, .single, .backtick, .dollar: return true
    case .word: return token.keyword == .true || token.keyword == .false || canBeName(token, .literal)
    case .prefix, .part, .regex, .symbol, .invalid, .end: return false
    }
  }
}
