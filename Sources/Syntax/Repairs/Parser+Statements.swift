internal import SourceText

/// Errors at the start of statements and clauses.
extension Parser {
  mutating func lessonNotAVerb() {
    guard !isTrial else { return unexpected() }
    let start = position
    let names = Registry.nearest(to: token.text, among: Registry.verbs.map(\.keyword))
    let spelled = names.map { Diagnostic.Fix("write `\($0.rawValue)`", [replacement(start, $0.rawValue)]) }
    let isSaid = RepairRule.openings.contains { $0.said.first == token.text }
    if !isSaid, let word = names.first, token.kind == .word, let fix = spelled.first(where: { works($0) }) {
      return fail(
        .misspeltKeyword, "`\(text(token.span))` is not a word of the language; `\(word.rawValue)` is",
        at: token.span,
        label: "did you mean `\(word.rawValue)`?", fixes: [fix])
    }
    if habit() || severalAtOnce() { return }
    if lessonNotIndented() { return }
    let asSegment = Diagnostic.Fix("ask who they are", [insertion(before: start, "segment customers where ")])
    let asVerb = Diagnostic.Fix("ask who they are", [insertion(before: start, "segment ")])
    let asPerson = Diagnostic.Fix("the story of one person", [insertion(before: start, "person ")])
    let isId = idLength(at: start) == statementEnd - start
    fail(
      .unexpectedToken, "A statement starts with a verb, such as `segment`, `count` or `quotes`",
      at: token.span,
      label: "not a verb", fixes: (isId ? [asPerson] : []) + [asVerb, asSegment])
  }

  /// A clause, or a line of a `load`, at the margin.
  private mutating func lessonNotIndented() -> Bool {
    func isSlot(_ index: Int) -> Bool { tokens[index].keyword.flatMap { Registry.slot[$0] } != nil }
    guard statementStart > 0, let keyword = token.keyword else { return false }
    var before = position
    repeat {
      before -= 1
      while before > 0, tokens[before - 1].kind != .end { before -= 1 }
    } while before > 0 && isSlot(before)
    let isOfLoad = tokens[before].keyword == .load && isSlot(position)
    guard isOfLoad || Registry.clauseWords.contains(keyword) || keyword == .and || keyword == .or else {
      return false
    }
    // The rewrite joins this line, and those of the load that follow, to the statement before.
    var both = self
    both.statementStart = before
    var edits = [insertion(before: position, "  ")]
    while isOfLoad, both.statementEnd + 1 < tokens.count, isSlot(both.statementEnd + 1) {
      let next = both.statementEnd + 1
      edits.append(Diagnostic.Edit(SourceSpan(tokens[next].span.start, tokens[next].span.start), "  "))
      both.statementEnd = tokens[next...].firstIndex { $0.kind == .end } ?? tokens.count - 1
    }
    fail(
      .unexpectedToken, "A line that continues \(isOfLoad ? "`load`" : "a statement") must be indented",
      at: token.span,
      label: "without indentation, a new statement starts here")
    let fix = Diagnostic.Fix("indent it", edits)
    if both.works(fix), !diagnostics.isEmpty { diagnostics[diagnostics.count - 1].fixes = [fix] }
    return true
  }

  /// `why person s0042` without a group: `why` explains why somebody is in one.
  mutating func lessonWhyOfWhom() {
    guard isAtEnd, !isTrial, recordAt == nil else { return }
    let end = statementEnd - 1
    let group = ["churned", "dormant", "active", "promoter", "new"].map {
      Diagnostic.Fix("write `in customers where \($0)`", [insertion(after: end, " in customers where \($0)")])
    }
    fail(
      .unexpectedToken, "`why` explains why somebody is in a group, but no group is named",
      at: SourceSpan(previous.span.end, previous.span.end), label: "`in` which group?", fixes: group)
  }

  /// `define vip mrr > 100`: where does the name end?
  mutating func lessonDefinitionWithoutAs(from start: Int) {
    guard !isTrial, verb == .define || verb == .topic, start + 1 < statementEnd else { return unexpected() }
    let fix = Diagnostic.Fix("write `as`", [insertion(after: start, " as")])
    guard !habit() else { return }
    guard works(fix) else { return unexpected() }
    fail(
      .unexpectedToken, "Write `as` between the name and its meaning", at: tokens[start].span,
      label: "is this the name?", fixes: [fix])
  }

