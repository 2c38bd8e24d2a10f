import SourceText

/// What has two readings is an error that offers both.
extension Parser {
  // MARK: Or

  /// `plan is pro or 10`: the second value is no condition.
  mutating func lessonOrBefore(previous: Condition, at word: Int) {
    guard !failed, tokens[word - 1].text != ")" || tokens[word - 1].kind != .symbol else { return }
    let last = trailing(previous)
    switch last.kind {
    case .comparison(let comparison):
      guard literalSpan(comparison) != nil,
        token.kind == .number || token.kind == .date || token.kind == .single
          || token.kind == .quoted, endsOperand(position + 1)
      else { return }
    case .voice(let voice):
      guard barePattern(voice) else { return }
      let isBare = token.isText || token.kind == .prefix || token.kind == .part
      guard
        isBare && endsOperand(position + 1)
          || (token.kind == .word && peek(1).keyword == .in && canBeName(token, .condition)
            && peek(2).text != "(" && !asks(ahead: 1) { $0.atWindow() })
      else { return }
    case .behaviour, .or, .and, .not, .name, .invalid: return
    }
    ambiguousOr(last, at: word)
  }

  /// `plan is pro or enterprise`, `mentioned a or b`, `did a or b`: a bare name after `or`.
  mutating func lessonOrAfter(previous: Condition, next: Condition, at word: Int) {
    guard !failed, tokens[word - 1].kind != .symbol, tokens[word + 1].kind != .symbol else { return }
    let first = leading(next)
    guard first.span.start == tokens[word + 1].span.start else { return }
    let last = trailing(previous)
    var isBare = false
    if case .name(_, their: false) = first.kind { isBare = true }
    switch last.kind {
    case .comparison(let comparison): guard isBare, literalSpan(comparison) != nil else { return }
    case .voice(let voice): guard isBare, barePattern(voice) else { return }
    case .behaviour(let behaviour):
      guard isBareEvent(behaviour) else { return }
      if case .comparison(let comparison) = first.kind, comparison.value.name != nil,
        case .window = comparison.test.kind
      {
        isBare = true
      }
      guard isBare else { return }
    case .or, .and, .not, .name, .invalid: return
    }
    ambiguousOr(last, at: word)
  }

  private func trailing(_ condition: Condition) -> Condition {
    var condition = condition
    while true {
      switch condition.kind {
      case .and(let parts), .or(let parts):
        guard let last = parts.last else { return condition }
        condition = last
      case .not(let inner): condition = inner
      case .name, .comparison, .behaviour, .voice, .invalid: return condition
      }
    }
  }

  private func leading(_ condition: Condition) -> Condition {
    var condition = condition
    while case .and(let parts) = condition.kind, let first = parts.first { condition = first }
    return condition
  }

  /// The span of the literal of `x is LITERAL`.
  private func literalSpan(_ comparison: Comparison) -> SourceSpan? {
    guard case .compare(let sign, .literal(let literal)) = comparison.test.kind,
      sign == .isEqual || sign == .isNot
    else { return nil }
    return literal.span
  }

  private func barePattern(_ voice: Voice) -> Bool {
    guard voice.with == nil, voice.channels.isEmpty, voice.window == nil, voice.times == nil,
      voice.within == nil
    else { return false }
    let pattern: Pattern
    switch voice.verb {
    case .mentioned(let said), .heard(let said): pattern = said
    case .said, .responded: return false
    }
    switch pattern.kind {
    case .word, .topic, .parameter, .phrase, .prefix, .part: return true
    case .exactly, .any, .all, .near, .negated: return false
    }
  }

  private func isBareEvent(_ behaviour: Behaviour) -> Bool {
    guard case .steps(let steps) = behaviour.subject, steps.steps.count == 1,
      case .event(let names) = steps.steps[0].kind,
      names.count == 1, steps.steps[0].with == nil
    else { return false }
    return behaviour.window == nil && behaviour.times == nil && behaviour.days == nil
      && behaviour.within == nil
  }

  /// Whether an operand ends before this token: nothing is asked of it.
  private func endsOperand(_ index: Int) -> Bool {
    let token = tokens[min(index, statementEnd)]
    if token.kind == .end || token.text == ")" || token.text == "," { return true }
    guard let keyword = token.keyword else { return false }
    return keyword == .and || keyword == .or || Registry.clauseWords.contains(keyword)
  }

