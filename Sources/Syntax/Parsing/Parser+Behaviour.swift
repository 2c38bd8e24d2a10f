import SourceText

extension Parser {
  /// `behaviour = "did" (["not"] (steps | "anything" [except]) | "nothing" [except]) {didmod}`; `did` is eaten.
  mutating func behaviour(never: Bool, from start: Int) -> Behaviour {
    let not = eat(.not)
    if never, not { lessonTwoNegatives(removing: position - 1) }
    var result = Behaviour(
      negated: never || not, subject: .anything(with: nil), window: nil, times: nil, days: nil, within: nil,
      span: .none)
    if eat(.nothing) {
      if result.negated { lessonTwoNegatives(replacing: position - 1, with: "anything") }
      result.negated = true
      result.subject = .anything(except: exceptions(), with: nil)
    } else if eat(.anything) {
      result.subject = .anything(except: exceptions(), with: nil)
      if at(.then) { lessonAnythingThen() }
    } else {
      let steps = steps()
      result.subject = .steps(steps)
      if not, steps.steps.count > 1 { lessonDidNotSequence(start: start, steps: steps) }
      lessonDidList(start: start, steps: steps)
    }
    didmods(&result, from: start)
    result.span = span(from: start)
    checkBehaviour(result, never: never, from: start)
    return result
  }

  /// `didmod = with | window | times | "on" quantity "days" | "within" duration ["of" moment]`, and `on same`
  private mutating func didmods(_ result: inout Behaviour, from start: Int) {
    while !failed {
      let first = position
      if at(.with), atWith() {
        attach(&result, at: first)
      } else if at(.on), at(.same, ahead: 1), case .steps(var steps) = result.subject, steps.sameKey == nil {
        steps.sameKey = sameKey(steps: steps)
        result.subject = .steps(steps)
      } else if at(.on), atQuantity(ahead: 1) {
        if result.days != nil { return duplicate("on … days") }
        position += 1
        result.days = quantity()
        if !failed { expectDays() }
      } else if at(.within) {
        if result.within != nil { return duplicate("within") }
        result.within = within()
      } else if atTimes() {
        if result.times != nil { return duplicate("… times") }
        result.times = times()
      } else if at(.all), asks(ahead: 1, { $0.atWindow() }) {
        if result.window != nil { return duplicate("window") }
        position += 1
        result.window = window()
        result.window?.isOfAll = true
        if !failed { lessonAllOfOne(result, at: first) }
      } else if atWindow() {
        if result.window != nil { return duplicate("window") }
        if token.keyword == .over, peek(1).keyword == .last { return }
        result.window = window()
      } else {
        if at(.then), !failed { lessonThenAfterModifiers(behaviour: result, from: start) }
        return
      }
    }
  }

  /// Reports `all in 2025-03` after a single step; it is for sequences of several.
  private mutating func lessonAllOfOne(_ behaviour: Behaviour, at first: Int) {
    if case .steps(let steps) = behaviour.subject, steps.steps.count > 1 { return }
    fail(
      .misplacedClause, "`all` sets a time for every step, but there is only one step",
      at: tokens[first].span,
      label: "no effect", fixes: [Diagnostic.Fix("leave it out", [removal(first, first + 1)])])
  }

  private mutating func expectDays() {
    record(.unit)
    if unit(of: token) == .day { position += 1 } else { unexpected() }
  }

  /// A `with` after other modifiers belongs to the only step. After several steps it is an error, since it could belong to
  /// any of them.
  private mutating func attach(_ result: inout Behaviour, at first: Int) {
    switch result.subject {
    case .anything(let except, nil):
      position += 1
      result.subject = .anything(except: except, with: with().condition)
    case .steps(var steps) where steps.steps.count == 1 && steps.steps[0].with == nil:
      position += 1
      let (condition, isOpen) = with()
      steps.steps[0].with = condition
      steps.steps[0].withIsOpen = isOpen
      result.subject = .steps(steps)
    case .steps(let steps) where steps.steps.count > 1: lessonWithAfterSteps(steps: steps, at: first)
    case .anything, .steps: duplicate("with")
    }
  }

  /// `steps = step {"then" ["not"] step} ["on" "same" name]`
  mutating func steps() -> Steps {
    let start = position
    var steps = [step(negated: false)]
    while !failed, eat(.then) {
      guard hasRoom(for: "steps", after: steps.count) else { break }
      let negated = eat(.not)
      steps.append(step(negated: negated))
    }
    var result = Steps(steps: steps, sameKey: nil, span: span(from: start))
    if !failed, at(.on), at(.same, ahead: 1) { result.sameKey = sameKey(steps: result) }
    return result
  }

  mutating func sameKey(steps: Steps) -> Name {
    let start = position
    position += 2
    let key = name(.property)
    if steps.steps.count == 1, !failed {
      fail(
        .misplacedClause, "`on same` needs two or more steps, but there is only one", at: span(from: start),
        label: "no effect", fixes: [Diagnostic.Fix("leave it out", [removal(start, position)])])
    }
    return key
  }

  /// `step = event [with] | "mentioned" pattern`
  mutating func step(negated: Bool) -> Step {
    let start = position
    if eat(.mentioned) {
      return Step(negated: negated, kind: .mentioned(pattern()), with: nil, span: span(from: start))
    }
    if at(.anything) || at(.nothing) { lessonAnythingThen() }
    let kind = Step.Kind.event(event())
    var step = Step(negated: negated, kind: kind, with: nil, span: span(from: start))
    if !failed, at(.with), atWith() {
      position += 1
      let (condition, isOpen) = with()
      step.with = condition
      step.withIsOpen = isOpen
      step.span = span(from: start)
    }
    return step
  }

