internal import DataModel
internal import Plan
internal import Statistics

/// Answers `compare` for two periods: the same people in both.
struct BeforeAfterVerb: Verb {
  let question: BeforeAfter
  let context: QueryRunner.Context

  private var who: Condition { question.throughBoth }
  private var listens: Bool { context.catalog.feedbackCount > 0 }

  private func figures(_ stretch: BeforeAfter.Stretch) -> [ComparedFigure] {
    ComparedFigure.habits(in: stretch.window, topics: context.topics, context.catalog)
      + ComparedFigure.scores(said: stretch.window, context.catalog)
  }

  /// Each condition in the first period and in the second.
  private var conditions: [(label: String, first: Condition, second: Condition)] {
    zip(figures(question.first), figures(question.second)).compactMap { one, other in
      guard case .share(let first) = one.kind, case .share(let second) = other.kind else { return nil }
      return (one.label, first, second)
    }
  }

  private var values: [(label: String, pair: Pairs.Pair)] {
    zip(figures(question.first), figures(question.second)).compactMap { one, other in
      guard case .mean(let first) = one.kind, case .mean(let second) = other.kind else { return nil }
      return (one.label, Pairs.Pair(first, second))
    }
  }

  private static let wordLimit = 10

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let (conditions, values) = (conditions, values)
    let metrics = conditions.flatMap { condition -> [Metric] in
      [
        .number(.conjunction([condition.first, condition.second])),
        .number(.conjunction([condition.first, .not(condition.second)])),
        .number(.conjunction([condition.second, .not(condition.first)])),
      ]
    }
    let speakers = DistinctiveWords.Speakers(
      first: who, second: who, scopes: (said(in: question.first), said(in: question.second)))
    var batch = Batch()
    let everybody = batch.add(PeopleCount(question.who.condition))
    let there = batch.add(PeopleCount(who))
    let shares = batch.add(Groups(who: who, metrics: metrics))
    let pairs = batch.add(Pairs(who: who, pairs: values.map(\.pair)))
    let spoken =
      listens
      ? batch.add(
        Words(
          inside: who, outside: who, insideScope: speakers.scopes.first,
          outsideScope: speakers.scopes.second)) : nil
    let replies = try backend.run(batch)
    var words = replies[spoken].map { DistinctiveWords($0, context) } ?? .none
    var quoting = Batch()
    let quoted = words.quote(speakers, limit: Self.wordLimit, context, in: &quoting)
    let quotes = DistinctiveWords.quotes(quoted, try backend.run(quoting), context)

    var draft = Draft("compare", context)
    let (all, through) = (replies[everybody].people, replies[there].people)
    draft.headline =
      "\(grouped(through)) of \(grouped(all)) \(question.who.population.counted(all)) were customers "
      + "throughout both: \(name(question.first)) (first) versus \(name(question.second)) (second)"
    var compared = ComparisonTables()
    add(conditions, replies[shares].rows.first?.figures.map(\.hits) ?? [], people: through, to: &compared)
    add(values, replies[pairs], to: &compared)
    let tests = compared.tests + words.tested
    if through > 0 {
      draft.tables = compared.tables(with: &words)
      if !words.words.isEmpty {
        draft.tables += words.tables(
          of: speakers, limit: Self.wordLimit, titles: ("Said more in the first", "Said more in the second"))
        draft.quotes = quotes
      }
    }
    draft.summary = [
      Answer.Figure("people", through, unit: .people), Answer.Figure("population", all, unit: .people),
      Answer.Figure("first days", question.first.length, unit: .days),
      Answer.Figure("second days", question.second.length, unit: .days), Answer.Figure("tests", tests),
    ]
    draft.notes = notes(through: through, of: all, words, tests: tests)
    return draft
  }

  private func said(in stretch: BeforeAfter.Stretch) -> RecordScope {
    RecordScope(.feedback, window: stretch.window)
  }

  private func name(_ stretch: BeforeAfter.Stretch) -> String {
    "\(stretch.days.lowerBound.iso) to \(stretch.days.upperBound.iso)"
  }

  /// - Parameter counts: three numbers per condition: people for whom it is true in both periods, only in the first, and only
  ///   in the second.
  private func add(
    _ conditions: [(label: String, first: Condition, second: Condition)], _ counts: [Int], people: Int,
    to compared: inout ComparisonTables
  ) {
    for (index, condition) in conditions.enumerated() where counts.indices.contains(index * 3 + 2) {
      let (both, onlyFirst, onlySecond) = (counts[index * 3], counts[index * 3 + 1], counts[index * 3 + 2])
      let neither = people - both - onlyFirst - onlySecond
      guard both + onlyFirst + onlySecond > 0, onlyFirst + onlySecond + neither > 0 else { continue }
      compared.shares.append(
        ComparisonTables.ShareRow(
          label: condition.label, first: Share(both + onlyFirst, of: people),
          second: Share(both + onlySecond, of: people),
          difference: ShareDifference(
            both: both, onlyFirst: onlyFirst, onlySecond: onlySecond, neither: neither),
          p: pairedChance(onlyFirst: onlyFirst, onlySecond: onlySecond),
          people: (
            .conjunction([who, condition.first]), .conjunction([who, condition.second])
          )))
    }
  }

  private func add(
    _ values: [(label: String, pair: Pairs.Pair)], _ pairs: Pairs.Reply, to compared: inout ComparisonTables
  ) {
    for (value, row) in zip(values, pairs.rows) where row.n > 0 {
      guard let one = row.first.number, let other = row.second.number else { continue }
      let n = Double(row.n)
      let sample = MeanDifference.Sample(
        count: row.n, mean: (one - other) / n, variance: row.variance ?? 0)
      compared.means.append(
        ComparisonTables.MeanRow(
          label: value.label, first: .real(one / n), second: .real(other / n), people: (row.n, row.n),
          difference: MeanDifference(pairs: sample)))
    }
  }

  private func notes(through: Int, of all: Int, _ words: DistinctiveWords, tests: Int) -> [String] {
    var notes: [String] = []
    if through < all {
      let isOne = all - through == 1
      notes.append(
        "\(grouped(all - through)) \(isOne ? "was not a customer" : "were not customers") throughout both periods and "
          + "\(isOne ? "is" : "are") left out.")
    }
    if through == 0 { notes.append("Nobody was a customer throughout both, so there is nothing to compare.") }
    if through > 0, through < smallGroup {
      notes.append("Only \(grouped(through)) people: a small group, so read its figures with care.")
    }
    let (one, other) = (question.first.length, question.second.length)
    if one != other {
      notes.append(
        "The first period has \(one) days and the second \(other): for that reason alone, more happens in the longer one."
      )
    }
    if listens {
      notes.append(
        "\(grouped(words.speakers.first)) said something in the first and \(grouped(words.speakers.second)) in the second; words are compared as if these were two groups."
      )
    }
    notes.append(
      "Differences are first minus second, person by person, with 95% intervals. q is corrected for "
        + "\(grouped(tests)) tests: below 0.05, a difference is more than chance.")
    if let note = words.commonNote { notes.append(note) }
    notes.append(
      "Averages cover people with a value in both. Attributes are known only as they are now, so they are not compared."
    )
    return notes
  }
}
