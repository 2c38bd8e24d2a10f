import SourceText

/// Errors about parts in the wrong place, and parts that are incomplete.
extension Parser {
  // MARK: After a condition

  /// Reports a filter after the statement's `where`, which could also belong to the condition.
  mutating func lessonAfterCondition() {
    guard !failed, !isAtEnd else { return }
    let start = position
    guard [.with, .in, .within, .since, .before, .after, .over, .on, .between].contains(token.keyword) else {
      return
    }
    if token.keyword == .with, verb == .compare || verb == .words { return }
    if token.keyword == .on, peek(1).keyword == .or { return }
    if depth > 0, verb != .explain { return unexpected() }
    if !isTrial, habit() || misspelling() { return }
    if windowAfterNumber() || englishOperator() || (token.keyword == .in && channelOrSet())
      || (token.keyword == .with && flagAfterWith())
    {
      return
    }
    guard let end = filterEnd() else { return unexpected() }
    fail(
      .misplacedClause, "A filter of the whole answer goes before `\(movesBefore.word)`",
      at: tokens[start].span.union(tokens[end - 1].span),
      label: "filters the condition, or the whole answer?",
      fixes: moved(start, end) + asked(start, end))
  }

  /// `words for buyers in survey versus …`: a filter always applies to both groups.
  mutating func lessonFilterOfOneGroup() {
    let starts: Set<Keyword> = [.in, .since, .before, .after, .over, .on, .between]
    guard !failed, !isAtEnd, let keyword = token.keyword, starts.contains(keyword), let end = filterEnd()
    else { return }
    fail(
      .misplacedClause, "A filter of the whole answer goes before `\(movesBefore.word)`",
      at: tokens[position].span.union(tokens[end - 1].span), label: "should it apply to both groups?",
      fixes: moved(position, end))
  }

  /// Rewrites for a statement about people: those who did or said something in that window or channel.
  private func asked(_ start: Int, _ end: Int) -> [Diagnostic.Fix] {
    guard verb == .segment || verb == .count || verb == .sample else { return [] }
    let isWindow = token.keyword != .with && token.keyword != .in || asksWindow
    let said = Diagnostic.Fix(
      "who said something in that time or channel", [insertion(before: start, "and said something ")])
    let did = Diagnostic.Fix(
      "who did something in that time", [insertion(before: start, "and did anything ")])
    return isWindow ? [did, said] : [said]
  }

  private var asksWindow: Bool {
    var probe = self
    return probe.atWindow()
  }

  /// The end of the filter that starts here.
  private func filterEnd() -> Int? {
    var probe = self
    probe.isTrial = true
    switch token.keyword {
    case .with:
      probe.position += 1
      _ = probe.with()
    case .within:
      probe.position += 1
      _ = probe.duration()
    case .over where peek(1).keyword == .last:
      probe.position += 2
      _ = probe.duration()
    case _ where probe.atWindow(): _ = probe.window()
    case .in:
      probe.position += 1
      _ = probe.channels()
    case _: return nil
    }
    return probe.failed ? nil : probe.position
  }

  /// Where the statement's filters go: before `for`, or before `where`.
  private var movesBefore: (index: Int, word: String) {
    if verb == .words,
      let index = tokens[statementStart..<position].firstIndex(where: { $0.keyword == .words })
    {
      return (index + 1, tokens[index + 1].text)
    }
    var level = 0
    var whereIndex: Int?
    for index in statementStart..<position {
      if tokens[index].text == "(" { level += 1 }
      if tokens[index].text == ")" { level -= 1 }
      guard level == 0, let keyword = tokens[index].keyword else { continue }
      if [.for, .of, .among, .from].contains(keyword),
        index > statementStart + 1 || verb == .quotes || verb == .topics, whereIndex == nil,
        isPopulationIntroducer(index)
      {
        return (index, tokens[index].text)
      }
      if keyword == .where, whereIndex == nil { whereIndex = index }
    }
    return (whereIndex ?? position, "where")
  }

  /// `for` before people; not `for 12 weeks`, not the `of` of `count of order`.
  private func isPopulationIntroducer(_ index: Int) -> Bool {
    guard tokens[index].keyword == .for || tokens[index].keyword == .among else { return false }
    return tokens[index + 1].kind != .number
  }

  private func moved(_ start: Int, _ end: Int) -> [Diagnostic.Fix] {
    let place = movesBefore
    guard place.index < start else { return [] }
    return [
      Diagnostic.Fix(
        "move it before `\(place.word)`",
        [insertion(before: place.index, source(start, end) + " "), removal(start, end)])
    ]
  }

