import SourceText

extension Printer {
  /// Where a condition is printed. One that binds less tightly than its place requires gets parentheses.
  enum Place { case whole, orPart, andPart, notPart }

  /// - Parameter closed: whether more follows, so that a `with` at its end needs parentheses, or it would take that
  /// in.
  func condition(_ condition: Condition, in place: Place = .whole, closed: Bool = false) -> String {
    switch condition.kind {
    case .or(let parts):
      let text = disjuncts(parts).joined(separator: " or ")
      return place == .whole ? text : "(\(text))"
    case .and(let parts):
      let text = parts.indices.map { index in
        self.condition(parts[index], in: .andPart, closed: index + 1 < parts.count)
      }.joined(separator: " and ")
      return place == .whole ? text : "(\(text))"
    case .not(let inner): return "not " + self.condition(inner, in: .notPart, closed: closed)
    case .name(let name, let their): return (their ? "their " : "") + self.name(name)
    case .comparison(let comparison):
      let text = self.comparison(comparison)
      return place == .notPart ? "(\(text))" : text
    case .behaviour(let behaviour): return self.behaviour(behaviour, closed: closed)
    case .voice(let voice): return self.voice(voice, closed: closed)
    case .invalid: return "…"
    }
  }

  /// A bare name after `or` gets parentheses where it could be read as another value for the part before it.
  func disjuncts(_ parts: [Condition]) -> [String] {
    parts.indices.map { index in
      let shown = condition(parts[index], in: .orPart)
      return index > 0 && couldContinue(parts[index - 1], with: parts[index]) ? "(\(shown))" : shown
    }
  }

  private func couldContinue(_ previous: Condition, with next: Condition) -> Bool {
    var isName = false
    if case .name(_, their: false) = next.kind { isName = true }
    var previous = previous
    while case .not(let inner) = previous.kind { previous = inner }
    switch previous.kind {
    case .comparison(let comparison):
      guard isName, case .compare(let sign, .literal) = comparison.test.kind else { return false }
      return sign == .isEqual || sign == .isNot
    case .voice: return isName
    case .behaviour:
      if isName { return true }
      guard case .comparison(let comparison) = next.kind, comparison.value.name != nil,
        case .window = comparison.test.kind
      else { return false }
      return true
    case .or, .and, .not, .name, .invalid: return false
    }
  }

  // MARK: Comparisons

  func comparison(_ comparison: Comparison) -> String {
    if case .compare(let sign, let operand) = comparison.test.kind {
      return "\(value(comparison.value)) \(self.sign(sign, after: comparison.value)) \(self.operand(operand))"
    }
    switch comparison.value.kind {
    case .number(.name(let name)): return "number of (\(self.name(name))) " + test(comparison.test)
    case .rate(.name(let name)): return "rate of (\(self.name(name))) " + test(comparison.test)
    case .name, .since, .elapsed, .count, .days, .mentions, .number, .rate, .aggregate, .scored, .doing,
      .weighted, .ratio, .invalid:
      return value(comparison.value) + " " + test(comparison.test)
    }
  }

  /// After `rate of churned`, `is` would be read as a test of `churned`, so `=` is printed.
  func sign(_ sign: Operator, after value: Value) -> String {
    switch value.kind {
    case .number(.name), .rate(.name): sign == .isEqual ? "=" : sign == .isNot ? "!=" : sign.rawValue
    case .ratio(_, let divisor): self.sign(sign, after: divisor)
    case .name, .since, .elapsed, .count, .days, .mentions, .number, .rate, .aggregate, .scored, .doing,
      .weighted, .invalid:
      sign.rawValue
    }
  }

  func test(_ test: Test) -> String {
    switch test.kind {
    case .compare(let sign, let operand): return sign.rawValue + " " + self.operand(operand)
    case .missing: return "is missing"
    case .present: return "is set"
    case .oneOf(let literals, let negated):
      return (negated ? "not in (" : "in (") + literals.map(literal).joined(separator: ", ") + ")"
    case .range(let low, let high, let negated):
      return (negated ? "not between " : "between ") + range(low, high)
    case .window(let window, let negated): return (negated ? "is not " : "") + self.window(window)
    case .within(let within, let negated): return (negated ? "is not " : "") + self.within(within)
    case .contains(let literal, let negated, let isExact):
      return (negated ? "does not contain " : "contains ") + (isExact ? "exactly " : "")
        + self.literal(literal)
    case .startsWith(let literal): return "starts with " + self.literal(literal)
    case .endsWith(let literal): return "ends with " + self.literal(literal)
    case .matches(let regex): return "matches " + self.regex(regex)
    }
  }

