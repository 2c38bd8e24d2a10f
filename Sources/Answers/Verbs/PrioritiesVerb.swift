internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// `priorities`: topics by people, money, severity, growth and churn, ranked by their mean percentile, with a quote each.
struct PrioritiesVerb: Verb {
  let question: Priorities
  let context: Asking.Context

  private var who: Condition { question.who.condition }
  private var limit: Int {
    question.limit ?? min(context.rowLimit ?? .max, Priorities.usualLimit)
  }

  /// Everybody's figures, which each topic's are held against; then what is talked about.
  var firstRound: [Measurement] {
    let all: [Metric] = [.count, .number(question.active ?? .everyone)] + figures
    let others: Condition? = who == .everyone ? nil : .not(who)
    return [
      .groups(Groups(who: who, subject: .people, keys: [], metrics: all)),
      .terms(
        Terms(
          inside: who, outside: others, scope: question.scope, vocabularies: question.vocabularies, least: 3,
          percent: 1)),
    ]
  }

  /// Money and scores, of everybody or of those who raise a topic.
  private var figures: [Metric] { money + question.scores.map { .aggregate(.average, $0.value) } }

  /// Money of people who left is lost, that of the others at stake: never one sum.
  private var money: [Metric] {
    guard let value = question.value else { return [] }
    let total = Metric.aggregate(.total, .attribute(value))
    guard let left = question.churn?.left else { return [total] }
    return [.named("at stake", total, filter: .not(left)), .named("lost", total, filter: left)]
  }

  /// Of each topic: its people's figures, and a quote; then what became of those who raise them.
  func secondRound(after first: [Columns]) -> [Measurement] {
    let topics = topics(TermTable(first[1]))
    let aftermath = question.churn.map { churn in
      Measurement.aftermath(
        Aftermath(
          who: who, records: topics.map { question.mentions(of: $0.pattern) }, speaking: question.speaking,
          near: Priorities.near, outcome: churn.condition, days: Priorities.followed, segments: segments,
          seed: Priorities.seed))
    }
    return topics.flatMap { topic -> [Measurement] in
      let raising = Condition.records(question.mentions(of: topic.pattern), .some)
      let voice = Verbatims.Voice(when: .everyone, scope: question.mentions(of: topic.pattern))
      let people = Condition.conjunction([who, raising])
      let metrics: [Metric] =
        [.count]
        + question.trend.map { .number(.records(question.mentions(of: topic.pattern, in: $0), .some)) }
        + figures
      return [
        .groups(Groups(who: people, subject: .people, keys: [], metrics: metrics)),
        .verbatims(Verbatims(who: people, voices: [voice], lastWords: false, limit: 1)),
      ]
    } + (aftermath.map { [$0] } ?? [])
  }

  private var segments: [AttributeRef] {
    context.catalog.slots.matching(question.churn.map { Naming($0.condition).attributes } ?? [])
  }

  // MARK: The topics

  private struct Topic {
    let label: String
    let pattern: Pattern
    let isDefined: Bool
  }

  /// Defined topics that anybody raises; then extracted ones of which no defined topic covers half the people.
  private func topics(_ terms: TermTable) -> [Topic] {
    let rows = terms.rows.filter { $0.people > 0 && ($0.isDefined || $0.shared * 2 < $0.people) }
    return rows.sorted { $0.isBefore($1, terms) }.prefix(max(limit, Priorities.candidates)).compactMap {
      row in
      let defined = question.vocabularies.first { row.isDefined && $0.name == row.label }?.pattern
      return (defined ?? row.pattern).map { Topic(label: row.label, pattern: $0, isDefined: row.isDefined) }
    }
  }

  // MARK: The figures

  private struct Row {
    let topic: Topic
    let people: Int
    /// At stake, then what is lost where it is known who left.
    let money: [Scalar]
    let severity: [Double?]
    let growth: Double?
    let churn: Departures?
    let quote: Answer.Quote?
    var rank: Double?

    /// The figures that ranks are made of. Of money that is all of it: a topic of which people leave is no lesser one.
    func figures(_ columns: [Priorities.Column]) -> [Double?] {
      columns.flatMap { column -> [Double?] in
        switch column {
        case .people: [Double(people)]
        case .value: [money.first?.number == nil ? nil : money.compactMap(\.number).reduce(0, +)]
        case .severity: severity
        case .growth: [growth]
        case .churn: [churn?.difference.value]
        }
      }
    }