  private mutating func ambiguousOr(_ last: Condition, at word: Int) {
    // The bare operands: after this `or`, and after those that follow it.
    var ends: [Int] = []
    var index = word
    while index + 1 < statementEnd, tokens[index].keyword == .or,
      tokens[index + 1].isNameLike || tokens[index + 1].isText || tokens[index + 1].kind == .number
        || tokens[index + 1].kind == .prefix || tokens[index + 1].kind == .part
        || tokens[index + 1].kind == .date,
      ends.isEmpty || endsOperand(index + 2)
    {
      ends.append(index + 1)
      index += 2
    }
    guard let end = ends.last else { return }
    let first = word - 1
    let items = "(" + ([first] + ends).map { text(tokens[$0].span) }.joined(separator: ", ") + ")"
    let span = tokens[first].span.union(tokens[end].span)
    func list(_ words: String, from start: Int) -> Diagnostic.Fix {
      let span = tokens[start].span.union(tokens[end].span)
      return Diagnostic.Fix("write `\(words) …`", [Diagnostic.Edit(span, words + " " + items)])
    }
    func repeated(_ words: String) -> Diagnostic.Fix {
      Diagnostic.Fix("write `\(words)` again", ends.map { insertion(before: $0, words + " ") })
    }
    let apart = Diagnostic.Fix(
      "a condition of its own stands in parentheses",
      ends.flatMap { [insertion(before: $0, "("), insertion(after: $0, ")")] })
    switch last.kind {
    case .comparison(let comparison):
      guard case .compare(let sign, _) = comparison.test.kind else { return }
      let start = tokens[first - 1].keyword == .not ? first - 2 : first - 1
      fail(
        .ambiguous, "After `or` stands a whole condition; several values stand in a set", at: span,
        label: "values, or a condition?", fixes: [list(sign == .isNot ? "not in" : "in", from: start), apart])
    case .voice:
      fail(
        .ambiguous, "After `or` stands a whole condition", at: span, label: "words, or a condition?",
        fixes: [
          list("any of", from: first), list("all of", from: first), repeated(text(tokens[first - 1].span)),
          apart,
        ])
    case .behaviour(let behaviour):
      let window = tokens[end + 1 <= statementEnd ? end + 1 : end]
      let apartFix =
        window.keyword == .in || window.keyword == .since
        ? windowApart(ends, at: end) : apart
      fail(
        .ambiguous, "After `or` stands a whole condition", at: span, label: "events, or a condition?",
        fixes: [list("any of", from: first), repeated(behaviour.negated ? "never did" : "did"), apartFix])
    case .or, .and, .not, .name, .invalid: return
    }
  }

  /// `(signup in last 30 days)`
  private func windowApart(_ ends: [Int], at end: Int) -> Diagnostic.Fix {
    var probe = self
    probe.isTrial = true
    probe.failed = false
    probe.position = end
    _ = probe.comparison()
    return Diagnostic.Fix(
      "a condition of its own stands in parentheses",
      [insertion(before: end, "("), insertion(after: probe.position - 1, ")")])
  }

  // MARK: Did

  /// `did not A then B`
  mutating func lessonDidNotSequence(start: Int, steps: Steps) {
    guard !failed, let not = (start..<position).first(where: { tokens[$0].keyword == .not }),
      let then = (not..<position).first(where: { tokens[$0].keyword == .then })
    else { return }
    var fixes = [
      Diagnostic.Fix("never the whole sequence", [insertion(before: start, "never "), removal(not, not + 1)])
    ]
    fixes.append(Diagnostic.Fix("not the first, but the second", [replacement(then, "and did")]))
    fail(
      .ambiguous, "`did not` before several steps has two readings", at: tokens[not].span,
      label: "not what?", fixes: fixes)
  }

  /// `did a, b`; where a comma separates values, it does.
  mutating func lessonDidList(start: Int, steps: Steps) {
    guard !failed, !inCommaList, steps.steps.count == 1, token.text == ",", token.kind == .symbol else {
      return
    }
    _ = commaList()
  }

