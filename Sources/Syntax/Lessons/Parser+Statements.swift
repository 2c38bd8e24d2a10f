internal import SourceText

/// Statements and clauses that are not what they seem.
extension Parser {
  mutating func lessonNotAVerb() {
    guard !isTrial else { return unexpected() }
    let start = position
    if habit() || severalAtOnce() { return }
    if let keyword = token.keyword,
      Registry.clauseWords.contains(keyword) || keyword == .and || keyword == .or, statementStart > 0
    {
      var before = statementStart - 1
      while before > 0, tokens[before - 1].kind != .end { before -= 1 }
      let at = token.span.start
      fail(
        .unexpectedToken, "A line that continues a statement is indented", at: token.span,
        label: "starts a statement here",
        fixes: [])
      // The rewrite joins two statements, so it is tried on both.
      let fix = Diagnostic.Fix("indent it", [Diagnostic.Edit(SourceSpan(at, at), "  ")])
      var both = self
      both.statementStart = before
      if both.works(fix), !diagnostics.isEmpty { diagnostics[diagnostics.count - 1].fixes = [fix] }
      return
    }
    let asSegment = Diagnostic.Fix("ask who they are", [insertion(before: start, "segment customers where ")])
    let asVerb = Diagnostic.Fix("ask who they are", [insertion(before: start, "segment ")])
    let asPerson = Diagnostic.Fix("the story of one person", [insertion(before: start, "person ")])
    let isId = idLength(at: start) == statementEnd - start
    let names = Registry.nearest(to: token.text, among: Registry.verbs.map(\.keyword))
    let spelled = names.map { Diagnostic.Fix("write `\($0.rawValue)`", [replacement(start, $0.rawValue)]) }
    if let word = names.first, token.kind == .word, let fix = spelled.first(where: { works($0) }) {
      return fail(
        .misspeltKeyword, "`\(text(token.span))` is not a word of the language; `\(word.rawValue)` is",
        at: token.span,
        label: "did you mean `\(word.rawValue)`?", fixes: [fix])
    }
    fail(
      .unexpectedToken, "A statement starts with a verb, such as `segment`, `count` or `quotes`",
      at: token.span,
      label: "not a verb", fixes: (isId ? [asPerson] : []) + [asVerb, asSegment])
  }

  /// `define vip mrr > 100`: where does the name end?
  mutating func lessonDefinitionWithoutAs(from start: Int) {
    guard !isTrial, verb == .define || verb == .topic, start + 1 < statementEnd else { return unexpected() }
    let fix = Diagnostic.Fix("write `as`", [insertion(after: start, " as")])
    guard !habit() else { return }
    guard works(fix) else { return unexpected() }
    fail(
      .unexpectedToken, "Between the name and what it stands for is `as`", at: tokens[start].span,
      label: "the name?", fixes: [fix])
  }

  /// `compare churned sellers`: with whom? A group inside another is held against the rest of it.
  mutating func lessonOneSide(_ first: Population) {
    let isWhole = first.filter == nil && first.adjective == nil
    guard isAtEnd, !isTrial, !failed, !isWhole || first.subject != .everybody else { return }
    let wide = isWhole ? "customers" : text(first.nounSpan)
    fail(
      .unexpectedToken, "Two groups are held against each other, and here is one",
      at: SourceSpan(previous.span.end, previous.span.end), label: "versus whom?",
      fixes: [
        Diagnostic.Fix("the rest of them", [insertion(after: statementEnd - 1, " versus \(wide)")])
      ])
  }

