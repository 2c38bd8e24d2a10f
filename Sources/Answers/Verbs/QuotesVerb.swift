internal import DataModel
internal import Plan

/// Answers `quotes`: messages word for word, the most typical first, one from each person before a second from anybody.
struct QuotesVerb: Verb {
  let question: Quotes
  let context: QueryRunner.Context

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    var batch = Batch()
    let people = batch.add(PeopleCount(question.who.condition))
    let listening = QuoteSection(question.who, scope: question.scope, context: context, in: &batch)
    let caveats = Caveats(quoted: question.scope, of: question.who, context, in: &batch)
    let replies = try backend.run(batch)
    var quoting = Batch()
    let quotes = listening.quote(
      after: replies, order: question.order, limit: question.limit ?? context.quoteLimit, in: &quoting)
    let verbatims = try backend.run(quoting)[quotes]

    var draft = Draft("quotes", context)
    guard let verbatims else {
      draft.notes = ["No feedback is loaded."]
      return draft
    }
    let count = replies[people].people
    listening.fill(
      &draft, replies, verbatims, people: count, noun: question.who.population.counted(count))
    draft.notes += caveats.notes(replies)
    draft.summary = [
      Answer.Figure("messages", verbatims.messages, unit: .records),
      Answer.Figure("people", verbatims.people, unit: .people),
    ]
    return draft
  }
}
