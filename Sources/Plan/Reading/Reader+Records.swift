import DataModel

/// Puts what people did and said into words.
extension Reader {
  /// `ever did order at least 3 times in last 90 days (…)`, `never said “trust”`
  func records(_ scope: RecordScope, _ amount: Amount, isNegated: Bool, _ style: Style) -> String {
    let words = [
      phrase(scope, amount, isNegated: isNegated), narrowing(scope), self.amount(amount), when(scope),
    ]
    .filter { !$0.isEmpty }.joined(separator: " ")
    if case .record(let source) = style, scope.listens, source == .feedback || source == .heard {
      return "\(source == .heard ? "the person it is about" : "its author") \(words)"
    }
    return lead(words, style)
  }

  func when(_ scope: RecordScope) -> String { scope.window.map(window) ?? "" }

  /// Verb and object: `ever did order`, `said nothing`, `did not order`.
  private func phrase(_ scope: RecordScope, _ amount: Amount, isNegated: Bool) -> String {
    let isSome = amount == .some
    let isOpen = scope.window == nil
    switch scope.source {
    case .events(let kinds):
      let object = event(kinds)
      if !isNegated { return isOpen && isSome ? "ever did \(object)" : "did \(object)" }
      if isOpen, isSome { return "never did \(object)" }
      return kinds.count > 1 && isSome ? "did none of (\(names(kinds)))" : "did not \(object)"
    case .anyEvent:
      let except = scope.except.isEmpty ? "" : " except \(list(scope.except, "and"))"
      if !isNegated { return (isOpen && isSome ? "ever did anything" : "did anything") + except }
      return (isOpen && isSome ? "never did anything" : isSome ? "did nothing" : "did not do anything")
        + except
    case .feedback, .heard:
      return voice(scope, isSome: isSome, isOpen: isOpen, isNegated: isNegated)
    }
  }

  private func voice(_ scope: RecordScope, isSome: Bool, isOpen: Bool, isNegated: Bool) -> String {
    let about = scope.source == .heard ? " said about them" : ""
    let (past, base) = scope.source == .heard ? ("had", "have") : ("said", "say")
    let object: String
    switch scope.saying {
    case .pattern(let pattern): object = " \(self.pattern(pattern))"
    case .something:
      if isNegated {
        return isOpen && isSome ? "never \(past) anything\(about)" : "did not \(base) anything\(about)"
      }
      object = " something"
    case .response:
      if isNegated { return isOpen && isSome ? "never responded" : "did not respond" }
      return isOpen && isSome ? "ever responded" : "responded"
    case nil: object = scope.source == .heard ? " something scored or" : " or scored something"
    }
    if !isNegated { return "\(isOpen && isSome ? "ever " : "")\(past)\(object)\(about)" }
    return isOpen && isSome ? "never \(past)\(object)\(about)" : "did not \(base)\(object)\(about)"
  }

  /// `with (score is at most 6) in survey or support`
  func narrowing(_ scope: RecordScope) -> String {
    var parts: [String] = []
    if let filter = scope.filter { parts.append("with (\(clause(filter, .record(scope.source))))") }
    if !scope.channels.isEmpty {
      parts.append("in \(list(scope.channels.map { $0.isEmpty ? "no channel" : $0 }, "or"))")
    }
    return parts.joined(separator: " ")
  }

  func event(_ kinds: [RecordScope.EventRef]) -> String {
    kinds.count == 1 ? names(kinds) : "any of (\(names(kinds)))"
  }

  private func names(_ kinds: [RecordScope.EventRef]) -> String {
    let names = kinds.map { kind in
      switch kind {
      case .kind(let name): name
      case .attribute(let attribute): "\(attribute.name) (a date)"
      }
    }
    return names.joined(separator: ", ")
  }

