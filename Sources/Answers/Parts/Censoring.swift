internal import DataModel
internal import Plan

/// Whose time does not suffice for a part of a condition to be true, or to be false for good.
///
/// A window that is the same for all needs people who were there: whoever came after its first day, or left by its last,
/// had less of it. A window of each person's own, or the span of a sequence, needs time that has passed.
struct Censoring {
  private(set) var caveats: [Caveats.Caveat] = []
  private let context: Asking.Context

  /// - Parameters:
  ///   - among: the people looked at.
  ///   - counted: whether those of whom the part is true are what is counted, rather than a share of all looked at.
  init(
    of part: Condition, among: @autoclosure () -> Condition, counted: Bool, _ context: Asking.Context
  ) {
    self.context = context
    guard let clock = context.catalog.clock else { return }
    var (positive, isNegated) = (part.unnamed, false)
    while case .not(let inner) = positive { (positive, isNegated) = (inner.unnamed, !isNegated) }
    switch positive {
    case .records(let scope, let amount):
      guard let window = scope.window, amount.needsOne else { return }
      if let days = window.fixedDays(clock) {
        // That somebody did something needs no more time.
        if isNegated || !counted {
          presence(of: counted ? .conjunction([among(), part]) : among(), days, clock)
        }
      } else if let (anchor, span) = window.upper?.length {
        let open = Condition.test(anchor.value, .within(clock.stillOpen(span)))
        running(.conjunction([among(), open, .not(positive)]), span, "of their \(anchor.words)")
      }
    case .sequence(let sequence):
      guard let span = sequence.span else { return }
      running(
        .conjunction([among(), sequence.isOpen(clock, span), .not(sequence.isSettled(clock, span))]),
        span, "from \(sequence.steps[0].scope.object)")
    case .everyone, .not, .all, .any, .test, .among, .named: return
    }
  }

  private mutating func presence(of people: Condition, _ days: (first: Day, last: Day), _ clock: Clock) {
    let none = TimeSpan(0, .day)
    let late = Window(
      from: .day(.literal(.day(days.first)), moved: TimeSpan(1, .day)), to: nil,
      words: "after \(days.first.iso)")
    let left = Window(
      from: nil, to: .day(.literal(.day(days.last)), moved: none), words: "up to \(days.last.iso)")
    let conditions = [(Anchor.start, late), (.end, left)].map { anchor, window in
      Condition.conjunction([people, .test(.moment(anchor), .within(window))])
    }
    caveats.append(
      Caveats.Caveat(conditions) { counts in
        let (late, left) = (counts[0], counts[1])
        let parts = [
          left > 0 ? "\(grouped(left)) of them had left by \(days.last.iso)" : nil,
          late > 0
            ? "\(grouped(late))\(left > 0 ? "" : " of them") became \(late == 1 ? "a customer" : "customers") only after \(days.first.iso)"
            : nil,
        ].compactMap { $0 }
        if parts.isEmpty { return nil }
        return "\(parts.joined(separator: ", and ")): not there for the whole window."
      })
  }

  private mutating func running(_ people: Condition, _ span: TimeSpan, _ since: String) {
    caveats.append(
      Caveats.Caveat([people]) { counts in
        let count = counts[0]
        guard count > 0 else { return nil }
        return "\(grouped(count)) \(count == 1 ? "is" : "are") pending: the \(span.words) \(since) "
          + "\(span.count == 1 ? "is" : "are") not over."
      })
  }
}

extension Measure.Measured {
  /// A share of what had ever happened, by when people started, compares those who had long with those who had not.
  func unequalTime(
    of who: Condition, by keys: [GroupKey], _ context: Asking.Context
  ) -> Caveats.Caveat? {
    guard case .rate(let condition) = metric.unnamed, condition.hasNoTime, condition.onset != nil,
      let start = context.catalog.slots.start, let key = keys.first(where: { $0.isPeriod(of: start) }),
      title.hasPrefix("rate of ")
    else { return nil }
    let what = title.dropFirst("rate of ".count)
    return Caveats.Caveat([.conjunction([who, .not(condition)])]) { counts in
      guard counts[0] > 0 else { return nil }
      return
        "Who started later has had less time for it, and to \(grouped(counts[0])) it may still happen: "
        + "`survival of \(what) by \(key.title)` compares them at the same age."
    }
  }
}

