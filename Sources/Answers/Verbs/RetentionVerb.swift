internal import DataModel
internal import Plan
internal import Statistics

/// `retention`: cohorts by the period of their start, and the share of each that came back. A cell counts only people
/// whose period is over; where nobody's is, it is missing and never zero.
struct RetentionVerb: Verb {
  let question: Retention
  let context: Asking.Context

  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }
  private var caveats: Caveats {
    Caveats(question.who, keys: question.grouping.keys, context: context)
  }
  private var unit: String { question.unit.rawValue }

  private func cohorts(of who: Condition, by keys: [GroupKey]) -> Cohorts {
    Cohorts(
      who: who, keys: keys, start: question.start, startWindow: question.startWindow,
      returns: question.returns, unit: question.unit, periods: question.periods,
      isCalendar: question.isCalendar, countsLater: question.countsLater)
  }

  var firstRound: [Measurement] {
    let who = question.who.condition
    return [.cohorts(cohorts(of: who, by: question.grouping.keys)), .people(who)]
      + groups.measurements(question.who) + caveats.measurements
  }

  /// People of a cohort, or of several together: how many, and of each period whose is over and who came back.
  private struct Course {
    var people = 0
    var over: [Int]
    var back: [Int]

    init(_ periods: Int) {
      over = [Int](repeating: 0, count: periods + 1)
      back = over
    }

    mutating func add(_ other: Course) {
      people += other.people
      for k in over.indices {
        over[k] += other.over[k]
        back[k] += other.back[k]
      }
    }
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "retention", statement: context.statement, reading: context.reading)
    let cohorts = first[0]
    let sizes = groups.isGrouped ? first[2] : nil
    let shown = groups.groups(cohorts, sizes: sizes)
    var table = Answer.Table(
      columns: groups.heads + [Answer.Column("started", .text)] + Self.columns(question.periods, unit))
    var together: [Course] = []
    for group in shown {
      var all = Course(question.periods)
      let found = courses(cohorts, group.rows)
      for (_, course) in found { all.add(course) }
      let kept = kept(found)
      if kept.count < found.count {
        let newest =
          groups.isGrouped
          ? "Of each group the newest \(kept.count) cohorts"
          : "The newest \(kept.count) of \(grouped(found.count)) cohorts"
        let note = newest + "; all of them are in \"All cohorts together\"."
        if !answer.notes.contains(note) { answer.notes.append(note) }
      }
      for (period, course) in kept {
        table.rows.append(
          group.cells + [Answer.Cell(.text(context.label(of: period, question.unit)))] + cells(course))
      }
      together.append(all)
    }
    table.chart = question.grouping.chart
    table.shape = gridShape(keys: groups.heads.count + 1)
    answer.tables = [table, curve(shown, together)]
    summarize(&answer, together, of: first[1]["n", 0].integer ?? 0)
    answer.notes += groups.notes(of: shown, sizes: sizes)
    answer.notes += caveats.notes(first.suffix(caveats.measurements.count))
    return answer
  }

  /// The rows of one group, cohort by cohort.
  private func courses(_ cohorts: Columns, _ rows: [Int]) -> [(period: Scalar, Course)] {
    var found: [(period: Scalar, Course)] = []
    for row in rows {
      let period = cohorts["cohort", row]
      if found.last?.period != period {
        var course = Course(question.periods)
        course.people = cohorts["people", row].integer ?? 0
        found.append((period, course))
      }
      guard let k = cohorts["k", row].integer, (0...question.periods).contains(k) else { continue }
      found[found.count - 1].1.over[k] = cohorts["over", row].integer ?? 0
      found[found.count - 1].1.back[k] = cohorts["back", row].integer ?? 0
    }
    return found
  }

  /// A screen holds the newest cohorts; those left out are in the curve.
  private func kept(_ found: [(period: Scalar, Course)]) -> ArraySlice<(period: Scalar, Course)> {
    // Of groups a limit chooses the groups.
    let limit = groups.isGrouped ? nil : question.grouping.limit
    return found.suffix(limit ?? context.rowLimit ?? .max)
  }

  // MARK: Who is behind it

  /// Of each cohort its people, and who came back in each period.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let columns = first[0]
    var rows: [[Opening]] = []
    var together: [[Opening]] = []
    for group in groups.groups(columns, sizes: groups.isGrouped ? first[2] : nil) {
      guard let row = group.rows.first else { continue }
      let keys = question.grouping.keys
      let who = Condition.conjunction([question.who.condition] + keys.conditions(columns, row: row))
      let words = keys.words(columns, row: row, context.catalog)
      let found = courses(columns, group.rows)
      rows += kept(found).map { openings($0.1, started: $0.period, of: who, words) }
      var all = Course(question.periods)
      for (_, course) in found { all.add(course) }
      let whole = openings(all, started: .missing, of: who, words)
      together += groups.isGrouped ? [whole] : whole.dropFirst().map { [$0.asRow] }
    }
    return [rows, together]
  }

  private func openings(
    _ course: Course, started period: Scalar, of who: Condition, _ group: String
  ) -> [Opening] {
    var day: Day?
    if case .moment(.day(let first)) = period { day = first }
    let start = day == nil ? "started" : "started in \(context.label(of: period, question.unit))"
    let cohorts = cohorts(of: who, by: [])
    func opening(_ words: String, back: Int?, _ people: Int, _ column: String?) -> Opening {
      let words = [words, group].filter { !$0.isEmpty }.joined(separator: ", ")
      return Opening(
        words, .among(People(words: words, at: .cohort(cohorts, startedIn: day, back: back))),
        people: people, column: column)
    }
    return [opening(start, back: nil, course.people, nil)]
      + course.back.indices.map { k in
        opening("\(start), came back in \(unit) \(k)", back: k, course.back[k], "\(unit) \(k)")
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
    [Answer.Cell(.integer(Int64(course.people)))]
      + course.over.indices.flatMap { k -> [Answer.Cell] in
        let (over, back) = (course.over[k], course.back[k])
        var cell = Answer.Cell(
          Share(back, of: over).map { .real($0.value) } ?? .missing, of: (back, over),
          isSmall: over > 0 && over < smallGroup)
        cell.isUnfinished = over < course.people
        return [cell, Answer.Cell(.integer(Int64(back))), Answer.Cell(.integer(Int64(over)))]
      }
  }

  /// The shares of the periods, each three columns wide, after the column of people.
  private func gridShape(keys: Int) -> Answer.Table.Shape {
    Answer.Table.Shape(.grid, keys: keys, figures: (0...question.periods).map { keys + 1 + 3 * $0 })
  }

  /// All cohorts together: one row a period, or, with groups, one row a group.
  private func curve(_ shown: [TimeGroups.Group], _ together: [Course]) -> Answer.Table {
    if groups.isGrouped {
      var table = Answer.Table(
        title: "All cohorts together",
        columns: groups.heads + Self.columns(question.periods, unit),
        rows: zip(shown, together).map { $0.cells + cells($1) })
      table.shape = gridShape(keys: groups.heads.count)
      return table
    }
    var table = Answer.Table(
      title: "All cohorts together",
      columns: [
        Answer.Column(unit, .integer), Answer.Column("came back", .integer, unit: .people),
        Answer.Column("of", .integer, unit: .people), Answer.Column("share", .real, unit: .share),
        Answer.Column("low", .real, unit: .share, for: .machines),
        Answer.Column("high", .real, unit: .share, for: .machines),
      ])
    table.shape = Answer.Table.Shape(.series, keys: 1, figures: [3])
    guard let course = together.first else { return table }
    for k in course.over.indices {
      let share = Share(course.back[k], of: course.over[k])
      var cell = Answer.Cell(
        share.map { .real($0.value) } ?? .missing, low: share?.interval.low, high: share?.interval.high,
        isSmall: course.over[k] > 0 && course.over[k] < smallGroup)
      cell.isUnfinished = course.over[k] == 0
      table.rows.append(
        [.integer(Int64(k)), .integer(Int64(course.back[k])), .integer(Int64(course.over[k]))].map {
          Answer.Cell($0)
        } + [cell]
          + [share?.interval.low, share?.interval.high].map { Answer.Cell($0.map { .real($0) } ?? .missing) })
    }
    return table
  }

  private func summarize(_ answer: inout Answer, _ together: [Course], of population: Int) {
    let started = groups.isGrouped ? nil : together.first
    let noun = question.who.population
    if let course = started {
      answer.summary = [
        Answer.Figure("people", .integer(Int64(course.people)), unit: .people),
        Answer.Figure("population", .integer(Int64(population)), unit: .people),
      ]
      if course.people < population {
        answer.notes.append(
          "\(grouped(population - course.people)) of \(grouped(population)) \(noun.counted(population)) have no such start"
            + (question.startWindow == nil ? "" : " in this time") + ", and are left out.")
      }
      if course.people == 0 {
        answer.headline = "Nobody: no \(noun.counted(0)) have such a start"
      } else {
        // The first period after the start is the one that tells.
        let k = question.isCalendar || question.periods == 0 ? min(1, question.periods) : 1
        if let share = Share(course.back[k], of: course.over[k]) {
          answer.summary.append(
            Answer.Figure(
              "\(unit) \(k)", .real(share.value), unit: .share, low: .real(share.interval.low),
              high: .real(share.interval.high)))
          answer.headline =
            "\(grouped(share.hits)) of \(grouped(share.of)) \(noun.counted(share.of)) came back in \(unit) \(k): "
            + "\(percent(share.value)) (95% interval \(percent(share.interval.low, sign: false))–"
            + "\(percent(share.interval.high)))"
        } else {
          answer.headline = "Nobody's \(unit) \(k) is over yet"
        }
      }
    }
    answer.notes.append(
      question.isCalendar
        ? "\(unit.capitalizedFirst) 0 is the calendar \(unit) of the start; the start itself is no return."
        : "\(unit.capitalizedFirst) 0 begins on the day of the start; the start itself is no return.")
    answer.notes.append(
      "A cell counts only people whose \(unit) is over. Where that is not everybody, it is marked …; where it is nobody, it is empty."
    )
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
