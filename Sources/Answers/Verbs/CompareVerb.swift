internal import DataModel
internal import Plan
internal import Statistics

/// Answers `compare A versus B`: what both groups are, did and said, side by side.
struct CompareVerb: Verb {
  let question: Versus
  let context: QueryRunner.Context

  private var sides: GroupComparison { GroupComparison(versus: question) }

  /// The names in which the conditions of the groups differ; a difference in these is no finding.
  private var difference: ReferencedNames { sides.difference }
  private var isByEnd: Bool { sides.isByEnd(context.catalog.slots) }
  private var isByStart: Bool { sides.isByStart(context.catalog.slots) }

  private var listens: Bool { context.catalog.feedbackCount > 0 && !isByEnd }

  /// The last 90 days, the window for what people did and said; nil without a clock.
  private var recent: (window: Window, days: ClosedRange<Day>)? {
    guard let today = context.catalog.clock?.today else { return nil }
    let window = Window(
      from: .day(.now, moved: TimeSpan(-89, .day)), to: .day(.now, moved: TimeSpan(0, .day)),
      words: "in last 90 days")
    return (window, today.adding(days: -89)...today)
  }

  private var scope: RecordScope? { recent.map { RecordScope(.feedback, window: $0.window) } }

  /// Both groups, limited to people who were customers on all of these days.
  private var present: GroupComparison {
    guard let recent else { return sides }
    var versus = question
    versus.first = Who(versus.first.population, where: there(versus.first, recent.days))
    versus.second = Who(versus.second.population, where: there(versus.second, recent.days))
    return GroupComparison(versus: versus)
  }

  private func there(_ who: Who, _ days: ClosedRange<Day>) -> Condition {
    .conjunction([who.filter ?? .everyone, .customers(throughout: days)])
  }

  /// Figures about what people are, and their scores.
  private var features: [ComparedFigure] {
    telling(
      ComparedFigure.features(isByStart ? nil : question.churn, context.catalog)
        + ComparedFigure.scores(said: nil, context.catalog))
  }

  /// Figures about what people did and said.
  private var habits: [ComparedFigure] {
    isByEnd
      ? [] : telling(ComparedFigure.habits(in: recent?.window, topics: context.topics, context.catalog))
  }

  private func telling(_ figures: [ComparedFigure]) -> [ComparedFigure] {
    let difference = difference
    return figures.filter { figure in
      guard case .share(let condition) = figure.kind else { return true }
      return !ReferencedNames(condition).overlaps(difference)
    }
  }

  private var limit: Int { question.limit ?? 10 }

  /// Round one asks for people, attributes, behaviour and words; round two for a quote for each word shown, up to the limit on
  /// quotes.
  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let (sides, present, features, habits) = (sides, present, features, habits)
    var batch = Batch()
    let asked = sides.ask(in: &batch)
    let traitsAsked = batch.add(groups(sides, features))
    var there: GroupComparison.Asked?
    var habitsAsked: Asked<Groups>?
    if !isByEnd {
      var asked = present.ask(in: &batch)
      habitsAsked = batch.add(groups(present, habits))
      if listens { present.askWords(in: scope, &asked, in: &batch) }
      there = asked
    }
    let caveats = sides.caveats(context, in: &batch)
    let replies = try backend.run(batch)
    let people = asked.counts(replies)
    let nesting = GroupComparison.Nesting(people: people)
    var words = there?.words(replies, nesting, context) ?? .none
    let speakers = present.speakers(nesting, in: scope)
    var quoting = Batch()
    let quoted = words.quote(speakers, limit: limit, context, in: &quoting)
    let quotes = DistinctiveWords.quotes(quoted, try backend.run(quoting), context)

