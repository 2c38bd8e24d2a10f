import SourceText

extension Parser {
  mutating func atUnit(ahead: Int = 0) -> Bool {
    record(.unit, ahead: ahead)
    return unit(of: peek(ahead)) != nil
  }

  func unit(of token: Token) -> Unit? { token.kind == .word ? Unit(word: token.text) : nil }

  mutating func unit() -> Unit {
    record(.unit)
    guard let unit = unit(of: token) else {
      unexpected()
      return .day
    }
    position += 1
    return unit
  }

  /// `duration = (NUMBER | DOLLAR) UNIT | DOLLAR`
  mutating func duration() -> Duration {
    record(.duration)
    let start = position
    if token.kind == .dollar, !atUnit(ahead: 1) {
      return Duration(kind: .parameter(takeName()), span: span(from: start))
    }
    guard atNumber() else {
      unexpected()
      return Duration(kind: .amount(number(of: token), .day), span: token.span)
    }
    let number = number()
    return Duration(kind: .amount(number, unit()), span: span(from: start))
  }

  /// The number of tokens of a duration that starts there; 0 if none does.
  func durationLength(ahead: Int = 0) -> Int {
    if atNumber(ahead: ahead), unit(of: peek(ahead + 1)) != nil { return 2 }
    return peek(ahead).kind == .dollar ? 1 : 0
  }

  mutating func date() -> DateLiteral {
    defer { if !failed { position += 1 } }
    guard let kind = token.date else {
      fail(
        .badNumber, "There is no such date as \(token.text)", at: token.span, label: "not in the calendar")
      return DateLiteral(kind: .year(0), spelling: token.text, span: token.span)
    }
    return DateLiteral(kind: kind, spelling: token.text, span: token.span)
  }

  func isYear(_ token: Token) -> Bool {
    token.kind == .number && token.text.utf8.count == 4 && Int(token.text) ?? -1 >= 0 && !token.isPercent
  }

  /// `DATE | YEAR`
  private mutating func period() -> DateLiteral {
    record(.date)
    if isYear(token), let year = Int(token.text) {
      defer { position += 1 }
      return DateLiteral(kind: .year(year), spelling: token.text, span: token.span)
    }
    guard token.kind == .date else {
      unexpected()
      return DateLiteral(kind: .year(0), spelling: "", span: token.span)
    }
    return date()
  }

  /// `moment = DATE | "today" | "yesterday" | duration "ago" | ["first" | "last"] name ["with" "(" condition ")"]`
  mutating func moment() -> Moment {
    record(.date)
    let start = position
    func made(_ kind: Moment.Kind, _ parser: Parser) -> Moment {
      Moment(kind: kind, span: parser.span(from: start))
    }
    if token.kind == .date { return made(.date(date()), self) }
    if eat(.today) { return made(.today, self) }
    if eat(.yesterday) { return made(.yesterday, self) }
    let length = durationLength()
    if length > 0, peek(length).keyword == .ago {
      let duration = duration()
      expect(.ago)
      return made(.ago(duration), self)
    }
    if token.kind == .number {
      record(.duration)
      let duration = duration()
      if !failed { expect(.ago) }
      return made(.ago(duration), self)
    }
    if at(.first, .last), let word = token.keyword, atName(.event, .population, ahead: 1) {
      position += 1
      let name = takeName()
      var with: Condition?
      if at(.with), at(symbol: "(", ahead: 1) {
        position += 1
        with = group()
      }
      return made(.anchor(word == .first ? .first : .last, name, with: with), self)
    }
    return made(.anchor(nil, name(.moment, .moment), with: nil), self)
  }

  /// `moment | YEAR`
  private mutating func momentOrYear() -> Moment {
    guard isYear(token), unit(of: peek(1)) == nil else { return moment() }
    let span = token.span
    return Moment(kind: .date(period()), span: span)
  }

  /// Whether a window starts here. `in (…)`, `in survey` and `over last …` are none.
  mutating func atWindow() -> Bool {
    record(.window)
    let next = peek(1)
    switch token.keyword {
    case .in:
      if next.keyword == .last || next.keyword == .this || next.keyword == .the || next.kind == .date
        || isYear(next)
      {
        record(.keyword(.last), ahead: 1)
        if next.kind != .number || unit(of: peek(2)) == nil { return true }
      }
      record(.keyword(.last), ahead: 1)
      record(.keyword(.this), ahead: 1)
      record(.date, ahead: 1)
      // `in $one, $other` are channels.
      return (next.kind == .dollar && (inCommaList || !at(symbol: ",", ahead: 2))) || atLengthAside(ahead: 1)
    case .on: return next.kind == .date
    case .since, .before, .after, .between: return true
    case .over:
      record(.duration, ahead: 1)
      return atNumber(ahead: 1)
    case _: return false
    }
  }

  /// `30 days before …`, `$n days after …`
  private func atLengthAside(ahead: Int = 0) -> Bool {
    let length = durationLength(ahead: ahead)
    let word = peek(ahead + length).keyword
    return length > 0 && (word == .before || word == .after)
  }

