internal import DataModel
internal import Plan
internal import Text

/// `words`: what one group says and the other does not, by keyness in people; each word with somebody's quote.
struct WordsVerb: Verb {
  let question: Versus
  let context: Asking.Context

  private var sides: Sides { Sides(versus: question) }
  private var limit: Int { question.limit ?? context.rowLimit ?? 50 }

  /// How many people are in each part; then the words of each two parts that may come to be the groups.
  var firstRound: [Measurement] { sides.people + sides.words(in: question.scope) }

  /// A quote for each word that is shown, as far as quotes are wanted.
  func secondRound(after first: [Columns]) -> [Measurement] {
    let groups = Sides.Making(first).groups
    return quoted(Sides.words(first)).map { word in
      var scope = question.scope ?? RecordScope(.feedback)
      if case .pattern(let own)? = scope.saying {
        scope.saying = .pattern(.allOf([own, word.pattern]))
      } else {
        scope.saying = .pattern(word.pattern)
      }
      let voice = Verbatims.Voice(when: .everyone, scope: scope)
      let who = sides.parts[word.isOfFirst ? groups.first : groups.second]
      return .verbatims(Verbatims(who: who, voices: [voice], lastWords: false, limit: 1))
    }
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "words", statement: context.statement, reading: context.reading)
    let people = Sides.counts(first)
    let groups = Sides.Making(first).groups
    let names = sides.names(context)
    let keyed = Sides.words(first)
    let speakers = keyed.speakers
    answer.summary = [
      Answer.Figure("first people", .integer(Int64(people[groups.first])), unit: .people),
      Answer.Figure("second people", .integer(Int64(people[groups.second])), unit: .people),
      Answer.Figure("first speakers", .integer(Int64(speakers.first)), unit: .people),
      Answer.Figure("second speakers", .integer(Int64(speakers.second)), unit: .people),
      Answer.Figure("tests", .integer(Int64(keyed.words.count))),
    ]
    answer.tables = [
      keyed.table(ofFirst: true, limit: limit, title: "Said more by \(names.first)"),
      keyed.table(ofFirst: false, limit: limit, title: "Said more by \(names.second)"),
    ]
    answer.quotes = zip(quoted(keyed), second).compactMap { word, verbatims in
      let matcher = PatternMatcher(word.pattern, language: context.language)
      return Answer.Quote(verbatims, row: 0, marking: [matcher], caption: "says “\(word.form)”")
    }
    answer.notes = [
      "\(grouped(speakers.first)) of \(grouped(people[groups.first])) \(names.first) spoke, and "
        + "\(grouped(speakers.second)) of \(grouped(people[groups.second])) \(names.second); a word counts once a person."
    ]
    answer.notes += sides.notes(people, context)
    answer.notes.append(
      keyed.words.isEmpty
        ? "There are no words to compare."
        : "\(grouped(keyed.findings)) of \(grouped(keyed.words.count)) words differ at q < 0.05; z is a word's keyness."
    )
    return answer
  }

  /// The words to be quoted: of those shown the first of each group.
  private func quoted(_ keyed: KeyedWords) -> [(form: String, pattern: Pattern, isOfFirst: Bool)] {
    [true, false].flatMap { side in
      let shown = keyed.words.filter { $0.isOfFirst == side }.prefix(limit)
      return shown.prefix(context.quoteLimit ?? shown.count).compactMap { word in
        Pattern(typed: word.form).map { (form: word.form, pattern: $0, isOfFirst: side) }
      }
    }
  }
}