  /// A clause that the verb does not take.
  mutating func lessonClauseNotTaken(_ kind: ClauseKind, at start: Int) {
    let words = text(tokens[start].span)
    let name = verb?.rawValue ?? ""
    var fixes: [Diagnostic.Fix] = []
    if habit() { return }
    if verb == .segment, kind == .by {
      fixes.append(Diagnostic.Fix("count them", [replacement(statementStart, "count")]))
      fixes.append(Diagnostic.Fix("put them in its order", [insertion(before: start, "sort ")]))
    }
    if kind == .by, verb == .sample {
      fixes.append(Diagnostic.Fix("spread them", [insertion(before: start, "spread ")]))
    }
    if kind == .by, let verb, Registry.verb[verb]?.clauses.contains(.population) == true {
      fixes.append(Diagnostic.Fix("of these people", [replacement(start, "for")]))
    }
    if kind == .having {
      let hasWhere = tokens[statementStart..<start].contains { $0.keyword == .where }
      fixes.append(Diagnostic.Fix("a condition", [replacement(start, hasWhere ? "and" : "where")]))
    }
    if kind == .population, verb == .segment || verb == .count || verb == .sample {
      fixes.append(Diagnostic.Fix("leave it out", [removal(start, start + 1)]))
    }
    fail(
      .misplacedClause, "`\(name)` takes no `\(words)`", at: tokens[start].span, label: "not with `\(name)`",
      notes: ["It takes: " + taken() + "."], fixes: fixes)
  }

  private func taken() -> String {
    guard let verb, let entry = Registry.verb[verb], !entry.clauses.isEmpty else { return "nothing more" }
    return entry.clauses.sorted { $0.rawValue < $1.rawValue }.map { "`\($0.form)`" }.joined(separator: ", ")
  }

  /// `by count of order`
  mutating func lessonGroupedByValue() {
    let start = position
    if let keyword = token.keyword, Registry.opening.contains(keyword), peek(1).isNameLike || peek(1).isText {
      var probe = self
      probe.isTrial = true
      _ = probe.behaviourOrVoice()
      guard !probe.failed else { return }
      return fail(
        .unexpectedToken, "A condition to group by stands in parentheses",
        at: tokens[start].span.union(tokens[probe.position - 1].span), label: "whether it is true",
        fixes: [
          Diagnostic.Fix(
            "put it in parentheses",
            [insertion(before: start, "("), insertion(after: probe.position - 1, ")")])
        ])
    }
    guard isValueOfSeveralWords(), peek(0).keyword != .their else { return }
    var probe = self
    probe.isTrial = true
    probe.inCommaList = true
    _ = probe.metric()
    guard !probe.failed else { return }
    let words = source(start, probe.position)
    let span = tokens[start].span.union(tokens[probe.position - 1].span)
    let name = "\"" + words.filter { $0 != "\"" && $0 != "\n" } + "\""
    fail(
      .unexpectedToken, "Groups are made by names; give the value one", at: span,
      label: "a value, not a name",
      fixes: [
        Diagnostic.Fix(
          "define it first",
          [insertion(before: statementStart, "define \(name) as \(words)\n"), Diagnostic.Edit(span, name)])
      ])
  }

  /// `by mrr in 5`
  mutating func lessonBinsOrQuantiles() {
    let next = peek(2)
    guard next.keyword != .bins, next.keyword != .quantiles, recordAt == nil, next.kind != .end || !isTrial
    else { return }
    fail(
      .ambiguous, "`in \(text(peek(1).span))` must say what", at: token.span.union(peek(1).span),
      label: "bins, or quantiles?",
      fixes: [
        Diagnostic.Fix("groups of equal width", [insertion(after: position + 1, " bins")]),
        Diagnostic.Fix("groups of equal size", [insertion(after: position + 1, " quantiles")]),
      ])
  }

  /// `expect count sellers where churned < 50`
  mutating func lessonExpectOrder(from start: Int) {
    guard !isTrial,
      let sign = tokens[position..<statementEnd].lastIndex(where: { $0.kind == .symbol && isOperator($0) }),
      sign + 1 < statementEnd, sign > position
    else { return unexpected() }
    let middle = source(position, sign)
    let comparison = source(sign, statementEnd)
    let span = tokens[position].span.union(tokens[statementEnd - 1].span)
    let fix = Diagnostic.Fix(
      "compare first, then say of whom", [Diagnostic.Edit(span, "\(comparison) for \(middle)")])
    guard works(fix) else { return unexpected() }
    fail(
      .ambiguous, "It is not said what is compared",
      at: tokens[sign].span.union(tokens[statementEnd - 1].span),
      label: "of the count, or of the condition?", fixes: [fix])
  }
}
