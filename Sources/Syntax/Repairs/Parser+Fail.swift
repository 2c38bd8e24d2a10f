import SourceText

/// Errors that teach: each has the smallest span, one plain sentence, and rewrites. A rewrite is offered
/// only if the rewritten statement parses without errors.
extension Parser {
  /// Reports the statement's one error, and moves to the statement's end.
  mutating func fail(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, label: String = "", notes: [String] = [],
    fixes: [Diagnostic.Fix] = []
  ) {
    guard !failed else { return }
    failed = true
    let isAtEndOfText = position >= statementEnd && statementEnd == tokens.count - 1
    if isAtEndOfText, code == .unexpectedToken { ranOut = true }
    let working = isTrial ? [] : fixes.filter { works($0) }
    position = statementEnd
    diagnostics.append(Diagnostic(code, message, at: span, label: label, notes: notes, fixes: working))
  }

  /// Whether the statement, rewritten, parses.
  func works(_ fix: Diagnostic.Fix) -> Bool {
    let start = tokens[statementStart].span.start
    let end = tokens[max(statementStart, statementEnd - 1)].span.end
    guard end - start < 1 << 16, let rewritten = fix.applied(to: Array(bytes[start..<end]), at: start) else {
      return false
    }
    var trial = Parser(rewritten)
    trial.isTrial = true
    _ = trial.script()
    return trial.diagnostics.isEmpty
  }

  func insertion(before index: Int, _ text: String) -> Diagnostic.Edit {
    let start = tokens[min(index, statementEnd)].span.start
    return Diagnostic.Edit(SourceSpan(start, start), text)
  }

  func insertion(after index: Int, _ text: String) -> Diagnostic.Edit {
    let end = tokens[index].span.end
    return Diagnostic.Edit(SourceSpan(end, end), text)
  }

  func replacement(_ index: Int, _ text: String) -> Diagnostic.Edit {
    Diagnostic.Edit(tokens[index].span, text)
  }

  /// Removes tokens, with the blank before them.
  func removal(_ start: Int, _ end: Int) -> Diagnostic.Edit {
    let from = start > statementStart ? tokens[start - 1].span.end : tokens[start].span.start
    return Diagnostic.Edit(SourceSpan(from, tokens[max(start, end - 1)].span.end), "")
  }

  func source(_ start: Int, _ end: Int) -> String {
    guard start < end else { return "" }
    return text(tokens[start].span.union(tokens[end - 1].span))
  }

  /// Reports a clause given twice. If its end is known, a rewrite leaves it out; a second `where` can also be joined
  /// by `and`.
  mutating func duplicate(_ words: String, at start: Int? = nil, upTo end: Int? = nil) {
    let start = start ?? position
    if habit() { return }
    var fixes = end.map { [Diagnostic.Fix("leave this one out", [removal(start, $0)])] } ?? []
    if words == "by", start > statementStart, start < statementEnd {
      let gap = SourceSpan(tokens[start - 1].span.end, tokens[start].span.end)
      fixes.append(Diagnostic.Fix("one list of groups", [Diagnostic.Edit(gap, ",")]))
    }
    if words == "where", start < statementEnd {
      fixes.append(Diagnostic.Fix("require both conditions", [replacement(start, "and")]))
    }
    fail(
      .duplicateClause, "`\(words)` is given twice", at: tokens[min(start, statementEnd)].span,
      label: "once is enough", fixes: fixes)
  }

  // MARK: What does not fit

  /// Reports an unexpected token, with what was most likely meant.
  mutating func unexpected() {
    guard !failed else { return }
    if isTrial { return fail(.unexpectedToken, "", at: token.span) }
    if isAtEnd,
      statementEnd == tokens.count - 1 || tokens[statementEnd].span.end > tokens[statementEnd].span.start
    {
      if habit() || misspelling() || severalAtOnce() { return }
      return endsEarly()
    }
    if habit() || misspelling() || severalAtOnce() || (isTextWanted && severalWords())
      || (!isAtEnd && habit(filler: true))
      || foreignCharacter() || thousands() || joinedUnit() || englishOperator() || commaList()
      || flagAfterWith() || windowAfterNumber() || channelOrSet() || inDuration() || severalPopulations()
      || comparedFigure() || strayToken() || severalWords() || reservedName()
    {
      return
    }
    if isAtEnd { return endsEarly() }
    generic()
  }

  /// Whether the words here are in a place for text: after `mentioned`, `is`, `contains` …
  var isTextWanted: Bool {
    var index = position
    while index > max(statementStart, position - 8), tokens[index - 1].kind == .word,
      tokens[index - 1].keyword == nil
    {
      index -= 1
    }
    guard index > statementStart, let before = tokens[index - 1].keyword else { return false }
    return [.mentioned, .heard, .is, .are, .not, .contains, .contain, .near, .about, .mentioning, .with]
      .contains(
        before)
  }

