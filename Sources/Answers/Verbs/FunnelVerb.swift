internal import DataModel
internal import Plan
internal import Statistics

/// `funnel`: how many get from step to step, how long it takes them, and what those said who were lost at the largest
/// drop. Who may still get there is pending: counted, and shown with and without.
struct FunnelVerb: Verb {
  let question: Funnel
  let context: Asking.Context

  private var passage: Passage { question.passage }
  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }
  private var depths: Depths { Depths(who: question.who.condition, passage: passage) }

  private var caveats: Caveats {
    Caveats(question.who, keys: question.grouping.keys, context: context)
  }

  private var lost: Who {
    Who(where: .among(People(words: "lost at the largest drop", at: .largestDrop(depths))))
  }

  private var listening: Listening { Listening(lost, scope: nil, context: context) }

  var firstRound: [Measurement] {
    var byGroup = depths
    byGroup.keys = question.grouping.keys
    return [.depths(depths), .people(question.who.condition), .people(lost.condition)]
      + (groups.isGrouped ? [.depths(byGroup)] : []) + caveats.measurements + listening.firstRound
  }

  /// What they said after the last time that they did the step which they got to.
  func secondRound(after first: [Columns]) -> [Measurement] {
    guard let drop = drop(steps(first[0], Array(0..<first[0].rowCount))) else { return [] }
    return listening(after: drop).secondRound(
      after: first.suffix(listening.firstRound.count), limit: context.quoteLimit)
  }

  private func listening(after step: Int) -> Listening {
    let since = Window(
      from: .moment(.record(.last, passage.steps[step]), inclusive: true), to: nil, words: "since then")
    let scope = RecordScope(.feedback, saying: .something, window: since)
    return Listening(lost, scope: scope, context: context)
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "funnel", statement: context.statement, reading: context.reading)
    let all = steps(first[0], Array(0..<first[0].rowCount))
    let population = first[1]["n", 0].integer ?? 0
    if groups.isGrouped {
      let byGroup = first[3]
      let shown = groups.groups(
        byGroup, sizes: sizes(byGroup), in: stretch, waiting: [passage.span].compactMap { $0 })
      answer.tables = [
        table(shown.map { ($0.cells, steps(byGroup, $0.rows)) }, heads: groups.heads),
        table([([], all)], title: "Everybody"),
      ]
      answer.notes += groups.notes(of: shown, sizes: sizes(byGroup))
    } else {
      answer.tables = [table([([], all)])]
    }
    answer.tables[0].chart = question.grouping.chart
    summarize(&answer, all, population)
    let told = first.dropLast(listening.firstRound.count).suffix(caveats.measurements.count)
    answer.notes += caveats.notes(told)
    if let drop = drop(all) {
      let count = first[2]["n", 0].integer ?? 0
      let name = title(of: drop)
      answer.notes.append(
        "Most are lost after \(name): \(grouped(count)) \(count == 1 ? "person" : "people") stopped there; they are now `them`."
      )
      listening(after: drop).fill(
        &answer, first: first.suffix(listening.firstRound.count), second: second, people: count,
        noun: "lost after \(name)")
      if !answer.quotes.isEmpty {
        answer.quotesCaption? += ", said after their last \(name)"
      } else if listening.isPossible {
        answer.notes.append("None of them said anything after their last \(name).")
      }
    }
    return answer
  }

  /// The days from which people are taken.
  private var stretch: Stretch {
    passage.window.map { Stretch(wholeDaysOf: $0, context.catalog.zone) } ?? Stretch()
  }

  // MARK: Who is behind it

  /// Of each step those who stopped there for good (of the last, who got there); beside them who got there, and who is
  /// pending.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let all = openings(steps(first[0], Array(0..<first[0].rowCount)), of: question.who.condition, "")
    guard groups.isGrouped else { return [all] }
    let byGroup = first[3]
    let shown = groups.groups(byGroup, sizes: sizes(byGroup)).map { group -> [[Opening]] in
      let steps = steps(byGroup, group.rows)
      guard let row = group.rows.first, question.grouping.keys.allSatisfy(\.isOfPeople) else {
        return steps.map { _ in [] }
      }
      let keys = question.grouping.keys
      return openings(
        steps, of: .conjunction([question.who.condition] + keys.conditions(byGroup, row: row)),
        ", " + keys.words(byGroup, row: row, context.catalog))
    }
    return [shown.flatMap { $0 }, all]
  }

  private func openings(_ steps: [Step], of who: Condition, _ group: String) -> [[Opening]] {
    let depths = Depths(who: who, passage: passage)
    return steps.indices.map { index in
      let step = steps[index]
      func opening(_ words: String, _ standing: Place.Standing, _ people: Int, _ column: String?) -> Opening {
        let words = "\(words) \(title(of: index))\(group)"
        return Opening(
          words, .among(People(words: words, at: .step(depths, index, standing))), people: people,
          column: column)
      }
      let reached = opening("got to", .reached, step.people, "people")
      let pending = opening("pending after", .pending, step.pending, "pending")
      guard index + 1 < steps.count else { return [opening("got to", .reached, step.people, nil)] }
      let stopped = step.people - step.pending - steps[index + 1].people
      return [opening("stopped after", .stopped, stopped, nil), reached]
        + (passage.span == nil ? [] : [pending])
    }
  }

  // MARK: Steps

  private struct Step {
    var people = 0
    var pending = 0
    /// People by those of their attempts whose span is over.
    var settled = 0
    var days: [Double?] = []
  }

  private func steps(_ depths: Columns, _ rows: [Int]) -> [Step] {
    rows.map { row in
      Step(
        people: depths["people", row].integer ?? 0, pending: depths["pending", row].integer ?? 0,
        settled: depths["settled", row].integer ?? 0,
        days: ["days.q1", "days.median", "days.q3"].map { depths[$0, row].number })
    }
  }

  /// How many of each group did the first step.
  private func sizes(_ depths: Columns) -> Columns {
    let rows = (0..<depths.rowCount).filter { depths["step", $0] == .integer(0) }
    let names = depths.names.filter { $0.hasPrefix("key") } + ["people"]
    return Columns(
      names: names.map { $0 == "people" ? "m0.n" : $0 },
      values: names.map { name in rows.map { depths[name][$0] } })
  }

  /// The step after which most stopped for good; nil where nobody did.
  private func drop(_ steps: [Step]) -> Int? {
    let lost = zip(steps, steps.dropFirst()).map { $0.people - $0.pending - $1.people }
    guard let most = lost.max(), most > 0 else { return nil }
    return lost.firstIndex(of: most)
  }

  private func title(of step: Int) -> String {
    let scope = passage.steps[step]
    let name =
      switch scope.source {
      case .events(let refs): refs.map(\.name).joined(separator: " or ")
      case .anyEvent: "anything"
      case .feedback, .heard:
        if case .pattern(let pattern)? = scope.saying { "mentioned \(pattern)" } else { "feedback" }
      }
    return scope.filter == nil ? name : "\(name) with …"
  }

  // MARK: Tables

  private func table(
    _ groups: [(cells: [Answer.Cell], steps: [Step])], heads: [Answer.Column] = [], title: String? = nil
  ) -> Answer.Table {
    var columns = heads + [Answer.Column("step", .text), Answer.Column("people", .integer, unit: .people)]
    columns += [
      Answer.Column("of first", .real, unit: .share), Answer.Column("of before", .real, unit: .share),
      Answer.Column("low", .real, unit: .share, for: .machines),
      Answer.Column("high", .real, unit: .share, for: .machines),
    ]
    if passage.span != nil {
      columns += [
        Answer.Column("pending", .integer, unit: .people),
        Answer.Column("not pending", .real, unit: .share),
        Answer.Column("of first, not pending", .real, unit: .share, for: .machines),
      ]
    }
    columns.append(Answer.Column("time", .text, for: .people))
    columns += ["q1", "median", "q3"].map { Answer.Column("\($0) days", .real, unit: .days, for: .machines) }
    var table = Answer.Table(title: title, columns: columns)
    let people = heads.count + 1
    let pending = passage.span == nil ? [] : [columns.firstIndex { $0.name == "pending" }].compactMap { $0 }
    table.shape = Answer.Table.Shape(.steps, keys: people, figures: [people] + pending)
    for (cells, steps) in groups {
      for step in steps.indices { table.rows.append(cells + row(step, steps)) }
    }
    return table
  }

  private func row(_ index: Int, _ steps: [Step]) -> [Answer.Cell] {
    let step = steps[index]
    func share(_ of: Int?) -> Share? { of.flatMap { Share(step.people, of: $0) } }
    func cell(_ of: Int?, hits: Int? = nil) -> Answer.Cell {
      let hits = hits ?? step.people
      return Answer.Cell(
        of.flatMap { Share(hits, of: $0) }.map { .real($0.value) } ?? .missing, of: of.map { (hits, $0) },
        isSmall: of.map { (1..<smallGroup).contains($0) } ?? false)
    }
    func real(_ value: Double?) -> Answer.Cell { Answer.Cell(value.map { .real($0) } ?? .missing) }
    let before = index > 0 ? steps[index - 1] : nil
    var cells = [
      Answer.Cell(.text("\(index + 1). \(title(of: index))")), Answer.Cell(.integer(Int64(step.people))),
      cell(steps.first?.people), cell(before?.people),
      real(share(before?.people)?.interval.low), real(share(before?.people)?.interval.high),
    ]
    if passage.span != nil {
      // Whoever came early is left out as well as who may still come: to wait for the end treats both alike.
      cells += [
        Answer.Cell(.integer(Int64(step.pending))), cell(before?.settled, hits: step.settled),
        cell(index > 0 ? steps.first?.settled : nil, hits: step.settled),
      ]
    }
    cells.append(Answer.Cell(time(step.days).map { .text($0) } ?? .missing))
    return cells + step.days.map(real)
  }

  /// `2.1 d (1.0–4.3)`, `35 min (12–80)`: the median with the quartiles.
  private func time(_ days: [Double?]) -> String? {
    guard days.count == 3, let low = days[0], let median = days[1], let high = days[2] else { return nil }
    let (factor, unit): (Double, String) =
      median >= 2 ? (1, "d") : (median * 24 >= 2 ? (24, "h") : (1440, "min"))
    if median == 0, high == 0 { return "at once" }
    func number(_ days: Double) -> String {
      let tenths = Int((days * factor * 10).rounded())
      return unit == "min" ? grouped(Int((days * factor).rounded())) : "\(tenths / 10).\(tenths % 10)"
    }
    return "\(number(median)) \(unit) (\(number(low))–\(number(high)))"
  }

  private func summarize(_ answer: inout Answer, _ steps: [Step], _ population: Int) {
    guard let first = steps.first, let last = steps.last else { return }
    let pending = steps.dropLast().reduce(0) { $0 + $1.pending }
    let share = Share(last.people, of: first.people)
    answer.summary = [
      Answer.Figure("started", .integer(Int64(first.people)), unit: .people),
      Answer.Figure("finished", .integer(Int64(last.people)), unit: .people),
      Answer.Figure(
        "share", share.map { .real($0.value) } ?? .missing, unit: .share,
        low: share.map { .real($0.interval.low) }, high: share.map { .real($0.interval.high) }),
      Answer.Figure("pending", .integer(Int64(pending)), unit: .people),
      Answer.Figure("population", .integer(Int64(population)), unit: .people),
    ]
    let noun = question.who.population.counted(population)
    if steps.count == 1 {
      answer.headline = "\(grouped(first.people)) of \(grouped(population)) \(noun) did \(title(of: 0))"
      answer.notes.append("One step: there is nothing to get to after it.")
      return
    }
    if let share {
      answer.headline =
        "\(grouped(share.hits)) of \(grouped(share.of)) who did \(title(of: 0)) got to \(title(of: steps.count - 1)): "
        + "\(percent(share.value)) (95% interval \(percent(share.interval.low, sign: false))–"
        + "\(percent(share.interval.high)))"
    } else {
      answer.headline = "Nobody did \(title(of: 0))"
    }
    if steps.contains(where: { $0.days.contains { $0 != nil } }) {
      answer.notes.append("Time is from the step before: the median, and in parentheses the quartiles.")
    }
    answer.notes.append("\(grouped(first.people)) of \(grouped(population)) \(noun) did the first step.")
    if pending > 0, let span = passage.span {
      answer.notes.append(
        "\(grouped(pending)) \(pending == 1 ? "is" : "are") pending: their \(span.words) \(span.count == 1 ? "is" : "are") "
          + "not over, so they are not lost."
      )
    }
    if let span = passage.span, last.settled < last.people || first.settled < first.people {
      answer.notes.append(
        "\"not pending\" is by attempts whose \(span.words) \(span.count == 1 ? "is" : "are") over, those that got there early too: \(grouped(first.settled)) people have one."
      )
    }
    let keys = question.grouping.keys
    if let key = keys.first(where: { !$0.isOfPeople }) {
      answer.notes.append(
        "Each person stands once: in the \(key.title) of the first attempt that got furthest.")
    }
    if passage.span == nil {
      let isByTime = keys.contains { if case .period = $0.cut { true } else { false } }
      answer.notes.append(
        "Without `within` a next step may come at any time, so nobody is pending"
          + (isByTime
            ? ", and who started later has had less time for it: with `within 30 days` all have the same."
            : "."))
    }
  }
}
