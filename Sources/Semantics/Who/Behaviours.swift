import DataModel
import Plan
import SourceText
import Syntax

/// `did order at least 3 times in last 90 days`, `did signup then not order within 30 days`.
extension Resolver {
  func condition(_ behaviour: Syntax.Behaviour, in place: RecordContext?) -> Plan.Condition? {
    switch behaviour.subject {
    case .anything(let except, let with):
      guard hasEvents(behaviour.span), var scope = scope(.anyEvent, with: with),
        let kinds = all(except, exception)
      else { return nil }
      scope.except = kinds
      return condition(behaviour, on: scope, in: place)
    case .steps(let steps):
      if steps.steps.count == 1, let only = steps.steps.first, !only.negated {
        guard let scope = scope(only) else { return nil }
        return condition(behaviour, on: scope, in: place)
      }
      return sequence(behaviour, steps, in: place)
    }
  }

  /// Whether events are loaded; without any, nobody can be seen to do something or nothing.
  func hasEvents(_ span: SourceSpan) -> Bool {
    if catalog.eventCount > 0 { return true }
    report(
      .notLoaded, "No events are loaded, so nothing is known about what people did", at: span,
      label: "needs events",
      notes: ["Load them with `load events from \"file.csv\" …`."])
    return false
  }

  /// The event of `did anything except X`.
  private func exception(_ name: Syntax.Name) -> String? {
    switch eventRef(name) {
    case .kind(let kind): return kind
    case .attribute(let attribute):
      return fail(
        .wrongScope, "`\(attribute.name)` is a date of customers, which `anything` does not count",
        at: name.span,
        label: "no event")
    case nil: return nil
    }
  }

  private func condition(
    _ behaviour: Syntax.Behaviour, on scope: RecordScope, in place: RecordContext?
  ) -> Plan.Condition? {
    guard let scope = narrowed(scope, to: behaviour.window, behaviour.within, in: place),
      let amount = amount(behaviour.times, days: behaviour.days)
    else { return nil }
    return negated(behaviour.negated, .records(scope, amount))
  }

  private func sequence(
    _ behaviour: Syntax.Behaviour, _ tree: Syntax.Steps, in place: RecordContext?
  ) -> Plan.Condition? {
    guard
      var steps = all(
        tree.steps,
        { step in
          scope(step).map { Plan.Sequence.Step($0, isAbsent: step.negated) }
        }), let amount = amount(behaviour.times, days: behaviour.days)
    else { return nil }
    for (tree, step) in zip(tree.steps, steps).dropLast() where step.isAbsent {
      return fail(
        .wrongScope, "`then not` can only be the last step", at: tree.span, label: "something follows it",
        notes: ["Write it as two conditions joined by `and`."])
    }
    var sequence = Plan.Sequence(steps, amount: amount)
    if let key = tree.sameKey {
      guard let property = sameKey(key, of: steps, tree) else { return nil }
      sequence.sameKey = property
    }
    if let within = behaviour.within, within.of == nil {
      guard let span = span(within.duration) else { return nil }
      sequence.span = span
    } else if let within = behaviour.within {
      // `within 7 days of signup`: a time limit that applies to every step.
      guard let limit = self.within(within, in: place) else { return nil }
      (sequence.window, sequence.isConfined) = (limit, true)
    }
    if let window = behaviour.window {
      guard let resolved = self.window(window, in: place) else { return nil }
      if sequence.window == nil {
        (sequence.window, sequence.isConfined) = (resolved, window.isOfAll)
      } else {
        for index in steps.indices where index == 0 || window.isOfAll {
          steps[index].scope = narrowed(steps[index].scope, to: resolved)
        }
        sequence.steps = steps
      }
    }
    return negated(behaviour.negated, .sequence(sequence))
  }

  /// A key that ties steps together must be a property of each of them.
  func sameKey(
    _ name: Syntax.Name, of steps: [Plan.Sequence.Step], _ tree: Syntax.Steps
  ) -> PropertyRef? {
    var found: PropertyRef?
    for (step, tree) in zip(steps, tree.steps) {
      guard let property = property(name, in: RecordContext(source: step.scope.source)) else {
        let columns = properties(in: RecordContext(source: step.scope.source))
        return unknown(
          "`\(asked(tree.span))` has no property `\(name.spelling)`", name,
          near: nearest(to: name.text, among: columns),
          notes: columns.isEmpty ? [] : ["It has: \(columns.joined(separator: ", "))."]
        ) { self.bare($0) }
      }
      found = found ?? property
    }
    return found
  }

