import DataModel

/// Puts questions over time into words.
extension Reader {
  func trend(_ trend: Trend) -> String {
    let each = Window(from: nil, to: nil, words: "in each \(trend.unit.rawValue)")
    return
      "\(metric(trend.measured.metric.within(each), of: .people)), by \(trend.unit.rawValue) \(stretch(trend.stretch)); "
      + "for \(who(trend.who))"
      + (trend.measured.metric.isOfCustomers ? " who were customers at the time" : "")
      + groups(trend.grouping, without: "period")
  }

  func lifecycle(_ lifecycle: Lifecycle) -> String {
    return
      "who did \(step(lifecycle.step)) in each \(lifecycle.unit.rawValue), \(stretch(lifecycle.stretch)): "
      + "new (never before), returning (in the \(lifecycle.unit.rawValue) before too), resurrected (only earlier) and "
      + "dormant (in the \(lifecycle.unit.rawValue) before, but not in this one); for \(who(lifecycle.who))"
      + groups(lifecycle.grouping, without: "period")
  }

  func retention(_ retention: Retention) -> String {
    let unit = retention.unit.rawValue
    let periods =
      retention.isCalendar
      ? "calendar \(unit)s 0 to \(retention.periods) after" : "\(unit)s 0 to \(retention.periods) from"
    return
      "who came back to do \(step(retention.returns)) in \(periods) their \(anchor(retention.start))"
      + (retention.countsLater ? ", or later" : "")
      + (retention.startWindow.map { "; only those who started \(window($0))" } ?? "")
      + "; by the \(unit) of their \(anchor(retention.start)); for \(who(retention.who))"
      + groups(retention.grouping, without: "cohort")
  }

  func survival(_ survival: Survival) -> String {
    let unit = survival.unit.rawValue
    return
      "the time from their \(anchor(survival.start)) until \(who(survival.who)) became people "
      + clause(survival.condition, .relative)
      + (survival.startWindow.map { "; only those who started \(window($0))" } ?? "")
      + "; shown by \(unit)" + (survival.periods.map { " for \(TimeSpan($0, survival.unit).words)" } ?? "")
      + grouping(survival.grouping, .people)
  }

  func funnel(_ funnel: Funnel) -> String {
    let spec = funnel.spec
    let isAmong = if case .among = funnel.who.population.condition { true } else { false }
    var words =
      "how many \(isAmong ? "of " : "")\(who(funnel.who)) did "
      + spec.steps.map { step($0) }.joined(separator: " then ")
    if spec.isStrict { words += ", with no other event between the steps" }
    if let key = spec.sameKey { words += ", on the same \(key.name)" }
    if let span = spec.span { words += ", within \(span.words) of the first" }
    if !spec.without.isEmpty {
      words += ", without \(list(spec.without.map { step($0) }, "or")) after the first"
    }
    if let window = spec.window { words += ", \(started(window, isConfined: spec.isConfined))" }
    let first = spec.steps.first.map { Subject.records($0) } ?? .people
    return words + grouping(funnel.grouping, first)
  }

  func paths(_ paths: Paths) -> String {
    let query = paths.query
    let steps = "\(query.length) step\(query.length == 1 ? "" : "s")"
    let words =
      switch query.direction {
      case .after: "what they did next, up to \(steps) after the first \(step(query.step))"
      case .before: "what they did just before, up to \(steps) before the last \(step(query.step))"
      }
    return words + (query.span.map { ", within \($0.words)" } ?? "") + "; for \(who(paths.who))"
      + groups(paths.grouping, without: "path")
  }

  /// The groups and the limit; without groups, the limit is for periods, cohorts or paths.
  private func groups(_ grouping: Grouping, without noun: String) -> String {
    guard grouping.keys.isEmpty, let limit = grouping.limit else { return self.grouping(grouping, .people) }
    var rest = grouping
    rest.limit = nil
    let which = noun == "path" ? "the most common" : "the newest"
    let what = limit == 1 ? noun : "\(limit) \(noun)s"
    return "; \(which) \(what)\(noun == "path" ? " at each step" : "")" + self.grouping(rest, .people)
  }

  private func stretch(_ stretch: Stretch) -> String {
    stretch.window.map { window($0) } ?? "over all the data"
  }
}
