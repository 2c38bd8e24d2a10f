import SourceText

/// Guesses at what was meant by a token that does not fit, tried in turn; each returns true if it reported an error.
extension Parser {
  /// `C#`, `pro-plus`, `50€`: text without blanks that has characters which no name has.
  mutating func foreignCharacter() -> Bool {
    var start = position
    while start > statementStart, tokens[start - 1].span.end == tokens[start].span.start, isRunPart(start - 1)
    { start -= 1 }
    var end = start
    while end < statementEnd, end == start || tokens[end - 1].span.end == tokens[end].span.start,
      isRunPart(end)
    { end += 1 }
    let hasForeign = (start..<max(start, end)).contains {
      tokens[$0].kind == .invalid || tokens[$0].text == "-" || tokens[$0].isIdPart && $0 > start
    }
    guard hasForeign, end > position, end > start + 1 || token.kind == .invalid else { return false }
    let spelled = source(start, end)
    let span = tokens[start].span.union(tokens[end - 1].span)
    let ratio = Diagnostic.Fix("the ratio of two sums", [Diagnostic.Edit(span, "per")])
    if spelled == "/", works(ratio) {
      fail(
        .unexpectedCharacter, "Heed has no `+`, `-`, `*` or `/`; write a ratio as `A per B`", at: span,
        label: "`per`", fixes: [ratio])
      return true
    }
    if end == start + 1, let code = spelled.unicodeScalars.first?.value {
      fail(
        .unexpectedCharacter, "The character `\(spelled)` has no meaning here", at: span,
        label: "U+" + String(repeating: "0", count: max(0, 4 - String(code, radix: 16).count))
          + String(code, radix: 16, uppercase: true),
        fixes: [Diagnostic.Fix("leave it out", [removal(start, end)])])
      return true
    }
    fail(
      .unexpectedCharacter, "A name or value with characters other than letters, digits and `_` needs quotes",
      at: span,
      label: "needs quotes",
      fixes: [Diagnostic.Fix("put it in quotes", [Diagnostic.Edit(span, "\"\(spelled)\"")])])
    return true
  }

  private func isRunPart(_ index: Int) -> Bool {
    let token = tokens[index]
    return token.kind == .invalid || token.isIdPart || token.kind == .prefix
  }

  /// `1,200`
  mutating func thousands() -> Bool {
    guard token.text == ",", token.kind == .symbol, previous.kind == .number, peek(1).kind == .number,
      previous.span.end == token.span.start, peek(1).span.start == token.span.end,
      peek(1).text.prefix(3).utf8.count == 3
    else { return false }
    var digits = previous.text
    var end = position
    while end + 1 < statementEnd, tokens[end].text == ",", tokens[end + 1].kind == .number,
      tokens[end + 1].span.start == tokens[end].span.end, tokens[end].span.start == tokens[end - 1].span.end
    {
      digits += tokens[end + 1].text
      end += 2
    }
    let span = previous.span.union(tokens[end - 1].span)
    fail(
      .badNumber, "Write the number without commas", at: span, label: "not one number",
      fixes: [Diagnostic.Fix("remove the commas", [Diagnostic.Edit(span, digits)])])
    return true
  }

  /// `30d`, `2w`, `12h`
  mutating func joinedUnit() -> Bool {
    for index in [position, position - 1] where index >= statementStart {
      let token = tokens[index]
      guard token.kind == .word, let digitsEnd = token.text.firstIndex(where: { !$0.isNumber }),
        digitsEnd > token.text.startIndex
      else { continue }
      let units = [
        "h": "hours", "d": "days", "w": "weeks", "m": "months", "mo": "months", "q": "quarters", "y": "years",
      ]
      let letters = String(token.text[digitsEnd...])
      guard let unit = units[letters] ?? Unit(word: letters)?.plural else { continue }
      let written = "\(token.text[..<digitsEnd]) \(unit)"
      fail(
        .badNumber, "A duration is a number, a space and a unit", at: token.span,
        label: "did you mean `\(written)`?",
        fixes: [Diagnostic.Fix("write `\(written)`", [replacement(index, written)])])
      return true
    }
    return false
  }

  static let sorting: Set<String> = ["order", "ordered", "sorted", "group", "grouped"]

  /// `segment sellers order by mrr`: a second name that is no noun.
  mutating func lessonOrderBy() -> Bool {
    guard Parser.sorting.contains(token.text), token.kind == .word, peek(1).keyword == .by
    else { return false }
    unexpected()
    return true
  }

  private static let englishOperators: [(words: [String], sign: String)] = [
    (["over"], ">"), (["above"], ">"), (["under"], "<"), (["below"], "<"), (["more", "than"], ">"),
    (["greater", "than"], ">"), (["less", "than"], "<"), (["fewer", "than"], "<"), (["at", "least"], ">="),
    (["at", "most"], "<="), (["equals"], "is"), (["equal", "to"], "is"), (["exactly"], "is"),
  ]