  /// `plan in pro, free` · `churned in survey`
  mutating func channelOrSet() -> Bool {
    guard token.keyword == .in, !asksWindow, previous.isNameLike || previous.keyword == .not,
      canBeName(peek(1), .plain) || peek(1).isText
    else { return false }
    if let month = WrittenDate.month(peek(1).text), peek(1).kind == .word {
      let name = text(peek(1).span)
      fail(
        .badNumber, "A month is written with its year, as in `2025-\(month < 10 ? "0" : "")\(month)`",
        at: peek(1).span, label: "\(name) of which year?")
      return true
    }
    let start = position
    var end = position + 2
    while end + 1 < statementEnd, tokens[end].text == ",",
      tokens[end + 1].isNameLike || tokens[end + 1].isText || tokens[end + 1].kind == .number
    {
      end += 2
    }
    let span = tokens[start].span.union(tokens[end - 1].span)
    let set = Diagnostic.Fix(
      "a set of values: write `in (…)`", [insertion(before: start + 1, "("), insertion(after: end - 1, ")")])
    let isSet = end > start + 2
    let fixes = isSet ? [set] + moved(start, end) : moved(start, end) + asked(start, end) + [set]
    // After a complete condition, only a filter of the statement can be meant.
    guard works(set) || fixes.contains(where: { works($0) }) else { return false }
    fail(
      isSet ? .ambiguous : .misplacedClause,
      isSet
        ? "Several values need parentheses."
        : "A filter of the whole answer goes before `\(movesBefore.word)`",
      at: span, label: isSet ? "a set of values?" : "is it a channel, or a value?", fixes: fixes)
    return true
  }

  /// `not in a, b`
  mutating func lessonSetWithoutParentheses() {
    guard !(token.kind == .symbol && token.text == "("), canBeName(token, .plain) || token.isText else {
      return
    }
    position -= 1
    if !channelOrSet() { position += 1 }
  }

  /// `in 30 days`
  mutating func lessonInDuration() {
    guard durationLength() == 2 else { return }
    let length = source(position, position + 2)
    fail(
      .unexpectedToken, "`in \(length)` does not say which \(length)",
      at: token.span.union(peek(1).span), label: "the last \(length)?",
      fixes: [Diagnostic.Fix("write `in last`", [insertion(before: position, "last ")])])
  }

  /// `in 30 days`, where a window could stand
  mutating func inDuration() -> Bool {
    guard token.keyword == .in, durationLength(ahead: 1) == 2 else { return false }
    position += 1
    lessonInDuration()
    return true
  }

  /// `)` that closes the parenthesis at a token.
  mutating func close(_ open: Int) {
    guard !failed, !eat(symbol: ")") else { return }
    guard isAtEnd else { return unexpected() }
    fail(
      .unexpectedToken, "This parenthesis is never closed", at: tokens[open].span, label: "opens here",
      fixes: [Diagnostic.Fix("close it", [insertion(after: statementEnd - 1, ")")])])
  }

  /// Reports a `)` too many, or a repeated word.
  mutating func strayToken() -> Bool {
    let fix = Diagnostic.Fix("leave it out", [removal(position, position + 1)])
    if token.kind == .symbol, token.text == ")", works(fix) {
      fail(
        .unexpectedToken, "This closes a parenthesis that was never opened", at: token.span,
        label: "one too many", fixes: [fix])
      return true
    }
    if token.kind == .symbol, token.text == ",", works(fix) {
      fail(
        .unexpectedToken, "This comma separates nothing", at: token.span, label: "one too many", fixes: [fix])
      return true
    }
    guard let keyword = token.keyword, keyword == previous.keyword, works(fix) else { return false }
    fail(
      .unexpectedToken, "`\(keyword.rawValue)` is written twice here", at: token.span,
      label: "once is enough",
      fixes: [fix])
    return true
  }

  // MARK: Comparisons

  /// `signup > 30 days ago`
  mutating func lessonComparedWithAgo() {
    guard !failed, token.keyword == .ago else { return }
    let sign = position - 3
    guard sign > statementStart, isOperator(tokens[sign]) else { return unexpected() }
    let span = tokens[sign].span.union(token.span)
    let length = source(position - 2, position)
    fail(
      .ambiguous, "`\(tokens[sign].text) \(length) ago` has two readings", at: span,
      label: "earlier than that, or later?",
      fixes: [
        Diagnostic.Fix("earlier: more than \(length) ago", [Diagnostic.Edit(tokens[sign].span, "over")]),
        Diagnostic.Fix("later: less than \(length) ago", [Diagnostic.Edit(tokens[sign].span, "after")]),
      ])
  }

