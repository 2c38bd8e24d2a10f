internal import DataModel
internal import Plan
internal import Statistics

/// `compare A versus B`: what they are, did and said, side by side.
struct CompareVerb: Verb {
  let question: Versus
  let context: Asking.Context

  private var sides: Sides { Sides(versus: question) }

  /// What the groups differ in by their conditions, and what is therefore no finding about them.
  private var difference: Naming { sides.difference }
  private var isByEnd: Bool { sides.isByEnd(context.catalog.slots) }
  private var isByStart: Bool { sides.isByStart(context.catalog.slots) }

  private var listens: Bool { context.catalog.feedbackCount > 0 && !isByEnd }

  /// The last 90 days, in which people did and said what is compared; nil without a clock.
  private var recent: (window: Window, days: ClosedRange<Day>)? {
    guard let today = context.catalog.clock?.today else { return nil }
    let window = Window(
      from: .day(.now, moved: TimeSpan(-89, .day)), to: .day(.now, moved: TimeSpan(0, .day)),
      words: "in last 90 days")
    return (window, today.adding(days: -89)...today)
  }

  private var scope: RecordScope? { recent.map { RecordScope(.feedback, window: $0.window) } }

  /// Those of both groups who had all of these days to do and say things.
  private var present: Sides {
    guard let recent else { return sides }
    var versus = question
    versus.first = Who(versus.first.population, where: there(versus.first, recent.days))
    versus.second = Who(versus.second.population, where: there(versus.second, recent.days))
    return Sides(versus: versus)
  }

  private func there(_ who: Who, _ days: ClosedRange<Day>) -> Condition {
    .conjunction([who.filter ?? .everyone, .customers(throughout: days)])
  }

  private var caveats: Caveats? { sides.caveats(context) }

  /// What people are, and their scores.
  private var traits: [ComparedFigure] {
    telling(
      ComparedFigure.traits(isByStart ? nil : question.churn, context.catalog)
        + ComparedFigure.scores(said: nil, context.catalog))
  }

  /// What they did and said.
  private var habits: [ComparedFigure] {
    isByEnd
      ? [] : telling(ComparedFigure.habits(in: recent?.window, topics: context.topics, context.catalog))
  }

  private func telling(_ figures: [ComparedFigure]) -> [ComparedFigure] {
    let difference = difference
    return figures.filter { figure in
      guard case .share(let condition) = figure.kind else { return true }
      return !Naming(condition).overlaps(difference)
    }
  }

  /// People and figures of the parts that the groups are made of; the same, and words, of those who were there.
  var firstRound: [Measurement] {
    sides.people + [groups(sides, traits)]
      + (isByEnd
        ? [] : present.people + [groups(present, habits)] + (listens ? present.words(in: scope) : []))
      + (caveats?.measurements ?? [])
  }

  private func groups(_ sides: Sides, _ figures: [ComparedFigure]) -> Measurement {
    let who = [sides.versus.first.condition, sides.versus.second.condition]
    let keys = who.map { GroupKey(title: "", .condition($0)) }
    return .groups(
      Groups(who: .disjunction(who), subject: .people, keys: keys, metrics: figures.map(\.metric)))
  }

  /// The columns that `Sides` reads words from: how many people make the groups, then the words.
  private func spoken(_ first: [Columns]) -> [Columns] { Array(first.prefix(3) + first.dropFirst(8)) }

  private var limit: Int { question.limit ?? 10 }

  /// A quote for each word that is shown, as far as quotes are wanted.
  func secondRound(after first: [Columns]) -> [Measurement] {
    listens ? present.quoted(spoken(first), in: scope, limit: limit, context) : []
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "compare", statement: context.statement, reading: context.reading)
    let people = Sides.counts(first)
    let groups = Sides.Making(first).groups
    let counts = (people[groups.first], people[groups.second])
    let names = sides.names(context)
    let counted = sides.counted(people, context)
    var words = listens ? Sides.words(spoken(first), context) : .none
    answer.headline =
      "\(counted.first) (first) against \(counted.second) (second)"
    let compared = compared(first, groups)
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
        "\(grouped(words.speakers.first)) of the first and \(grouped(words.speakers.second)) of the second spoke\(recent == nil ? "" : " in the last 90 days")."
      )
    }
    answer.notes.append(
      "Differences are first less second, with their 95% intervals; q is corrected for "
        + "\(grouped(compared.tests + words.tested)) tests: below 0.05 it is more than chance.")
    if let note = words.commonNote { answer.notes.append(note) }
    answer.notes.append(
      isByEnd
        ? "What they did and said is left out: whoever left had less time for it, and at another time of the year. "
          + "\(sides.why.map { "`\($0)` holds those who left against others after as long. " } ?? "")Attributes are as they "
          + "are now."
        : "\(time(first, groups, people))Attributes are as they are now.")
    if let caveats {
      answer.notes += caveats.notes(first.suffix(caveats.measurements.count))
    }
    if isByStart, let churn = question.churn {
      answer.notes.append(
        "\(churn.name) is left out: whoever started later had less time for it; `survival of \(churn.name)` compares people at the same age."
      )
    }
    if let note = question.churn?.note { answer.notes.append(note) }
    return answer
  }

  /// Of whom and of when it is what they did and said.
  private func time(_ first: [Columns], _ groups: (first: Int, second: Int), _ people: [Int]) -> String {
    guard recent != nil else { return "" }
    let there = Sides.counts(Array(first.dropFirst(4)))
    func side(_ part: Int, _ name: String) -> String {
      "\(grouped(there[part])) of the \(grouped(people[part])) of the \(name)"
    }
    return
      "What people did and said is of the last 90 days, and of those who were customers all through them: "
      + "\(side(groups.first, "first")), \(side(groups.second, "second")). "
  }

  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let groups = Sides.Making(first).groups
    let parts = present.parts
    let words =
      listens
      ? Sides.words(spoken(first), context).openings(
        (parts[groups.first], parts[groups.second]), (scope, scope), limit: limit) : []
    return compared(first, groups).openings + words
  }

  private func compared(_ first: [Columns], _ groups: (first: Int, second: Int)) -> Compared {
    var compared = Compared()
    add(traits, of: sides, first[3], groups, to: &compared)
    if !isByEnd { add(habits, of: present, first[7], groups, to: &compared) }
    return compared
  }

  private func add(
    _ figures: [ComparedFigure], of sides: Sides, _ columns: Columns, _ groups: (first: Int, second: Int),
    to compared: inout Compared
  ) {
    let rows = [row(columns, part: groups.first), row(columns, part: groups.second)]
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
        // What none has, or all have, is no difference, nor is what nobody of a group was there to do.
        guard a.1 > 0, b.1 > 0, a.0 + b.0 > 0, a.0 + b.0 < a.1 + b.1 else { continue }
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
