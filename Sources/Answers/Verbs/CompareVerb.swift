internal import DataModel
internal import Plan
internal import Statistics

/// `compare A versus B`: what they are, did and said, side by side.
struct CompareVerb: Verb {
  let question: Versus
  let context: Asking.Context

  private var sides: Sides { Sides(versus: question) }

  /// What the groups differ in by their conditions, and what is therefore no finding about them.
  private var difference: Naming { Naming(.disjunction(question.difference)) }

  /// Whether an end tells the groups apart: whoever left had less time to do and say things, and another calendar.
  private var isByEnd: Bool {
    let difference = difference
    let end = context.catalog.slots.end?.name.lowercased()
    return difference.namesEnd || end.map(difference.attributes.contains) ?? false
      || question.churn.map { $0.name == "churned" && Naming($0.condition).overlaps(difference) } ?? false
  }

  private var listens: Bool { context.catalog.feedbackCount > 0 && !isByEnd }

  private var figures: [ComparedFigure] {
    let window = Window(
      from: .day(.now, moved: TimeSpan(-89, .day)), to: .day(.now, moved: TimeSpan(0, .day)),
      words: "in last 90 days")
    let difference = difference
    let records =
      isByEnd
      ? ComparedFigure.scores(said: nil, context.catalog)
      : ComparedFigure.records(did: window, said: nil, topics: context.topics, context.catalog)
    return (ComparedFigure.traits(question.churn, context.catalog) + records).filter { figure in
      guard case .share(let condition) = figure.kind else { return true }
      return !Naming(condition).overlaps(difference)
    }
  }

  /// The people, words and figures of the parts that the groups are made of.
  var firstRound: [Measurement] {
    let (first, second) = (question.first.condition, question.second.condition)
    let keys = [first, second].map { GroupKey(title: "", .condition($0)) }
    let groups = Groups(
      who: .disjunction([first, second]), subject: .people, keys: keys, metrics: figures.map(\.metric))
    return sides.people + (listens ? sides.words() : []) + [.groups(groups)]
  }

  private var limit: Int { question.limit ?? 10 }

