import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `trend count of order by week over last 6 months for sellers by plan`
  func trend(_ value: Syntax.Value, _ statement: Statement) -> Question? {
    let clauses = statement.clauses
    if let population = clauses.population?.content {
      switch population.subject {
      case .events, .feedback:
        return fail(
          .wrongScope, "A trend is about people; say in the metric which records count", at: population.span,
          label: "records", notes: ["For example: `trend count of order by week`."])
      case .everybody, .them, .rest, .named: break
      }
    }
    if case .name(let name, their: false) = value.kind,
      let hidden = Resolver(scope, file: file).condition(named: name, in: nil)?.nameLookingBack(
        from: catalog.clock)
    {
      return saysTheSame(hidden, value)
    }
    guard let unit = grain(clauses), let stretch = stretch(clauses, by: unit, at: statement.span),
      let who = people(clauses, verb: "trend"), let grouping = grouping(clauses, over: nil),
      var metric = metric(value, over: nil, in: clauses.channels?.content ?? [])
    else { return nil }
    if let hidden = metric.nameLookingBack(from: catalog.clock) { return saysTheSame(hidden, value) }
    var narrowing = clauses
    narrowing.window = nil
    if narrowing.hasFilters {
      guard let narrowed = narrowed(metric, by: narrowing, value) else { return nil }
      metric = narrowed
    }
    return .trend(
      Trend(
        Measure.Measured(inEachPeriod(title(of: metric, value)), metric), by: unit, over: stretch, who: who,
        grouping: grouping))
  }

  /// In a trend, a negative is about each period alone, so `never did` becomes `did not`; text in quotes is not changed.
  private func inEachPeriod(_ title: String) -> String {
    guard !title.contains("`") else { return title }
    return title.split(separator: "\"", omittingEmptySubsequences: false).enumerated().map { index, part in
      index % 2 == 1
        ? String(part)
        : String(part).replacing("never did anything", with: "did nothing").replacing(
          "never did ", with: "did not ")
    }.joined(separator: "\"")
  }

  /// The error for `trend number of new by month`: a name with a window up to today says nothing about earlier periods.
  private func saysTheSame(_ name: Plan.Condition.Name, _ value: Syntax.Value) -> Question? {
    let isRate = if case .rate = value.kind { true } else { false }
    let figure = isRate ? "rate" : "number"
    let meant: String? =
      switch name.word {
      case "new": catalog.slots.start.map { "number of \(bare($0.name))" }
      case "active": "\(figure) of (did anything)"
      case "dormant": "\(figure) of (did nothing)"
      case _: nil
      }
    let isAlone =
      switch value.kind {
      case .name, .number(.name), .rate(.name): name.origin == .prelude
      case _: false
      }
    return fail(
      .wrongScope, "`\(name.word)` looks back from today, so it says nothing about earlier periods",
      at: value.span, label: "has a window of its own",
      notes: ["In a trend, each period is the window; write the condition without a window of its own."],
      fixes: isAlone ? meant.map { [.init("in each period", replacing: value.span, with: $0)] } ?? [] : [])
  }

  /// `lifecycle of login by week`
  func lifecycle(_ tree: Syntax.Step, _ statement: Statement) -> Question? {
    let clauses = statement.clauses
    guard let unit = grain(clauses), let stretch = stretch(clauses, by: unit, at: statement.span),
      let who = people(clauses, verb: "lifecycle"), let grouping = grouping(clauses, over: nil),
      let step = step(tree, narrowedBy: clauses)
    else { return nil }
    return .lifecycle(Lifecycle(of: step, by: unit, over: stretch, who: who, grouping: grouping))
  }
}

extension Plan.Metric {
  fileprivate func nameLookingBack(from clock: Clock?) -> Plan.Condition.Name? {
    switch self {
    case .number(let condition), .rate(let condition): condition.nameLookingBack(from: clock)
    case .named(_, let inner, let filter):
      inner.nameLookingBack(from: clock) ?? filter?.nameLookingBack(from: clock)
    case .weighted(let inner, _): inner.nameLookingBack(from: clock)
    case .ratio(let whole, let part):
      whole.nameLookingBack(from: clock) ?? part.nameLookingBack(from: clock)
    case .count, .records, .doing, .aggregate, .recordAggregate, .satisfaction: nil
    }
  }
}

extension Plan.Condition {
  /// The first name in it whose definition has a window up to now.
  fileprivate func nameLookingBack(from clock: Clock?) -> Name? {
    if case .named(let name, let inner) = self { return inner.looksBack(from: clock) ? name : nil }
    return operands.lazy.compactMap { $0.nameLookingBack(from: clock) }.first
  }

  private func looksBack(from clock: Clock?) -> Bool {
    leaves.contains { leaf in
      switch leaf {
      case .test(_, .within(let window)): window.ends(at: clock)
      case .records(let scope, _): scope.window?.ends(at: clock) ?? false
      case .sequence(let sequence): sequence.window?.ends(at: clock) ?? false
      case .everyone, .test, .among, .not, .all, .any, .named: false
      }
    }
  }
}

extension Plan.Window {
  /// Whether it begins at some time and ends now: `in last 30 days`, `in this month`.
  fileprivate func ends(at clock: Clock?) -> Bool {
    guard let clock, lower != nil else { return false }
    switch upper {
    case .day(.literal(.day(let day)), _): return day == clock.today
    case .moment(.literal(.instant(let instant)), _): return instant == clock.now
    case .day, .moment, .moved, nil: return false
    }
  }
}
