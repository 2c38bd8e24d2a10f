internal import DataModel
internal import Plan
internal import Statistics

/// Answers `survival`: the share of people to whom something has not happened yet, by time since their start; the median; and
/// whether groups differ. People to whom it may still happen count for as long as they were observed.
struct SurvivalVerb: Verb {
  let question: Survival
  let context: QueryRunner.Context

  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }
  private var unit: String { question.unit.rawValue }

  private func lifetimes(of who: Condition, by keys: [GroupKey] = []) -> Lifetimes {
    Lifetimes(
      who: who, keys: keys, condition: question.condition, onset: question.onset, start: question.start,
      startWindow: question.startWindow)
  }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let who = question.who.condition
    var batch = Batch()
    let everybody = batch.add(lifetimes(of: who))
    let people = batch.add(PeopleCount(who))
    let byGroup = groups.isGrouped ? batch.add(lifetimes(of: who, by: question.grouping.keys)) : nil
    let sizes = groups.ask(question.who, in: &batch)
    let caveats = Caveats(question.who, keys: question.grouping.keys, context: context, in: &batch)
    let replies = try backend.run(batch)

    var draft = Draft("survival", context)
    let all = Course(
      question.words,
      replies[everybody].groups.first ?? Lifetimes.Group(keys: [], early: 0, unstarted: 0, lengths: []))
    summarize(&draft, all)
    if let found = replies[byGroup]?.groups {
      let shown = groups.groups(
        found.map { Grouped(keys: $0.keys, parts: [$0]) }, sizes: replies[sizes])
      let courses = shown.compactMap { group in group.parts.first.map { Course(group.title, $0, group) } }
      draft.tables = [medians(courses, all), curves(courses), atRisk(courses)]
      draft.tables[1].chart = question.grouping.chart
      draft.notes = groups.notes(of: shown, sizes: replies[sizes])
      // `having` chooses the groups that are tested; a limit or the height of the screen does not.
      let isWhole = question.grouping.having.isEmpty
      compare(&draft, isWhole ? found.map { Course("", $0).curve } : courses.map(\.curve))
    } else {
      draft.tables = [curve(all.curve)]
      draft.tables[0].chart = question.grouping.chart
    }
    note(&draft, all, of: replies[people].people)
    draft.notes += caveats.notes(replies)
    return draft
  }

  /// A group with its curve.
  private struct Course {
    let title: String
    let curve: KaplanMeier
    /// People left out: those to whom it happened before their start, and those without such a start.
    let early: Int
    let unstarted: Int
    /// Nil for everybody.
    let group: TimeGroups.Group<Lifetimes.Group>?

    init(
      _ title: String, _ lifetimes: Lifetimes.Group, _ group: TimeGroups.Group<Lifetimes.Group>? = nil
    ) {
      self.title = title
      self.group = group
      (early, unstarted) = (lifetimes.early, lifetimes.unstarted)
      curve = KaplanMeier(
        lifetimes.lengths.map { .init(at: $0.days, happened: $0.happened, lost: $0.lost) })
    }
  }

  /// The people of a group, and those to whom it happened.
  private func drillDowns(_ course: Course) -> [DrillDown] {
    guard let group = course.group else { return [] }
    let lifetimes = lifetimes(of: group.people(of: question.who))
    return [
      DrillDown(
        "observed, \(group.words)", at: .lifetime(lifetimes, happened: false), people: course.curve.people),
      DrillDown(
        "\(question.words), \(group.words)", at: .lifetime(lifetimes, happened: true),
        people: course.curve.happened, column: question.words),
    ]
  }

  // MARK: Tables

  /// The units of time at which the curve is shown: all, or as many as fit on a screen.
  private func units(_ curves: [KaplanMeier]) -> [Int] {
    let longest = Double(curves.compactMap(\.longest).max() ?? 0) / Survival.days(in: question.unit)
    let last = min(question.periods ?? .max, Int(longest.rounded(.down)))
    let step = context.rowLimit == nil ? 1 : max(1, (last + TimeGroups.screenful - 1) / TimeGroups.screenful)
    return Array(stride(from: 0, through: last, by: step))
  }

  private func days(_ units: Int) -> Int {
    Int((Double(units) * Survival.days(in: question.unit)).rounded(.down))
  }

  /// The cell of a curve; nil once nobody is observed any more.
  private func cell(_ curve: KaplanMeier, at days: Int) -> Answer.Cell? {
    let atRisk = curve.atRisk(at: days)
    guard atRisk > 0 else { return nil }
    let interval = curve.step(at: days)?.interval
    return Answer.Cell(
      .real(curve.share(at: days)), low: interval?.low, high: interval?.high, isSmall: atRisk < smallGroup)
  }

  private func curve(_ curve: KaplanMeier) -> Draft.Table {
    var table = Draft.Table(columns: [
      Answer.Column(unit, .integer), Answer.Column("at risk", .integer, unit: .people),
      Answer.Column("\(question.words) since", .integer, unit: .people),
      Answer.Column("not yet", .real, unit: .share),
      Answer.Column("low", .real, unit: .share, for: .machines),
      Answer.Column("high", .real, unit: .share, for: .machines),
    ])
    table.shape = Answer.Table.Shape(.curve, keys: 1, figures: [3])
    var before = -1
    for unit in units([curve]) {
      let days = days(unit)
      guard let cell = cell(curve, at: days) else { break }
      let since = curve.steps.reduce(0) { $0 + ((before + 1...days).contains($1.time) ? $1.happened : 0) }
      before = days
      table.rows.append(
        Draft.Row([
          Answer.Cell(unit), Answer.Cell(curve.atRisk(at: days)), Answer.Cell(since), cell,
          Answer.Cell(cell.low), Answer.Cell(cell.high),
        ]))
    }
    return table
  }

  private func curves(_ courses: [Course]) -> Draft.Table {
    var table = Draft.Table(
      title: "Share not yet \(question.words)",
      columns: [Answer.Column(unit, .integer)]
        + courses.flatMap { course in
          [
            Answer.Column(course.title, .real, unit: .share),
            Answer.Column("\(course.title) low", .real, unit: .share, for: .machines),
            Answer.Column("\(course.title) high", .real, unit: .share, for: .machines),
          ]
        })
    table.shape = Answer.Table.Shape(.curve, keys: 1, figures: courses.indices.map { 1 + 3 * $0 })
    for unit in units(courses.map(\.curve)) {
      let cells = courses.flatMap { course -> [Answer.Cell] in
        guard var cell = cell(course.curve, at: days(unit)) else {
          return [Answer.Cell](repeating: Answer.Cell(.missing), count: 3)
        }
        let ends = [Answer.Cell(cell.low), Answer.Cell(cell.high)]
        // There is no room for intervals beside several curves.
        (cell.low, cell.high) = (nil, nil)
        return [cell] + ends
      }
      table.rows.append(Draft.Row([Answer.Cell(unit)] + cells))
    }
    return table
  }

  private func atRisk(_ courses: [Course]) -> Draft.Table {
    Draft.Table(
      title: "At risk",
      columns: [Answer.Column(unit, .integer)]
        + courses.map { Answer.Column($0.title, .integer, unit: .people) },
      facts: units(courses.map(\.curve)).map { unit in
        [Answer.Cell(unit)] + courses.map { Answer.Cell($0.curve.atRisk(at: days(unit))) }
      })
  }

  private func medians(_ courses: [Course], _ all: Course) -> Draft.Table {
    var table = Draft.Table(
      columns: groups.heads + [
        Answer.Column("people", .integer, unit: .people),
        Answer.Column(question.words, .integer, unit: .people),
        Answer.Column("not yet", .integer, unit: .people), Answer.Column("median", .text, for: .people),
        Answer.Column("median days", .integer, unit: .days, for: .machines),
        Answer.Column("median low", .integer, unit: .days, for: .machines),
        Answer.Column("median high", .integer, unit: .days, for: .machines),
      ])
    func cells(_ curve: KaplanMeier) -> [Answer.Cell] {
      let median = curve.median
      return [
        Answer.Cell(curve.people), Answer.Cell(curve.happened), Answer.Cell(curve.people - curve.happened),
        Answer.Cell(words(median)), Answer.Cell(median.time), Answer.Cell(median.low),
        Answer.Cell(median.high),
      ]
    }
    table.rows = courses.map {
      Draft.Row(($0.group?.cells ?? []) + cells($0.curve), opens: drillDowns($0))
    }
    table.total = groups.heads.map { _ in Answer.Cell(.missing) } + cells(all.curve)
    return table
  }

  /// `412 days (380–450)`, `not reached`, `not reached (380–)`.
  private func words(_ median: (time: Int?, low: Int?, high: Int?)) -> String {
    let ends = [median.low, median.high].map { $0.map { grouped($0) } ?? "" }
    guard let time = median.time else { return "not reached" + (median.low == nil ? "" : " (\(ends[0])–)") }
    return "\(counted(time, "day")) (\(ends[0])–\(ends[1]))"
  }

  /// The time that the headline reports: the last unit at which at least 30 people are at risk; otherwise the last at which a
  /// tenth of them are; otherwise the longest time observed, in days.
  private func telling(_ curve: KaplanMeier) -> TimeSpan {
    let units = units([curve])
    func last(watching least: Int) -> Int? { units.last { $0 > 0 && curve.atRisk(at: days($0)) >= least } }
    return (last(watching: smallGroup) ?? last(watching: max(1, curve.people / 10))).map {
      TimeSpan($0, question.unit)
    } ?? TimeSpan(curve.longest ?? 0, .day)
  }

  // MARK: In words

  private func summarize(_ draft: inout Draft, _ all: Course) {
    let curve = all.curve
    let median = curve.median
    draft.summary = [
      Answer.Figure("people", curve.people, unit: .people),
      Answer.Figure("happened", curve.happened, unit: .people),
      Answer.Figure("median", median.time, unit: .days, low: median.low, high: median.high),
    ]
    guard curve.people > 0 else {
      draft.headline = "Nobody: no \(question.who.population.counted(0)) have such a start"
      return
    }
    let told = telling(curve)
    let day = told.unit == question.unit ? days(told.count) : told.count
    let interval = curve.step(at: day)?.interval
    draft.headline =
      "Not yet \(question.words) after \(told.words): \(percent(curve.share(at: day)))"
      + (interval.map {
        " (95% interval \(percent($0.low, sign: false))–\(percent($0.high)))"
      } ?? "") + "; median \(words(median))"
  }

  private func compare(_ draft: inout Draft, _ curves: [KaplanMeier]) {
    guard let test = LogRank(curves) else {
      draft.notes.append(
        "There is nothing to test: fewer than two groups have people to whom it could happen.")
      return
    }
    draft.summary += [
      Answer.Figure("chi squared", .real(test.chiSquared)),
      Answer.Figure("degrees of freedom", test.degrees),
      Answer.Figure("p", .real(test.p), unit: .chance),
    ]
    let tenths = Int((test.chiSquared * 10).rounded())
    let p =
      test.p < 0.001
      ? "p < 0.001" : "p = \(plain(.decimal(units: Int64((test.p * 1000).rounded()), places: 3)))"
    draft.notes.append(
      "The groups \(test.p < 0.05 ? "differ by more than chance" : "do not differ by more than chance"): "
        + "log-rank χ² = \(tenths / 10).\(tenths % 10), \(counted(test.degrees, "degree")) of freedom, \(p)."
    )
  }

  private func note(_ draft: inout Draft, _ all: Course, of population: Int) {
    let waiting = all.curve.people - all.curve.happened
    if waiting > 0, let clock = context.catalog.clock {
      draft.notes.append(
        "It had not happened to \(grouped(waiting)): they count for as long as they were observed, up to \(clock.today.iso) or to their end."
      )
    }
    if all.unstarted > 0 {
      draft.notes.append(
        "\(grouped(all.unstarted)) of \(grouped(population)) \(question.who.population.counted(population)) have no such start"
          + (question.startWindow == nil ? "" : " in this time") + ", and are left out.")
    }
    if all.early > 0 {
      draft.notes.append("It happened to \(grouped(all.early)) before their start: they are left out.")
    }
  }
}
