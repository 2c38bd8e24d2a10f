internal import DataModel
internal import Plan

/// `sample`: whom to call, each with their last words.
struct SampleVerb: Verb {
  let question: Sample
  let context: Asking.Context

  private var people: PeopleTable {
    let known = PeopleTable(question.show, slots: context.catalog.slots)
    guard question.show.isEmpty else { return known }
    let spread = question.spread.map { Segment.Shown($0.name, .attribute($0)) }
    return PeopleTable(spread + known.shown.filter { !spread.contains($0) }, slots: context.catalog.slots)
  }

  var firstRound: [Measurement] { [.rows(question.candidates)] }

  func secondRound(after first: [Columns]) -> [Measurement] {
    let ids = question.drawn(from: first[0]).ids
    guard !ids.isEmpty else { return [] }
    let drawn = Condition.among(People(words: "drawn", ids: ids))
    let rows = Rows(who: drawn, columns: people.shown.map(\.value), order: [], limit: nil)
    guard context.catalog.feedbackCount > 0 else { return [.rows(rows)] }
    // One by one, since of two people who said the same only one would be quoted.
    let words = ids.map { id in
      let person = Condition.among(People(words: id, ids: [id]))
      return Measurement.verbatims(Verbatims(who: person, voices: [], lastWords: true, limit: 1))
    }
    return [.rows(rows)] + words
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "sample", statement: context.statement, reading: context.reading)
    let (ids, strata) = question.drawn(from: first[0])
    let candidates = first[0].rowCount
    let population = question.who.population
    answer.summary = [
      Answer.Figure("count", .integer(Int64(ids.count)), unit: .people),
      Answer.Figure("population", .integer(Int64(candidates)), unit: .people),
      Answer.Figure("groups", .integer(Int64(strata))),
      Answer.Figure("seed", .integer(Int64(clamping: question.seed))),
    ]
    let noun = population.counted(candidates)
    answer.headline = "\(grouped(ids.count)) of \(grouped(candidates)) \(noun)"
    answer.tables = [table(first, second)]
    if second.count > 1 {
      answer.quotes = second.dropFirst().compactMap {
        Answer.Quote($0, row: 0, marking: [], caption: "last words")
      }
      answer.quotesCaption = "\(answer.quotes.count) of these \(ids.count) ever said anything"
    }
    answer.notes = notes(drawn: ids.count, of: candidates, strata: strata)
    return answer
  }

  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    [people.openings(table(first, second))]
  }

  /// In the order of drawing.
  private func table(_ first: [Columns], _ second: [Columns]) -> Answer.Table {
    let ids = question.drawn(from: first[0]).ids
    let place = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    var table = people.table(second.first ?? Columns(names: [], values: []))
    table.rows = table.rows.map { (place: $0.first?.value.text.flatMap { place[$0] } ?? .max, row: $0) }
      .sorted { $0.place < $1.place }.map(\.row)
    return table
  }

  private func notes(drawn: Int, of candidates: Int, strata: Int) -> [String] {
    guard candidates > 0 else { return ["There is nobody to draw from."] }
    var notes = ["Drawn with seed \(question.seed): the same statement draws the same people."]
    if !question.spread.isEmpty {
      let names = question.spread.map(\.name).joined(separator: ", ")
      let groups = "\(grouped(strata)) group\(strata == 1 ? "" : "s") by \(names)"
      notes.append("One person a round from each of \(groups), the largest group first.")
      if drawn < strata { notes.append("Groups with nobody here: \(grouped(strata - drawn)).") }
    }
    if candidates < question.size { notes.append("These are all there are.") }
    return notes
  }
}