  /// `compare churned sellers`: with whom? A part of a group is compared with the rest of it.
  mutating func lessonOneSide(_ first: Population) {
    let isWhole = first.filter == nil && first.adjective == nil
    guard isAtEnd, !isTrial, !failed, !isWhole || first.subject != .everybody else { return }
    let wide = isWhole ? "customers" : text(first.nounSpan)
    fail(
      .unexpectedToken, "`\(verb?.rawValue ?? "")` needs two groups, but only one is named",
      at: SourceSpan(previous.span.end, previous.span.end), label: "versus whom?",
      fixes: [
        Diagnostic.Fix("compare with the rest", [insertion(after: statementEnd - 1, " versus \(wide)")])
      ])
  }

  /// A clause that this form of the verb does not take.
  mutating func lessonClauseNotTaken(_ kind: ClauseKind, _ form: Form, _ statement: Statement) {
    let start = position
    if isTrial { return fail(.misplacedClause, "", at: token.span) }
    // `from 2025-01-01 to 2025-02-01`, `within the last week`
    let isTime =
      kind == .span || kind == .within && verb != .define || kind == .population && !peek(1).isNameLike
    if isTime, habit() { return }
    var (probe, whole) = (self, statement)
    probe.isTrial = true
    if kind == .sameKey {
      probe.position += 2
      _ = probe.name(.property)
    } else {
      probe.clause(kind, &whole)
    }
    let end = probe.failed ? start + 1 : probe.position
    let leftOut = Diagnostic.Fix("leave it out", [removal(start, end)])
    let name = verb?.rawValue ?? ""
    let taken = ClauseKind.allCases.filter(form.clauses.contains).map { "`\($0.form)`" }
    fail(
      .misplacedClause, "`\(name)` takes no `\(text(token.span))`",
      at: tokens[start].span.union(tokens[end - 1].span), label: kind.absence,
      notes: ["`\(form.head)` takes: \(taken.joined(separator: ", "))."],
      fixes: rewrites(of: kind, form, start, end) + [leftOut])
  }

  /// Rewrites for what may be meant by a clause that is not taken.
  private func rewrites(of kind: ClauseKind, _ form: Form, _ start: Int, _ end: Int) -> [Diagnostic.Fix] {
    func instead(_ message: String, _ word: String) -> Diagnostic.Fix {
      Diagnostic.Fix(message, [replacement(start, word)])
    }
    func asking(_ message: String, _ verb: String) -> Diagnostic.Fix {
      Diagnostic.Fix(message, [replacement(statementStart, verb)])
    }
    func before(_ message: String, _ word: String) -> Diagnostic.Fix {
      Diagnostic.Fix(message, [insertion(before: start, word + " ")])
    }
    switch (kind, verb) {
    case (.by, .segment):
      return [asking("count them", "count"), before("sort them by it instead", "sort")]
    case (.by, .sample): return [before("spread the sample over these groups", "spread")]
    case (.by, _) where form.clauses.contains(.population): return [instead("only these people", "for")]
    case (.having, _):
      let hasWhere = tokens[statementStart..<start].contains { $0.keyword == .where }
      return [instead("a condition", hasWhere ? "and" : "where")]
    case (.show, .count): return [asking("list them", "segment")]
    case (.population, .segment), (.population, .count), (.population, .sample):
      return [Diagnostic.Fix("leave out `\(text(tokens[start].span))`", [removal(start, start + 1)])]
    case (.limit, .sample):
      return [
        Diagnostic.Fix(
          "draw this many",
          [insertion(after: statementStart, " " + source(start + 1, end)), removal(start, end)])
      ]
    case _: return []
    }
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
        .unexpectedToken, "A condition to group by needs parentheses",
        at: tokens[start].span.union(tokens[probe.position - 1].span), label: "grouped by whether it is true",
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
      .unexpectedToken, "`by` takes a name; define the value first", at: span,
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
      .ambiguous, "`in \(text(peek(1).span))` needs `bins` or `quantiles`",
      at: token.span.union(peek(1).span),
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
      "put the comparison first", [Diagnostic.Edit(span, "\(comparison) for \(middle)")])
    guard works(fix) else { return unexpected() }
    fail(
      .ambiguous, "It is not clear what is compared",
      at: tokens[sign].span.union(tokens[statementEnd - 1].span),
      label: "the count, or a value in the condition?", fixes: [fix])
  }
}
