internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// `topics`: words and short phrases by people, what sets these people apart first, with trend and mean score.
struct TopicsVerb: Verb {
  let question: Topics
  let context: Asking.Context

  private var isEverybody: Bool { question.who.condition == .everyone }
  private var scales: [Scale] { context.catalog.scales }
  private var caveats: Caveats { Caveats(timeOf: question.who, context) }

  var firstRound: [Measurement] {
    let who = question.who.condition
    return [
      .people(who),
      .terms(
        Terms(
          inside: who, outside: isEverybody ? nil : .not(who), scope: question.scope,
          vocabularies: question.vocabularies, periods: question.trend, scales: scales, least: 3, percent: 1)),
    ] + caveats.measurements
  }

  /// A quote for each topic that is shown, as far as quotes are wanted.
  func secondRound(after first: [Columns]) -> [Measurement] {
    quoted(TermTable(first[1])).map { topic in
      let voice = Verbatims.Voice(
        when: .everyone, scope: RecordScope.saying(topic.pattern, within: question.scope))
      return .verbatims(
        Verbatims(who: question.who.condition, voices: [voice], lastWords: false, limit: 1))
    }
  }

  private func rows(_ table: TermTable) -> [TermTable.Row] {
    table.rows.filter { $0.people > 0 }.sorted { $0.isBefore($1, table) }
  }

