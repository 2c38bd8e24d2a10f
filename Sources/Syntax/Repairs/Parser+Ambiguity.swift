import SourceText

/// Errors about text that has two readings; each offers both.
extension Parser {
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
      label: "the whole sequence, or only the first step?", fixes: fixes)
  }

  /// `did a, b`: no error in a list, where the comma separates values.
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
        .ambiguous, "A negation with “\(count)” can mean two things", at: times.span,
        label: "another number of times, or never?",
        fixes: [Diagnostic.Fix("any other number of times", not1), Diagnostic.Fix("never at all", never1)])
    }
    if stepCount == 1, let within = behaviour.within, within.of == nil {
      return lessonWithinWithoutOf(
        at: within.span, length: within.duration, others: inAnyStretch(behaviour).map { [$0] } ?? [])
    }
    if behaviour.negated || isUpper(behaviour.times) || isUpper(behaviour.days) {
      openWith(from: start, to: position)
    }
  }

  /// The rewrite of `did order at least 2 times within 7 days` for any 7 days: `did order then order within 7 days`.
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

  /// Under a negation or an upper bound, a `with` of several comparisons needs parentheses: its two readings differ.
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
            .ambiguous,
            "With a negation or an upper limit, a `with` of several comparisons needs parentheses", at: span,
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
      .ambiguous, "A time or a count goes after the last step",
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
      .ambiguous, "`with` goes right after its event",
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
      .unexpectedToken, "Each step of a sequence needs an event", at: tokens[index].span,
      label: "which event?",
      notes: ["One step can be any of several events: `any of (login, search)`."])
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
      .ambiguous, "`within \(words)` needs a starting point", at: span,
      label: "the last \(words), or \(words) from a date?",
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
      .ambiguous, "`\(text(token.span))` can be a word to look for, or mean any words at all", at: token.span,
      label: "which?",
      fixes: isHeard ? [quoted, any] : [any, quoted])
  }

  mutating func lessonMentioning() {
    fail(
      .misspeltKeyword, "A condition is written with `mentioned`", at: token.span, label: "`mentioned`",
      fixes: [Diagnostic.Fix("write `mentioned`", [replacement(position, "mentioned")])])
  }
}
