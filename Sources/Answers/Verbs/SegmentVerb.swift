internal import DataModel
internal import Plan

/// Answers `segment`: who the people are, how many, what share of the population, their value, and what they said.
struct SegmentVerb: Verb {
  let question: Segment
  let context: QueryRunner.Context

  private var people: PeopleTable { PeopleTable(question.show, slots: context.catalog.slots) }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    var batch = Batch()
    let asked = Headcount.Asked(question.who, in: &batch)
    let rows = batch.add(
      Rows(
        who: question.who.condition, columns: people.shown.map(\.value),
        order: question.listOrder(context.catalog.slots), limit: question.limit ?? context.rowLimit))
    let worth = money.isEmpty ? nil : batch.add(Groups(who: question.who.condition, metrics: money))
    let caveats = Caveats(question.who, isShare: true, isHeard: true, context: context, in: &batch)
    let listening = QuoteSection(question.who, scope: nil, context: context, in: &batch)
    let replies = try backend.run(batch)
    var quoting = Batch()
    let quotes = listening.quote(
      after: replies, of: within(replies[rows]), limit: context.quoteLimit, in: &quoting)
    let verbatims = try backend.run(quoting)[quotes]

    var draft = Draft("segment", context)
    let isWhole = question.who.filter == nil
    let headcount = Headcount(asked, replies, who: question.who)
    draft.summary = headcount.figures
    draft.headline = headcount.sentence(isWhole: isWhole)
    if let worth = replies[worth]?.rows.first { tell(worth.figures, in: &draft) }
    var table = people.table(replies[rows])
    table.hidden = max(0, headcount.matched - table.rows.count)
    draft.tables = [table]
    draft.notes = headcount.notes(isWhole: isWhole)
    if worth != nil, let churn = question.churn, churn.isGuess, let note = churn.note {
      draft.notes.append(note)
    }
    draft.notes += caveats.notes(replies)
    listening.fill(
      &draft, replies, verbatims, people: headcount.matched,
      noun: headcount.matched == 1 ? headcount.singular : headcount.words)
    return draft
  }

  /// The value of people who left is lost, that of the others is at stake; they are never added up.
  private var money: [Metric] {
    guard let value = context.catalog.slots.value, value.type.isNumber else { return [] }
    let left = question.churn?.left ?? .not(.everyone)
    return [("lost", left), ("at stake", .not(left))].map { name, who in
      .named(name, .aggregate(.total, .attribute(value)), filter: who)
    }
  }

  private func tell(_ worth: [MetricResult], in draft: inout Draft) {
    guard let slot = context.catalog.slots.value else { return }
    let unit = Value.attribute(slot).unit(money: slot)
    let (lost, atStake) = (worth[0], worth[1])
    let somebodyLeft = lost.n ?? 0 > 0
    let isStakeShown = atStake.n ?? 0 > 0 || !somebodyLeft
    for (key, name, figure, isShown) in [
      ("lost", "lost", lost, somebodyLeft), ("value", "at stake", atStake, isStakeShown),
    ] {
      draft.summary.append(Answer.Figure(key, figure.sum, unit: unit))
      if isShown { draft.headline? += " · \(slot.name) \(name): \(plain(figure.sum, unit.measure))" }
    }
  }

  /// If the question sets a limit, only the people shown.
  private func within(_ rows: Rows.Reply) -> Condition {
    question.limit == nil ? .everyone : .among(People(words: "them", ids: rows.ids))
  }
}