  /// `mrr over 100`, `mrr is more than 100`
  mutating func englishOperator() -> Bool {
    for (words, sign) in Parser.englishOperators {
      guard words.indices.allSatisfy({ peek($0).text == words[$0] && peek($0).kind == .word }),
        atNumber(ahead: words.count), unit(of: peek(words.count + 1)) == nil, position > statementStart
      else { continue }
      let hasIs = previous.keyword == .is || previous.keyword == .are
      let start = hasIs ? position - 1 : position
      let span = tokens[start].span.union(tokens[position + words.count - 1].span)
      fail(
        .unexpectedToken, "Compare numbers with `<`, `>`, `=` and the like", at: span, label: "use `\(sign)`",
        fixes: [Diagnostic.Fix("write `\(sign)`", [Diagnostic.Edit(span, sign)])])
      return true
    }
    return false
  }

  mutating func lessonEnglishOperator(negated: Bool) {
    guard !negated, !isTrial || recordAt == nil else { return }
    _ = englishOperator()
  }

  /// `mentioned a, b` · `did a, b` · `plan is a, b` · `plan in a, b`
  mutating func commaList() -> Bool {
    guard token.text == ",", token.kind == .symbol,
      peek(1).isNameLike || peek(1).isText || atLiteral(ahead: 1)
    else { return false }
    let first = position - 1
    guard first > statementStart else { return false }
    var end = position
    while end + 1 < statementEnd, tokens[end].text == ",",
      tokens[end + 1].isNameLike || tokens[end + 1].isText || tokens[end + 1].kind == .number
        || tokens[end + 1].kind == .prefix || tokens[end + 1].kind == .part
    {
      end += 2
    }
    let items = "(" + source(first, end) + ")"
    let span = tokens[first].span.union(tokens[end - 1].span)
    func fix(_ words: String, _ from: Int) -> Diagnostic.Fix {
      Diagnostic.Fix(
        "write `\(words) …`",
        [Diagnostic.Edit(tokens[from].span.union(tokens[end - 1].span), words + " " + items)])
    }
    if verb == .funnel, first - 1 == statementStart {
      let commas = stride(from: position, to: end, by: 2).map { Diagnostic.Edit(tokens[$0].span, " then") }
      fail(
        .unexpectedToken, "Steps follow each other with `then`", at: token.span, label: "`then`",
        fixes: [Diagnostic.Fix("write `then`", commas)])
      return true
    }
    let lesson: (message: String, label: String, fixes: [Diagnostic.Fix])
    switch tokens[first - 1].keyword {
    case .mentioned, .heard:
      lesson = (
        "Several words need `any of` or `all of`", "any of them, or all?",
        [fix("any of", first), fix("all of", first)]
      )
    case .did: lesson = ("Several events need `any of`", "any of them?", [fix("any of", first)])
    case .is, .are: lesson = ("Several values need `in` and parentheses", "a set", [fix("in", first - 1)])
    case .not where first >= 2 && tokens[first - 2].keyword == .is:
      lesson = ("Several values need `in` and parentheses", "a set", [fix("not in", first - 2)])
    case _: return false
    }
    guard lesson.fixes.contains(where: { works($0) }) else { return false }
    fail(.ambiguous, lesson.message, at: span, label: lesson.label, fixes: lesson.fixes)
    return true
  }

  /// `did order with gift`: no operator, so no `with`.
  mutating func flagAfterWith() -> Bool {
    let index = token.keyword == .with ? position : previous.keyword == .with ? position - 1 : position - 2
    guard index > statementStart, tokens[index].keyword == .with, index + 1 < statementEnd,
      tokens[index + 1].isNameLike
    else { return false }
    let fix = Diagnostic.Fix(
      "put it in parentheses", [insertion(before: index + 1, "("), insertion(after: index + 1, ")")])
    guard works(fix) else { return false }
    fail(
      .ambiguous, "`with` takes a name and an operator, or parentheses", at: tokens[index + 1].span,
      label: "no operator",
      fixes: [fix])
    return true
  }

  /// `count of order > 3 in last 90 days`: the window belongs to the value.
  mutating func windowAfterNumber() -> Bool {
    guard [.in, .since, .before, .after, .between].contains(token.keyword), previous.kind == .number,
      position - 2 > statementStart, isOperator(tokens[position - 2])
    else { return false }
    let start = position
    var probe = self
    probe.isTrial = true
    guard probe.atWindow() else { return false }
    _ = probe.window()
    guard !probe.failed else { return false }
    let phrase = source(start, probe.position)
    let fix = Diagnostic.Fix(
      "move it to what is counted",
      [insertion(before: start - 2, phrase + " "), removal(start, probe.position)])
    guard works(fix) else { return false }
    fail(
      .misplacedClause, "The time goes before the comparison",
      at: tokens[start].span.union(tokens[probe.position - 1].span),
      label: "of what is counted?", fixes: [fix])
    return true
  }