  private func amount(_ amount: Amount) -> String {
    var parts: [String] = []
    // "At least once" goes without saying, unless a number of days is asked for that even no record would meet.
    let usual = amount.days?.holds(amount.daysCount > 0 ? -1 : 0) == true ? 0 : 1
    if amount.times != .atLeast || amount.timesCount != usual {
      parts.append(times(amount.times, amount.timesCount))
    }
    if let days = amount.days {
      parts.append("on \(days.quantity) \(amount.daysCount) day\(amount.daysCount == 1 ? "" : "s")")
    }
    return parts.joined(separator: " ")
  }

  private func times(_ comparison: Comparison, _ count: Int) -> String {
    "\(comparison.quantity) \(count == 1 ? "once" : "\(count) times")"
  }

  // MARK: Sequences

  /// `did list_item then order then pay within 14 days of the first`
  func sequence(_ sequence: Sequence, isNegated: Bool, _ style: Style) -> String {
    let steps = sequence.steps.enumerated().map { index, step in
      (step.isAbsent ? "not " : "") + self.step(step.scope)
    }
    var parts = ["\(isNegated ? "never " : "")did \(steps.joined(separator: " then "))"]
    if let key = sequence.sameKey { parts.append("on the same \(key.name)") }
    let isAbsent = sequence.steps.last?.isAbsent == true
    if let first = sequence.steps.first, isAbsent, sequence.amount == .some {
      let any = "any \(step(first.scope))"
      parts.append(sequence.span.map { "within \($0.words) of \(any)" } ?? "after \(any)")
      parts.append("(one match is enough)")
    } else if let span = sequence.span {
      parts.append("within \(span.words) of the first")
    }
    if sequence.amount != .some { parts.append(amount(sequence.amount)) }
    let window = sequence.window.map { ", " + started($0, isConfined: sequence.isConfined) } ?? ""
    return lead(parts.joined(separator: " ") + window, style)
  }

  /// `started in 2025-03 (1–31 March 2025)`, `all in …`
  func started(_ window: Window, isConfined: Bool) -> String {
    "\(isConfined ? "all" : "started") \(self.window(window))"
  }

  func step(_ scope: RecordScope) -> String {
    let object =
      switch scope.source {
      case .events(let kinds): event(kinds)
      case .anyEvent: "anything"
      case .feedback: "say\(saying(scope.saying))"
      case .heard: "have\(saying(scope.saying)) said about them"
      }
    return [object, narrowing(scope), when(scope)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func saying(_ saying: RecordScope.Saying?) -> String {
    switch saying {
    case .pattern(let pattern): " \(self.pattern(pattern))"
    case .something: " something"
    case .response: " or score something"
    case nil: " anything"
    }
  }

  // MARK: Records themselves

  /// `order events with (amount is more than 50)`, `messages that say “trust” in survey`
  func records(_ scope: RecordScope, sayingEverything: Bool = false) -> String {
    var parts: [String] = []
    switch scope.source {
    case .events(let kinds): parts.append("\(event(kinds)) events")
    case .anyEvent: parts.append("events")
    case .feedback: parts.append(scope.saying == .something ? "written messages" : "messages")
    case .heard: parts.append("messages about them")
    }
    switch scope.saying {
    case .pattern(let pattern): parts.append("that say \(self.pattern(pattern))")
    case .something: if scope.source == .heard { parts.append("in words") }
    case .response: parts.append("with words or a score")
    case nil: break
    }
    let narrowing = narrowing(scope)
    if !narrowing.isEmpty { parts.append(narrowing) }
    if sayingEverything, scope.channels.isEmpty { parts.append("in any channel") }
    if let window = scope.window {
      parts.append(self.window(window))
    } else if sayingEverything {
      parts.append("at any time")
    }
    return parts.joined(separator: " ")
  }
}

extension Comparison {
  /// Before a number of times or days.
  fileprivate var quantity: String {
    switch self {
    case .equal: "exactly"
    case .less: "fewer than"
    case .atMost: "at most"
    case .greater: "more than"
    case .atLeast: "at least"
    }
  }
}