    var draft = Draft("compare", context)
    let counts = (people[nesting.groups.first], people[nesting.groups.second])
    let counted = sides.counted(people, context)
    draft.headline = "\(counted.first) (first) versus \(counted.second) (second)"
    var compared = ComparisonTables()
    add(features, of: sides, replies[traitsAsked], nesting.groups, to: &compared)
    if let habitsAsked { add(habits, of: present, replies[habitsAsked], nesting.groups, to: &compared) }
    let tests = compared.tests + words.tested
    if counts.0 > 0, counts.1 > 0 {
      draft.tables = compared.tables(with: &words)
      if !words.words.isEmpty {
        draft.tables += words.tables(
          of: speakers, limit: limit, titles: ("Said more by the first", "Said more by the second"))
        draft.quotes = quotes
      }
    }
    draft.summary = [
      Answer.Figure("first", counts.0, unit: .people), Answer.Figure("second", counts.1, unit: .people),
      Answer.Figure("tests", tests),
    ]
    draft.notes = sides.notes(people, context)
    if listens {
      draft.notes.append(
        "\(grouped(words.speakers.first)) of the first and \(grouped(words.speakers.second)) of the second said something\(recent == nil ? "" : " in the last 90 days")."
      )
    }
    draft.notes.append(
      "Differences are first minus second, with 95% intervals. q is corrected for "
        + "\(grouped(tests)) tests: below 0.05, a difference is more than chance.")
    if let note = words.commonNote { draft.notes.append(note) }
    draft.notes.append(time(there?.counts(replies) ?? [], of: people, nesting))
    draft.notes += caveats?.notes(replies) ?? []
    if isByStart, let churn = question.churn {
      draft.notes.append(
        "\(churn.name) is left out because people who started later had less time for it; `survival of \(churn.name)` compares people the same time after their start."
      )
    }
    if let note = question.churn?.note { draft.notes.append(note) }
    return draft
  }

  private func groups(_ sides: GroupComparison, _ figures: [ComparedFigure]) -> Groups {
    let who = [sides.versus.first.condition, sides.versus.second.condition]
    let keys = who.map { GroupKey(title: "", .condition($0)) }
    return Groups(who: .disjunction(who), keys: keys, metrics: figures.map(\.metric))
  }

  /// The note on the people and the time that figures about behaviour cover.
  private func time(_ there: [Int], of people: [Int], _ nesting: GroupComparison.Nesting) -> String {
    guard !isByEnd else {
      return
        "What they did and said is left out because people who left had less time for it, and at a different time of the year. "
        + "\(sides.why.map { "`\($0)` compares people who left with others who had been customers as long. " } ?? "")Attributes are as they "
        + "are now."
    }
    guard recent != nil else { return "Attributes are as they are now." }
    func side(_ part: Int, _ name: String) -> String {
      "\(grouped(there[part])) of the \(grouped(people[part])) in the \(name) group"
    }
    return
      "What people did and said covers the last 90 days, and only those who were customers throughout: "
      + "\(side(nesting.groups.first, "first")), \(side(nesting.groups.second, "second")). Attributes are as they are now."
  }

  private func add(
    _ figures: [ComparedFigure], of sides: GroupComparison, _ reply: Groups.Reply,
    _ groups: (first: Int, second: Int),
    to compared: inout ComparisonTables
  ) {
    let rows = [row(reply, part: groups.first), row(reply, part: groups.second)]
    for (index, figure) in figures.enumerated() {
      let results = rows.map { $0?.figures[index] }
      let counts = results.map { $0?.n ?? 0 }
      switch figure.kind {
      case .share(let condition):
        let (a, b) = ((results[0]?.hits ?? 0, counts[0]), (results[1]?.hits ?? 0, counts[1]))
        // There is nothing to compare if nobody has it, everybody has it, or a group has no people.
        guard a.1 > 0, b.1 > 0, a.0 + b.0 > 0, a.0 + b.0 < a.1 + b.1 else { continue }
        compared.shares.append(
          ComparisonTables.ShareRow(
            label: figure.label, first: Share(a.0, of: a.1), second: Share(b.0, of: b.1),
            difference: ShareDifference(a.0, of: a.1, and: b.0, of: b.1),
            p: TwoByTwo(a.0, of: a.1, and: b.0, of: b.1)?.p,
            people: (
              .conjunction([sides.parts[groups.first], condition]),
              .conjunction([sides.parts[groups.second], condition])
            )))
      case .mean:
        let samples = results.map { $0.flatMap(MeanDifference.Sample.init) }
        guard samples[0] != nil || samples[1] != nil else { continue }
        compared.means.append(
          ComparisonTables.MeanRow(
            label: figure.label, first: Scalar(samples[0]?.mean), second: Scalar(samples[1]?.mean),
            people: (counts[0], counts[1]), difference: MeanDifference(samples[0], samples[1])))
      case .median:
        let medians = results.map { result in
          if case .value(let median, _, _)? = result { median } else { Scalar.missing }
        }
        compared.means.append(
          ComparisonTables.MeanRow(
            label: figure.label, first: medians[0], second: medians[1], people: (counts[0], counts[1]),
            difference: nil))
      }
    }
  }

  /// The row of a part: people only in the first group, in both, or only in the second.
  private func row(_ reply: Groups.Reply, part: Int) -> Groups.Row? {
    let wanted: [[KeyValue]] = [(true, false), (true, true), (false, true)].map {
      [.value(.boolean($0.0)), .value(.boolean($0.1))]
    }
    return reply.rows.first { $0.keys == wanted[part] }
  }
}

extension MeanDifference.Sample {
  /// The sample behind a mean; nil if nobody has a value.
  fileprivate init?(_ result: MetricResult) {
    guard case .mean(let n, _, let sum, let spread) = result, n > 0, let sum = sum.number else { return nil }
    self.init(count: n, mean: sum / Double(n), variance: (spread.variance ?? 0) * Double(n))
  }
}

extension MeanDifference {
  fileprivate init?(_ first: Sample?, _ second: Sample?) {
    guard let first, let second else { return nil }
    self.init(first, second)
  }
}