  private mutating func endsEarly() {
    let last = previous
    fail(
      .unexpectedToken, "Something must follow `\(text(last.span))`",
      at: SourceSpan(last.span.end, last.span.end), label: "something is missing here",
      notes: expectedNote(at: position))
  }

  private mutating func generic() {
    if verb == .load, token.kind == .word, position > statementStart + 3 {
      return fail(
        .unexpectedToken, "`load` has no line `\(text(token.span))`", at: token.span,
        label: "unknown line",
        notes: [
          "A load can have: "
            + Registry.slots.filter { !$0.forms.isEmpty }.map { "`\($0.keyword.rawValue)`" }.joined(
              separator: ", ") + "."
        ])
    }
    fail(
      .unexpectedToken, "`\(text(token.span))` does not fit here", at: token.span, label: "not expected",
      notes: expectedNote(at: position))
  }

  /// "Possible here: `and`, `or`, `by`."
  private func expectedNote(at index: Int) -> [String] {
    let words = expectations(at: index).compactMap { expectation -> String? in
      switch expectation {
      case .keyword(let keyword): "`\(keyword.rawValue)`"
      case .symbol(let symbol): "`\(symbol)`"
      case .name(let role): role.description
      case .value(of: _): "a value"
      case .expression: "a name"
      case .number: "a number"
      case .date: "a date"
      case .duration: "a duration such as `30 days`"
      case .text: "a text in quotes"
      case .file: "a file name in quotes"
      case .aggregate, .operators, .window, .unit: nil
      }
    }
    var seen: Set<String> = []
    let unique = words.filter { seen.insert($0).inserted }
    guard !unique.isEmpty else { return [] }
    let more = unique.count > 8 ? " …" : ""
    return ["Possible here: " + unique.prefix(8).joined(separator: ", ") + more]
  }

  /// What is possible at a token of this statement, found by parsing the statement up to there.
  func expectations(at index: Int) -> [Expectation] {
    guard index - statementStart < 1 << 13 else { return [] }
    var head = Array(tokens[statementStart..<index])
    let end = head.last?.span.end ?? 0
    head.append(Token(kind: .end, span: SourceSpan(end, end)))
    return Parser(bytes: bytes, head: head).expectedAtEnd().expected
  }

  // MARK: Misspelt words

  /// Reports a word, here or shortly before, that is one slip away from a keyword that is possible in its place.
  mutating func misspelling() -> Bool {
    // Filters of records are parsed even in forms that refuse them, so the word may be one of them, also inside a
    // condition.
    let filters = ClauseKind.allCases.filter(\.isFilter).flatMap(\.keywords)
    for index in stride(
      from: min(position + 1, statementEnd - 1), through: max(statementStart, position - 8), by: -1)
    {
      let token = tokens[index]
      guard token.kind == .word, token.keyword == nil, token.text.utf8.count >= 3 else { continue }
      let candidates = expectations(at: index).compactMap { expectation -> Keyword? in
        guard case .keyword(let keyword) = expectation else { return nil }
        return keyword
      }
      for keyword in Registry.nearest(to: token.text, among: candidates + filters) {
        let fix = Diagnostic.Fix("write `\(keyword.rawValue)`", [replacement(index, keyword.rawValue)])
        guard works(fix) else { continue }
        fail(
          .misspeltKeyword, "`\(text(token.span))` is not a word of the language; `\(keyword.rawValue)` is",
          at: token.span,
          label: "did you mean `\(keyword.rawValue)`?", fixes: [fix])
        return true
      }
    }
    return false
  }
}

extension NameRole {
  /// For messages: "an event".
  var description: String {
    switch self {
    case .attribute: "an attribute"
    case .event: "an event"
    case .population: "a population"
    case .property: "a property"
    case .channel: "a channel"
    case .column: "a column"
    case .moment: "a date"
    case .person: "an id"
    case .condition: "a condition"
    case .word: "a word or topic"
    case .any, .new: "a name"
    }
  }
}

extension Registry {
  /// The keywords within a small edit distance of a word, nearest first.
  static func nearest(to word: String, among keywords: [Keyword]) -> [Keyword] {
    let limit = editsAllowed(letters: word.unicodeScalars.count, most: 2)
    let scored = keywords.compactMap { keyword -> (Keyword, Int)? in
      guard keyword.rawValue.utf8.count >= 3 else { return nil }
      let distance = editDistance(
        Array(word.unicodeScalars), Array(keyword.rawValue.unicodeScalars), limit: limit)
      return distance.map { (keyword, $0) }
    }
    return scored.sorted { ($0.1, $0.0.rawValue) < ($1.1, $1.0.rawValue) }.map(\.0)
  }
}
