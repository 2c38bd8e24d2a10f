internal import DataModel
internal import Plan
internal import Statistics

/// `survival`: the share to whom something has not happened yet, by how long they have been there, with those who are still
/// waited for counted as long as they were seen; the median; and whether groups differ.
struct SurvivalVerb: Verb {
  let question: Survival
  let context: Asking.Context

  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }
  private var caveats: Caveats {
    Caveats(question.who, keys: question.grouping.keys, context: context)
  }
  private var unit: String { question.unit.rawValue }

  private func lifetimes(of who: Condition, by keys: [GroupKey]) -> Lifetimes {
    Lifetimes(
      who: who, keys: keys, condition: question.condition, onset: question.onset, start: question.start,
      startWindow: question.startWindow)
  }

  var firstRound: [Measurement] {
    let who = question.who.condition
    return [.lifetimes(lifetimes(of: who, by: [])), .people(who)]
      + (groups.isGrouped ? [.lifetimes(lifetimes(of: who, by: question.grouping.keys))] : [])
      + groups.measurements(question.who) + caveats.measurements
  }

  /// A group with its curve.
  private struct Course {
    var title: String
    var cells: [Answer.Cell] = []
    var curve: KaplanMeier
    /// Left out: to whom it happened before their start, and who has no start in question.
    var early = 0
    var unstarted = 0

    init(title: String, _ columns: Columns, _ rows: [Int]) {
      self.title = title
      var endings: [KaplanMeier.Ending] = []
      for row in rows {
        let (happened, lost) = (columns["happened", row].integer ?? 0, columns["lost", row].integer ?? 0)
        if let days = columns["days", row].integer {
          endings.append(.init(at: days, happened: happened, lost: lost))
        } else {
          (early, unstarted) = (happened, lost)
        }
      }
      curve = KaplanMeier(endings)
    }
  }

  private func courses(_ first: [Columns]) -> (all: Course, shown: [Course], groups: [TimeGroups.Group]) {
    let all = Course(title: question.words, first[0], Array(0..<first[0].rowCount))
    guard groups.isGrouped else { return (all, [all], []) }
    let found = groups.groups(first[2], sizes: first[3])
    let shown = found.map { group in
      var course = Course(title: group.title, first[2], group.rows)
      course.cells = group.cells
      return course
    }
    return (all, shown, found)
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "survival", statement: context.statement, reading: context.reading)
    let (all, shown, found) = courses(first)
    if groups.isGrouped {
      answer.tables = [medians(shown, all), curves(shown), atRisk(shown)]
      answer.notes = groups.notes(of: found, sizes: first[3])
    } else {
      answer.tables = [curve(all.curve)]
    }
    answer.tables[groups.isGrouped ? 1 : 0].chart = question.grouping.chart
    summarize(&answer, all)
    if groups.isGrouped {
      // Neither a limit nor the height of a screen changes what is tested; `having` chooses the groups.
      let isWhole = question.grouping.having.isEmpty
      let tested =
        isWhole
        ? question.grouping.keys.rows(first[2]).map { Course(title: "", first[2], $0).curve }
        : shown.map(\.curve)
      compare(&answer, tested)
    }
    note(&answer, all, of: first[1]["n", 0].integer ?? 0)
    answer.notes += caveats.notes(first.suffix(caveats.measurements.count))
    return answer
  }

  // MARK: Who is behind it

  /// Of each group who was counted, and to whom it happened.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    guard groups.isGrouped else { return [] }
    let (_, shown, found) = courses(first)
    return [
      zip(shown, found).map { course, group in
        guard let row = group.rows.first else { return [] }
        let keys = question.grouping.keys
        let who = Condition.conjunction([question.who.condition] + keys.conditions(first[2], row: row))
        let words = keys.words(first[2], row: row, context.catalog)
        func opening(_ words: String, _ happened: Bool, _ people: Int, _ column: String?) -> Opening {
          Opening(
            words,
            .among(People(words: words, at: .lifetime(lifetimes(of: who, by: []), happened: happened))),
            people: people, column: column)
        }
        return [
          opening("watched, \(words)", false, course.curve.people, nil),
          opening("\(question.words), \(words)", true, course.curve.happened, question.words),
        ]
      }
    ]
  }

  // MARK: Tables

  /// The units at which a curve is read: all, or so many as a screen lists.
  private func units(_ curves: [KaplanMeier]) -> [Int] {
    let longest = Double(curves.compactMap(\.longest).max() ?? 0) / Survival.days(in: question.unit)
    let last = min(question.periods ?? .max, Int(longest.rounded(.down)))
    let step = context.rowLimit == nil ? 1 : max(1, (last + TimeGroups.screenful - 1) / TimeGroups.screenful)
    return Array(stride(from: 0, through: last, by: step))
  }

  private func days(_ units: Int) -> Int {
    Int((Double(units) * Survival.days(in: question.unit)).rounded(.down))
  }

  /// Nil from where nobody is watched any more.
  private func cell(_ curve: KaplanMeier, at days: Int) -> Answer.Cell? {
    let atRisk = curve.atRisk(at: days)
    guard atRisk > 0 else { return nil }
    let interval = curve.step(at: days)?.interval
    return Answer.Cell(
      .real(curve.share(at: days)), low: interval?.low, high: interval?.high, isSmall: atRisk < smallGroup)
  }

  private func curve(_ curve: KaplanMeier) -> Answer.Table {
    var table = Answer.Table(columns: [
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
        [unit, curve.atRisk(at: days), since].map { Answer.Cell(.integer(Int64($0))) } + [cell]
          + [cell.low, cell.high].map { Answer.Cell($0.map { .real($0) } ?? .missing) })
    }
    return table
  }

  private func curves(_ courses: [Course]) -> Answer.Table {
    var table = Answer.Table(
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
        let ends = [cell.low, cell.high].map { Answer.Cell($0.map { .real($0) } ?? .missing) }
        // Side by side there is no room for intervals.
        (cell.low, cell.high) = (nil, nil)
        return [cell] + ends
      }
      table.rows.append([Answer.Cell(.integer(Int64(unit)))] + cells)
    }
    return table
  }

  private func atRisk(_ courses: [Course]) -> Answer.Table {
    Answer.Table(
      title: "At risk",
      columns: [Answer.Column(unit, .integer)]
        + courses.map { Answer.Column($0.title, .integer, unit: .people) },
      rows: units(courses.map(\.curve)).map { unit in
        ([unit] + courses.map { $0.curve.atRisk(at: days(unit)) }).map { Answer.Cell(.integer(Int64($0))) }
      })
  }

  private func medians(_ courses: [Course], _ all: Course) -> Answer.Table {
    var table = Answer.Table(
      columns: groups.heads + [
        Answer.Column("people", .integer, unit: .people),
        Answer.Column(question.words, .integer, unit: .people),
        Answer.Column("not yet", .integer, unit: .people), Answer.Column("median", .text, for: .people),
        Answer.Column("median days", .integer, unit: .days, for: .machines),
        Answer.Column("median low", .integer, unit: .days, for: .machines),
        Answer.Column("median high", .integer, unit: .days, for: .machines),
      ])
    func row(_ curve: KaplanMeier) -> [Answer.Cell] {
      let median = curve.median
      let counts = [curve.people, curve.happened, curve.people - curve.happened]
      return counts.map { Answer.Cell(.integer(Int64($0))) } + [Answer.Cell(.text(words(curve.median)))]
        + [median.time, median.low, median.high].map {
          Answer.Cell($0.map { .integer(Int64($0)) } ?? .missing)
        }
    }
    table.rows = courses.map { $0.cells + row($0.curve) }
    table.total = groups.heads.map { _ in Answer.Cell(.missing) } + row(all.curve)
    return table
  }

  /// `412 days (380–450)`, `not reached`, `not reached (380–)`.
  private func words(_ median: (time: Int?, low: Int?, high: Int?)) -> String {
    let ends = [median.low, median.high].map { $0.map { grouped($0) } ?? "" }
    guard let time = median.time else { return "not reached" + (median.low == nil ? "" : " (\(ends[0])–)") }
    return "\(grouped(time)) day\(time == 1 ? "" : "s") (\(ends[0])–\(ends[1]))"
  }

  /// The last time at which enough people are watched to tell; of few people, at which a tenth of them are, which is
  /// less than a unit where they were not watched for one.
  private func telling(_ curve: KaplanMeier) -> TimeSpan {
    let units = units([curve])
    func last(watching least: Int) -> Int? { units.last { $0 > 0 && curve.atRisk(at: days($0)) >= least } }
    return (last(watching: smallGroup) ?? last(watching: max(1, curve.people / 10))).map {
      TimeSpan($0, question.unit)
    } ?? TimeSpan(curve.longest ?? 0, .day)
  }

  // MARK: In words

  private func summarize(_ answer: inout Answer, _ all: Course) {
    let curve = all.curve
    let median = curve.median
    answer.summary = [
      Answer.Figure("people", .integer(Int64(curve.people)), unit: .people),
      Answer.Figure("happened", .integer(Int64(curve.happened)), unit: .people),
      Answer.Figure(
        "median", median.time.map { .integer(Int64($0)) } ?? .missing, unit: .days,
        low: median.low.map { .integer(Int64($0)) }, high: median.high.map { .integer(Int64($0)) }),
    ]
    guard curve.people > 0 else {
      answer.headline = "Nobody: no \(question.who.population.counted(0)) have such a start"
      return
    }
    let told = telling(curve)
    let day = told.unit == question.unit ? days(told.count) : told.count
    let interval = curve.step(at: day)?.interval
    answer.headline =
      "Not yet \(question.words) after \(told.words): \(percent(curve.share(at: day)))"
      + (interval.map {
        " (95% interval \(percent($0.low, sign: false))–\(percent($0.high)))"
      } ?? "") + "; median \(words(median))"
  }

  private func compare(_ answer: inout Answer, _ curves: [KaplanMeier]) {
    guard let test = LogRank(curves) else {
      answer.notes.append("There is nothing to test: under two groups have anybody to whom it could happen.")
      return
    }
    answer.summary += [
      Answer.Figure("chi squared", .real(test.chiSquared)),
      Answer.Figure("degrees of freedom", .integer(Int64(test.degrees))),
      Answer.Figure("p", .real(test.p), unit: .chance),
    ]
    let tenths = Int((test.chiSquared * 10).rounded())
    let p =
      test.p < 0.001
      ? "p < 0.001" : "p = \(plain(.decimal(units: Int64((test.p * 1000).rounded()), places: 3)))"
    answer.notes.append(
      "The groups \(test.p < 0.05 ? "differ by more than chance" : "do not differ by more than chance"): "
        + "log-rank χ² = \(tenths / 10).\(tenths % 10), \(test.degrees) degree\(test.degrees == 1 ? "" : "s") of freedom, \(p)."
    )
  }

  private func note(_ answer: inout Answer, _ all: Course, of population: Int) {
    let waiting = all.curve.people - all.curve.happened
    if waiting > 0, let clock = context.catalog.clock {
      answer.notes.append(
        "\(grouped(waiting)) to whom it had not happened count as long as they were seen: up to \(clock.today.iso), or to their end."
      )
    }
    if all.unstarted > 0 {
      answer.notes.append(
        "\(grouped(all.unstarted)) of \(grouped(population)) \(question.who.population.counted(population)) have no such start"
          + (question.startWindow == nil ? "" : " in this time") + ", and are left out.")
    }
    if all.early > 0 {
      answer.notes.append("To \(grouped(all.early)) it happened before their start: they are left out.")
    }
  }
}
