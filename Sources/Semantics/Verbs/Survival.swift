import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// The most units of time in a curve.
  private static let mostUnits = 400

  /// `survival of churned by month for 12 months from signup for sellers by plan`
  func survival(_ argument: Argument, _ statement: Statement) -> Question? {
    let clauses = statement.clauses
    guard let condition = condition(argument, in: nil) else { return nil }
    guard condition.onset == nil || clock(at: statement.span) != nil,
      let who = people(clauses, verb: "survival"),
      let grouping = grouping(clauses, over: nil), let unit = survivalUnit(clauses),
      let start = start(clauses)
    else { return nil }
    let words = argument.canonical
    guard let onset = condition.onset else {
      let dates = (catalog.slots.end ?? catalog.attributes.map(\.ref).first(where: \.type.isTime)).map {
        bare($0.name)
      }
      let event = catalog.events.first.map { "(did \(bare($0.name)))" }
      let examples = [dates, event].compactMap { $0 }.map { "`survival of \($0)`" }.joined(separator: ", ")
      return fail(
        .wrongScope, "`\(words)` has no date, so it is not known how long it took", at: argument.span,
        label: "when did it happen?",
        notes: [
          "Date attributes have one, and so does everything done or said\(examples.isEmpty ? "." : ": \(examples).")"
        ])
    }
    var survival = Survival(
      of: condition, at: onset, words: words, from: start, by: unit, who: who, grouping: grouping)
    if let asked = clauses.window {
      guard let window = seriesWindow(asked.content, by: unit) else { return nil }
      survival.startWindow = window
    }
    if let clause = clauses.span {
      guard let span = span(clause.content) else { return nil }
      let periods = Double(span.count) * Survival.days(in: span.unit) / Survival.days(in: unit)
      guard (1...Double(Resolver.mostUnits)).contains(periods.rounded()) else {
        return fail(
          .badNumber, "A curve covers 1 to \(Resolver.mostUnits) \(unit.rawValue)s", at: clause.span,
          label: "\(span.words)")
      }
      survival.periods = Int(periods.rounded())
    }
    return .survival(survival)
  }

  /// `by week`, `for 12 weeks`; by default months.
  private func survivalUnit(_ clauses: Clauses) -> TimeSpan.Unit? {
    clauses.grain == nil && clauses.span == nil ? .month : grain(clauses)
  }
}