  private func quoted(_ table: TermTable) -> [(label: String, pattern: Pattern)] {
    let shown = shown(rows(table))
    return shown.prefix(context.quoteLimit ?? shown.count).compactMap { row in
      let defined = question.vocabularies.first { row.isDefined && $0.name == row.label }?.pattern
      return (defined ?? row.pattern).map { (row.label, $0) }
    }
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "topics", statement: context.statement, reading: context.reading)
    let people = first[0]["n", 0].integer ?? 0
    let table = TermTable(first[1])
    let rows = rows(table)
    let shown = shown(rows)
    answer.summary = [
      Answer.Figure("people", .integer(Int64(people)), unit: .people),
      Answer.Figure("speakers", .integer(Int64(table.speakers)), unit: .people),
      Answer.Figure("topics", .integer(Int64(rows.count))),
    ]
    var list = self.table(shown, of: table)
    list.hidden = rows.count - shown.count
    list.chart = question.chart
    list.shape = Answer.Table.Shape(.groups, keys: 1, figures: [2])
    answer.tables = [list]
    answer.quotes = zip(quoted(table), second).compactMap { topic, verbatims in
      let matcher = PatternMatcher(topic.pattern, language: context.language)
      return Answer.Quote(verbatims, row: 0, marking: [matcher], caption: "on \(topic.label)")
    }
    answer.notes = notes(table, people: people, shown: shown) + caveats.notes(first.dropFirst(2))
    return answer
  }

  private func shown(_ ranked: [TermTable.Row]) -> [TermTable.Row] {
    Array(ranked.prefix(question.limit ?? Topics.usualLimit))
  }

  /// Of each topic whoever said it.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let rows = shown(rows(TermTable(first[1]))).map { row -> [Opening] in
      let who = question.who.condition
      guard row.isDefined else {
        return [
          Opening("said “\(row.label)”", row.said(in: question.scope, by: who), people: row.people)
        ]
      }
      guard let topic = question.vocabularies.first(where: { $0.name == row.label }) else { return [] }
      let said = RecordScope.saying(.topic(topic.name, topic.pattern), within: question.scope)
      return [
        Opening("said \(row.label)", .conjunction([who, .records(said, .some)]), people: row.people)
      ]
    }
    return [rows]
  }

  private func table(_ rows: [TermTable.Row], of terms: TermTable) -> Answer.Table {
    let isHeldAgainst = terms.others > 0
    var columns = [
      Answer.Column("topic", .text), Answer.Column("people", .integer, unit: .people),
      Answer.Column("say it", .real, unit: .share),
    ]
    if isHeldAgainst { columns += [Answer.Column("others", .real, unit: .share), Answer.Column("z", .real)] }
    if terms.hasTrend {
      columns += [
        Answer.Column("trend", .real, unit: .change), Answer.Column("trend low", .real, for: .machines),
        Answer.Column("trend high", .real, for: .machines),
        Answer.Column("trend q", .real, unit: .chance, for: .machines),
      ]
    }
    columns += scales.map { Answer.Column("score \($0.words)", .real, unit: .points) }
    columns.append(Answer.Column("defined", .boolean, for: .machines))
    var table = Answer.Table(columns: columns)
    let rates = trendRates(terms)
    table.rows = rows.map { row in
      var cells = [
        Answer.Cell(.text(row.label)), Answer.Cell(.integer(Int64(row.people))),
        shareCell(row.people, of: terms.speakers),
      ]
      if isHeldAgainst {
        cells += [shareCell(row.others, of: terms.others), Answer.Cell(.real(row.z(terms)))]
      }
      if terms.hasTrend { cells += trend(row, of: terms, q: rates[row.label]) }
      cells += row.scores.map { n, mean in
        Answer.Cell(mean.map { .real($0) } ?? .missing, isSmall: n > 0 && n < smallGroup)
      }
      return cells + [Answer.Cell(.boolean(row.isDefined))]
    }
    return table
  }

  /// The q of each topic's trend, among all that were said in either period, shown or not.
  private func trendRates(_ terms: TermTable) -> [String: Double] {
    guard terms.hasTrend else { return [:] }
    let (now, before) = (terms.periodSpeakers[0], terms.periodSpeakers[1])
    let tests = rows(terms).filter { $0.periods.contains { $0 > 0 } }.compactMap { row in
      TwoByTwo(row.periods[0], of: now, and: row.periods[1], of: before).map { (row.label, $0.p) }
    }
    return Dictionary(
      zip(tests.map(\.0), falseDiscoveryRates(tests.map(\.1))), uniquingKeysWith: { first, _ in first })
  }

  private func trend(_ row: TermTable.Row, of terms: TermTable, q: Double?) -> [Answer.Cell] {
    let (now, before) = (terms.periodSpeakers[0], terms.periodSpeakers[1])
    guard let trend = ShareDifference(row.periods[0], of: now, and: row.periods[1], of: before) else {
      return [Answer.Cell](repeating: Answer.Cell(.missing), count: 4)
    }
    let (low, high) = (trend.interval.low, trend.interval.high)
    let isSmall = min(now, before) < smallGroup
    return [
      Answer.Cell(.real(trend.value), low: low, high: high, isSmall: isSmall), Answer.Cell(.real(low)),
      Answer.Cell(.real(high)), Answer.Cell(q.map { .real($0) } ?? .missing),
    ]
  }

  private func shareCell(_ people: Int, of all: Int) -> Answer.Cell {
    Answer.Cell(
      Share(people, of: all).map { .real($0.value) } ?? .missing, of: (people, all), isSmall: all < smallGroup
    )
  }

  /// Which trends are more than chance among so many.
  private func beyondChance(_ terms: TermTable, _ shown: [TermTable.Row]) -> String {
    let rates = trendRates(terms)
    guard !rates.isEmpty else { return "" }
    let certain = shown.map(\.label).filter { rates[$0] ?? 1 < 0.05 }
    let tested =
      rates.count == 1 ? "the one topic tested" : "the \(grouped(rates.count)) topics tested together"
    return "; beyond chance (q < 0.05) among \(tested): "
      + (certain.isEmpty
        ? "none\(rates.count > shown.count ? " of these" : "")" : certain.joined(separator: ", "))
  }

  private func notes(_ terms: TermTable, people: Int, shown: [TermTable.Row]) -> [String] {
    let population = question.who.population
    let noun = population.counted(people)
    let place = question.scope == nil ? "" : " there"
    var notes = ["\(grouped(terms.speakers)) of \(grouped(people)) \(noun) said something\(place)."]
    if terms.speakers == 0 { return notes }
    if shown.isEmpty {
      notes.append("No topic is shared by enough of them: it takes 3 people, and 1% of those who spoke.")
    }
    if terms.others > 0 {
      notes.append(
        "z: how surely these people say it more than the \(grouped(terms.others)) others who spoke, all who are not among these (above 2 is seldom "
          + "chance; below 0 they say it less); the order is by people × z.")
    }
    if terms.hasTrend {
      notes.append(
        "trend: share of those who spoke in the last \(Topics.trendDays) days (\(grouped(terms.periodSpeakers[0]))), "
          + "less the share in the \(Topics.trendDays) days before (\(grouped(terms.periodSpeakers[1])))"
          + "\(beyondChance(terms, shown)).")
    }
    let defined = shown.filter(\.isDefined).map(\.label)
    if !defined.isEmpty { notes.append("Defined: \(defined.joined(separator: ", ")).") }
    let silent = terms.rows.filter { $0.isDefined && $0.people == 0 }.map(\.label)
    if !silent.isEmpty { notes.append("Nobody of these raised \(silent.joined(separator: ", ")).") }
    if context.catalog.hasUnknownAuthors {
      notes.append("Some feedback has unknown authors; figures of people leave it out.")
    }
    return notes
  }
}