extension GroupKey {
  /// Whether people are grouped by when they started.
  fileprivate func isPeriod(of start: AttributeRef) -> Bool {
    guard case .period = cut, case .value(let value) = self.value else { return false }
    switch value {
    case .attribute(start), .moment(.attribute(start)), .moment(.start): return true
    case .attribute, .moment, .literal, .property, .count, .aggregate, .elapsed, .cycle, .presence, .named:
      return false
    }
  }
}

extension Condition {
  /// Whether it asks for something at any time up to now.
  fileprivate var hasNoTime: Bool {
    switch unnamed {
    case .test(_, .hasCome): true
    case .records(let scope, _): scope.window == nil
    case .everyone, .not, .all, .any, .test, .sequence, .among, .named: false
    }
  }
}

extension Window {
  /// First and last day of a window that is the same for all, the last not after the clock's.
  fileprivate func fixedDays(_ clock: Clock) -> (first: Day, last: Day)? {
    guard case .day(.literal(let moment), let moved) = lower else { return nil }
    let first = clock.zone.day(of: moment).adding(moved)
    switch upper {
    case nil: return (first, clock.today)
    case .day(.literal(let moment), let moved):
      return (first, min(clock.today, clock.zone.day(of: moment).adding(moved)))
    case .moment, .day, .moved: return nil
    }
  }
}

extension Window.Edge {
  /// How long after a person's own moment it stands.
  fileprivate var length: (Anchor, TimeSpan)? {
    switch self {
    case .day(let anchor, let span), .moved(let anchor, let span, _):
      anchor.isOwn && span.count > 0 ? (anchor, span) : nil
    case .moment: nil
    }
  }
}

extension Anchor {
  /// Whether it is each person's own.
  fileprivate var isOwn: Bool {
    switch self {
    case .attribute, .start, .end, .record: true
    case .literal, .now, .property: false
    }
  }

  fileprivate var value: Value {
    if case .attribute(let attribute) = self { .attribute(attribute) } else { .moment(self) }
  }

  fileprivate var words: String {
    switch self {
    case .attribute(let attribute): attribute.name
    case .start: "start"
    case .end: "end"
    case .record(let which, let scope): "\(which == .first ? "first" : "last") \(scope.object)"
    case .literal, .now, .property: "moment"
    }
  }
}

extension RecordScope {
  fileprivate var object: String {
    switch source {
    case .events(let refs): refs.map(\.name).joined(separator: " or ")
    case .anyEvent: "event"
    case .feedback, .heard: "message"
    }
  }
}

extension Clock {
  /// Moments from which a length of whole days is not over by now.
  fileprivate func stillOpen(_ span: TimeSpan) -> Window {
    guard span.unit != .hour else { return elapsing(span) }
    return after(isOver(today) ? today : today.adding(days: -1), lessened: span)
  }

  /// Records from which a length of elapsed time is not over by now.
  fileprivate func elapsing(_ span: TimeSpan) -> Window {
    if isDay, span.unit != .hour { return after(today, lessened: span) }
    return Window(
      from: .moved(.literal(.instant(now)), by: span.negated, inclusive: true), to: nil,
      words: "in the last \(span.words)")
  }

  private func after(_ day: Day, lessened span: TimeSpan) -> Window {
    Window(
      from: .day(.literal(.day(day.adding(span.negated))), moved: TimeSpan(1, .day)), to: nil,
      words: "in the last \(span.words)")
  }
}

extension Plan.Sequence {
  /// An attempt was begun whose span is not over.
  fileprivate func isOpen(_ clock: Clock, _ span: TimeSpan) -> Condition {
    let first = window.map { steps[0].scope.within($0) } ?? steps[0].scope
    return .records(first.within(clock.elapsing(span)), .some)
  }

  /// What was waited for has come: of `then not B`, B in an attempt that is still open.
  fileprivate func isSettled(_ clock: Clock, _ span: TimeSpan) -> Condition {
    var sequence = self
    sequence.amount = .some
    guard let last = steps.last, last.isAbsent else { return .sequence(sequence) }
    sequence.steps[steps.count - 1].isAbsent = false
    sequence.steps[0].scope = steps[0].scope.within(clock.elapsing(span))
    return .any([.sequence(self), .sequence(sequence)])
  }
}
