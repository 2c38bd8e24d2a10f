internal import DataModel
internal import Plan

/// A part of a condition, or a figure, that needs time before it can be true, or false for good.
struct TimedPart {
  enum Need: Hashable {
    /// Fixed days, from the first (nil: no lower bound) to the last, which is not after now. `untilFirst`: the part is about
    /// leaving, so that only people who had left before the first day had too little time.
    case days(first: Day?, last: Day, untilFirst: Bool)
    /// A span after a moment of the person's own, such as 7 days from signup.
    case own(Anchor, TimeSpan, upTo: Window.Edge)
    /// Such a span, for a date that may still come in it.
    case outcome(Value, Anchor, TimeSpan, upTo: Window.Edge, isEnd: Bool)
    /// The span of a sequence, counted from each attempt.
    case attempts(Plan.Sequence, TimeSpan)
    /// Any time up to now.
    case ever
  }

  /// The part as it is in the condition.
  let node: Condition
  let need: Need
  /// Whether it is true of people who did nothing in the time.
  let isAbsence: Bool
  /// Whether it is a number of records, which may always grow.
  var isAmount = false
  /// A moment that people need for it to be true, such as a last login for `last login over 30 days ago`.
  var lacking: Anchor?

  /// True of people who have not done it.
  var idle: Condition {
    if isAmount { return .everyone }
    return isAbsence ? node : .not(node)
  }
}

/// The parts of a condition that need time; at most twelve.
struct TimedParts {
  private let clock: Clock
  private let slots: Slots
  private(set) var parts: [TimedPart] = []

  private static let most = 12

  init(in condition: Condition, _ clock: Clock, _ slots: Slots) {
    (self.clock, self.slots) = (clock, slots)
    for leaf in condition.leaves where parts.count < TimedParts.most { visit(leaf) }
  }

  /// The parts of a figure that each person has.
  init(in value: Value, _ clock: Clock, _ slots: Slots) {
    (self.clock, self.slots) = (clock, slots)
    for scope in value.scopes {
      add(needs(of: scope), .records(scope, .some), isAbsence: false, isAmount: true)
    }
  }

  /// The parts, grouped by the time they need.
  var byNeed: [[TimedPart]] {
    var groups: [[TimedPart]] = []
    for part in parts {
      if let place = groups.firstIndex(where: { $0[0].need == part.need && $0[0].lacking == part.lacking }) {
        groups[place].append(part)
      } else {
        groups.append([part])
      }
    }
    return groups
  }

  private mutating func visit(_ leaf: Condition) {
    switch leaf {
    case .everyone, .among, .not, .all, .any, .named: return
    case .records(let scope, let amount): add(needs(of: scope), leaf, isAbsence: !amount.needsOne)
    case .sequence(let sequence): visit(sequence, leaf)
    case .test(let value, let test): visit(value.unnamed, test, leaf)
    }
  }

  private mutating func add(
    _ needs: [TimedPart.Need], _ node: Condition, isAbsence: Bool, isAmount: Bool = false,
    lacking: Anchor? = nil
  ) {
    parts += needs.map {
      TimedPart(node: node, need: $0, isAbsence: isAbsence, isAmount: isAmount, lacking: lacking)
    }
  }

  // MARK: Records

  /// The start itself needs no time, since every customer has one.
  private func needs(of scope: RecordScope) -> [TimedPart.Need] {
    if case .events(let kinds) = scope.source,
      kinds.allSatisfy({ if case .attribute(let date) = $0 { date == slots.start } else { false } })
    {
      return []
    }
    let needs = scope.windows.compactMap { need(of: $0) }
    return scope.windows.allSatisfy(\.isOpenEnded) ? [.ever] : needs
  }

  private func need(of window: Window) -> TimedPart.Need? {
    if let days = window.fixedDays(clock) {
      return .days(first: days.first, last: days.last, untilFirst: false)
    }
    if let edge = window.upper, let (anchor, span) = edge.length { return .own(anchor, span, upTo: edge) }
    return nil
  }

