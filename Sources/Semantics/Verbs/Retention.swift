import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// The default number of periods, and the most.
  private static let usualPeriods = 12
  private static let mostPeriods = 400

  /// `retention of login by week for 12 weeks from signup for sellers`
  func retention(_ tree: Syntax.Step, _ statement: Statement) -> Question? {
    let clauses = statement.clauses
    guard clock(at: statement.span) != nil, let unit = grain(clauses),
      let periods = periods(clauses, of: unit), let who = people(clauses, verb: "retention"),
      let grouping = grouping(clauses, over: nil), let step = step(tree, narrowedBy: clauses),
      let start = start(clauses)
    else { return nil }
    var window: Plan.Window?
    if let asked = clauses.window {
      guard let resolved = seriesWindow(asked.content, by: unit) else { return nil }
      window = resolved
    }
    return .retention(
      Retention(
        of: step, from: start, in: window, by: unit, periods: periods,
        isCalendar: clauses.grain?.content.calendar ?? false, countsLater: clauses.onOrAfter != nil, who: who,
        grouping: grouping))
  }

  /// `from signup`; by default when they became customers.
  func start(_ clauses: Clauses) -> Anchor? {
    guard let start = clauses.start else { return catalog.slots.start.map { .attribute($0) } ?? .start }
    guard let anchor = anchor(start.content, in: nil) else { return nil }
    switch anchor {
    case .attribute, .start, .end, .record: return anchor
    case .literal, .now, .property:
      return fail(
        .wrongScope,
        "`\(asked(start.content.span))` is the same moment for everybody; retention needs each person's own start",
        at: start.span, label: "the same for everybody",
        fixes: startName.map {
          [
            .init(
              "those who started since", replacing: start.span,
              with: "from \($0) since \(asked(start.content.span))")
          ]
        } ?? [])
    }
  }

  private func periods(_ clauses: Clauses, of unit: TimeSpan.Unit) -> Int? {
    guard let clause = clauses.span else { return Resolver.usualPeriods }
    guard let span = span(clause.content) else { return nil }
    guard span.unit == unit else {
      let count = Resolver.roughly(span, in: unit)
      return fail(
        .typeMismatch,
        "Periods are \(unit.rawValue)s here, and `\(span.words)` counts \(span.unit.rawValue)s",
        at: clause.span, label: "how many \(unit.rawValue)s?",
        fixes: [
          .init(
            "in \(unit.rawValue)s", replacing: clause.span, with: "for \(TimeSpan(count, unit).words)")
        ])
    }
    guard (1...Resolver.mostPeriods).contains(span.count) else {
      return fail(
        .badNumber, "Retention covers 1 to \(Resolver.mostPeriods) periods", at: clause.span,
        label: "\(span.count) periods")
    }
    return span.count
  }

  /// The nearest whole number of units, at least one.
  private static func roughly(_ span: TimeSpan, in unit: TimeSpan.Unit) -> Int {
    func days(_ unit: TimeSpan.Unit) -> Double {
      switch unit {
      case .hour: 1.0 / 24
      case .day: 1
      case .week: 7
      case .month: 365.25 / 12
      case .quarter: 365.25 / 4
      case .year: 365.25
      }
    }
    let count = (Double(span.count) * days(span.unit) / days(unit)).rounded()
    return Int(max(1, min(Double(mostPeriods), count)))
  }
}
