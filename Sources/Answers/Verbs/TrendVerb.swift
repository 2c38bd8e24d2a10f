internal import DataModel
internal import Plan

/// `trend`: a metric in each calendar period; with groups, one column each.
struct TrendVerb: Verb {
  let question: Trend
  let context: Asking.Context

  private var metric: Metric { question.measured.metric }
  private var unit: Answer.Unit { metric.unit(of: .people, money: context.catalog.slots.value) }
  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }
  private var caveats: Caveats {
    let (first, last) = (question.stretch.first ?? Day(-1_000_000), question.stretch.last ?? Day(1_000_000))
    let measured = Measure.Measured(question.measured.title, metric.within(Window(days: first, last)))
    return Caveats(question.who, overTime: measured, keys: question.grouping.keys, context: context)
  }

  /// Those who said anything, where the metric listens.
  private var spoke: Condition? {
    guard metric.scopes.contains(where: \.listens), context.catalog.feedbackCount > 0 else { return nil }
    return .records(RecordScope(.feedback, saying: .response, window: question.stretch.window), .some)
  }

  private var coverage: [Measurement] {
    guard let spoke else { return [] }
    return [.people(question.who.condition), .people(.conjunction([question.who.condition, spoke]))]
  }

  var firstRound: [Measurement] {
    let series = Series(
      who: question.who.condition, keys: question.grouping.keys, metric: metric, unit: question.unit,
      first: question.stretch.first, last: question.stretch.last)
    return [.series(series)] + groups.measurements(question.who) + coverage + caveats.measurements
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "trend", statement: context.statement, reading: context.reading)
    let series = first[0]
    let sizes = groups.isGrouped ? first[1] : nil
    let shown = groups.groups(series, sizes: sizes)
    let periods = self.periods(series, shown)
    answer.tables = [table(series, shown, periods)]
    summarize(&answer, series, shown, periods)
    answer.notes += groups.notes(of: shown, sizes: sizes)
    if let note = groups.note(ofPeriods: periods.count, question.unit) { answer.notes.append(note) }
    answer.notes += notes(series, periods)
    if let words = metric.lookingBack {
      answer.notes.append(
        "\(words) is reckoned to today in every period: earlier ones tell how people of then stand today, not how they stood."
      )
    }
    let heard = first.dropFirst(groups.isGrouped ? 2 : 1).prefix(coverage.count)
    if let all = heard.first?["n", 0].integer, let spoke = heard.last?["n", 0].integer, all > 0 {
      answer.notes.append(
        "\(grouped(spoke)) of \(grouped(all)) \(question.who.population.counted(all)) said or scored anything"
          + (question.stretch.window == nil ? "." : " in this time."))
    }
    answer.notes += caveats.notes(first.suffix(caveats.measurements.count))
    return answer
  }

  /// The places of the shown periods in each group's rows; the newest where fewer are asked for.
  private func periods(_ series: Columns, _ groups: [TimeGroups.Group]) -> Range<Int> {
    let count = groups.first?.rows.count ?? 0
    guard let limit = question.grouping.limit, !self.groups.isGrouped else { return 0..<count }
    return max(0, count - limit)..<count
  }

  /// Of each period whom the figure counts, or is taken over; with groups, those of each.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let series = first[0]
    let shown = groups.groups(series, sizes: groups.isGrouped ? first[1] : nil)
    let keys = question.grouping.keys
    let periods = periods(series, shown)
    let rows = periods.suffix(groups.listed(of: periods.count)).map { period in
      shown.compactMap { group -> Opening? in
        let row = group.rows[period]
        let who = Condition.conjunction([question.who.condition] + keys.conditions(series, row: row))
        let opening = opening(series["period", row], figure(series, row), of: who)
        guard groups.isGrouped, var opening else { return opening }
        opening.words += ", \(keys.words(series, row: row, context.catalog))"
        opening.column = group.title
        return opening
      }
    }
    return [rows]
  }

  private func opening(_ period: Scalar, _ figure: MetricFigure, of who: Condition) -> Opening? {
    guard case .moment(.day(let start)) = period else { return nil }
    let end = start.adding(TimeSpan(1, question.unit)).adding(days: -1)
    let stretch = question.stretch
    let window = Window(days: max(start, stretch.first ?? start), min(end, stretch.last ?? end))
    let there = metric.isOfCustomers ? Condition.customers(from: start, to: end) : .everyone
    let counted = metric.within(window).counted ?? metric.within(window).recorded
    let people = metric == .count ? figure.value.integer : figure.hits
    return Opening(
      "\(question.measured.title) in \(context.label(of: period, question.unit))",
      .conjunction([who, there, counted ?? .everyone]), people: people)
  }

  /// Whether a period is over and was asked for as a whole, and whoever started something in it has had the time for it.
  private func isWhole(_ period: Scalar) -> Bool {
    context.isWhole(period, question.unit, in: question.stretch, waiting: metric.spans)
  }

  private func figure(_ series: Columns, _ row: Int) -> MetricFigure {
    MetricFigure(metric, context.catalog) { series[$0, row] }
  }

  private func table(_ series: Columns, _ shown: [TimeGroups.Group], _ periods: Range<Int>) -> Answer.Table {
    let isShare = unit == .share
    let isOfAnswers = metric.isSatisfaction && !isShare
    var columns = [Answer.Column(question.unit.rawValue, .text)]
    for group in shown {
      let title = groups.isGrouped ? group.title : question.measured.title
      columns.append(Answer.Column(title, metric.type, unit: unit))
      if isShare {
        columns.append(Answer.Column("\(title) n", .integer, unit: .people, for: .machines))
        columns.append(Answer.Column("\(title) of", .integer, unit: .people, for: .machines))
      }
      if isOfAnswers { columns.append(Measure.Measured(title, metric).answersColumn) }
      if metric.hasInterval {
        columns += ["low", "high"].map { Answer.Column("\(title) \($0)", .real, unit: unit, for: .machines) }
      }
    }
    columns.append(Answer.Column("finished", .boolean, for: .machines))
    let rows = periods.map { period -> [Answer.Cell] in
      let start = shown.first.map { series["period", $0.rows[period]] } ?? .missing
      let isWhole = isWhole(start)
      var cells = [Answer.Cell(.text(context.label(of: start, question.unit)))]
      cells[0].isUnfinished = !isWhole
      for group in shown {
        let figure = self.figure(series, group.rows[period])
        var cell = figure.cell
        cell.isUnfinished = !isWhole
        // Side by side there is no room for intervals.
        if shown.count > 1 { (cell.low, cell.high) = (nil, nil) }
        cells.append(cell)
        if isShare {
          cells.append(Answer.Cell(figure.of.map { .integer(Int64($0.0)) } ?? .missing))
          cells.append(Answer.Cell(figure.of.map { .integer(Int64($0.1)) } ?? .missing))
        }
        if isOfAnswers { cells.append(figure.answersCell) }
        if metric.hasInterval {
          cells += [figure.low, figure.high].map { Answer.Cell($0.map { .real($0) } ?? .missing) }
        }
      }
      return cells + [Answer.Cell(.boolean(isWhole))]
    }
    let listed = groups.listed(of: rows.count)
    var table = Answer.Table(columns: columns, rows: Array(rows.suffix(listed)))
    table.earlier = rows.dropLast(listed)
    table.chart = question.grouping.chart
    let figures = columns.indices.dropFirst().filter { columns[$0].audience != .machines }
    table.shape = Answer.Table.Shape(.series, keys: 1, figures: figures)
    return table
  }

  /// The last two periods that are whole, of everybody.
  private func summarize(
    _ answer: inout Answer, _ series: Columns, _ shown: [TimeGroups.Group], _ periods: Range<Int>
  ) {
    answer.summary = [Answer.Figure("periods", .integer(Int64(periods.count)))]
    guard let group = shown.first, !groups.isGrouped else { return }
    let whole = periods.filter { isWhole(series["period", group.rows[$0]]) }.suffix(2)
    guard let last = whole.last else { return }
    func words(_ period: Int) -> String {
      let value = figure(series, group.rows[period]).value
      return
        "\(value.number.map { unit == .share ? percent($0) : plain(value, unit.measure) } ?? plain(value, unit.measure)) in "
        + context.label(of: series["period", group.rows[period]], question.unit)
    }
    let newest = figure(series, group.rows[last])
    answer.summary.append(
      Answer.Figure(
        "last", newest.value, unit: unit, low: newest.low.map { .real($0) },
        high: newest.high.map { .real($0) }))
    answer.headline = "\(question.measured.title): \(words(last)), the last whole \(question.unit.rawValue)"
    if let before = whole.first, before != last {
      answer.summary.append(
        Answer.Figure("before", figure(series, group.rows[before]).value, unit: unit))
      answer.headline? += "; \(words(before))"
    }
  }

  private func notes(_ series: Columns, _ periods: Range<Int>) -> [String] {
    guard !periods.isEmpty else {
      return [
        question.stretch.window == nil
          ? "There is nothing to show: no record that this rests on has a time."
          : "There is nothing to show: the data does not reach into this time."
      ]
    }
    var notes: [String] = []
    if metric.isOfCustomers {
      notes.append(
        "Of each \(question.unit.rawValue) it counts who was a customer then: started by its end, not ended before it."
      )
    }
    if metric.scopes.contains(where: { $0.window != nil }) {
      notes.append(
        "The metric has a window of its own: what it counts lies in that and in the \(question.unit.rawValue)."
      )
    }
    let named = Naming(metric).attributes
    let current = context.catalog.attributes.map(\.ref).filter {
      !$0.type.isTime && named.contains($0.name.lowercased())
    }.map(\.name)
    if let last = current.last {
      let names = current.dropLast().joined(separator: ", ") + (current.count > 1 ? " and " : "") + last
      notes.append(
        "\(names) \(current.count > 1 ? "are" : "is") as of today: people of each \(question.unit.rawValue) are shown by "
          + "what they are now, so that only who is counted changes. What they were then would take a date or an event."
      )
    }
    if periods.count == Series.longest {
      notes.append("Only the newest \(grouped(Series.longest)) periods are shown.")
    }
    return notes
  }
}

extension Metric {
  /// What in it is a time up to now, which is no figure of a period: `the time since last login`.
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
    switch unnamed {
    case .not(let inner): inner.lookingBack
    case .all(let parts), .any(let parts): parts.lazy.compactMap(\.lookingBack).first
    case .test(let value, let test):
      if case .moment(.record(.last, _)) = value.unnamed, case .within = test {
        "The time since \(value.words)"
      } else {
        value.lookingBack
      }
    case .everyone, .records, .sequence, .among, .named: nil
    }
  }
}

extension Value {
  fileprivate var lookingBack: String? {
    if case .elapsed(_, _, .now, _) = unnamed { return "The time since \(words)" }
    return nil
  }
}
