internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// Answers `priorities`: topics with their people, value, severity, growth and churn, ranked by their mean percentile, and
/// a quote for each.
struct PrioritiesVerb: Verb {
  let question: Priorities
  let context: QueryRunner.Context

  private var who: Condition { question.who.condition }
  private var limit: Int {
    question.limit ?? min(context.rowLimit ?? .max, Priorities.usualLimit)
  }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    // The figures of everybody, to compare each topic with, and the topics.
    var batch = Batch()
    let everybody = batch.add(
      Groups(who: who, metrics: [.count, .number(question.active ?? .everyone)] + figures))
    let said = batch.add(
      Terms(
        inside: who, outside: who == .everyone ? nil : .not(who), scope: question.scope,
        vocabularies: question.vocabularies, least: 3, percent: 1))
    let replies = try backend.run(batch)
    let terms = TermTable(replies[said])
    let all = replies[everybody].rows.first?.figures ?? []
    let found = try ranked(topics(terms), all, backend)

    var draft = Draft("priorities", context)
    let rows = Array(found.prefix(limit))
    let people = all.first?.n ?? 0
    draft.summary = [
      Answer.Figure("people", people, unit: .people),
      Answer.Figure("speakers", terms.speakers, unit: .people), Answer.Figure("topics", found.count),
    ]
    var table = table(rows)
    table.hidden = found.count - rows.count
    draft.tables = [table]
    // Each row has a quote, so that a reader can judge the words behind it.
    if context.quoteLimit != 0 { draft.quotes = rows.compactMap(\.quote) }
    draft.notes = notes(rows, people: people, speakers: terms.speakers)
    return draft
  }

  /// Value and scores, of everybody or of the people who raise a topic.
  private var figures: [Metric] { money + question.scores.map { .aggregate(.average, $0.value) } }

  /// The value of people who left is lost, that of the others is at stake; they are never added up.
  private var money: [Metric] {
    guard let value = question.value else { return [] }
    let total = Metric.aggregate(.total, .attribute(value))
    guard let left = question.churn?.left else { return [total] }
    return [.named("at stake", total, filter: .not(left)), .named("lost", total, filter: left)]
  }

  private var segments: [AttributeRef] {
    context.catalog.slots.matching(question.churn.map { ReferencedNames($0.condition).attributes } ?? [])
  }

  // MARK: The topics

  private struct Topic {
    let label: String
    let pattern: Pattern
    let isDefined: Bool
  }

  /// Defined topics that anybody raises, then extracted ones unless a defined topic covers at least half of their people.
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
    /// The value at stake, then, if it is known who left, the value lost.
    let money: [Scalar]
    let severity: [Double?]
    let growth: Double?
    let churn: ChurnDifference?
    let quote: Answer.Quote?
    var rank: Double?

    /// The figures that the rank is made of. Value at stake and lost are added here, so that a topic does not rank lower because
    /// its people left.
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

    /// The first figure of a column, to sort by.
    func shown(_ column: Priorities.Column) -> Double? {
      column == .value ? money.first?.number : figures([column])[0]
    }
  }

  /// The rows of all topics, ranked: figures, a quote, and what became of the people who raised the topic.
  private func ranked(
    _ topics: [Topic], _ all: [MetricResult], _ backend: any Backend
  ) throws(BackendError) -> [Row] {
    var batch = Batch()
    let asked = topics.map { topic in
      let people = people(raising: topic)
      let metrics: [Metric] =
        [.count]
        + question.trend.map { .number(.records(question.mentions(of: topic.pattern, in: $0), .some)) }
        + figures
      return (
        figures: batch.add(Groups(who: people, metrics: metrics)),
        quote: batch.add(
          Verbatims.messages(in: question.mentions(of: topic.pattern), of: people, limit: 1))
      )
    }
    let aftermath = question.churn.map { churn in
      batch.add(
        Aftermath(
          who: who, records: topics.map { question.mentions(of: $0.pattern) }, speaking: question.speaking,
          near: Priorities.near, outcome: churn.condition, days: Priorities.followed, segments: segments,
          seed: Priorities.seed))
    }
    let replies = try backend.run(batch)
    let churnDifferences =
      replies[aftermath].map { ChurnDifference.each($0, withSegments: !segments.isEmpty) } ?? []
    var rows = topics.indices.map { index in
      row(
        topics[index], replies[asked[index].figures].rows.first?.figures ?? [],
        quote: replies[asked[index].quote], all: all,
        churnDifferences.indices.contains(index) ? churnDifferences[index] : nil)
    }
    rank(&rows)
    return rows.sorted(by: isBefore)
  }

  private func people(raising topic: Topic) -> Condition {
    .conjunction([who, .records(question.mentions(of: topic.pattern), .some)])
  }

  /// - Parameters:
  ///   - own: the number who raise the topic, in total and in each period of the trend, then `figures`.
  ///   - all: for everybody: the number of people, the number who are active, then `figures`.
  private func row(
    _ topic: Topic, _ own: [MetricResult], quote: Verbatims.Reply, all: [MetricResult],
    _ churn: ChurnDifference?
  ) -> Row {
    var growth: Double?
    if question.trend.count == 2, case let active = all[1].hits, active > 0 {
      growth = 100 * Double(own[1].hits - own[2].hits) / Double(active)
    }
    let figures = own.dropFirst(1 + question.trend.count)
    let scores = zip(figures.dropFirst(money.count), all.dropFirst(2 + money.count))
    let severity = scores.map { raising, everybody -> Double? in
      guard let everybody = mean(everybody) else { return nil }
      guard let raising = mean(raising) else { return 0 }
      return themeImpact(all: everybody.mean, of: everybody.n, raising: raising.mean, by: raising.n).map {
        -$0
      }
    }
    let matcher = PatternMatcher(topic.pattern, language: context.language)
    return Row(
      topic: topic, people: own[0].n ?? 0, money: figures.prefix(money.count).map(\.sum),
      severity: severity, growth: growth, churn: churn,
      quote: Answer.Quote(firstOf: quote, marking: [matcher], caption: "on \(topic.label)"))
  }

  private func mean(_ result: MetricResult) -> (n: Int, mean: Double)? {
    guard let n = result.n, n > 0, let sum = result.sum.number else { return nil }
    return (n, sum / Double(n))
  }

  /// Sets the rank: the mean over the columns of the percentile, which is the share of ranked topics with less plus half of
  /// those with as much.
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

  private func table(_ rows: [Row]) -> Draft.Table {
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
    return Draft.Table(
      columns: columns,
      rows: rows.map { row in
        Draft.Row(
          [Answer.Cell(row.topic.label), Answer.Cell(row.rank)]
            + question.columns.flatMap { cells(row, $0) } + [Answer.Cell(.boolean(row.topic.isDefined))],
          opens: [
            DrillDown("raised \(row.topic.label)", people(raising: row.topic), people: row.people)
          ])
      })
  }

  private func cells(_ row: Row, _ column: Priorities.Column) -> [Answer.Cell] {
    switch column {
    case .people:
      return [Answer.Cell(Scalar(row.people), isSmall: row.people < smallGroup)]
    case .value: return row.money.map { Answer.Cell($0) }
    case .severity: return row.severity.map { Answer.Cell($0) }
    case .growth: return [Answer.Cell(row.growth)]
    case .churn:
      let (churn, interval) = (row.churn, row.churn?.difference.interval)
      return [
        Answer.Cell(
          churn?.difference.value, low: interval?.low, high: interval?.high,
          isSmall: churn.map { min($0.people, $0.others) < smallGroup } ?? false),
        Answer.Cell(interval?.low), Answer.Cell(interval?.high), Answer.Cell(churn?.q),
        Answer.Cell(churn?.people), Answer.Cell(churn?.others),
      ]
    }
  }

  /// Whether a narrow screen must keep the column: churn, since a note refers to it, and the column sorted by.
  private func isKept(_ column: Priorities.Column) -> Bool {
    column == .churn || column == question.order?.column
  }

  private func notes(_ rows: [Row], people: Int, speakers: Int) -> [String] {
    let population = question.who.population
    let noun = population.counted(people)
    var notes = ["\(grouped(speakers)) of \(grouped(people)) \(noun) said something."]
    if rows.isEmpty { return notes + ["No topic is shared by enough of them."] }
    notes.append("People count in each topic they raise, so the columns do not add up.")
    notes.append(
      "rank: the percentage of topics that are lower, averaged over "
        + "\(question.columns.map(\.rawValue).joined(separator: ", "))"
        + (question.order == nil ? "; defined topics come first." : "; sorted as you asked."))
    let unranked = rows.count { $0.rank == nil }
    if unranked > 0 {
      notes.append(
        "\(counted(unranked, "topic")) raised by fewer than \(Priorities.least) people \(unranked == 1 ? "is" : "are") not ranked."
      )
    }
    if let churn = question.churn {
      if ReferencedNames(who).overlaps(ReferencedNames(churn.condition)) {
        notes.append(
          "The people asked about are chosen by \(churn.name), so growth and churn say little here: people who have left say nothing more."
        )
      }
      notes.append(churnNote(rows))
    }
    return notes
  }

  /// The note on how churn is compared, and which differences are beyond chance.
  private func churnNote(_ rows: [Row]) -> String {
    let days = Priorities.followed
    let sure = rows.filter { $0.churn.map { $0.q < 0.05 } ?? false }.map(\.topic.label)
    let comparison =
      "churn: of people who raised it at least \(days) days ago, the share who left within \(days) days, minus that share "
      + "among others who said something about as long after their start (within \(Priorities.near) days) and had not "
      + "raised it, counted from then on (five others for each person, with the nearest starts)"
    let names = segments.map(\.name).joined(separator: ", ")
    let within = names.isEmpty ? "" : ", also among people of the same \(names)"
    return sure.isEmpty
      ? comparison + "; no difference is beyond chance (none at q < 0.05)."
      : comparison + "; beyond chance\(within) (q < 0.05): \(sure.joined(separator: ", "))."
  }
}