  /// `window = "in" ["the"] "last" (duration | UNIT) | "in" "this" UNIT | "in" (DATE | YEAR | DOLLAR) | "on" DATE
  ///   | ("since" | "before" | "after") (moment | YEAR) | "over" duration "ago"
  ///   | "between" bound "and" bound [("before" | "after") moment] | "in" duration ("before" | "after") moment`
  mutating func window() -> Window {
    let start = position
    let word = token.keyword
    position += 1
    let kind: Window.Kind
    switch word {
    case .in:
      _ = at(.the) && peek(1).keyword == .last && eat(.the)
      if eat(.last) {
        kind = lastWindow()
      } else if eat(.this) {
        kind = .this(unit())
      } else if token.kind == .date || (isYear(token) && unit(of: peek(1)) == nil) {
        kind = .period(period())
      } else if token.kind == .dollar, !atLengthAside() {
        kind = .parameter(takeName())
      } else {
        let length = duration()
        kind = .around(length, side(), momentOrYear())
      }
    case .on: kind = .period(period())
    case .since: kind = .since(momentOrYear())
    case .before: kind = .before(momentOrYear())
    case .after: kind = .after(momentOrYear())
    case .over: kind = overWindow()
    case _: kind = betweenWindow()
    }
    return Window(kind: kind, span: span(from: start))
  }

  /// After `last`: `30 days`, `month`.
  mutating func lastWindow() -> Window.Kind {
    record(.duration)
    if atUnit() { return .lastWhole(unit()) }
    return .last(duration())
  }

  private mutating func overWindow() -> Window.Kind {
    if token.kind == .number, unit(of: peek(1)) == nil, peek(1).kind != .word || peek(1).keyword != nil {
      lessonOverNumber()
      return .over(duration())
    }
    let length = duration()
    if !failed { expect(.ago) }
    return .over(length)
  }

  mutating func side() -> Side {
    if eat(.before) { return .before }
    expect(.after)
    return .after
  }

  /// One end of a `between`, before its kind is known.
  private enum Edge {
    case number(Number)
    case duration(Duration)
    case moment(Moment)
  }

  private mutating func edge() -> Edge {
    record(.number)
    record(.duration)
    let length = durationLength()
    if length == 2 || (length == 1 && peek(1).keyword != .ago) {
      if length == 2, peek(2).keyword == .ago, peek(3).keyword == .and { return .moment(moment()) }
      return length == 1 ? .number(number()) : .duration(duration())
    }
    if token.kind == .number { return .number(number()) }
    return .moment(moment())
  }

  enum Between {
    case range(Bound, Bound)
    case window(Window.Kind)
  }

  /// After `between`: both ends are parsed before their kind is decided.
  mutating func between() -> Between {
    let start = position
    let first = edge()
    expect(.and)
    let second: Edge = if case .moment = first { .moment(moment()) } else { edge() }
    guard !failed else { return .window(.this(.day)) }
    switch (first, second) {
    case (.number(let low), .duration(let high)):
      guard case .amount(_, let unit) = high.kind else { break }
      return durations(Duration(kind: .amount(low, unit), span: low.span), high)
    case (.duration(let low), .duration(let high)): return durations(low, high)
    case (.number(let low), .number(let high)): return .range(.number(low), .number(high))
    case (.moment(let low), .moment(let high)): return .window(.between(low, high))
    case (.number(let low), .moment(let high)):
      if case .ago(let end) = high.kind, case .amount(_, let unit) = end.kind {
        let start = Duration(kind: .amount(low, unit), span: low.span)
        return .window(.between(Moment(kind: .ago(start), span: low.span), high))
      }
      if case .parameter(let name) = low.kind {
        return .window(.between(Moment(kind: .anchor(nil, name, with: nil), span: low.span), high))
      }
    case (.duration(let low), .moment(let high)):
      if case .ago = high.kind { return .window(.between(Moment(kind: .ago(low), span: low.span), high)) }
    case (.moment, .number), (.moment, .duration), (.duration, .number): break
    }
    fail(
      .unexpectedToken, "The two ends of this “between” are of different kinds", at: span(from: start),
      label: "use two numbers, two durations or two dates")
    return .window(.this(.day))
  }

  private mutating func durations(_ low: Duration, _ high: Duration) -> Between {
    if eat(.ago) {
      return .window(
        .between(Moment(kind: .ago(low), span: low.span), Moment(kind: .ago(high), span: high.span)))
    }
    if at(.before, .after) {
      let side = side()
      return .window(.betweenAround(low, high, side, momentOrYear()))
    }
    return .range(.duration(low), .duration(high))
  }

  private mutating func betweenWindow() -> Window.Kind {
    let start = position - 1
    switch between() {
    case .window(let kind): return kind
    case .range:
      lessonBetweenWithoutAgo(from: start)
      return .this(.day)
    }
  }

  /// `"within" duration "of" moment`, or without `of` where steps take a length.
  mutating func within() -> Within {
    let start = position
    expect(.within)
    let length = duration()
    let moment = !failed && eat(.of) ? moment() : nil
    return Within(duration: length, of: moment, span: span(from: start))
  }
}