  mutating func checkBehaviour(_ behaviour: Behaviour, never: Bool, from start: Int) {
    guard !failed else { return }
    var stepCount = 1
    if case .steps(let steps) = behaviour.subject { stepCount = steps.steps.count }
    if behaviour.negated, let times = behaviour.times, times.relation == .exactly {
      let not =
        (start..<position).first { tokens[$0].keyword == .not || tokens[$0].keyword == .never } ?? start
      let first = tokens.indices.first { tokens[$0].span.start == times.span.start } ?? start
      let count = source(
        first, tokens.indices.first { tokens[$0].span.end == times.span.end }.map { $0 + 1 } ?? first)
      let last = tokens.indices.first { tokens[$0].span.end == times.span.end } ?? first
      var not1 = [
        insertion(before: start, "not ("), removalForward(not), insertion(after: position - 1, ")"),
      ]
      if not == start {
        not1 = [
          Diagnostic.Edit(tokens[not].span, "not"), insertion(before: not + 1, "("),
          insertion(after: position - 1, ")"),
        ]
      }
      var never1 = [removal(first, last + 1)]
      if not != start { never1 += [insertion(before: start, "never "), removalForward(not)] }
      return fail(
        .ambiguous, "A negative with “\(count)” has two readings", at: times.span,
        label: "not so often, or never?",
        fixes: [Diagnostic.Fix("not exactly so often", not1), Diagnostic.Fix("never at all", never1)])
    }
    if stepCount == 1, let within = behaviour.within, within.of == nil {
      return lessonWithinWithoutOf(
        at: within.span, length: within.duration, others: inAnyStretch(behaviour).map { [$0] } ?? [])
    }
    if behaviour.negated || isUpper(behaviour.times) || isUpper(behaviour.days) {
      openWith(from: start, to: position)
    }
  }

  /// `did order at least 2 times within 7 days`: in any 7 days, which is so many steps of one sequence.
  private func inAnyStretch(_ behaviour: Behaviour) -> Diagnostic.Fix? {
    guard case .steps(let steps) = behaviour.subject, let times = behaviour.times, !behaviour.negated,
      let number = times.number.integer
    else { return nil }
    let least = times.relation == .moreThan ? number + 1 : number
    guard times.relation == .atLeast || times.relation == .moreThan, (2...5).contains(least),
      let first = tokens.firstIndex(where: { $0.span.start == times.span.start }),
      let last = tokens.firstIndex(where: { $0.span.end == times.span.end })
    else { return nil }
    let word = tokens.indices.contains(last + 1) && tokens[last + 1].keyword == .times ? 1 : 0
    let step = text(steps.span)
    let sequence = repeatElement(step, count: least).joined(separator: " then ")
    return Diagnostic.Fix(
      "in any \(text(behaviour.within?.duration.span ?? times.span))",
      [Diagnostic.Edit(steps.span, sequence), removal(first, last + word + 1)])
  }

  private func removalForward(_ index: Int) -> Diagnostic.Edit {
    Diagnostic.Edit(SourceSpan(tokens[index].span.start, tokens[min(index + 1, statementEnd)].span.start), "")
  }

  mutating func checkVoice(_ voice: Voice, from start: Int) {
    guard !failed, voice.negated || isUpper(voice.times) else { return }
    openWith(from: start, to: position)
  }

  private func isUpper(_ quantity: Quantity?) -> Bool {
    switch quantity?.relation {
    case .exactly, .atMost, .fewerThan: true
    case .atLeast, .moreThan, nil: false
    }
  }

  mutating func lessonOpenWithUnderNot(_ inner: Condition, from start: Int) {
    guard !failed else { return }
    switch inner.kind {
    case .behaviour, .voice: openWith(from: start, to: position)
    case .or, .and, .not, .name, .comparison, .invalid: return
    }
  }

  /// Under a negative or an upper bound, a `with` of several needs parentheses: the two readings differ.
  private mutating func openWith(from start: Int, to end: Int) {
    var index = start
    var level = 0
    while index < end {
      if tokens[index].text == "(" { level += 1 }
      if tokens[index].text == ")" { level -= 1 }
      if level == 0, tokens[index].keyword == .with, tokens[index + 1].text != "(" {
        var probe = self
        probe.isTrial = true
        probe.position = index + 1
        let (condition, _) = probe.with()
        if case .and(let parts) = condition.kind, !probe.failed, let first = parts.first {
          let last = tokens.indices[index...].first { tokens[$0].span.end >= first.span.end } ?? index
          let span = tokens[index + 1].span.union(tokens[probe.position - 1].span)
          return fail(
            .ambiguous, "Under a negative or an upper bound, `with` of several needs parentheses", at: span,
            label: "all of it, or only the first?",
            fixes: [
              Diagnostic.Fix(
                "all of it", [insertion(before: index + 1, "("), insertion(after: probe.position - 1, ")")]),
              Diagnostic.Fix(
                "only the first", [insertion(before: index + 1, "("), insertion(after: last, ")")]),
            ])
        }
      }
      index += 1
    }
  }

