internal import DataModel
internal import Plan
internal import Statistics

/// Answers `funnel`: how many people get from step to step, how long it takes, and what people said who were lost at the
/// largest drop. People who may still get further are pending; shares are shown with and without them.
struct FunnelVerb: Verb {
  let question: Funnel
  let context: QueryRunner.Context

  private var spec: FunnelSpec { question.spec }
  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let depths = FunnelCounts(who: question.who.condition, spec: spec)
    let lost = Who(where: .among(People(words: "lost at the largest drop", at: .largestDrop(depths))))
    var byKeys = depths
    byKeys.keys = question.grouping.keys
    var batch = Batch()
    let everybody = batch.add(depths)
    let population = batch.add(PeopleCount(question.who.condition))
    let stopped = batch.add(PeopleCount(lost.condition))
    let byGroup = groups.isGrouped ? batch.add(byKeys) : nil
    let caveats = Caveats(question.who, keys: question.grouping.keys, context: context, in: &batch)
    let listening = QuoteSection(lost, scope: nil, context: context, in: &batch)
    let replies = try backend.run(batch)
    let steps = replies[everybody].groups.first?.parts ?? []
    let drop = drop(steps)
    // Quotes are from after the last time they did the step they got to.
    let after = drop.map { listening.to(since($0)) }
    var quoting = Batch()
    let quotes = after?.quote(after: replies, limit: context.quoteLimit, in: &quoting)
    let verbatims = try backend.run(quoting)[quotes]

