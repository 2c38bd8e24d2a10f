internal import DataModel
internal import Plan
internal import Statistics

/// `compare` of two stretches of time: the same people before and after.
struct BeforeAfterVerb: Verb {
  let question: BeforeAfter
  let context: Asking.Context

  private var who: Condition { question.throughBoth }
  private var listens: Bool { context.catalog.feedbackCount > 0 }

  private func figures(_ stretch: BeforeAfter.Stretch) -> [ComparedFigure] {
    ComparedFigure.habits(in: stretch.window, topics: context.topics, context.catalog)
      + ComparedFigure.scores(said: stretch.window, context.catalog)
  }

  /// Each condition in the first stretch and in the second.
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

  var firstRound: [Measurement] {
    let metrics = conditions.flatMap { condition -> [Metric] in
      [
        .number(.conjunction([condition.first, condition.second])),
        .number(.conjunction([condition.first, .not(condition.second)])),
        .number(.conjunction([condition.second, .not(condition.first)])),
      ]
    }
    let words = Words(
      inside: who, outside: who, insideScope: said(in: question.first),
      outsideScope: said(in: question.second))
    return [
      .people(question.who.condition), .people(who),
      .groups(Groups(who: who, subject: .people, keys: [], metrics: metrics)),
      .pairs(Pairs(who: who, pairs: values.map(\.pair))),
    ] + (listens ? [.words(words)] : [])
  }

  private static let wordLimit = 10

  /// A quote for each word that is shown, as far as quotes are wanted.
  func secondRound(after first: [Columns]) -> [Measurement] {
    guard listens else { return [] }
    return Sides.quoted(
      KeyedWords(first[4], context), of: (who, who),
      in: (said(in: question.first), said(in: question.second)),
      limit: Self.wordLimit, context)
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "compare", statement: context.statement, reading: context.reading)
    let (all, through) = (first[0]["n", 0].integer ?? 0, first[1]["n", 0].integer ?? 0)
    let names = (name(question.first), name(question.second))
    let population = question.who.population
    var words = listens ? KeyedWords(first[4], context) : .none
    let compared = compared(first[2], first[3], people: through)
    answer.headline =
      "\(grouped(through)) of \(grouped(all)) \(population.counted(all)) were customers "
      + "through both: \(names.0) (first) against \(names.1) (second)"
    if through > 0 {
      answer.tables = compared.tables(first: names.0, second: names.1, with: &words)
      if !words.words.isEmpty {
        answer.tables += [
          words.table(ofFirst: true, limit: Self.wordLimit, title: "Said more in the first"),
          words.table(ofFirst: false, limit: Self.wordLimit, title: "Said more in the second"),
        ]
        answer.quotes = Sides.quotes(second, of: words, limit: Self.wordLimit, context)
      }
    }
    answer.summary = [
      Answer.Figure("people", .integer(Int64(through)), unit: .people),
      Answer.Figure("population", .integer(Int64(all)), unit: .people),
      Answer.Figure("first days", .integer(Int64(question.first.length)), unit: .days),
      Answer.Figure("second days", .integer(Int64(question.second.length)), unit: .days),
      Answer.Figure("tests", .integer(Int64(compared.tests + words.tested))),
    ]
    answer.notes = notes(through: through, of: all, words, tests: compared.tests + words.tested)
    return answer
  }

  private func said(in stretch: BeforeAfter.Stretch) -> RecordScope {
    RecordScope(.feedback, window: stretch.window)
  }

  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let people = first[1]["n", 0].integer ?? 0
    let scopes = (said(in: question.first), said(in: question.second))
    return compared(first[2], first[3], people: people).openings
      + (listens ? KeyedWords(first[4], context).openings((who, who), scopes, limit: Self.wordLimit) : [])
  }

  private func name(_ stretch: BeforeAfter.Stretch) -> String {
    "\(stretch.days.lowerBound.iso) to \(stretch.days.upperBound.iso)"
  }

  private func compared(_ shares: Columns, _ pairs: Columns, people: Int) -> Compared {
    var compared = Compared()
    for (index, condition) in conditions.enumerated() {
      let counts = (0..<3).map { shares["m\(index * 3 + $0).hits", 0].integer ?? 0 }
      let (both, onlyFirst, onlySecond) = (counts[0], counts[1], counts[2])
      let neither = people - both - onlyFirst - onlySecond
      guard both + onlyFirst + onlySecond > 0, onlyFirst + onlySecond + neither > 0 else { continue }
      compared.shares.append(
        Compared.ShareRow(
          label: condition.label, first: Share(both + onlyFirst, of: people),
          second: Share(both + onlySecond, of: people),
          difference: ShareDifference(
            both: both, onlyFirst: onlyFirst, onlySecond: onlySecond, neither: neither),
          p: pairedChance(onlyFirst: onlyFirst, onlySecond: onlySecond),
          people: (
            .conjunction([who, condition.first]), .conjunction([who, condition.second])
          )))
    }
    for (index, value) in values.enumerated() {
      let n = pairs["n", index].integer ?? 0
      guard n > 0, let one = pairs["first", index].number, let other = pairs["second", index].number else {
        continue
      }
      let sample = MeanDifference.Sample(
        count: n, mean: (one - other) / Double(n), variance: pairs["variance", index].number ?? 0)
      compared.means.append(
        Compared.MeanRow(
          label: value.label, unit: .none, first: .real(one / Double(n)), second: .real(other / Double(n)),
          people: (n, n), difference: MeanDifference(pairs: sample)))
    }
    return compared
  }

  private func notes(through: Int, of all: Int, _ words: KeyedWords, tests: Int) -> [String] {
    var notes: [String] = []
    if through < all {
      notes.append("\(grouped(all - through)) were not customers through both stretches and are left out.")
    }
    if through == 0 { notes.append("Nobody was, so there is nothing to compare.") }
    if through > 0, through < smallGroup {
      notes.append("Only \(grouped(through)) people: a small group, read it with care.")
    }
    let (one, other) = (question.first.length, question.second.length)
    if one != other {
      notes.append(
        "The first stretch has \(one) days and the second \(other), which by itself makes the longer one fuller."
      )
    }
    if listens {
      notes.append(
        "\(grouped(words.speakers.first)) spoke in the first and \(grouped(words.speakers.second)) in the second; words are compared as of two groups."
      )
    }
    notes.append(
      "Differences are first less second, person by person, with their 95% intervals; q is corrected for "
        + "\(grouped(tests)) tests: below 0.05 it is more than chance.")
    if let note = words.commonNote { notes.append(note) }
    notes.append(
      "Averages are of people with a value in both. Attributes have no past, so they are not compared.")
    return notes
  }
}