  /// A quote for each word that is shown, as far as quotes are wanted.
  func secondRound(after first: [Columns]) -> [Measurement] {
    listens ? sides.quoted(first, limit: limit, context) : []
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "compare", statement: context.statement, reading: context.reading)
    let people = Sides.counts(first)
    let groups = Sides.Making(first).groups
    let counts = (people[groups.first], people[groups.second])
    let names = sides.names(context)
    let counted = sides.counted(people, context)
    var words = listens ? Sides.words(first, context) : .none
    answer.headline =
      "\(counted.first) (first) against \(counted.second) (second)"
    let compared = compared(first[first.count - 1], groups)
    if counts.0 > 0, counts.1 > 0 {
      answer.tables = compared.tables(first: names.first, second: names.second, with: &words)
      if !words.words.isEmpty {
        answer.tables += [
          words.table(ofFirst: true, limit: limit, title: "Said more by the first"),
          words.table(ofFirst: false, limit: limit, title: "Said more by the second"),
        ]
        answer.quotes = Sides.quotes(second, of: words, limit: limit, context)
      }
    }
    answer.summary = [
      Answer.Figure("first", .integer(Int64(counts.0)), unit: .people),
      Answer.Figure("second", .integer(Int64(counts.1)), unit: .people),
      Answer.Figure("tests", .integer(Int64(compared.tests + words.tested))),
    ]
    answer.notes = sides.notes(people, context)
    if listens {
      answer.notes.append(
        "\(grouped(words.speakers.first)) of the first and \(grouped(words.speakers.second)) of the second spoke."
      )
    }
    answer.notes.append(
      "Differences are first less second, with their 95% intervals; q is corrected for "
        + "\(grouped(compared.tests + words.tested)) tests: below 0.05 it is more than chance.")
    if let note = words.commonNote { answer.notes.append(note) }
    answer.notes.append(
      isByEnd
        ? "What they did and said is left out: whoever left had less time for it, and at another time of the year. "
          + "\(why) holds those who left against others after as long. Attributes are as they are now."
        : "Events and active days are of the last 90 days; attributes are as they are now.")
    if let note = question.churn?.note { answer.notes.append(note) }
    return answer
  }

  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let groups = Sides.Making(first).groups
    let people = (sides.parts[groups.first], sides.parts[groups.second])
    let words =
      listens
      ? Sides.words(first, context).openings(people, (nil, nil), limit: limit) : []
    return compared(first[first.count - 1], groups).openings + words
  }

  /// The question that compares people after as long, where one can be asked.
  private var why: String {
    guard let churn = question.churn, churn.name == "churned" else { return "`why` of a condition" }
    let left = Naming(churn.condition)
    let populations = [question.second.population, question.first.population].filter { population in
      if case .among = population.condition { return false }
      return !Naming(population.condition).overlaps(left)
    }
    return "`why churned among \(populations.first?.words ?? "customers")`"
  }

  private func compared(_ columns: Columns, _ groups: (first: Int, second: Int)) -> Compared {
    let rows = [row(columns, part: groups.first), row(columns, part: groups.second)]
    var compared = Compared()
    for (index, figure) in figures.enumerated() {
      func count(_ name: String, _ side: Int) -> Int {
        rows[side].flatMap { columns["m\(index).\(name)", $0].integer } ?? 0
      }
      func value(_ name: String, _ side: Int) -> Scalar {
        rows[side].map { columns["m\(index).\(name)", $0] } ?? .missing
      }
      switch figure.kind {
      case .share(let condition):
        let (a, b) = ((count("hits", 0), count("n", 0)), (count("hits", 1), count("n", 1)))
        // What none has, or all have, is no difference.
        guard a.0 + b.0 > 0, a.0 + b.0 < a.1 + b.1 else { continue }
        compared.shares.append(
          Compared.ShareRow(
            label: figure.label, first: Share(a.0, of: a.1), second: Share(b.0, of: b.1),
            difference: ShareDifference(a.0, of: a.1, and: b.0, of: b.1),
            p: TwoByTwo(a.0, of: a.1, and: b.0, of: b.1)?.p,
            people: (
              .conjunction([sides.parts[groups.first], condition]),
              .conjunction([sides.parts[groups.second], condition])
            )))
      case .mean:
        let samples = [0, 1].map { side -> MeanDifference.Sample? in
          let n = count("n", side)
          guard n > 0, let sum = value("sum", side).number else { return nil }
          return MeanDifference.Sample(
            count: n, mean: sum / Double(n), variance: (value("variance", side).number ?? 0) * Double(n))
        }
        guard samples[0] != nil || samples[1] != nil else { continue }
        compared.means.append(
          Compared.MeanRow(
            label: figure.label, unit: .none, first: samples[0].map { .real($0.mean) } ?? .missing,
            second: samples[1].map { .real($0.mean) } ?? .missing,
            people: (count("n", 0), count("n", 1)), difference: MeanDifference(samples[0], samples[1])))
      case .median:
        compared.means.append(
          Compared.MeanRow(
            label: figure.label, unit: .none, first: value("value", 0), second: value("value", 1),
            people: (count("n", 0), count("n", 1)), difference: nil))
      }
    }
    return compared
  }

  /// The row of a part: by whether its people are in the first group, and in the second.
  private func row(_ columns: Columns, part: Int) -> Int? {
    let wanted: [(Bool, Bool)] = [(true, false), (true, true), (false, true)]
    return (0..<columns.rowCount).first { row in
      columns["key0", row] == .boolean(wanted[part].0) && columns["key1", row] == .boolean(wanted[part].1)
    }
  }
}

extension MeanDifference {
  fileprivate init?(_ first: Sample?, _ second: Sample?) {
    guard let first, let second else { return nil }
    self.init(first, second)
  }
}
