internal import DataModel
internal import Plan
internal import Statistics

/// Answers `retention`: cohorts by the period of their start, and the share of each that came back. A cell counts only people
/// whose period is over; if nobody's is, it is missing, not zero.
struct RetentionVerb: Verb {
  let question: Retention
  let context: QueryRunner.Context

  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }
  private var unit: String { question.unit.rawValue }

  private func cohorts(of who: Condition, by keys: [GroupKey]) -> Cohorts {
    Cohorts(
      who: who, keys: keys, start: question.start, startWindow: question.startWindow,
      returns: question.returns, unit: question.unit, periods: question.periods,
      isCalendar: question.isCalendar, countsLater: question.countsLater)
  }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let who = question.who.condition
    var batch = Batch()
    let cohorts = batch.add(cohorts(of: who, by: question.grouping.keys))
    let people = batch.add(PeopleCount(who))
    let sizes = groups.ask(question.who, in: &batch)
    let caveats = Caveats(question.who, keys: question.grouping.keys, context: context, in: &batch)
    let replies = try backend.run(batch)

    var draft = Draft("retention", context)
    let shown = groups.groups(replies[cohorts].groups, sizes: replies[sizes])
    var table = Draft.Table(
      columns: groups.heads + [Answer.Column("started", .text)] + Self.columns(question.periods, unit))
    for group in shown {
      let kept = kept(group.parts)
      if kept.count < group.parts.count {
        let newest =
          groups.isGrouped
          ? "The newest \(kept.count) cohorts of each group are listed"
          : "The newest \(kept.count) of \(grouped(group.parts.count)) cohorts are listed"
        let note = newest + "; all of them count in \"All cohorts together\"."
        if !draft.notes.contains(note) { draft.notes.append(note) }
      }
      table.rows += kept.map { cohort in
        let course = Course(cohort, question.periods)
        return Draft.Row(
          group.cells + [Answer.Cell(context.label(of: cohort.start, question.unit))] + cells(course),
          opens: drillDowns(course, started: cohort.start, of: group))
      }
    }
    table.chart = question.grouping.chart
    table.shape = gridShape(keys: groups.heads.count + 1)
    let together = shown.map { group in
      group.parts.reduce(into: Course(question.periods)) { $0.add(Course($1, question.periods)) }
    }
    draft.tables = [table, curve(shown, together)]
    summarize(&draft, together, of: replies[people].people)
    draft.notes += groups.notes(of: shown, sizes: replies[sizes])
    draft.notes += caveats.notes(replies)
    return draft
  }

  /// A cohort, or several together: the number of people, and for each period how many have it behind them and how many came
  /// back.
  private struct Course {
    var people = 0
    var over: [Int]
    var back: [Int]

    init(_ periods: Int) {
      over = [Int](repeating: 0, count: periods + 1)
      back = over
    }

    init(_ cohort: Cohorts.Cohort, _ periods: Int) {
      self.init(periods)
      people = cohort.people
      for (k, period) in cohort.periods.enumerated() where over.indices.contains(k) {
        (over[k], back[k]) = (period.over, period.back)
      }
    }

    mutating func add(_ other: Course) {
      people += other.people
      for k in over.indices {
        over[k] += other.over[k]
        back[k] += other.back[k]
      }
    }
  }

  /// The newest cohorts, up to the limit; all of them count in the curve.
  private func kept(_ cohorts: [Cohorts.Cohort]) -> ArraySlice<Cohorts.Cohort> {
    // With groups, the limit is for groups.
    let limit = groups.isGrouped ? nil : question.grouping.limit
    return cohorts.suffix(limit ?? context.rowLimit ?? .max)
  }

  /// The people of a cohort (nil: of all cohorts together), and those who came back in each period.
  private func drillDowns(
    _ course: Course, started day: Day?, of group: TimeGroups.Group<Cohorts.Cohort>
  ) -> [DrillDown] {
    let start = day.map { "started in \(context.label(of: $0, question.unit))" } ?? "started"
    let cohorts = cohorts(of: group.people(of: question.who), by: [])
    func drillDown(_ words: String, back: Int?, _ people: Int, _ column: String?) -> DrillDown {
      DrillDown(
        words + (group.words.isEmpty ? "" : ", \(group.words)"),
        at: .cohort(cohorts, startedIn: day, back: back), people: people, column: column)
    }
    return [drillDown(start, back: nil, course.people, nil)]
      + course.back.indices.map { k in
        drillDown("\(start), came back in \(unit) \(k)", back: k, course.back[k], "\(unit) \(k)")
      }
  }

  private static func columns(_ periods: Int, _ unit: String) -> [Answer.Column] {
    [Answer.Column("people", .integer, unit: .people)]
      + (0...periods).flatMap { k in
        [
          Answer.Column("\(unit) \(k)", .real, unit: .share),
          Answer.Column("\(unit) \(k) n", .integer, unit: .people, for: .machines),
          Answer.Column("\(unit) \(k) of", .integer, unit: .people, for: .machines),
        ]
      }
  }

  private func cells(_ course: Course) -> [Answer.Cell] {
    [Answer.Cell(course.people)]
      + course.over.indices.flatMap { k -> [Answer.Cell] in
        let (over, back) = (course.over[k], course.back[k])
        var cell = Answer.Cell(
          Share(back, of: over)?.value, of: (back, over), isSmall: over > 0 && over < smallGroup)
        cell.isUnfinished = over < course.people
        return [cell, Answer.Cell(back), Answer.Cell(over)]
      }
  }

  /// A grid of the shares: each period has three columns, after the column of people.
  private func gridShape(keys: Int) -> Answer.Table.Shape {
    Answer.Table.Shape(.grid, keys: keys, figures: (0...question.periods).map { keys + 1 + 3 * $0 })
  }

  /// All cohorts together: one row per period or, with groups, one row per group.
  private func curve(
    _ shown: [TimeGroups.Group<Cohorts.Cohort>], _ together: [Course]
  ) -> Draft.Table {
    guard !groups.isGrouped else {
      var table = Draft.Table(
        title: "All cohorts together", columns: groups.heads + Self.columns(question.periods, unit),
        rows: zip(shown, together).map { group, course in
          Draft.Row(group.cells + cells(course), opens: drillDowns(course, started: nil, of: group))
        })
      table.shape = gridShape(keys: groups.heads.count)
      return table
    }
    var table = Draft.Table(
      title: "All cohorts together",
      columns: [
        Answer.Column(unit, .integer), Answer.Column("came back", .integer, unit: .people),
        Answer.Column("of", .integer, unit: .people), Answer.Column("share", .real, unit: .share),
        Answer.Column("low", .real, unit: .share, for: .machines),
        Answer.Column("high", .real, unit: .share, for: .machines),
      ])
    table.shape = Answer.Table.Shape(.series, keys: 1, figures: [3])
    guard let course = together.first, let group = shown.first else { return table }
    let opens = group.parts.isEmpty ? [] : drillDowns(course, started: nil, of: group)
    for k in course.over.indices {
      let (over, back) = (course.over[k], course.back[k])
      let share = Share(back, of: over)
      var cell = Answer.Cell(
        share?.value, low: share?.interval.low, high: share?.interval.high,
        isSmall: over > 0 && over < smallGroup)
      cell.isUnfinished = over == 0
      table.rows.append(
        Draft.Row(
          [
            Answer.Cell(k), Answer.Cell(back), Answer.Cell(over), cell, Answer.Cell(share?.interval.low),
            Answer.Cell(share?.interval.high),
          ], opens: opens.isEmpty ? [] : [opens[k + 1].asRow]))
    }
    return table
  }

  private func summarize(_ draft: inout Draft, _ together: [Course], of population: Int) {
    let started = groups.isGrouped ? nil : together.first
    let noun = question.who.population
    if let course = started {
      draft.summary = [
        Answer.Figure("people", course.people, unit: .people),
        Answer.Figure("population", population, unit: .people),
      ]
      if course.people < population {
        draft.notes.append(
          "\(grouped(population - course.people)) of \(grouped(population)) \(noun.counted(population)) have no such start"
            + (question.startWindow == nil ? "" : " in this time") + ", and are left out.")
      }
      if course.people == 0 {
        draft.headline = "Nobody: no \(noun.counted(0)) have such a start"
      } else {
        // The headline shows the first period after the one that holds the start.
        let k = question.isCalendar || question.periods == 0 ? min(1, question.periods) : 1
        if let share = Share(course.back[k], of: course.over[k]) {
          draft.summary.append(
            Answer.Figure(
              "\(unit) \(k)", share.value, unit: .share, low: share.interval.low, high: share.interval.high))
          draft.headline =
            "\(grouped(share.hits)) of \(grouped(share.of)) \(noun.counted(share.of)) came back in \(unit) \(k): "
            + "\(percent(share.value)) (95% interval \(percent(share.interval.low, sign: false))–"
            + "\(percent(share.interval.high)))"
        } else {
          draft.headline = "Nobody's \(unit) \(k) is over yet"
        }
      }
    }
    draft.notes.append(
      question.isCalendar
        ? "\(unit.capitalizedFirst) 0 is the calendar \(unit) of the start; the start itself does not count as a return."
        : "\(unit.capitalizedFirst) 0 begins on the day of the start; the start itself does not count as a return."
    )
    draft.notes.append(
      "A cell counts only people whose \(unit) is over. Where that is not everybody, it is marked …; where it is nobody, it is empty."
    )
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