  private mutating func visit(_ sequence: Plan.Sequence, _ node: Condition) {
    let (amount, steps) = (sequence.amount, sequence.steps)
    let isAbsent = steps.last?.isAbsent ?? false
    let windows = [sequence.window].compactMap { $0 } + steps.flatMap(\.scope.windows)
    for need in windows.compactMap({ need(of: $0) }) {
      switch need {
      case .days: add([need], node, isAbsence: !amount.needsOne)
      case .own: if sequence.isConfined { add([need], node, isAbsence: amount.needsOne == isAbsent) }
      case .outcome, .attempts, .ever: continue
      }
    }
    if let span = sequence.span {
      add([.attempts(sequence, span)], node, isAbsence: amount.needsOne == isAbsent)
    } else if windows.allSatisfy(\.isOpenEnded) {
      add([.ever], node, isAbsence: amount.needsOne == isAbsent)
    }
  }

  // MARK: Values

  private mutating func visit(_ value: Value, _ test: Test, _ node: Condition) {
    switch value {
    case .count(let scope):
      add(needs(of: scope), node, isAbsence: test.holdsOfNothing)
      visitOther(test, node)
    case .aggregate(let aggregate, _, let scope):
      let isSum = [.total, .distinct].contains(aggregate)
      add(needs(of: scope), node, isAbsence: isSum && test.holdsOfNothing)
      visitOther(test, node)
    case .elapsed(let unit, let from, let to, _): visit(unit, from, to, test, node)
    case .moment(.record(let which, let scope)): visit(which, scope, test, node)
    case .attribute, .moment: visit(date: value, test, node)
    case .literal, .property, .cycle, .presence, .named: return
    }
  }

  /// The value on the right of a comparison.
  private mutating func visitOther(_ test: Test, _ node: Condition) {
    guard case .compare(let comparison, let other) = test else { return }
    for scope in other.scopes {
      add(needs(of: scope), node, isAbsence: [.greater, .atLeast].contains(comparison))
    }
  }

  private mutating func visit(date: Value, _ test: Test, _ node: Condition) {
    guard !isStart(date), date.type.isTime else { return }
    let isEnd = isEnd(date)
    switch test {
    case .hasCome: add([.ever], node, isAbsence: false)
    case .within(let window):
      if let edge = window.upper, let (anchor, span) = edge.length {
        add([.outcome(date, anchor, span, upTo: edge, isEnd: isEnd)], node, isAbsence: false)
        return
      }
      fallthrough
    case .compare:
      // Only end dates are known to be missing because people are still there.
      guard isEnd, let days = test.fixedDays(clock) else { return }
      add([.days(first: days.first, last: days.last, untilFirst: true)], node, isAbsence: false)
    case .isTrue, .isMissing, .oneOf, .between, .contains, .startsWith, .endsWith, .matches, .says: return
    }
  }

  /// `last login over 30 days ago` means no login since; `first order in 2025-03` needs the same time as an order in it.
  private mutating func visit(
    _ which: Anchor.Which, _ scope: RecordScope, _ test: Test, _ node: Condition
  ) {
    guard scope.window == nil else { return }
    let anchor = Anchor.record(which, scope)
    if case .within(let window) = test, let edge = window.upper, let (from, span) = edge.length {
      add([.outcome(.moment(anchor), from, span, upTo: edge, isEnd: false)], node, isAbsence: false)
    } else if let days = test.fixedDays(clock) {
      if which == .last, days.first == nil {
        let since = days.last.adding(days: 1)
        guard since <= clock.today else { return }
        add(
          [.days(first: since, last: clock.today, untilFirst: false)], node, isAbsence: true, lacking: anchor)
      } else {
        add([.days(first: days.first, last: days.last, untilFirst: false)], node, isAbsence: false)
      }
    }
  }

  /// `days since last login > 30` means no login since; in `days from signup to churned_at < 60` the end may still come.
  private mutating func visit(
    _ unit: TimeSpan.Unit, _ from: Anchor, _ to: Anchor, _ test: Test, _ node: Condition
  ) {
    guard case .compare(let comparison, .literal(let literal)) = test, let number = literal.number,
      number >= 0, number < 1_000_000
    else { return }
    let span = TimeSpan(Int(number.rounded(.up)), unit)
    let isMore = [.greater, .atLeast].contains(comparison)
    if case .record(.last, let scope) = from, to == .now, scope.window == nil {
      let first = clock.today.adding(unit == .hour ? TimeSpan(0, .day) : span.negated)
      add(
        [.days(first: first, last: clock.today, untilFirst: false)], node, isAbsence: isMore,
        lacking: isMore ? from : nil)
    } else if from.isOwn, to.isOwn, !isStart(to.value) {
      // "More than" can still become true at any time; "less than" is settled once the span is over.
      let need: TimedPart.Need =
        isMore || span.count == 0
        ? .ever
        : .outcome(
          to.value, from, span,
          upTo: unit == .hour ? .moved(from, by: span, inclusive: true) : .day(from, moved: span),
          isEnd: isEnd(to.value))
      add([need], node, isAbsence: false)
    }
  }

