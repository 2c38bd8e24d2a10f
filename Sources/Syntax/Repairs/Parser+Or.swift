import SourceText

/// Errors about an `or` with two readings.
extension Parser {
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

  /// Whether an operand ends before this token, without a test.
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
      "a separate condition, in parentheses",
      ends.flatMap { [insertion(before: $0, "("), insertion(after: $0, ")")] })
    switch last.kind {
    case .comparison(let comparison):
      guard case .compare(let sign, _) = comparison.test.kind else { return }
      let start = tokens[first - 1].keyword == .not ? first - 2 : first - 1
      fail(
        .ambiguous, "`or` joins whole conditions; put several values in parentheses", at: span,
        label: "values, or a condition?", fixes: [list(sign == .isNot ? "not in" : "in", from: start), apart])
    case .voice:
      fail(
        .ambiguous, "`or` joins whole conditions", at: span,
        label: "another word to look for, or a condition?",
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
        .ambiguous, "After `or` there must be a whole condition", at: span, label: "events, or a condition?",
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
      "a separate condition, in parentheses",
      [insertion(before: end, "("), insertion(after: probe.position - 1, ")")])
  }
}