  /// `did A in last 30 days then B`
  mutating func lessonThenAfterModifiers(behaviour: Behaviour, from start: Int) {
    let then = position
    guard let eventEnd = subjectEnd(behaviour) else { return unexpected() }
    let phrase = source(eventEnd, then)
    var probe = self
    probe.isTrial = true
    probe.position = then + 1
    _ = probe.eat(.not)
    _ = probe.steps()
    guard !probe.failed else { return unexpected() }
    fail(
      .ambiguous, "Times and counts stand after the last step",
      at: tokens[eventEnd].span.union(tokens[then - 1].span),
      label: "of the first step, or of all?",
      fixes: [
        Diagnostic.Fix(
          "of the whole sequence",
          [removal(eventEnd, then), insertion(after: probe.position - 1, " " + phrase)]),
        Diagnostic.Fix("two separate conditions", [replacement(then, "and did")]),
      ])
  }

  private func subjectEnd(_ behaviour: Behaviour) -> Int? {
    guard case .steps(let steps) = behaviour.subject, let last = steps.steps.last else { return nil }
    return tokens.indices[statementStart...].first { tokens[$0].span.start >= last.span.end }
  }

  /// `did a then b within 14 days with x > 5`
  mutating func lessonWithAfterSteps(steps: Steps, at start: Int) {
    var probe = self
    probe.isTrial = true
    probe.position = start + 1
    _ = probe.with()
    guard !probe.failed else { return unexpected() }
    let phrase = " " + source(start, probe.position)
    func edit(_ step: Step) -> Diagnostic.Edit {
      Diagnostic.Edit(SourceSpan(step.span.end, step.span.end), phrase)
    }
    let away = removal(start, probe.position)
    fail(
      .ambiguous, "`with` stands right after its event",
      at: tokens[start].span.union(tokens[probe.position - 1].span),
      label: "of which step?",
      fixes: [
        Diagnostic.Fix("of the last step", [edit(steps.steps[steps.steps.count - 1]), away]),
        Diagnostic.Fix("of every step", steps.steps.map(edit) + [away]),
      ])
  }

  mutating func lessonAnythingThen() {
    let index = token.keyword == .then ? position - 1 : position
    fail(
      .unexpectedToken, "A sequence names its events", at: tokens[index].span, label: "which event?",
      notes: ["Several can stand for one: `any of (login, search)`."])
  }

  mutating func lessonTwoNegatives(removing index: Int) {
    fail(
      .ambiguous, "Two negatives in a row", at: tokens[index].span, label: "a second one",
      fixes: [Diagnostic.Fix("say it once", [removal(index, index + 1)])])
  }

  mutating func lessonTwoNegatives(replacing index: Int, with word: String) {
    fail(
      .ambiguous, "Two negatives in a row", at: tokens[index].span, label: "a second one",
      fixes: [Diagnostic.Fix("say it once", [replacement(index, word)])])
  }

  /// `within 7 days` of what?
  mutating func lessonWithinWithoutOf(from start: Int, length: Duration) {
    lessonWithinWithoutOf(at: span(from: start), length: length)
  }

  private mutating func lessonWithinWithoutOf(
    at span: SourceSpan, length: Duration, others: [Diagnostic.Fix] = []
  ) {
    let words = text(length.span)
    fail(
      .ambiguous, "`within \(words)` must say of what", at: span, label: "the last ones, or of some date?",
      fixes: others + [
        Diagnostic.Fix("write `in last \(words)`", [Diagnostic.Edit(span, "in last \(words)")]),
        Diagnostic.Fix("write `within \(words) of …`", [Diagnostic.Edit(span, "within \(words) of start")]),
      ])
  }

  /// `mentioned anything`, `heard nothing`
  mutating func lessonMentionedAnything(from start: Int, isHeard: Bool) {
    guard let word = token.keyword, [.anything, .nothing, .something].contains(word) else { return }
    let span = tokens[position - 1].span.union(token.span)
    let said = word == .nothing ? "said nothing" : "said something"
    let quoted = Diagnostic.Fix(
      "the word itself, in quotes", [replacement(position, "\"\(text(token.span))\"")])
    let any = Diagnostic.Fix("write `\(said)`", [Diagnostic.Edit(span, said)])
    fail(
      .ambiguous, "`\(text(token.span))` here is a word to look for, or means any words", at: token.span,
      label: "which?",
      fixes: isHeard ? [quoted, any] : [any, quoted])
  }

  mutating func lessonMentioning() {
    fail(
      .misspeltKeyword, "In a condition it is `mentioned`", at: token.span, label: "`mentioned`",
      fixes: [Diagnostic.Fix("write `mentioned`", [replacement(position, "mentioned")])])
  }
}
