internal import DataModel
internal import Plan

/// `words`: what one group says and the other does not, by keyness in people; each word with somebody's quote.
struct WordsVerb: Verb {
  let question: Versus
  let context: Asking.Context

  private var sides: Sides { Sides(versus: question) }
  private var limit: Int { question.limit ?? context.rowLimit ?? 50 }

  private var caveats: Caveats? { sides.caveats(context) }

  /// How many people are in each part; then the words of each two parts that may come to be the groups.
  var firstRound: [Measurement] {
    sides.people + sides.words(in: question.scope) + (caveats?.measurements ?? [])
  }

  /// A quote for each word that is shown, as far as quotes are wanted.
  func secondRound(after first: [Columns]) -> [Measurement] {
    sides.quoted(first, in: question.scope, limit: limit, context)
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "words", statement: context.statement, reading: context.reading)
    let people = Sides.counts(first)
    let groups = Sides.Making(first).groups
    let names = sides.names(context)
    let counted = sides.counted(people, context)
    let keyed = Sides.words(first, context)
    let speakers = keyed.speakers
    answer.summary = [
      Answer.Figure("first people", .integer(Int64(people[groups.first])), unit: .people),
      Answer.Figure("second people", .integer(Int64(people[groups.second])), unit: .people),
      Answer.Figure("first speakers", .integer(Int64(speakers.first)), unit: .people),
      Answer.Figure("second speakers", .integer(Int64(speakers.second)), unit: .people),
      Answer.Figure("tests", .integer(Int64(keyed.tested))),
    ]
    answer.tables = [
      keyed.table(ofFirst: true, limit: limit, title: "Said more by \(names.first)"),
      keyed.table(ofFirst: false, limit: limit, title: "Said more by \(names.second)"),
    ]
    answer.quotes = Sides.quotes(second, of: keyed, limit: limit, context)
    answer.notes = [
      "\(grouped(speakers.first)) of \(counted.first) spoke, and \(grouped(speakers.second)) of \(counted.second); "
        + "a word counts once a person."
    ]
    answer.notes += sides.notes(people, context)
    if question.scope?.window == nil, context.catalog.clock != nil, let note = sides.unequalTime(context) {
      answer.notes.append(note)
    }
    if let caveats {
      answer.notes += caveats.notes(first.suffix(caveats.measurements.count))
    }
    answer.notes.append(
      keyed.words.isEmpty
        ? "There are no words to compare."
        : "\(grouped(keyed.findings)) of \(grouped(keyed.tested)) words differ by more than chance: q, which is "
          + "corrected for so many tests, is below 0.05."
    )
    if let note = keyed.commonNote { answer.notes.append(note) }
    return answer
  }

  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let groups = Sides.Making(first).groups
    return Sides.words(first, context).openings(
      (sides.parts[groups.first], sides.parts[groups.second]), (question.scope, question.scope), limit: limit)
  }
}