  private func operand(_ operand: Operand) -> String {
    switch operand {
    case .literal(let literal): self.literal(literal)
    case .value(let value): self.value(value)
    }
  }

  private func range(_ low: Bound, _ high: Bound) -> String {
    if case .duration(let first) = low, case .duration(let second) = high { return pair(first, second) }
    return bound(low) + " and " + bound(high)
  }

  private func bound(_ bound: Bound) -> String {
    switch bound {
    case .number(let number): self.number(number)
    case .duration(let duration): self.duration(duration)
    }
  }

  // MARK: Behaviour

  func behaviour(_ behaviour: Behaviour, closed: Bool = false) -> String {
    var words: [String] = []
    switch behaviour.subject {
    case .anything(let except, let with):
      words.append(behaviour.negated ? "never did anything" : "did anything")
      if !except.isEmpty { words.append("except \(event(except))") }
      if let with { words.append(self.with(with, closed: closed)) }
    case .steps(let steps):
      let hasWindow = behaviour.window != nil || behaviour.within != nil
      let isSequence = steps.steps.count > 1
      words.append(behaviour.negated ? (hasWindow && !isSequence ? "did not" : "never did") : "did")
      words.append(self.steps(steps, closed: closed))
    }
    if let times = behaviour.times { words.append(self.times(times)) }
    if let days = behaviour.days { words.append("on \(quantity(days)) days") }
    if let window = behaviour.window { words.append(self.window(window)) }
    if let within = behaviour.within { words.append(self.within(within)) }
    return words.joined(separator: " ")
  }

  func steps(_ steps: Steps, closed: Bool = false) -> String {
    let last = steps.steps.count - 1
    let shown = steps.steps.enumerated().map { index, step in self.step(step, closed: closed && index == last)
    }
    return shown.joined(separator: " then ") + (steps.sameKey.map { " on same " + name($0) } ?? "")
  }

  func step(_ step: Step, closed: Bool = false) -> String {
    let with = step.with.map { " " + self.with($0, closed: closed) } ?? ""
    let subject =
      switch step.kind {
      case .event(let names): event(names)
      case .mentioned(let pattern): "mentioned " + self.pattern(pattern)
      }
    return (step.negated ? "not " : "") + subject + with
  }

  func event(_ names: [Name]) -> String {
    names.count == 1 ? name(names[0]) : "any of (" + self.names(names) + ")"
  }

  /// `with amount > 50`; in parentheses if it is more than one comparison of a name.
  func with(_ condition: Condition, closed: Bool = false) -> String {
    var isSimple = false
    if !closed, case .comparison(let comparison) = condition.kind, comparison.value.name != nil {
      isSimple = true
      if case .compare(_, .value) = comparison.test.kind { isSimple = false }
    }
    let text = self.condition(condition)
    return isSimple ? "with " + text : "with (" + text + ")"
  }

  func times(_ times: Quantity) -> String {
    if times.relation == .exactly, times.number.integer == 1 { return "once" }
    if times.relation == .exactly, times.number.integer == 2 { return "twice" }
    return quantity(times) + " times"
  }

  func quantity(_ quantity: Quantity) -> String {
    quantity.relation == .exactly
      ? number(quantity.number) : quantity.relation.rawValue + " " + number(quantity.number)
  }

  // MARK: Voice

  func voice(_ voice: Voice, closed: Bool = false) -> String {
    var words = voice.theirs ? ["they"] : []
    switch voice.verb {
    case .mentioned(let pattern):
      words.append((voice.negated ? "never mentioned " : "mentioned ") + self.pattern(pattern))
    case .heard(let pattern):
      words.append((voice.negated ? "never heard " : "heard ") + self.pattern(pattern))
    case .said: words.append(voice.negated ? "said nothing" : "said something")
    case .responded: words.append(voice.negated ? "never responded" : "responded")
    }
    if let with = voice.with { words.append(self.with(with, closed: closed)) }
    if !voice.channels.isEmpty { words.append(channels(voice.channels)) }
    if let times = voice.times { words.append(self.times(times)) }
    if let window = voice.window { words.append(self.window(window)) }
    if let within = voice.within { words.append(self.within(within)) }
    return words.joined(separator: " ")
  }
}
