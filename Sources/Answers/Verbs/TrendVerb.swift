internal import DataModel
internal import Plan

/// Answers `trend`: a metric in each calendar period, with one column per group.
struct TrendVerb: Verb {
  let question: Trend
  let context: QueryRunner.Context

  private var metric: Metric { question.measured.metric }
  private var unit: Answer.Unit { metric.unit(of: .people, money: context.catalog.slots.value) }
  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }
  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let stretch = question.stretch
    var batch = Batch()
    let asked = batch.add(
      Series(
        who: question.who.condition, keys: question.grouping.keys, metric: metric, unit: question.unit,
        first: stretch.first, last: stretch.last))
    let sizes = groups.ask(question.who, in: &batch)
    let coverage = spoke.map { spoke in
      (
        all: batch.add(PeopleCount(question.who.condition)),
        spoke: batch.add(PeopleCount(.conjunction([question.who.condition, spoke])))
      )
    }
    let days = Window(days: stretch.first ?? Day(-1_000_000), stretch.last ?? Day(1_000_000))
    let measured = Measure.Measured(question.measured.title, metric.within(days))
    let caveats = Caveats(
      question.who, overTime: measured, keys: question.grouping.keys, context, in: &batch)
    let replies = try backend.run(batch)

    var draft = Draft("trend", context)
    let shown = groups.groups(replies[asked].groups, sizes: replies[sizes]).map { group in
      group.with(newest(group.parts).map(period))
    }
    let count = shown.first?.parts.count ?? 0
    draft.tables = [table(shown)]
    summarize(&draft, shown)
    draft.notes += groups.notes(of: shown, sizes: replies[sizes])
    if let note = groups.note(ofPeriods: count, question.unit) { draft.notes.append(note) }
    draft.notes += notes(ofPeriods: count)
    if let words = metric.lookingBack {
      draft.notes.append(
        "\(words) is counted up to today in every period: earlier periods show how their people stand today, not how they stood then."
      )
    }
    if let coverage, case let all = replies[coverage.all].people, all > 0 {
      draft.notes.append(
        "\(grouped(replies[coverage.spoke].people)) of \(grouped(all)) \(question.who.population.counted(all)) gave feedback, in words or a score"
          + (stretch.window == nil ? "." : ", in this time."))
    }
    draft.notes += caveats.notes(replies)
    return draft
  }

  /// True of people who gave feedback in the time asked about; nil if the metric does not use feedback.
  private var spoke: Condition? {
    guard metric.scopes.contains(where: \.listens), context.catalog.feedbackCount > 0 else { return nil }
    return .records(RecordScope(.feedback, saying: .response, window: question.stretch.window), .some)
  }

  /// A period with its figure.
  private struct Period {
    let start: Day
    let label: String
    let figure: MetricFigure
    /// Whether it is over, was asked for as a whole, and everybody who started something in it has had the time for it.
    let isWhole: Bool
  }

  private func period(_ period: Series.Period) -> Period {
    Period(
      start: period.start, label: context.label(of: period.start, question.unit),
      figure: MetricFigure(metric, context.catalog, period.figure),
      isWhole: context.isWhole(
        period.start, question.unit, in: question.stretch, waiting: metric.spans))
  }

  /// The newest periods, if the question sets a limit.
  private func newest(_ periods: [Series.Period]) -> ArraySlice<Series.Period> {
    groups.isGrouped ? periods[...] : periods.suffix(question.grouping.limit ?? periods.count)
  }

  /// The people that the figure of a period counts, or is calculated over.
  private func drillDown(_ period: Period, of group: TimeGroups.Group<Period>) -> DrillDown {
    let end = period.start.adding(TimeSpan(1, question.unit)).adding(days: -1)
    let stretch = question.stretch
    let window = Window(
      days: max(period.start, stretch.first ?? period.start), min(end, stretch.last ?? end))
    let there = metric.isOfCustomers ? Condition.customers(from: period.start, to: end) : .everyone
    let counted = metric.within(window).counted ?? metric.within(window).recorded
    return DrillDown(
      "\(question.measured.title) in \(period.label)" + (groups.isGrouped ? ", \(group.words)" : ""),
      .conjunction([group.people(of: question.who), there, counted ?? .everyone]),
      people: metric == .count ? period.figure.value.integer : period.figure.hits,
      column: groups.isGrouped ? group.title : nil)
  }

  /// One row per period, with columns for each group.
  private func table(_ shown: [TimeGroups.Group<Period>]) -> Draft.Table {
    let own = shown.flatMap { columns(groups.isGrouped ? $0.title : question.measured.title) }
    let heads =
      [Answer.Column(question.unit.rawValue, .text)] + own
      + [Answer.Column("finished", .boolean, for: .machines)]
    let rows = (shown.first?.parts ?? []).enumerated().map { place, first in
      var label = Answer.Cell(first.label)
      label.isUnfinished = !first.isWhole
      return Draft.Row(
        [label] + shown.flatMap { cells($0.parts[place], areAlone: shown.count == 1) }
          + [Answer.Cell(.boolean(first.isWhole))],
        opens: shown.map { drillDown($0.parts[place], of: $0) })
    }
    let listed = groups.listed(of: rows.count)
    var table = Draft.Table(columns: heads, rows: Array(rows.suffix(listed)))
    table.earlier = rows.dropLast(listed).map(\.cells)
    table.chart = question.grouping.chart
    let figures = heads.indices.dropFirst().filter { heads[$0].audience != .machines }
    table.shape = Answer.Table.Shape(.series, keys: 1, figures: figures)
    return table
  }

  private var isShare: Bool { unit == .share }
  private var isOfAnswers: Bool { metric.isSatisfaction && !isShare }

  /// The columns of one group.
  private func columns(_ title: String) -> [Answer.Column] {
    var columns = [Answer.Column(title, metric.type, unit: unit)]
    if isShare {
      columns += ["n", "of"].map { name in
        Answer.Column("\(title) \(name)", .integer, unit: .people, for: .machines)
      }
    }
    if isOfAnswers { columns.append(Measure.Measured(title, metric).answersColumn) }
    if metric.hasInterval {
      columns += ["low", "high"].map { name in
        Answer.Column("\(title) \(name)", .real, unit: unit, for: .machines)
      }
    }
    return columns
  }

  private func cells(_ period: Period, areAlone: Bool) -> [Answer.Cell] {
    let figure = period.figure
    var cell = figure.cell
    cell.isUnfinished = !period.isWhole
    // There is no room for intervals beside other groups.
    if !areAlone { (cell.low, cell.high) = (nil, nil) }
    return [cell] + (isShare ? [Answer.Cell(figure.of?.0), Answer.Cell(figure.of?.1)] : [])
      + (isOfAnswers ? [figure.answersCell] : [])
      + (metric.hasInterval ? [Answer.Cell(figure.low), Answer.Cell(figure.high)] : [])
  }

  /// The summary and headline: the last two whole periods.
  private func summarize(_ draft: inout Draft, _ shown: [TimeGroups.Group<Period>]) {
    let periods = shown.first?.parts ?? []
    draft.summary = [Answer.Figure("periods", periods.count)]
    guard !groups.isGrouped else { return }
    let whole = periods.filter(\.isWhole).suffix(2)
    guard let last = whole.last else { return }
    func words(_ period: Period) -> String {
      let value = period.figure.value
      let share = isShare ? value.number.map { percent($0) } : nil
      return "\(share ?? plain(value, unit.measure)) in \(period.label)"
    }
    draft.summary.append(
      Answer.Figure(
        "last", last.figure.value, unit: unit, low: last.figure.low.map { .real($0) },
        high: last.figure.high.map { .real($0) }))
    draft.headline = "\(question.measured.title): \(words(last)), the last whole \(question.unit.rawValue)"
    if whole.count > 1, let before = whole.first {
      draft.summary.append(Answer.Figure("before", before.figure.value, unit: unit))
      draft.headline? += "; \(words(before))"
    }
  }

  private func notes(ofPeriods periods: Int) -> [String] {
    guard periods > 0 else {
      return [
        question.stretch.window == nil
          ? "There is nothing to show: no record behind this figure has a time."
          : "There is nothing to show: there is no data from this time."
      ]
    }
    var notes: [String] = []
    if metric.isOfCustomers {
      notes.append(
        "Each \(question.unit.rawValue) counts the people who were customers then: started by its end, and not ended before it."
      )
    }
    if metric.scopes.contains(where: { $0.window != nil }) {
      notes.append(
        "The metric has a window of its own: it counts what lies both in that and in the \(question.unit.rawValue)."
      )
    }
    let named = ReferencedNames(metric).attributes
    let current = context.catalog.attributes.map(\.ref).filter {
      !$0.type.isTime && named.contains($0.name.lowercased())
    }.map(\.name)
    if let last = current.last {
      let names = current.dropLast().joined(separator: ", ") + (current.count > 1 ? " and " : "") + last
      notes.append(
        "\(names) \(current.count > 1 ? "are" : "is") as of today: each \(question.unit.rawValue) shows its people by what they are now, so "
          + "only who is counted changes. To show what they were then would need a date or an event."
      )
    }
    if periods == Series.longest {
      notes.append("Only the newest \(grouped(Series.longest)) periods are shown.")
    }
    return notes
  }
}

extension Metric {
  /// The name of a time up to now in the metric, which does not depend on the period: `The time since last login`.
  fileprivate var lookingBack: String? {
    switch unnamed {
    case .number(let condition), .rate(let condition): condition.lookingBack
    case .aggregate(_, let value): value.lookingBack
    case .weighted(let inner, _): inner.lookingBack
    case .ratio(let whole, let part): whole.lookingBack ?? part.lookingBack
    case .count, .records, .doing, .recordAggregate, .satisfaction, .named: nil
    }
  }
}

extension Condition {
  fileprivate var lookingBack: String? {
    leaves.lazy.compactMap { leaf in
      guard case .test(let value, let test) = leaf else { return nil }
      if case .moment(.record(.last, _)) = value.unnamed, case .within = test {
        return "The time since \(value.words)"
      }
      return value.lookingBack
    }.first
  }
}

extension Value {
  fileprivate var lookingBack: String? {
    if case .elapsed(_, _, .now, _) = unnamed { return "The time since \(words)" }
    return nil
  }
}