  /// Two bare words side by side: a phrase without its quotes.
  mutating func severalWords() -> Bool {
    guard isPlain(token), position > statementStart else { return false }
    var start = position
    while start - 1 > statementStart, isPlain(tokens[start - 1]), tokens[start - 1].keyword == nil {
      start -= 1
    }
    var end = position
    start = max(start, position - 6)
    while end < min(statementEnd, position + 6), isPlain(tokens[end]) { end += 1 }
    while end > max(position, start + 1) {
      for first in start...position where first < end - 1 && (tokens[first].kind == .word || first == start) {
        let span = tokens[first].span.union(tokens[end - 1].span)
        let fix = Diagnostic.Fix("put it in quotes", [Diagnostic.Edit(span, "\"\(text(span))\"")])
        let joined = isTextWanted ? [] : joinedWords().filter { works($0) }
        guard works(fix) || !joined.isEmpty else { continue }
        if isTextWanted {
          fail(
            .unexpectedToken, "A name or text of several words needs quotes", at: span,
            label: "one name or text?", fixes: [fix])
        } else {
          fail(
            .unexpectedToken, "Something is missing between these words", at: span,
            label: "one name, or several?",
            notes: ["A name or text of several words needs quotes."], fixes: joined + [fix])
        }
        return true
      }
      end -= 1
    }
    return false
  }

  /// Rewrites that put a word or a comma between the two words here.
  private func joinedWords() -> [Diagnostic.Fix] {
    if verb == .funnel {
      let steps = (statementStart + 2..<statementEnd).filter {
        isPlain(tokens[$0]) && isPlain(tokens[$0 - 1])
      }
      return [Diagnostic.Fix("one step after the other", steps.map { insertion(before: $0, "then ") })]
    }
    let clause = tokens[statementStart..<position].last { [.show, .by, .where].contains($0.keyword) }?.keyword
    switch clause {
    case .show, .by: return [Diagnostic.Fix("a list", [insertion(after: position - 1, ",")])]
    case .where: return [Diagnostic.Fix("write `is`", [insertion(before: position, "is ")])]
    case _: return []
    }
  }

  private func isPlain(_ token: Token) -> Bool {
    (token.kind == .word && canBeName(token, .plain)) || token.kind == .number
  }

  /// `segment sellers, buyers`: two groups in one, which is a condition of customers.
  mutating func severalPopulations() -> Bool {
    guard position - 1 > statementStart, isPopulationPlace(position - 1), !previous.isText,
      token.text == "," || token.keyword == .and || token.keyword == .or
    else { return false }
    let first = position - 1
    var end = position
    while end + 1 < statementEnd,
      tokens[end].text == "," || tokens[end].keyword == .and || tokens[end].keyword == .or,
      canBeName(tokens[end + 1], .population)
    {
      end += 2
    }
    guard end > position else { return false }
    let names = stride(from: first, to: end, by: 2).map { source($0, $0 + 1) }.joined(separator: " or ")
    let hasWhere = tokens[end].keyword == .where
    let span = tokens[first].span.union(tokens[hasWhere ? end : end - 1].span)
    let fix = Diagnostic.Fix(
      "ask for customers who are either",
      [Diagnostic.Edit(span, hasWhere ? "customers where (\(names)) and" : "customers where \(names)")])
    guard works(fix), !hasWhere || !tokens[end..<statementEnd].contains(where: { $0.keyword == .or }) else {
      return false
    }
    fail(
      .unexpectedToken, "A question is about one population; write several as a condition", at: token.span,
      label: "either of them?", fixes: [fix])
    return true
  }

  /// Whether the word there is the noun of a population: right after the verb, or after `for`, with an adjective or not.
  private func isPopulationPlace(_ index: Int) -> Bool {
    guard canBeName(tokens[index], .population) else { return false }
    return [index - 1, index - 2].contains { before in
      guard before >= statementStart, before == index - 1 || canBeName(tokens[index - 1], .population),
        let keyword = tokens[before].keyword
      else { return false }
      let takesNoun = verb == .segment || verb == .count || verb == .sample
      return takesNoun && before == statementStart || [.for, .among, .from].contains(keyword)
    }
  }

  /// `measure rate of churned < 20%`: comparing a figure is what `expect` is for.
  mutating func comparedFigure() -> Bool {
    guard verb == .measure, token.kind == .symbol, isOperator(token) else { return false }
    fail(
      .unexpectedToken, "`measure` shows figures; `expect` compares one with a number", at: token.span,
      label: "a comparison",
      fixes: [Diagnostic.Fix("check it with `expect`", [replacement(statementStart, "expect")])])
    return true
  }

  /// A word of the grammar instead of a name or value: `plan is and`.
  mutating func reservedName() -> Bool {
    guard let keyword = token.keyword else { return false }
    let word = text(token.span)
    let backticks = Diagnostic.Fix("put it in backticks", [replacement(position, "`\(word)`")])
    guard works(backticks) else { return false }
    let isValue = expectations(at: position).contains { if case .value = $0 { true } else { false } }
    let quotes = Diagnostic.Fix("put it in quotes", [replacement(position, "\"\(word)\"")])
    fail(
      .reservedWord,
      "`\(keyword.rawValue)` is a word of the language; "
        + (isValue ? "as a value it needs quotes" : "as a name it needs backticks"),
      at: token.span, label: isValue ? "a value?" : "a name?", fixes: [isValue ? quotes : backticks])
    return true
  }
}
