internal import DataModel
internal import Plan

/// Answers `words`: the words that one group says more than the other, by keyness counted in people, with a quote for each.
struct WordsVerb: Verb {
  let question: Versus
  let context: QueryRunner.Context

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let sides = GroupComparison(versus: question)
    let limit = question.limit ?? context.rowLimit ?? 50
    var batch = Batch()
    var asked = sides.ask(in: &batch)
    sides.askWords(in: question.scope, &asked, in: &batch)
    let caveats = sides.caveats(context, in: &batch)
    let replies = try backend.run(batch)
    let people = asked.counts(replies)
    let nesting = GroupComparison.Nesting(people: people)
    let keyed = asked.words(replies, nesting, context)
    let speakers = sides.speakers(nesting, in: question.scope)
    var quoting = Batch()
    let quoted = keyed.quote(speakers, limit: limit, context, in: &quoting)
    let quotes = DistinctiveWords.quotes(quoted, try backend.run(quoting), context)

    var draft = Draft("words", context)
    let names = sides.names(context)
    let counted = sides.counted(people, context)
    let spoke = keyed.speakers
    draft.summary = [
      Answer.Figure("first people", people[nesting.groups.first], unit: .people),
      Answer.Figure("second people", people[nesting.groups.second], unit: .people),
      Answer.Figure("first speakers", spoke.first, unit: .people),
      Answer.Figure("second speakers", spoke.second, unit: .people),
      Answer.Figure("tests", keyed.tested),
    ]
    draft.tables = keyed.tables(
      of: speakers, limit: limit,
      titles: ("Said more by \(names.first)", "Said more by \(names.second)"))
    draft.quotes = quotes
    draft.notes = [
      "\(grouped(spoke.first)) of \(counted.first) said something, and \(grouped(spoke.second)) of \(counted.second); "
        + "a word counts once per person."
    ]
    draft.notes += sides.notes(people, context)
    if question.scope?.window == nil, context.catalog.clock != nil, let note = sides.unequalTime(context) {
      draft.notes.append(note)
    }
    draft.notes += caveats?.notes(replies) ?? []
    draft.notes.append(
      keyed.words.isEmpty
        ? "There are no words to compare."
        : "\(grouped(keyed.findings)) of \(grouped(keyed.tested)) words differ by more than chance: their q, "
          + "corrected for that many tests, is below 0.05."
    )
    if let note = keyed.commonNote { draft.notes.append(note) }
    return draft
  }
}
