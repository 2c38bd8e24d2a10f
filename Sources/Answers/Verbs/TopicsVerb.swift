internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// Answers `topics`: words and short phrases counted in people, the most typical of these people first, with trend and mean
/// score.
struct TopicsVerb: Verb {
  let question: Topics
  let context: QueryRunner.Context

  private var scales: [Scale] { context.catalog.scales }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let who = question.who.condition
    var batch = Batch()
    let count = batch.add(PeopleCount(who))
    let terms = batch.add(
      Terms(
        inside: who, outside: who == .everyone ? nil : .not(who), scope: question.scope,
        vocabularies: question.vocabularies, periods: question.trend, scales: scales, least: 3, percent: 1))
    let caveats = Caveats(timeOf: question.who, context, in: &batch)
    let replies = try backend.run(batch)
    let table = TermTable(replies[terms])
    let rows = table.rows.filter { $0.people > 0 }.sorted { $0.isBefore($1, table) }
    let shown = Array(rows.prefix(question.limit ?? Topics.usualLimit))
    // A quote for each topic shown, up to the limit on quotes.
    var quoting = Batch()
    let quoted = shown.prefix(context.quoteLimit ?? shown.count).compactMap { row in
      pattern(of: row).map { pattern in
        let scope = RecordScope.saying(pattern, within: question.scope)
        return (
          label: row.label, pattern: pattern,
          message: quoting.add(Verbatims.messages(in: scope, of: who, limit: 1))
        )
      }
    }
    let messages = try backend.run(quoting)

