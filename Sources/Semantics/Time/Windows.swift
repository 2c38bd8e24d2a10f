import DataModel
import Plan
import SourceText
import Syntax

/// Periods of time. What depends on the clock becomes dates here; what depends on a person stays an anchor.
extension Resolver {
  func window(_ window: Syntax.Window, in place: RecordContext?) -> Plan.Window? {
    switch window.kind {
    case .last(let duration): return last(duration, at: window.span)
    case .lastWhole(let unit): return lastWhole(.init(unit), at: window.span)
    case .this(let unit): return this(.init(unit), at: window.span)
    case .period(let literal): return period(literal)
    case .parameter(let name): return date(of: name, asked: "a period").flatMap { period($0) }
    case .over(let duration): return over(duration, at: window.span)
    case .since(let moment):
      return ends(of: moment, in: place).map {
        .init(from: .moment($0.lower, inclusive: true), to: nil, words: "since \(words(moment))")
      }
    case .after(let moment):
      return ends(of: moment, in: place).map {
        .init(from: .moment($0.upper, inclusive: false), to: nil, words: "after \(words(moment))")
      }
    case .before(let moment):
      return ends(of: moment, in: place).map {
        .init(from: nil, to: .moment($0.lower, inclusive: false), words: "before \(words(moment))")
      }
    case .between(let first, let second): return between(first, second, at: window.span, in: place)
    case .betweenAround(let first, let second, let side, let moment):
      guard let one = span(first), let other = span(second), let anchor = anchor(moment, in: place) else {
        return nil
      }
      return around(one, other, side, anchor, words: words(moment))
    case .around(let duration, let side, let moment):
      guard let span = span(duration), let anchor = anchor(moment, in: place) else { return nil }
      return around(span, side, anchor, words: "in \(span.words) \(side.rawValue) \(words(moment))")
    }
  }

  /// `within 7 days of signup`: from the moment to the end of the day that long after.
  func within(_ within: Syntax.Within, in place: RecordContext?) -> Plan.Window? {
    guard let moment = within.of, let span = span(within.duration), let anchor = anchor(moment, in: place)
    else {
      return nil
    }
    let upper: Plan.Window.Edge =
      span.unit == .hour ? .moved(anchor, by: span, inclusive: true) : .day(anchor, moved: span)
    return .init(
      from: .moment(anchor, inclusive: true), to: upper, words: "within \(span.words) of \(words(moment))")
  }

  /// The words of the first bound: `90` of `between 90 and 30 days ago`, as both bounds have the same unit.
  private func words(_ first: Syntax.Moment, and second: Syntax.Moment) -> String {
    if case .ago(let one) = first.kind, case .ago(let other) = second.kind, let one = span(one),
      let other = span(other), one.unit == other.unit
    {
      return String(one.count)
    }
    return words(first)
  }

  /// A moment in canonical words: `first order`, `30 days ago`. The reading adds its filters from the plan.
  private func words(_ moment: Syntax.Moment) -> String {
    switch settled(moment)?.kind ?? moment.kind {
    case .date(let literal): literal.spelling
    case .today: "today"
    case .yesterday: "yesterday"
    case .ago(let duration): (span(duration)?.words ?? asked(duration.span)) + " ago"
    case .anchor(let occurrence, let name, _):
      [occurrence?.rawValue, name.text].compactMap { $0 }.joined(separator: " ")
    }
  }

  func last(_ duration: Syntax.Duration, at place: SourceSpan) -> Plan.Window? {
    guard let span = span(duration), let clock = clock(at: place) else { return nil }
    guard span.count > 0 else {
      return fail(.badNumber, "A window of zero length is empty", at: duration.span, label: "at least 1")
    }
    let words = "in last \(span.words)"
    if span.unit == .hour {
      return .init(
        from: .moment(.literal(clock.back(span)), inclusive: false),
        to: .moment(.literal(.instant(clock.now)), inclusive: true), words: words)
    }
    return days(clock.today.adding(span.negated).adding(days: 1), clock.today, words)
  }

  private func lastWhole(_ unit: TimeSpan.Unit, at place: SourceSpan) -> Plan.Window? {
    guard let clock = clock(at: place) else { return nil }
    let words = "in last \(unit.rawValue)"
    if unit == .hour {
      let hour = clock.startOfHour
      let before = Instant(microseconds: hour.microseconds - Instant.microsecondsPerHour)
      return .init(
        from: .moment(.literal(.instant(before)), inclusive: true),
        to: .moment(.literal(.instant(hour)), inclusive: false), words: words)
    }
    let start = clock.today.start(of: unit, weekStart: clock.weekStart)
    return days(start.adding(TimeSpan(-1, unit)), start.adding(days: -1), words)
  }