  /// `event = name | "any" "of" "(" name {"," name} ")"`
  mutating func event() -> [Name] {
    guard eat(.any, .of) else { return [name(.event, .step)] }
    expect(symbol: "(")
    let names = list { $0.name(.event) }
    if !failed { expect(symbol: ")") }
    return names
  }

  /// `except = "except" event`
  private mutating func exceptions() -> [Name] { eat(.except) ? event() : [] }

  // MARK: With

  /// Whether the `with` here starts a filter: parentheses, or a name and an operator, follow it.
  mutating func atWith() -> Bool {
    at(symbol: "(", ahead: 1) || atSimple(ahead: 1) || recordAt == position + 1
  }

  private mutating func atSimple(ahead: Int, their: Bool = true) -> Bool {
    if their, peek(ahead).keyword == .their, !isOperator(peek(ahead + 1)) {
      return atName(.attribute, ahead: ahead + 1) && atTest(ahead: ahead + 2)
    }
    return atName(.property, .condition, ahead: ahead) && atTest(ahead: ahead + 1)
  }

  /// `with = "with" ( "(" condition ")" | simple {"and" simple} )`; the word is eaten. `isOpen`: without parentheses.
  mutating func with() -> (condition: Condition, isOpen: Bool) {
    if at(symbol: "(") { return (group(), false) }
    let start = position
    var parts = [simple()]
    while !failed, token.keyword == .and, atSimple(ahead: 1, their: false), !isTimeSince(ahead: 1) {
      position += 1
      parts.append(simple())
    }
    if parts.count == 1 { return (parts[0], true) }
    return (Condition(kind: .and(parts), span: span(from: start)), true)
  }

  private func isTimeSince(ahead: Int) -> Bool {
    unit(of: peek(ahead)) != nil && (peek(ahead + 1).keyword == .since || peek(ahead + 1).keyword == .from)
  }

  /// `simple = ["their"] name test`
  private mutating func simple() -> Condition {
    let start = position
    let their = token.keyword == .their && !isOperator(peek(1)) && eat(.their)
    let name = name(their ? .attribute : .property, their ? .plain : .condition)
    let value = Value(kind: .name(name, their: their), span: span(from: start))
    guard !failed, atTest() else {
      unexpected()
      return invalidCondition()
    }
    let test = test(of: value)
    return Condition(kind: .comparison(Comparison(value: value, test: test)), span: span(from: start))
  }

  // MARK: Quantities

  mutating func atTimes() -> Bool {
    if at(.once) || at(.twice) { return true }
    guard atQuantity() else { return false }
    return true
  }

  /// `times = "once" | "twice" | quantity "times"`
  mutating func times() -> Quantity {
    let start = position
    if at(.once) || at(.twice) {
      let count = token.keyword == .once ? "1" : "2"
      position += 1
      let number = Number(
        kind: .literal(spelling: count, isPercent: false), written: count, span: span(from: start))
      return Quantity(relation: .exactly, number: number, span: span(from: start))
    }
    let quantity = quantity()
    if !failed, !(token.text == "time" && eatWord()) { expect(.times) }
    return quantity
  }

  private mutating func eatWord() -> Bool {
    position += 1
    return true
  }

  mutating func atQuantity(ahead: Int = 0) -> Bool {
    record(.number, ahead: ahead)
    for (first, second) in [
      (Keyword.at, [Keyword.least, .most]), (.more, [.than]), (.fewer, [.than]), (.less, [.than]),
    ] {
      record(.keyword(first), ahead: ahead)
      if peek(ahead).keyword == first {
        for word in second where at(word, ahead: ahead + 1) { return true }
      }
    }
    record(.keyword(.exactly), ahead: ahead)
    return peek(ahead).keyword == .exactly ? atNumber(ahead: ahead + 1) : atNumber(ahead: ahead)
  }

  /// `quantity = ["at" "least" | "at" "most" | "more" "than" | "fewer" "than" | "exactly"] NUM | NUM "or" "more"`
  mutating func quantity() -> Quantity {
    let start = position
    var relation = Quantity.Relation.exactly
    if eat(.at, .least) {
      relation = .atLeast
    } else if eat(.at, .most) {
      relation = .atMost
    } else if eat(.more, .than) {
      relation = .moreThan
    } else if eat(.fewer, .than) || eat(.less, .than) {
      relation = .fewerThan
    } else {
      _ = eat(.exactly)
    }
    let number = number()
    if relation == .exactly, token.keyword == .or, eat(.or, .more) { relation = .atLeast }
    return Quantity(relation: relation, number: number, span: span(from: start))
  }

  /// Gives a `with` that follows other clauses to the one event of the verb, as if it came right after the event.
  func narrowStep(_ statement: inout Statement) {
    func narrowed(_ step: Step) -> Step? {
      guard case .event = step.kind, step.with == nil, let with = statement.clauses.with else { return nil }
      var step = step
      step.with = with.content
      return step
    }
    switch statement.kind {
    case .lifecycle(let step):
      guard let step = narrowed(step) else { return }
      statement.kind = .lifecycle(step)
    case .retention(let step):
      guard let step = narrowed(step) else { return }
      statement.kind = .retention(step)
    case .paths(let side, let step):
      guard let step = narrowed(step) else { return }
      statement.kind = .paths(side, step)
    case _: return
    }
    statement.clauses.with = nil
  }
}
