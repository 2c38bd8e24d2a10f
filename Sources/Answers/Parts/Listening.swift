internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// The words behind an answer about people: which stems tell of them, their quotes, and how much was heard.
///
/// Round one counts words and speakers; round two fetches the verbatims, weighed by the words that tell.
struct Listening {
  let who: Condition
  let voices: [Verbatims.Voice]
  let context: Asking.Context
  /// Everybody is meant: nobody to be told apart from.
  let isEverybody: Bool
  private let isWanted: Bool
  private let population: Population
  /// Those among whom it was listened: these without what they must have said. Nil where nothing is asked of words.
  private let listened: (people: Condition, words: String, source: RecordScope.Source)?

  /// - Parameter scope: what the statement itself asks of messages; nil where the condition's voices choose.
  init(_ who: Who, scope: RecordScope?, context: Asking.Context) {
    self.who = who.condition
    self.context = context
    population = who.population
    isEverybody = who.condition == .everyone
    isWanted = scope != nil || context.quoteLimit != 0
    if let scope {
      voices = [Verbatims.Voice(when: .everyone, scope: scope)]
      listened = nil
    } else {
      listened = Listening.listened(who, context)
      voices = (who.filter?.voices ?? []).map { Verbatims.Voice(when: $0.when, scope: $0.scope) }
    }
  }

  /// Whether words are wanted, and there are some.
  var isPossible: Bool { isWanted && context.catalog.feedbackCount > 0 }

  /// People of these who spoke at all, and the words of both sides.
  var firstRound: [Measurement] {
    guard isPossible else { return [] }
    let spoke = Condition.records(RecordScope(listened?.source ?? .feedback, saying: .something), .some)
    // Messages are weighed by the stems of the index, which has no cut words.
    let words = Words(inside: who, outside: .not(who), cuts: false)
    return [.people(.conjunction([listened?.people ?? who, spoke]))]
      + (isEverybody ? [] : [.words(words)]) + (listened.map { [.people($0.people)] } ?? [])
  }

  /// A condition that asks for words, without that: whoever never spoke cannot meet it.
  private static func listened(
    _ who: Who, _ context: Asking.Context
  ) -> (people: Condition, words: String, source: RecordScope.Source)? {
    let parts = who.filter?.conjuncts ?? []
    let asking = parts.filter { !$0.voices.isEmpty }
    guard !asking.isEmpty else { return nil }
    let others = Condition.conjunction(parts.filter(\.voices.isEmpty))
    let isHeard = asking.flatMap(\.voices).allSatisfy { $0.scope.source == .heard }
    return (
      .conjunction([who.population.condition, others]),
      others == .everyone ? "" : " " + context.words(others),
      isHeard ? .heard : .feedback
    )
  }

  /// - Parameter shown: whose messages are quoted, where these are not all.
  func secondRound(
    after first: ArraySlice<Columns>, of shown: Condition = .everyone, order: [Order] = [], limit: Int?
  ) -> [Measurement] {
    guard isPossible else { return [] }
    let telling = first.count > 1 ? Listening.telling(first[first.startIndex + 1]) : []
    return [
      .verbatims(
        Verbatims(
          who: .conjunction([who, shown]), voices: voices, lastWords: voices.isEmpty, telling: telling,
          order: order, limit: limit))
    ]
  }

  /// The 20 stems of highest z for these people against the others.
  static func telling(_ words: Columns) -> [String] {
    let stems = words["stem"]
    let inside = words["inside"]
    let outside = words["outside"]
    guard let speakers = inside.first?.integer, let others = outside.first?.integer else { return [] }
    var ranked: [(stem: String, z: Double)] = []
    for row in stems.indices {
      guard let stem = stems[row].text else { continue }
      let z = keyness(
        said: inside[row].integer ?? 0, of: speakers, saidElsewhere: outside[row].integer ?? 0,
        ofOthers: others)
      if z > 0 { ranked.append((stem, z)) }
    }
    return ranked.sorted { $0.z == $1.z ? $0.stem < $1.stem : $0.z > $1.z }.prefix(20).map(\.stem)
  }

  /// Puts quotes, their caption and the coverage into an answer.
  func fill(_ answer: inout Answer, first: ArraySlice<Columns>, second: [Columns], people: Int, noun: String)
  {
    guard isPossible, let verbatims = second.first else { return }
    let lastWords = voices.isEmpty
    let matchers = voices.flatMap(\.scope.patterns).map { PatternMatcher($0, language: context.language) }
    answer.quotes = verbatims["text"].indices.compactMap { row in
      Answer.Quote(verbatims, row: row, marking: matchers, caption: lastWords ? "last words" : nil)
    }
    let messages = verbatims["messages", 0].integer ?? 0
    let speakers = verbatims["people", 0].integer ?? 0
    let kind = lastWords ? "last words" : (messages == 1 ? "message" : "messages")
    answer.quotesCaption =
      messages == 0
      ? "No message to quote"
      : "\(grouped(answer.quotes.count)) of \(grouped(messages)) \(kind), "
        + "\(grouped(speakers)) \(speakers == 1 ? "person" : "people")"
    if let spoke = first.first?["n", 0].integer {
      if let listened, let all = first.last?["n", 0].integer, all > 0 {
        let did = listened.source == .heard ? "were ever spoken of" : "ever said anything"
        answer.notes.append(
          "\(grouped(spoke)) of \(grouped(all)) \(population.counted(all))\(listened.words) \(did): of the others nothing was heard."
        )
      } else if listened == nil, people > 0 {
        answer.notes.append("\(grouped(spoke)) of \(grouped(people)) \(noun) ever said anything.")
      }
    }
    if context.catalog.hasUnknownAuthors {
      answer.notes.append("Some feedback has unknown authors; figures of people leave it out.")
    }
  }
}
