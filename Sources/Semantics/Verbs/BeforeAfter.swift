import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `compare in 2025-Q2 versus in 2025-Q1 for sellers`, `compare since D versus before D within 30 days`
  func compare(_ first: Syntax.Window, _ second: Syntax.Window, _ statement: Statement) -> Question? {
    let clauses = statement.clauses
    guard let clock = clock(at: statement.span) else { return nil }
    var length: Int?
    if let within = clauses.within {
      guard let days = dayCount(within.content) else { return nil }
      length = days
    }
    let one = stretch(first, length, clock, statement)
    let other = stretch(second, length, clock, statement)
    var audience = Who()
    if let population = clauses.population?.content {
      guard let who = who(population, verb: "`compare`") else { return nil }
      audience = who
    }
    guard let one, let other else { return nil }
    if let within = clauses.within, !first.isOpen, !second.isOpen {
      return fail(
        .misplacedClause, "Both periods already have a start and an end, so `within` changes nothing",
        at: within.span,
        label: "no effect",
        notes: ["`within` limits a period that is open on one side: `since DATE`, `before DATE`."],
        fixes: [leftOut(within.span)])
    }
    if one.days.overlaps(other.days) {
      return fail(
        .typeMismatch, "The two periods overlap", at: second.span,
        label: "shares days with the other")
    }
    return .compareWindows(BeforeAfter(one, other, who: audience))
  }

  /// A length in whole days; months count 30, years 365.
  func dayCount(_ duration: Syntax.Duration) -> Int? {
    guard let span = span(duration) else { return nil }
    let days: (Int, Bool) =
      switch span.unit {
      case .hour: (span.count / 24, false)
      case .day: (span.count, false)
      case .week: span.count.multipliedReportingOverflow(by: 7)
      case .month: span.count.multipliedReportingOverflow(by: 30)
      case .quarter: span.count.multipliedReportingOverflow(by: 91)
      case .year: span.count.multipliedReportingOverflow(by: 365)
      }
    guard days.0 > 0, days.0 <= 100_000, !days.1 else {
      return fail(
        .badNumber, "This must be 1 to 100,000 days", at: duration.span,
        label: "a number of days")
    }
    return days.0
  }

  /// The days of a window that is the same for everybody. `length` closes an open one: the first days after `since`, the
  /// last days before `before`.
  private func stretch(
    _ tree: Syntax.Window, _ length: Int?, _ clock: Clock, _ statement: Statement
  ) -> BeforeAfter.Stretch? {
    guard let window = window(tree, in: nil) else { return nil }
    var from: Day?
    var to: Day?
    if let lower = window.lower {
      guard let day = day(of: lower, isLower: true, at: tree.span) else { return nil }
      from = day
    }
    if let upper = window.upper {
      guard let day = day(of: upper, isLower: false, at: tree.span) else { return nil }
      to = day
    }
    if let length {
      if let from, to == nil { to = from.adding(days: length - 1) }
      if let to, from == nil { from = to.adding(days: 1 - length) }
    }
    let last = to ?? clock.today
    guard let first = from else {
      return fail(
        .typeMismatch, "`\(asked(tree.span))` has no beginning", at: tree.span, label: "how far back?",
        fixes: [
          .init(
            "30 days of each",
            [.init(SourceSpan(statement.span.end, statement.span.end), " within 30 days")])
        ])
    }
    let end = min(last, clock.today)
    guard first <= end else {
      return fail(
        .typeMismatch, "`\(asked(tree.span))` is entirely after the newest data (\(clock.today.iso))",
        at: tree.span, label: "no data in it")
    }
    let days = Plan.Window(from: wholeDay(first), to: wholeDay(end), words: window.words)
    return BeforeAfter.Stretch(days, days: first...end)
  }

  /// The first or last whole day inside an edge that is the same for everybody.
  private func day(of edge: Plan.Window.Edge, isLower: Bool, at span: SourceSpan) -> Day? {
    switch edge {
    case .moment(.literal(let moment), let inclusive):
      let day = catalog.zone.day(of: moment)
      return inclusive ? day : day.adding(days: isLower ? 1 : -1)
    case .day(.literal(let moment), let moved): return catalog.zone.day(of: moment).adding(moved)
    case .moved(.literal(let moment), let span, _):
      return catalog.zone.day(of: catalog.zone.adding(span, to: moment))
    case .moment, .day, .moved:
      return fail(
        .typeMismatch, "This period is different for each person; both must be the same for everybody",
        at: span, label: "each person's own")
    }
  }
}

extension Syntax.Window {
  /// Whether it has only one end, so that a length determines the other.
  fileprivate var isOpen: Bool {
    switch kind {
    case .since, .before, .after, .over: true
    case .last, .lastWhole, .this, .period, .parameter, .between, .betweenAround, .around: false
    }
  }
}