  private func isStart(_ value: Value) -> Bool {
    switch value {
    case .moment(.start): true
    case .attribute(let date), .moment(.attribute(let date)): date == slots.start
    case _: false
    }
  }

  private func isEnd(_ value: Value) -> Bool {
    switch value {
    case .moment(.end): true
    case .attribute(let date), .moment(.attribute(let date)): date == slots.end
    case _: false
    }
  }
}

extension RecordScope {
  /// Its own window, and the windows in its filter on the time of the record.
  var windows: [Window] { [window].compactMap { $0 } + (filter?.windows ?? []) }
}

extension Condition {
  fileprivate var windows: [Window] {
    conjuncts.compactMap { part in
      guard case .test(.property(let property), .within(let window)) = part else { return nil }
      return property.slot == .at || property.slot == .day ? window : nil
    }
  }
}

extension Test {
  /// Whether it is true of the number 0.
  var holdsOfNothing: Bool {
    func isBelow(_ scalar: Scalar) -> Int? { scalar.number.map { $0 > 0 ? -1 : ($0 < 0 ? 1 : 0) } }
    switch self {
    case .compare(let comparison, .literal(let number)): return isBelow(number).map(comparison.holds) ?? false
    case .compare(let comparison, _): return [.less, .atMost].contains(comparison)
    case .between(.literal(let low), .literal(let high)):
      return isBelow(low).map { $0 >= 0 } ?? false && isBelow(high).map { $0 <= 0 } ?? false
    case .oneOf(let numbers): return numbers.contains { isBelow($0) == 0 }
    case .isTrue, .isMissing, .hasCome, .between, .contains, .startsWith, .endsWith, .matches, .within, .says:
      return false
    }
  }

  /// The fixed days that it asks a date to be in; nil if they differ between people.
  fileprivate func fixedDays(_ clock: Clock) -> (first: Day?, last: Day)? {
    switch self {
    case .within(let window): return window.fixedDays(clock)
    case .compare(let comparison, .literal(.moment(let moment))):
      let day = clock.zone.day(of: moment)
      switch comparison {
      case .greater: return (day.adding(days: 1), clock.today)
      case .atLeast: return (day, clock.today)
      case .less: return (nil, min(clock.today, day.adding(days: -1)))
      case .atMost: return (nil, min(clock.today, day))
      case .equal: return (day, min(clock.today, day))
      }
    case .isTrue, .isMissing, .hasCome, .compare, .oneOf, .between, .contains, .startsWith, .endsWith,
      .matches,
      .says:
      return nil
    }
  }
}

extension Window {
  /// Whether it has no upper end and no fixed lower end.
  fileprivate var isOpenEnded: Bool {
    upper == nil && lower?.anchor.isOwn ?? true
  }

  /// The first and last day of a window that is the same for all people; the last is not after today. Nil if the window differs
  /// between people or has not begun.
  fileprivate func fixedDays(_ clock: Clock) -> (first: Day?, last: Day)? {
    guard lower != nil || upper != nil else { return nil }
    var (first, last): (Day?, Day) = (nil, clock.today)
    if let lower {
      guard let day = lower.fixedDay(clock, isLower: true) else { return nil }
      first = day
    }
    if let upper {
      guard let day = upper.fixedDay(clock, isLower: false) else { return nil }
      last = min(last, day)
    }
    return first.map { $0 <= last } ?? true ? (first, last) : nil
  }
}

extension Window.Edge {
  /// Its first (or last) local day; nil if it differs between people.
  fileprivate func fixedDay(_ clock: Clock, isLower: Bool) -> Day? {
    switch self {
    case .moment(.now, _), .day(.now, _): clock.today
    case .moment, .day, .moved: day(isLower: isLower, wholly: false, clock.zone)
    }
  }

  /// The person's own moment that it follows, and after how long; nil if it is not of that kind.
  fileprivate var length: (Anchor, TimeSpan)? {
    switch self {
    case .day(let anchor, let span), .moved(let anchor, let span, _):
      anchor.isOwn && span.count > 0 ? (anchor, span) : nil
    case .moment: nil
    }
  }
}

extension Anchor {
  var value: Value {
    if case .attribute(let attribute) = self { .attribute(attribute) } else { .moment(self) }
  }
}