    var draft = Draft("topics", context)
    let people = replies[count].people
    let rates = trendRates(rows, table)
    draft.summary = [
      Answer.Figure("people", people, unit: .people),
      Answer.Figure("speakers", table.speakers, unit: .people), Answer.Figure("topics", rows.count),
    ]
    var list = self.table(shown, of: table, rates)
    list.hidden = rows.count - shown.count
    list.chart = question.chart
    list.shape = Answer.Table.Shape(.groups, keys: 1, figures: [2])
    draft.tables = [list]
    draft.quotes = quoted.compactMap { topic in
      let matcher = PatternMatcher(topic.pattern, language: context.language)
      return Answer.Quote(
        firstOf: messages[topic.message], marking: [matcher], caption: "on \(topic.label)")
    }
    draft.notes = notes(table, people: people, shown: shown, rates) + caveats.notes(replies)
    return draft
  }

  /// The pattern of a defined topic, or the one that finds the term.
  private func pattern(of row: TermTable.Row) -> Pattern? {
    question.vocabularies.first { row.isDefined && $0.name == row.label }?.pattern ?? row.pattern
  }

  /// The people who said it.
  private func drillDown(_ row: TermTable.Row) -> DrillDown? {
    let who = question.who.condition
    guard row.isDefined else {
      return DrillDown(
        "said “\(row.label)”", at: row.said(in: question.scope, by: who), people: row.people)
    }
    return pattern(of: row).map { pattern in
      let said = RecordScope.saying(.topic(row.label, pattern), within: question.scope)
      return DrillDown(
        "said \(row.label)", .conjunction([who, .records(said, .some)]), people: row.people)
    }
  }

  private func table(_ rows: [TermTable.Row], of terms: TermTable, _ rates: [String: Double]) -> Draft.Table {
    let hasOthers = terms.others > 0
    var columns = [
      Answer.Column("topic", .text), Answer.Column("people", .integer, unit: .people),
      Answer.Column("say it", .real, unit: .share),
    ]
    if hasOthers { columns += [Answer.Column("others", .real, unit: .share), Answer.Column("z", .real)] }
    if terms.hasTrend {
      columns += [
        Answer.Column("trend", .real, unit: .change), Answer.Column("trend low", .real, for: .machines),
        Answer.Column("trend high", .real, for: .machines),
        Answer.Column("trend q", .real, unit: .chance, for: .machines),
      ]
    }
    columns += scales.map { Answer.Column("score \($0.words)", .real, unit: .points) }
    columns.append(Answer.Column("defined", .boolean, for: .machines))
    let lines = rows.map { row in
      var cells = [
        Answer.Cell(row.label), Answer.Cell(row.people), shareCell(row.people, of: terms.speakers),
      ]
      if hasOthers {
        cells += [shareCell(row.others, of: terms.others), Answer.Cell(row.z(terms))]
      }
      if terms.hasTrend { cells += trend(row, of: terms, q: rates[row.label]) }
      cells += row.scores.map { n, mean in
        Answer.Cell(mean, isSmall: n > 0 && n < smallGroup)
      }
      return Draft.Row(
        cells + [Answer.Cell(.boolean(row.isDefined))], opens: drillDown(row).map { [$0] } ?? [])
    }
    return Draft.Table(columns: columns, rows: lines)
  }

  /// The q of the trend of each topic, corrected for all topics said in either period, shown or not.
  private func trendRates(_ rows: [TermTable.Row], _ terms: TermTable) -> [String: Double] {
    guard terms.hasTrend else { return [:] }
    let (now, before) = (terms.periodSpeakers[0], terms.periodSpeakers[1])
    let tests = rows.filter { $0.periods.contains { $0 > 0 } }.compactMap { row in
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
      Answer.Cell(trend.value, low: low, high: high, isSmall: isSmall), Answer.Cell(low), Answer.Cell(high),
      Answer.Cell(q),
    ]
  }

  private func shareCell(_ people: Int, of all: Int) -> Answer.Cell {
    Answer.Cell(Share(people, of: all)?.value, of: (people, all), isSmall: all < smallGroup)
  }

  /// The part of the trend note that names the trends beyond chance.
  private func beyondChance(_ rates: [String: Double], _ shown: [TermTable.Row]) -> String {
    guard !rates.isEmpty else { return "" }
    let certain = shown.map(\.label).filter { rates[$0] ?? 1 < 0.05 }
    let tested =
      rates.count == 1 ? "the one topic tested" : "the \(grouped(rates.count)) topics tested together"
    return "; beyond chance (q < 0.05) among \(tested): "
      + (certain.isEmpty
        ? "none\(rates.count > shown.count ? " of these" : "")" : certain.joined(separator: ", "))
  }

  private func notes(
    _ terms: TermTable, people: Int, shown: [TermTable.Row], _ rates: [String: Double]
  ) -> [String] {
    let population = question.who.population
    let noun = population.counted(people)
    let place = question.scope == nil ? "" : " in these messages"
    var notes = ["\(grouped(terms.speakers)) of \(grouped(people)) \(noun) said something\(place)."]
    if terms.speakers == 0 { return notes }
    if shown.isEmpty {
      notes.append(
        "No topic is shared by enough of them: a topic needs 3 people, and 1% of those who said something.")
    }
    if terms.others > 0 {
      notes.append(
        "z: how certain it is that these people say it more often than the \(grouped(terms.others)) others who said something, that is everybody else (above 2 is "
          + "seldom chance; below 0 they say it less often). Sorted by people × z.")
    }
    if terms.hasTrend {
      notes.append(
        "trend: its share of those who said something in the last \(Topics.trendDays) days (\(grouped(terms.periodSpeakers[0]))), "
          + "minus its share in the \(Topics.trendDays) days before (\(grouped(terms.periodSpeakers[1])))"
          + "\(beyondChance(rates, shown)).")
    }
    let defined = shown.filter(\.isDefined).map(\.label)
    if !defined.isEmpty { notes.append("Defined topics: \(defined.joined(separator: ", ")).") }
    let silent = terms.rows.filter { $0.isDefined && $0.people == 0 }.map(\.label)
    if !silent.isEmpty { notes.append("None of these people raised \(silent.joined(separator: ", ")).") }
    if context.catalog.hasUnknownAuthors {
      notes.append("Some feedback has no known author; figures about people leave it out.")
    }
    return notes
  }
}
