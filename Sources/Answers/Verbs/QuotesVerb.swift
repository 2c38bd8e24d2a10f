internal import DataModel
internal import Plan

/// `quotes`: verbatims, spread over people, the most telling first.
struct QuotesVerb: Verb {
  let question: Quotes
  let context: Asking.Context

  private var listening: Listening { Listening(question.who, scope: question.scope, context: context) }

  private var caveats: Caveats { Caveats(quoted: question.scope, of: question.who, context) }
  private var doubts: [Measurement] { caveats.measurements }

  var firstRound: [Measurement] { [.people(question.who.condition)] + listening.firstRound + doubts }

  func secondRound(after first: [Columns]) -> [Measurement] {
    listening.secondRound(
      after: first.dropFirst().dropLast(doubts.count), order: question.order,
      limit: question.limit ?? context.quoteLimit)
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "quotes", statement: context.statement, reading: context.reading)
    let people = first[0]["n", 0].integer ?? 0
    let population = question.who.population
    guard listening.isPossible else {
      answer.notes = ["No feedback is loaded."]
      return answer
    }
    listening.fill(
      &answer, first: first.dropFirst().dropLast(doubts.count), second: second, people: people,
      noun: population.counted(people))
    answer.notes += caveats.notes(first.suffix(doubts.count))
    let messages = second.first?["messages", 0] ?? .integer(0)
    let speakers = second.first?["people", 0] ?? .integer(0)
    answer.summary = [
      Answer.Figure("messages", messages == .missing ? .integer(0) : messages, unit: .records),
      Answer.Figure("people", speakers == .missing ? .integer(0) : speakers, unit: .people),
    ]
    return answer
  }
}