  private func this(_ unit: TimeSpan.Unit, at place: SourceSpan) -> Plan.Window? {
    guard let clock = clock(at: place) else { return nil }
    let words = "in this \(unit.rawValue)"
    if unit == .hour {
      return .init(
        from: .moment(.literal(.instant(clock.startOfHour)), inclusive: true),
        to: .moment(.literal(.instant(clock.now)), inclusive: true), words: words)
    }
    return days(clock.today.start(of: unit, weekStart: clock.weekStart), clock.today, words)
  }

  func period(_ literal: DateLiteral) -> Plan.Window? {
    if let instant = clockTime(literal) {
      let edge = Plan.Window.Edge.moment(.literal(.instant(instant)), inclusive: true)
      return .init(from: edge, to: edge, words: "at \(literal.spelling)")
    }
    guard let span = days(of: literal) else { return nil }
    return days(
      span.first, span.last, span.first == span.last ? "on \(literal.spelling)" : "in \(literal.spelling)")
  }

  private func clockTime(_ literal: DateLiteral) -> Instant? {
    if case .time = literal.kind { instant(literal) } else { nil }
  }

  private func over(_ duration: Syntax.Duration, at place: SourceSpan) -> Plan.Window? {
    guard let span = span(duration), let clock = clock(at: place) else { return nil }
    let words = "over \(span.words) ago"
    let edge = clock.back(span)
    switch edge {
    case .day(let day): return .init(from: nil, to: wholeDay(day.adding(days: -1)), words: words)
    case .instant: return .init(from: nil, to: .moment(.literal(edge), inclusive: false), words: words)
    }
  }

  private func between(
    _ first: Syntax.Moment, _ second: Syntax.Moment, at span: SourceSpan, in place: RecordContext?
  ) -> Plan.Window? {
    guard var from = ends(of: first, in: place), var to = ends(of: second, in: place) else { return nil }
    if case .literal(let one) = from.lower, case .literal(let other) = to.upper,
      catalog.zone.compare(one, other) > 0
    {
      guard case .ago = first.kind, case .ago = second.kind else {
        return fail(
          .typeMismatch, "This window ends before it starts", at: span, label: "an empty range",
          fixes: [
            .init(
              "the other way round",
              [.init(first.span, asked(second.span)), .init(second.span, asked(first.span))])
          ])
      }
      swap(&from, &to)
    }
    return .init(
      from: .moment(from.lower, inclusive: true), to: .moment(to.upper, inclusive: true),
      words: "between \(words(first, and: second)) and \(words(second))")
  }

  private func around(
    _ one: TimeSpan, _ other: TimeSpan, _ side: Side, _ anchor: Anchor, words: String
  ) -> Plan.Window? {
    // The longer way from the moment is the outer edge.
    let ordered = [one, other].sorted { approximateHours($0) < approximateHours($1) }
    let (near, far) = (ordered[0], ordered[1])
    let words = "between \(far.words) and \(near.words) \(side.rawValue) \(words)"
    func edge(_ span: TimeSpan) -> Plan.Window.Edge {
      span.unit == .hour ? .moved(anchor, by: span, inclusive: true) : .day(anchor, moved: span)
    }
    switch side {
    case .before: return .init(from: edge(far.negated), to: edge(near.negated), words: words)
    case .after: return .init(from: edge(near), to: edge(far), words: words)
    }
  }

  /// `in 30 days before X` stops the day before X, `after` starts the day after.
  private func around(_ span: TimeSpan, _ side: Side, _ anchor: Anchor, words: String) -> Plan.Window? {
    let isHours = span.unit == .hour
    switch side {
    case .before:
      return isHours
        ? .init(
          from: .moved(anchor, by: span.negated, inclusive: true), to: .moment(anchor, inclusive: false),
          words: words)
        : .init(
          from: .day(anchor, moved: span.negated), to: .day(anchor, moved: TimeSpan(-1, .day)), words: words)
    case .after:
      return isHours
        ? .init(
          from: .moment(anchor, inclusive: false), to: .moved(anchor, by: span, inclusive: true), words: words
        )
        : .init(from: .day(anchor, moved: TimeSpan(1, .day)), to: .day(anchor, moved: span), words: words)
    }
  }

  private func approximateHours(_ span: TimeSpan) -> Int {
    let hours =
      switch span.unit {
      case .hour: 1
      case .day: 24
      case .week: 168
      case .month: 730
      case .quarter: 2_190
      case .year: 8_760
      }
    return span.count.multipliedReportingOverflow(by: hours).partialValue
  }

  func days(_ first: Day, _ last: Day, _ words: String) -> Plan.Window {
    .init(from: wholeDay(first), to: wholeDay(last), words: words)
  }
}

extension Clock {
  /// When the local hour of now began.
  fileprivate var startOfHour: Instant {
    let wall = zone.local(now)
    return Instant(
      microseconds: now.microseconds
        - (wall - floorDivide(wall, Instant.microsecondsPerHour) * Instant.microsecondsPerHour))
  }
}