  func scope(_ step: Syntax.Step) -> RecordScope? {
    switch step.kind {
    case .event(let names):
      guard let refs = all(names, eventRef) else { return nil }
      return scope(.events(refs), with: step.with)
    case .mentioned(let pattern):
      guard let pattern = self.pattern(pattern) else { return nil }
      return scope(.feedback, saying: .pattern(pattern), with: step.with)
    }
  }

  /// A scope whose `with` is resolved against its records.
  func scope(
    _ source: RecordScope.Source, saying: RecordScope.Saying? = nil, with: Syntax.Condition?,
    in place: RecordContext? = nil
  ) -> RecordScope? {
    let place = place ?? RecordContext(source: source)
    let scope = RecordScope(source, saying: saying, channels: place.channels)
    guard let with else { return scope }
    return condition(with, in: place).map(scope.narrowed)
  }

  /// The scope restricted to a window, and to `within 7 days of signup`.
  func narrowed(
    _ scope: RecordScope, to window: Syntax.Window?, _ within: Syntax.Within? = nil, in place: RecordContext?
  ) -> RecordScope? {
    var result = scope
    if let window {
      guard let resolved = self.window(window, in: place) else { return nil }
      result = narrowed(result, to: resolved)
    }
    if let within {
      guard within.of != nil else {
        let length = asked(within.duration.span)
        return fail(
          .ambiguous, "Within \(length) of what?", at: within.span, label: "of which moment?",
          fixes: startName.map {
            [.init("of the start", replacing: within.span, with: "\(asked(within.span)) of \($0)")]
          } ?? [])
      }
      guard let resolved = self.within(within, in: place) else { return nil }
      result = narrowed(result, to: resolved)
    }
    return result
  }

  /// If the scope already has a window, the second one becomes a test of the record's time.
  func narrowed(_ scope: RecordScope, to window: Plan.Window) -> RecordScope {
    var result = scope
    if result.window == nil {
      result.window = window
    } else {
      let test = Plan.Condition.test(.property(PropertyRef("at", .at, .timestamp)), .within(window))
      result.filter = .conjunction([result.filter ?? .everyone, test])
    }
    return result
  }

  /// The name of the moment when somebody became a customer, for rewrites.
  var startName: String? { catalog.slots.start.map { bare($0.name) } }

  func amount(_ times: Syntax.Quantity?, days: Syntax.Quantity? = nil) -> Amount? {
    var amount = Amount.some
    if let times {
      guard let count = whole(times.number, atLeast: 0) else { return nil }
      (amount.times, amount.timesCount) = (Plan.Comparison(times.relation), count)
    }
    if let days {
      guard let count = whole(days.number, atLeast: 0) else { return nil }
      (amount.days, amount.daysCount) = (Plan.Comparison(days.relation), count)
      // `on fewer than 5 days` also holds for people without any.
      if times == nil, Amount(Plan.Comparison(days.relation), count).holdsOfNone { amount.timesCount = 0 }
    }
    return amount
  }

  /// The names of the properties in a place, for messages.
  func properties(in place: RecordContext) -> [String] {
    var seen: Set<String> = []
    let names =
      switch place.source {
      case .events, .anyEvent: kinds(in: place).flatMap(\.properties).map(\.name)
      case .feedback, .heard:
        (catalog.channels.isEmpty ? [] : ["channel"]) + catalog.scores.map(\.name)
          + catalog.feedbackProperties.map(\.name)
      }
    return names.filter { seen.insert($0).inserted }
  }
}

extension Amount {
  fileprivate var holdsOfNone: Bool { times.holds(timesCount > 0 ? -1 : (timesCount == 0 ? 0 : 1)) }
}

extension Plan.Comparison {
  init(_ relation: Syntax.Quantity.Relation) {
    switch relation {
    case .exactly: self = .equal
    case .atLeast: self = .atLeast
    case .atMost: self = .atMost
    case .moreThan: self = .greater
    case .fewerThan: self = .less
    }
  }
}
