internal import DataModel
internal import Plan

/// Answers `sample`: people to call, each with their latest message.
struct SampleVerb: Verb {
  let question: Sample
  let context: QueryRunner.Context

  private var people: PeopleTable {
    let known = PeopleTable(question.show, slots: context.catalog.slots)
    guard question.show.isEmpty else { return known }
    let spread = question.spread.map { Segment.Shown($0.name, .attribute($0)) }
    return PeopleTable(spread + known.shown.filter { !spread.contains($0) }, slots: context.catalog.slots)
  }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let all = try backend.run(question.candidates)
    let (ids, strata) = question.drawn(from: all)
    var batch = Batch()
    let drawn = Condition.among(People(words: "drawn", ids: ids))
    let rows =
      ids.isEmpty ? nil : batch.add(Rows(who: drawn, columns: people.shown.map(\.value)))
    // Person by person, since a single request would quote only one of two people who said the same.
    let words = (context.catalog.feedbackCount > 0 ? ids : []).map { id in
      batch.add(Verbatims.lastWords(of: .among(People(words: id, ids: [id])), limit: 1))
    }
    let replies = try backend.run(batch)

    var draft = Draft("sample", context)
    let candidates = all.rows.count
    draft.summary = [
      Answer.Figure("count", ids.count, unit: .people),
      Answer.Figure("population", candidates, unit: .people), Answer.Figure("groups", strata),
      Answer.Figure("seed", .integer(Int64(clamping: question.seed))),
    ]
    draft.headline =
      "\(grouped(ids.count)) of \(grouped(candidates)) \(question.who.population.counted(candidates))"
    // In the order in which they were drawn.
    let found = Dictionary((replies[rows]?.rows ?? []).map { ($0.id, $0) }) { first, _ in first }
    draft.tables = [people.table(Rows.Reply(rows: ids.compactMap { found[$0] }))]
    if !words.isEmpty {
      draft.quotes = words.compactMap {
        Answer.Quote(firstOf: replies[$0], marking: [], caption: "latest message")
      }
      draft.quotesCaption = "\(draft.quotes.count) of these \(ids.count) ever said anything"
    }
    draft.notes = notes(drawn: ids.count, of: candidates, strata: strata)
    return draft
  }

  private func notes(drawn: Int, of candidates: Int, strata: Int) -> [String] {
    guard candidates > 0 else { return ["There is nobody to draw from."] }
    var notes = ["Drawn with seed \(question.seed): the same statement draws the same people."]
    if !question.spread.isEmpty {
      let names = question.spread.map(\.name).joined(separator: ", ")
      let groups = "\(counted(strata, "group")) by \(names)"
      notes.append("Drawn in rounds, one person from each of \(groups), the largest group first.")
      if drawn < strata { notes.append("Groups with nobody in the sample: \(grouped(strata - drawn)).") }
    }
    if candidates < question.size { notes.append("There are no more people to draw from.") }
    return notes
  }
}