  /// `mrr over 100`: `over` can only start a length of time, as in `over 30 days ago`.
  mutating func lessonOverNumberAsOperator(isTest: Bool) {
    guard !failed, peek(1).kind == .number, unit(of: peek(2)) == nil else { return }
    _ = englishOperator()
  }

  mutating func lessonOverNumber() {
    position -= 1
    if !englishOperator() { unexpected() }
  }

  /// `did order between 5 and 10 days`
  mutating func lessonBetweenWithoutAgo(from start: Int) {
    let last = position - 1
    fail(
      .ambiguous, "`\(source(start, position))` must say from when",
      at: tokens[start].span.union(tokens[last].span),
      label: "days ago?", fixes: [Diagnostic.Fix("count back from today", [insertion(after: last, " ago")])])
  }

  /// A value without a test.
  mutating func missingTest(of value: Value) {
    guard isAtEnd, !isTrial else { return unexpected() }
    let shown = text(value.span)
    fail(
      .unexpectedToken, "`\(shown)` is a value; a condition must compare it with something", at: value.span,
      label: "compare it with something", notes: ["For example: `\(shown) > 10`."])
  }

  /// `average score of feedback with x > 1`
  mutating func lessonValueWithNeedsParentheses() {
    guard verb != .compare, verb != .words else { return }
    let start = position
    var probe = self
    probe.isTrial = true
    guard probe.atWith() else { return }
    probe.position += 1
    _ = probe.with()
    guard !probe.failed else { return }
    let fix = Diagnostic.Fix(
      "write `with (…)`", [insertion(before: start + 1, "("), insertion(after: probe.position - 1, ")")])
    fail(
      .ambiguous, "Inside a value, the condition after `with` needs parentheses", at: tokens[start].span,
      label: "does it filter the value?",
      fixes: [fix])
  }

  /// `sample five sellers`
  mutating func lessonNumberWord() {
    guard token.kind == .word, canBeName(peek(1), .population), let digits = RepairRule.digits(of: token.text)
    else { return }
    fail(
      .badNumber, "Write the number in digits", at: token.span, label: "`\(digits)`?",
      fixes: [Diagnostic.Fix("write `\(digits)`", [replacement(position, digits)])])
  }

  // MARK: Arguments

  /// `rate of not churned`
  mutating func lessonArgumentNot() {
    guard token.keyword == .not else { return }
    let start = position
    var probe = self
    probe.isTrial = true
    _ = probe.neg()
    guard !probe.failed else { return }
    fail(
      .ambiguous, "It is not clear how far `not` reaches", at: token.span, label: "not what?",
      fixes: [
        Diagnostic.Fix(
          "put it in parentheses", [insertion(before: start, "("), insertion(after: probe.position - 1, ")")])
      ])
  }

  /// `rate of churned and mentioned trust`: several conditions need parentheses.
  mutating func lessonArgumentOfSeveral(from start: Int) {
    guard !failed, token.keyword == .and || token.keyword == .or else { return }
    var probe = self
    probe.isTrial = true
    probe.position = start
    _ = probe.condition()
    guard !probe.failed else { return }
    let fix = Diagnostic.Fix(
      "put them in parentheses", [insertion(before: start, "("), insertion(after: probe.position - 1, ")")])
    guard isTrial || works(fix) else { return }
    fail(
      .ambiguous, "`rate of` and `number of` take one condition, or several in parentheses",
      at: tokens[start].span.union(tokens[probe.position - 1].span), label: "needs parentheses", fixes: [fix])
  }

  /// `rate of plan is pro`: a comparison needs parentheses. `rate of churned < 20%` compares the rate.
  mutating func lessonArgumentComparison(from start: Int) {
    guard !failed, !isAtEnd else { return }
    let isSign = token.kind == .symbol
    guard !isSign, atTest(), !atWindow() else { return }
    if token.keyword == .is, atNumber(ahead: 1) { return }
    var probe = self
    probe.isTrial = true
    probe.position = start
    _ = probe.comparison()
    guard !probe.failed else { return }
    fail(
      .ambiguous, "A comparison inside `rate of` or `number of` needs parentheses",
      at: tokens[start].span.union(tokens[probe.position - 1].span), label: "needs parentheses",
      fixes: [
        Diagnostic.Fix(
          "put it in parentheses", [insertion(before: start, "("), insertion(after: probe.position - 1, ")")])
      ])
  }
}