    /// What a column shows first.
    func shown(_ column: Priorities.Column) -> Double? {
      column == .value ? money.first?.number : figures([column])[0]
    }
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "priorities", statement: context.statement, reading: context.reading)
    let terms = TermTable(first[1])
    let all = first[0]
    let ranked = ranked(first, second)
    let found = ranked.count
    let rows = Array(ranked.prefix(limit))
    let people = all["m0.n", 0].integer ?? 0
    answer.summary = [
      Answer.Figure("people", .integer(Int64(people)), unit: .people),
      Answer.Figure("speakers", .integer(Int64(terms.speakers)), unit: .people),
      Answer.Figure("topics", .integer(Int64(found))),
    ]
    var table = table(rows)
    table.hidden = found - rows.count
    answer.tables = [table]
    // A row is only as good as the words behind it: each has its quote.
    if context.quoteLimit != 0 { answer.quotes = rows.compactMap(\.quote) }
    answer.notes = notes(rows, people: people, speakers: terms.speakers)
    return answer
  }

  private func ranked(_ first: [Columns], _ second: [Columns]) -> [Row] {
    let topics = topics(TermTable(first[1]))
    let departures =
      question.churn == nil
      ? []
      : Departures.each(
        of: topics.count, second.last ?? Columns(names: [], values: []),
        withSegments: !segments.isEmpty)
    var rows = topics.enumerated().map { index, topic in
      row(
        topic, of: second[2 * index], quote: second[2 * index + 1], all: first[0],
        departures.indices.contains(index) ? departures[index] : nil)
    }
    rank(&rows)
    return rows.sorted(by: isBefore)
  }

  /// Of each topic whoever raises it.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let rows = ranked(first, second).prefix(limit).map { row in
      [
        Opening(
          "raised \(row.topic.label)",
          .conjunction([who, .records(question.mentions(of: row.topic.pattern), .some)]), people: row.people)
      ]
    }
    return [rows]
  }

  private func row(
    _ topic: Topic, of columns: Columns, quote: Columns, all: Columns, _ churn: Departures?
  ) -> Row {
    func count(_ columns: Columns, _ metric: Int, _ name: String = "hits") -> Int {
      columns["m\(metric).\(name)", 0].integer ?? 0
    }
    let raisers = count(columns, 0, "n")
    var next = 1
    var growth: Double?
    if question.trend.count == 2 {
      let active = count(all, 1)
      if active > 0 { growth = 100 * Double(count(columns, 1) - count(columns, 2)) / Double(active) }
      next += 2
    }
    var whole = 2
    let money = money.indices.map { columns["m\(next + $0).sum", 0] }
    (next, whole) = (next + money.count, whole + money.count)
    let severity = question.scores.indices.map { scale -> Double? in
      let (raising, everybody) = (
        mean(columns, next + scale), mean(all, whole + scale)
      )
      guard let everybody else { return nil }
      guard let raising else { return 0 }
      return themeImpact(all: everybody.mean, of: everybody.n, raising: raising.mean, by: raising.n).map {
        -$0
      }
    }
    let matcher = PatternMatcher(topic.pattern, language: context.language)
    return Row(
      topic: topic, people: raisers, money: money, severity: severity, growth: growth, churn: churn,
      quote: Answer.Quote(quote, row: 0, marking: [matcher], caption: "on \(topic.label)"))
  }

  private func mean(_ columns: Columns, _ metric: Int) -> (n: Int, mean: Double)? {
    guard let n = columns["m\(metric).n", 0].integer, n > 0, let sum = columns["m\(metric).sum", 0].number
    else { return nil }
    return (n, sum / Double(n))
  }

  /// The mean over the columns of the percentile rank: the share of ranked topics with less, and half of those with as
  /// much.
  private func rank(_ rows: inout [Row]) {
    let ranked = rows.indices.filter { rows[$0].people >= Priorities.least }
    let figures = rows.map { $0.figures(question.columns) }
    for row in ranked {
      let percentiles = figures[row].indices.compactMap { column -> Double? in
        guard let own = figures[row][column] else { return nil }
        let others = ranked.compactMap { figures[$0][column] }
        let (less, equal) = (others.count { $0 < own }, others.count { $0 == own })
        return (Double(less) + Double(equal) / 2) / Double(others.count)
      }
      rows[row].rank = percentiles.reduce(0, +) / Double(max(1, percentiles.count))
    }
  }

  private func isBefore(_ left: Row, _ right: Row) -> Bool {
    var keys: (Double?, Double?) = (left.rank, right.rank)
    var descending = true
    if question.order == nil, left.topic.isDefined != right.topic.isDefined { return left.topic.isDefined }
    if let order = question.order {
      keys = (left.shown(order.column), right.shown(order.column))
      descending = order.descending
    }
    switch keys {
    case (let one?, let other?) where one != other: return descending ? one > other : one < other
    case (.some, nil): return true
    case (nil, .some): return false
    case (_, _):
      return left.people == right.people ? left.topic.label < right.topic.label : left.people > right.people
    }
  }

  private func table(_ rows: [Row]) -> Answer.Table {
    var columns = [Answer.Column("topic", .text), Answer.Column("rank", .real, unit: .share)]
    for column in question.columns {
      let first = columns.count
      defer { for place in first..<columns.count where isKept(column) { columns[place].isKept = true } }
      switch column {
      case .people: columns.append(Answer.Column("people", .integer, unit: .people))
      case .value:
        let unit = question.value?.unit.map { Answer.Unit($0) } ?? .money(nil)
        columns += ["value", "lost"].prefix(money.count).map {
          Answer.Column($0, question.value?.type ?? .real, unit: unit)
        }
      case .severity:
        let isOne = question.scores.count == 1
        columns += question.scores.map {
          Answer.Column(isOne ? "severity" : "severity \($0.scale.words)", .real)
        }
      case .growth: columns.append(Answer.Column("growth", .real))
      case .churn:
        columns += [
          Answer.Column("churn", .real, unit: .change), Answer.Column("churn low", .real, for: .machines),
          Answer.Column("churn high", .real, for: .machines),
          Answer.Column("churn q", .real, unit: .chance, for: .machines),
          Answer.Column("churn people", .integer, unit: .people, for: .machines),
          Answer.Column("churn others", .integer, unit: .people, for: .machines),
        ]
      }
    }
    columns.append(Answer.Column("defined", .boolean, for: .machines))
    var table = Answer.Table(columns: columns)
    table.rows = rows.map { row in
      var cells = [Answer.Cell(.text(row.topic.label)), cell(row.rank)]
      for column in question.columns {
        switch column {
        case .people:
          cells.append(Answer.Cell(.integer(Int64(row.people)), isSmall: row.people < smallGroup))
        case .value: cells += row.money.map { Answer.Cell($0) }
        case .severity: cells += row.severity.map(cell)
        case .growth: cells.append(cell(row.growth))
        case .churn:
          let interval = row.churn?.difference.interval
          cells += [
            Answer.Cell(
              row.churn.map { .real($0.difference.value) } ?? .missing, low: interval?.low,
              high: interval?.high,
              isSmall: row.churn.map { min($0.people, $0.others) < smallGroup } ?? false),
            cell(interval?.low), cell(interval?.high), cell(row.churn?.q),
            Answer.Cell(row.churn.map { .integer(Int64($0.people)) } ?? .missing),
            Answer.Cell(row.churn.map { .integer(Int64($0.others)) } ?? .missing),
          ]
        }
      }
      return cells + [Answer.Cell(.boolean(row.topic.isDefined))]
    }
    return table
  }

  /// The notes say which of the differences in churn are beyond chance; and the order rests on what it is by.
  private func isKept(_ column: Priorities.Column) -> Bool {
    column == .churn || column == question.order?.column
  }

  private func cell(_ value: Double?) -> Answer.Cell { Answer.Cell(value.map { .real($0) } ?? .missing) }

  private func notes(_ rows: [Row], people: Int, speakers: Int) -> [String] {
    let population = question.who.population
    let noun = population.counted(people)
    var notes = ["\(grouped(speakers)) of \(grouped(people)) \(noun) said something."]
    if rows.isEmpty { return notes + ["They share no topic."] }
    notes.append("People count in each topic they raise; the columns do not add up.")
    notes.append(
      "rank: how many of a hundred topics stand below it, in the mean over "
        + "\(question.columns.map(\.rawValue).joined(separator: ", "))"
        + (question.order == nil ? "; defined topics come first." : "; the order is as asked."))
    let unranked = rows.count { $0.rank == nil }
    if unranked > 0 {
      notes.append(
        "\(unranked) raised by fewer than \(Priorities.least) people \(unranked == 1 ? "is" : "are") not ranked."
      )
    }
    if let churn = question.churn {
      if Naming(who).overlaps(Naming(churn.condition)) {
        notes.append(
          "Whoever they are hangs on \(churn.name): growth and churn say little of them, since who has gone says no more."
        )
      }
      notes.append(churnNote(rows))
    }
    return notes
  }

  /// Who is held against whom, and which of it is more than chance.
  private func churnNote(_ rows: [Row]) -> String {
    let days = Priorities.followed
    let sure = rows.filter { $0.churn.map { $0.q < 0.05 } ?? false }.map(\.topic.label)
    let held =
      "churn: of those who raised it \(days) days ago or earlier the share who left within \(days) days, less that of "
      + "others who said something about as long after their start (within \(Priorities.near) days of it) and had not "
      + "raised it, from then on (five each, with the nearest starts)"
    let names = segments.map(\.name).joined(separator: ", ")
    let within = names.isEmpty ? "" : ", also among people of the same \(names)"
    return sure.isEmpty
      ? held + "; no difference is larger than chance gives (none at q < 0.05)."
      : held + "; beyond chance\(within) (q < 0.05): \(sure.joined(separator: ", "))."
  }
}
