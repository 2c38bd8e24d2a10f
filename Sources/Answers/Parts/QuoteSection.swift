internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// The quotes of an answer about people, and how many of the people gave feedback at all.
///
/// Round one counts speakers and words; round two fetches messages, ranked by the words that are typical of these people.
struct QuoteSection {
  private let who: Condition
  private var voices: [Verbatims.Voice]
  private let context: QueryRunner.Context
  /// Whether quotes are wanted and there is feedback.
  private(set) var isPossible: Bool
  private let population: Population
  /// The people who could have met the condition, had they said the words it asks for: the condition without those words.
  /// Nil if the condition asks for no words.
  private let listened: (people: Condition, words: String, source: RecordScope.Source)?
  /// Requests for the number who said anything, the words of both sides, and the number of people in `listened`.
  private var spoke: Asked<PeopleCount>?
  private var words: Asked<Words>?
  private var all: Asked<PeopleCount>?

  /// Asks how many of the people said anything at all, and for the words of both sides.
  ///
  /// - Parameter scope: the messages that the statement itself asks for; nil if the condition chooses them.
  init(_ who: Who, scope: RecordScope?, context: QueryRunner.Context, in batch: inout Batch) {
    self.who = who.condition
    self.context = context
    population = who.population
    isPossible = (scope != nil || context.quoteLimit != 0) && context.catalog.feedbackCount > 0
    if let scope {
      voices = [Verbatims.Voice(when: .everyone, scope: scope)]
      listened = nil
    } else {
      listened = QuoteSection.listened(who, context)
      voices = (who.filter?.voices ?? []).map { Verbatims.Voice(when: $0.when, scope: $0.scope) }
    }
    guard isPossible else { return }
    let said = Condition.records(RecordScope(listened?.source ?? .feedback, saying: .something), .some)
    spoke = batch.add(PeopleCount(.conjunction([listened?.people ?? self.who, said])))
    // The index ranks messages by whole stems, so words cut from longer text are not asked for. For everybody there is no
    // other side to compare with.
    if self.who != .everyone {
      words = batch.add(Words(inside: self.who, outside: .not(self.who), cuts: false))
    }
    if let listened { all = batch.add(PeopleCount(listened.people)) }
  }

  /// The same section, for messages in a scope.
  func to(_ scope: RecordScope) -> QuoteSection {
    var copy = self
    copy.voices = [Verbatims.Voice(when: .everyone, scope: scope)]
    copy.isPossible = context.catalog.feedbackCount > 0
    return copy
  }

  /// The condition without the parts that ask for words, in words too; nil if it asks for none.
  private static func listened(
    _ who: Who, _ context: QueryRunner.Context
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

  /// Asks for the messages, ranked by the words that are typical of these people.
  ///
  /// - Parameter shown: the people to quote, if not all.
  func quote(
    after replies: Replies, of shown: Condition = .everyone, order: [Order] = [], limit: Int?,
    in batch: inout Batch
  ) -> Asked<Verbatims>? {
    guard isPossible else { return nil }
    return batch.add(
      Verbatims(
        who: .conjunction([who, shown]), voices: voices, lastWords: voices.isEmpty,
        telling: replies[words].map(QuoteSection.telling) ?? [], order: order, limit: limit))
  }

  /// The 20 stems with the highest keyness for these people compared with the others.
  private static func telling(_ words: Words.Reply) -> [String] {
    let ranked = words.rows.map { row in
      let z = keyness(
        said: row.inside, of: words.speakersInside, saidElsewhere: row.outside,
        ofOthers: words.speakersOutside)
      return (stem: row.stem, z: z)
    }
    return ranked.filter { $0.z > 0 }.sorted { $0.z == $1.z ? $0.stem < $1.stem : $0.z > $1.z }.prefix(20)
      .map(\.stem)
  }

  /// Adds the quotes, their caption and a note on how many people gave feedback to an answer.
  func fill(
    _ draft: inout Draft, _ replies: Replies, _ verbatims: Verbatims.Reply?, people: Int, noun: String
  ) {
    guard isPossible, let verbatims else { return }
    let lastWords = voices.isEmpty
    let matchers = voices.flatMap(\.scope.patterns).map { PatternMatcher($0, language: context.language) }
    draft.quotes = verbatims.rows.map {
      Answer.Quote(
        $0.message, copies: $0.copies, marking: matchers, caption: lastWords ? "latest message" : nil)
    }
    let (messages, speakers) = (verbatims.messages, verbatims.people)
    let kind = (lastWords ? "latest " : "") + (messages == 1 ? "message" : "messages")
    draft.quotesCaption =
      messages == 0
      ? "No message to quote"
      : "\(grouped(draft.quotes.count)) of \(grouped(messages)) \(kind) "
        + "from \(countedPeople(speakers))"
    if let spoke = replies[spoke]?.people {
      if let listened, let all = replies[all]?.people, all > 0 {
        let (did, silence) =
          listened.source == .heard
          ? ("were ever mentioned by others", "no written feedback about")
          : ("ever said anything", "no written feedback from")
        draft.notes.append(
          "\(grouped(spoke)) of \(grouped(all)) \(population.counted(all))\(listened.words) \(did); there is \(silence) the others."
        )
      } else if listened == nil, people > 0 {
        draft.notes.append("\(grouped(spoke)) of \(grouped(people)) \(noun) ever said anything.")
      }
    }
    if context.catalog.hasUnknownAuthors {
      draft.notes.append("Some feedback has no known author; figures about people leave it out.")
    }
  }
}