    var draft = Draft("funnel", context)
    let all = steps.indices.map { row($0, of: steps, who: question.who.condition) }
    if let found = replies[byGroup]?.groups {
      let sizes = Groups.Reply(
        rows: found.map { Groups.Row(keys: $0.keys, figures: [.count($0.parts.first?.people ?? 0)]) })
      let shown = groups.groups(
        found, sizes: sizes, in: stretch, waiting: [spec.span].compactMap { $0 })
      draft.tables = [
        table(shown.flatMap(rows), heads: groups.heads), table(all, title: "Everybody"),
      ]
      draft.notes = groups.notes(of: shown, sizes: sizes)
    } else {
      draft.tables = [table(all)]
    }
    draft.tables[0].chart = question.grouping.chart
    summarize(&draft, steps, replies[population].people)
    draft.notes += caveats.notes(replies)
    guard let drop, let after else { return draft }
    let (count, name) = (replies[stopped].people, title(of: drop))
    draft.notes.append(
      "Most are lost after \(name): \(countedPeople(count)) stopped there; `them` now means these people."
    )
    after.fill(&draft, replies, verbatims, people: count, noun: "lost after \(name)")
    if !draft.quotes.isEmpty {
      draft.quotesCaption? += ", said after their last \(name)"
    } else if after.isPossible {
      draft.notes.append("None of them said anything after their last \(name).")
    }
    return draft
  }

  private func since(_ step: Int) -> RecordScope {
    let since = Window(
      from: .moment(.record(.last, spec.steps[step]), inclusive: true), to: nil, words: "since then")
    return RecordScope(.feedback, saying: .something, window: since)
  }

  /// The days in which people start.
  private var stretch: Stretch {
    spec.window.map { Stretch(wholeDaysOf: $0, context.catalog.zone) } ?? Stretch()
  }

  /// The step after which most people stopped for good; nil if nobody did.
  private func drop(_ steps: [FunnelCounts.Step]) -> Int? {
    let lost = zip(steps, steps.dropFirst()).map { $0.people - $0.pending - $1.people }
    guard let most = lost.max(), most > 0 else { return nil }
    return lost.firstIndex(of: most)
  }

  private func title(of step: Int) -> String {
    let scope = spec.steps[step]
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
    _ rows: [Draft.Row], heads: [Answer.Column] = [], title: String? = nil
  ) -> Draft.Table {
    var columns = heads + [Answer.Column("step", .text), Answer.Column("people", .integer, unit: .people)]
    columns += [
      Answer.Column("of first", .real, unit: .share), Answer.Column("of before", .real, unit: .share),
      Answer.Column("low", .real, unit: .share, for: .machines),
      Answer.Column("high", .real, unit: .share, for: .machines),
    ]
    if spec.span != nil {
      columns += [
        Answer.Column("pending", .integer, unit: .people),
        Answer.Column("not pending", .real, unit: .share),
        Answer.Column("of first, not pending", .real, unit: .share, for: .machines),
      ]
    }
    columns.append(Answer.Column("time", .text, for: .people))
    columns += ["q1", "median", "q3"].map { Answer.Column("\($0) days", .real, unit: .days, for: .machines) }
    var table = Draft.Table(title: title, columns: columns, rows: rows)
    let people = heads.count + 1
    let pending = spec.span == nil ? [] : [columns.firstIndex { $0.name == "pending" }].compactMap { $0 }
    table.shape = Answer.Table.Shape(.steps, keys: people, figures: [people] + pending)
    return table
  }

  /// The rows of a group. They open into people only if all keys are about people, not about records.
  private func rows(_ group: TimeGroups.Group<FunnelCounts.Step>) -> [Draft.Row] {
    let opens = question.grouping.keys.allSatisfy(\.isOfPeople)
    return group.parts.indices.map { step in
      var row = row(
        step, of: group.parts, who: opens ? group.people(of: question.who) : nil, ", " + group.words)
      row.cells = group.cells + row.cells
      return row
    }
  }

  /// The row of a step. It opens into the people who stopped there for good (at the last step, who got there); its figures
  /// open into those who got there and those who are pending.
  private func row(
    _ index: Int, of steps: [FunnelCounts.Step], who: Condition?, _ group: String = ""
  ) -> Draft.Row {
    let step = steps[index]
    let cells = cells(index, steps)
    guard let who else { return Draft.Row(cells) }
    let depths = FunnelCounts(who: who, spec: spec)
    func drillDown(_ words: String, _ standing: CellRef.Standing, _ people: Int, _ column: String?)
      -> DrillDown
    {
      DrillDown(
        "\(words) \(title(of: index))\(group)", at: .step(depths, index, standing), people: people,
        column: column)
    }
    let reached = drillDown("got to", .reached, step.people, "people")
    guard index + 1 < steps.count else { return Draft.Row(cells, opens: [reached.asRow]) }
    let stopped = step.people - step.pending - steps[index + 1].people
    return Draft.Row(
      cells,
      opens: [drillDown("stopped after", .stopped, stopped, nil), reached]
        + (spec.span == nil ? [] : [drillDown("pending after", .pending, step.pending, "pending")]))
  }

  private func cells(_ index: Int, _ steps: [FunnelCounts.Step]) -> [Answer.Cell] {
    let step = steps[index]
    func cell(_ hits: Int, of all: Int?) -> Answer.Cell {
      Answer.Cell(
        all.flatMap { Share(hits, of: $0)?.value }, of: all.map { (hits, $0) },
        isSmall: all.map { (1..<smallGroup).contains($0) } ?? false)
    }
    let before = index > 0 ? steps[index - 1] : nil
    let interval = before.flatMap { Share(step.people, of: $0.people)?.interval }
    var cells = [
      Answer.Cell("\(index + 1). \(title(of: index))"), Answer.Cell(step.people),
      cell(step.people, of: steps[0].people), cell(step.people, of: before?.people),
      Answer.Cell(interval?.low), Answer.Cell(interval?.high),
    ]
    if spec.span != nil {
      // Both people who finished early and people who may still finish wait until their time is over, to treat them alike.
      cells += [
        Answer.Cell(step.pending), cell(step.settled, of: before?.settled),
        cell(step.settled, of: index > 0 ? steps[0].settled : nil),
      ]
    }
    return cells + [
      Answer.Cell(step.days.map { .text(time($0)) } ?? .missing), Answer.Cell(step.days?.low),
      Answer.Cell(step.days?.median), Answer.Cell(step.days?.high),
    ]
  }

  /// The median with the quartiles: `2.1 d (1.0–4.3)`, `35 min (12–80)`.
  private func time(_ days: FunnelCounts.Quartiles) -> String {
    let (low, median, high) = (days.low, days.median, days.high)
    let (factor, unit): (Double, String) =
      median >= 2 ? (1, "d") : (median * 24 >= 2 ? (24, "h") : (1440, "min"))
    if median == 0, high == 0 { return "at once" }
    func number(_ days: Double) -> String {
      let tenths = Int((days * factor * 10).rounded())
      return unit == "min" ? grouped(Int((days * factor).rounded())) : "\(tenths / 10).\(tenths % 10)"
    }
    return "\(number(median)) \(unit) (\(number(low))–\(number(high)))"
  }

  private func summarize(_ draft: inout Draft, _ steps: [FunnelCounts.Step], _ population: Int) {
    guard let first = steps.first, let last = steps.last else { return }
    let pending = steps.dropLast().reduce(0) { $0 + $1.pending }
    let share = Share(last.people, of: first.people)
    draft.summary = [
      Answer.Figure("started", first.people, unit: .people),
      Answer.Figure("finished", last.people, unit: .people),
      Answer.Figure(
        "share", share?.value, unit: .share, low: share?.interval.low, high: share?.interval.high),
      Answer.Figure("pending", pending, unit: .people),
      Answer.Figure("population", population, unit: .people),
    ]
    let noun = question.who.population.counted(population)
    if steps.count == 1 {
      draft.headline = "\(grouped(first.people)) of \(grouped(population)) \(noun) did \(title(of: 0))"
      draft.notes.append("There is only one step, so there is nothing to get to after it.")
      return
    }
    if let share {
      draft.headline =
        "\(grouped(share.hits)) of \(grouped(share.of)) who did \(title(of: 0)) got to \(title(of: steps.count - 1)): "
        + "\(percent(share.value)) (95% interval \(percent(share.interval.low, sign: false))–"
        + "\(percent(share.interval.high)))"
    } else {
      draft.headline = "Nobody did \(title(of: 0))"
    }
    if steps.contains(where: { $0.days != nil }) {
      draft.notes.append(
        "Time is counted from the step before: the median, with the quartiles in parentheses.")
    }
    draft.notes.append("\(grouped(first.people)) of \(grouped(population)) \(noun) did the first step.")
    if pending > 0, let span = spec.span {
      draft.notes.append(
        "\(grouped(pending)) \(pending == 1 ? "is" : "are") pending: their \(span.words) \(span.count == 1 ? "is" : "are") "
          + "not over yet, so they do not count as lost."
      )
    }
    if let span = spec.span, last.settled < last.people || first.settled < first.people {
      draft.notes.append(
        "\"not pending\" counts only attempts whose \(span.words) \(span.count == 1 ? "is" : "are") over, including those that got there early: \(grouped(first.settled)) people have one."
      )
    }
    let keys = question.grouping.keys
    if let key = keys.first(where: { !$0.isOfPeople }) {
      draft.notes.append(
        "Each person counts once, in the \(key.title) of the first attempt that got furthest.")
    }
    if spec.span == nil {
      let isByTime = keys.contains { if case .period = $0.cut { true } else { false } }
      draft.notes.append(
        "Without `within`, the next step may come at any time, so nobody is pending"
          + (isByTime
            ? ", and people who started later have had less time for it; with `within 30 days` all have the same time."
            : "."))
    }
  }
}
