import DataModel
import Plan
import SourceText
import Syntax

/// The days and periods of a series.
extension Resolver {
  /// The most periods of a series.
  private static let mostPeriods = 1_000

  /// `by week`, `by calendar week`; by default a week. The shortest is a day.
  func grain(_ clauses: Clauses) -> TimeSpan.Unit? {
    guard let grain = clauses.grain else { return clauses.span.flatMap { unit(of: $0.content) } ?? .week }
    guard grain.content.unit != .hour else {
      return fail(
        .notYet, "A day is the shortest period", at: grain.span, label: "too short",
        fixes: [.init("by day", replacing: grain.span, with: "by day")])
    }
    return TimeSpan.Unit(grain.content.unit)
  }

  private func unit(of duration: Syntax.Duration) -> TimeSpan.Unit? {
    if case .amount(_, let unit) = duration.kind, unit != .hour { TimeSpan.Unit(unit) } else { nil }
  }

  /// The days of a series: its window, or `for 12 weeks` up to now; by default all.
  func stretch(_ clauses: Clauses, by unit: TimeSpan.Unit, at span: SourceSpan) -> Stretch? {
    guard clock(at: span) != nil else { return nil }
    if let window = clauses.window, let span = clauses.span {
      return fail(
        .misplacedClause, "`\(asked(window.span))` and `\(asked(span.span))` both set the period",
        at: span.span, label: "keep one of them")
    }
    guard let place = clauses.window?.span ?? clauses.span?.span else { return Stretch() }
    let found =
      clauses.window.map { seriesWindow($0.content, by: unit) }
      ?? clauses.span.map { back($0.content, by: unit, at: $0.span) }
    guard case let window?? = found else { return nil }
    guard let first = day(of: window.lower, isLower: true), let last = day(of: window.upper, isLower: false)
    else {
      return fail(
        .wrongScope, "A series must cover whole days that are the same for everybody", at: place,
        label: "not whole days", notes: ["For example: `over last 6 months`, `since 2025-01-01`."])
    }
    let stretch = Stretch(first: first.day, last: last.day, window: window)
    return isReadable(stretch, by: unit, at: place) ? stretch : nil
  }

  /// `over last 8 weeks` by week means whole calendar weeks; any other window is taken as it is written.
  func seriesWindow(_ tree: Syntax.Window, by unit: TimeSpan.Unit) -> Plan.Window? {
    if case .last(let duration) = tree.kind { return back(duration, by: unit, at: tree.span) }
    return window(tree, in: nil)
  }

  private func back(
    _ duration: Syntax.Duration, by unit: TimeSpan.Unit, at place: SourceSpan
  ) -> Plan.Window? {
    span(duration)?.unit == unit && unit != .day ? lastWhole(duration, at: place) : last(duration, at: place)
  }

  /// Records grouped by their own week, `in last 8 weeks`, also get whole calendar weeks.
  func inWholePeriods(_ records: RecordScope, _ clauses: Clauses) -> RecordScope {
    let units = (clauses.by?.content ?? []).compactMap { dimension -> TimeSpan.Unit? in
      if case .period(let unit, _, of: nil) = dimension.kind, unit != .hour {
        TimeSpan.Unit(unit)
      } else {
        nil
      }
    }
    guard let unit = units.first, let window = clauses.window?.content, case .last = window.kind,
      let whole = seriesWindow(window, by: unit)
    else { return records }
    var records = records
    records.window = whole
    return records
  }

  /// The last calendar units of that number that are over, and the part of the current one that has passed.
  private func lastWhole(_ duration: Syntax.Duration, at place: SourceSpan) -> Plan.Window? {
    guard let window = last(duration, at: place), let span = span(duration), span.unit != .hour,
      let clock = catalog.clock
    else { return last(duration, at: place) }
    let current = clock.today.start(of: span.unit, weekStart: clock.weekStart)
    let isOver = clock.isOver(current.adding(TimeSpan(1, span.unit)).adding(days: -1))
    let first = current.adding(TimeSpan((isOver ? 1 : 0) - span.count, span.unit))
    return days(first, clock.today, window.words)
  }

  /// The day of an edge; nil if the window is open on that side.
  private struct End {
    var day: Day?
  }

  private func day(of edge: Plan.Window.Edge?, isLower: Bool) -> End? {
    switch edge {
    case nil: End()
    case .day(.literal(let moment), let span): End(day: catalog.zone.day(of: moment).adding(span))
    case .moment(.literal(.day(let day)), let inclusive):
      End(day: inclusive ? day : day.adding(days: isLower ? 1 : -1))
    case .moment(.now, inclusive: true): End(day: catalog.clock?.today)
    case .moment, .day, .moved: nil
    }
  }

  private func isReadable(_ stretch: Stretch, by unit: TimeSpan.Unit, at span: SourceSpan) -> Bool {
    guard let first = stretch.first, let today = catalog.clock?.today else { return true }
    let days = Int(min(stretch.last ?? today, today).number) - Int(first.number)
    let length =
      switch unit {
      case .hour, .day: 1
      case .week: 7
      case .month: 28
      case .quarter: 90
      case .year: 365
      }
    guard days / length > Resolver.mostPeriods else { return true }
    report(
      .badNumber, "That is more than \(Resolver.mostPeriods) periods", at: span,
      label: "too many \(unit.rawValue)s",
      notes: ["Take a shorter window, or longer periods."])
    return false
  }

  /// The people of a statement over time; everybody if none are named.
  func people(_ clauses: Clauses, verb: String) -> Who? {
    guard let population = clauses.population else { return Who() }
    return who(population.content, verb: "`\(verb)`")
  }

  /// The records of a step, narrowed by the clauses of its statement other than the window.
  func step(_ tree: Syntax.Step, narrowedBy clauses: Clauses) -> RecordScope? {
    guard let scope = scope(tree) else { return nil }
    var narrowing = clauses
    narrowing.window = nil
    return narrowed(scope, by: narrowing)
  }
}
