internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// `words`: what one group says and the other does not, by keyness in people; each word with somebody's quote.
struct WordsVerb: Verb {
  let question: Versus
  let context: Asking.Context

  private var sides: Sides { Sides(versus: question) }
  private var parts: [Condition] { sides.parts }
  private var limit: Int { question.limit ?? context.rowLimit ?? 50 }

  /// How many people are in each part; then the words of each two parts that may come to be the groups.
  var firstRound: [Measurement] {
    let pairs = [(0, 2), (1, 2), (0, 1)]
    return parts.map { .people($0) }
      + pairs.map { .words(Words(inside: parts[$0.0], outside: parts[$0.1], scope: question.scope)) }
  }

  /// A quote for each word that is shown, as far as quotes are wanted.
  func secondRound(after first: [Columns]) -> [Measurement] {
    quoted(first).compactMap { row in
      guard let pattern = Pattern(typed: row.word) else { return nil }
      var scope = question.scope ?? RecordScope(.feedback)
      if case .pattern(let own)? = scope.saying {
        scope.saying = .pattern(.allOf([own, pattern]))
      } else {
        scope.saying = .pattern(pattern)
      }
      let voice = Verbatims.Voice(when: .everyone, scope: scope)
      return .verbatims(
        Verbatims(who: parts[row.part], voices: [voice], lastWords: false, limit: 1))
    }
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "words", statement: context.statement, reading: context.reading)
    let people = people(first)
    let names = sides.names(context)
    let keyed = keyed(first)
    let speakers = keyed.speakers
    answer.summary = [
      Answer.Figure("first people", .integer(Int64(people[keyed.groups.first])), unit: .people),
      Answer.Figure("second people", .integer(Int64(people[keyed.groups.second])), unit: .people),
      Answer.Figure("first speakers", .integer(Int64(speakers.first)), unit: .people),
      Answer.Figure("second speakers", .integer(Int64(speakers.second)), unit: .people),
      Answer.Figure("tests", .integer(Int64(keyed.rows.count))),
    ]
    let shown = shown(first)
    answer.tables = [(keyed.groups.first, names.first), (keyed.groups.second, names.second)].map {
      part, name in
      table(
        shown.filter { $0.part == part }, title: "Said more by \(name)",
        hidden: keyed.rows.count { $0.part == part } - shown.count { $0.part == part })
    }
    answer.quotes = zip(quoted(first), second).compactMap { row, verbatims in
      let matcher = Pattern(typed: row.word).map { PatternMatcher($0, language: context.language) }
      return Answer.Quote(
        verbatims, row: 0, marking: matcher.map { [$0] } ?? [], caption: "says “\(row.word)”")
    }
    answer.notes = [
      "\(grouped(speakers.first)) of \(grouped(people[keyed.groups.first])) \(names.first) spoke, and "
        + "\(grouped(speakers.second)) of \(grouped(people[keyed.groups.second])) \(names.second); a word is counted "
        + "once a person."
    ]
    answer.notes += sides.notes(people, context)
    let findings = keyed.rows.count { $0.q < 0.05 }
    answer.notes.append(
      keyed.rows.isEmpty
        ? "There are no words to compare."
        : "\(grouped(findings)) of \(grouped(keyed.rows.count)) words differ at q < 0.05; z is the keyness of a word."
    )
    return answer
  }

  // MARK: The words

  private struct Row {
    let word: String
    /// The part whose people say it more, and how many of its speakers do; then of the others'.
    let part: Int
    let own: (Int, Int)
    let others: (Int, Int)
    /// Always positive.
    let z: Double
    var q: Double
  }

  private struct Keyed {
    let groups: (first: Int, second: Int)
    let speakers: (first: Int, second: Int)
    /// The most telling first.
    let rows: [Row]
  }

  private func people(_ first: [Columns]) -> [Int] { first.prefix(3).map { $0["n", 0].integer ?? 0 } }

  private func keyed(_ first: [Columns]) -> Keyed {
    let groups = Sides.Making(people(first)).groups
    let index = groups == (0, 2) ? 3 : (groups == (1, 2) ? 4 : 5)
    let columns = first[index]
    let (inside, outside, words) = (columns["inside"], columns["outside"], columns["word"])
    let speakers = (first: inside.first?.integer ?? 0, second: outside.first?.integer ?? 0)
    guard speakers.first > 0, speakers.second > 0 else {
      return Keyed(groups: groups, speakers: speakers, rows: [])
    }
    var rows: [Row] = []
    for index in words.indices {
      guard let word = words[index].text else { continue }
      let (one, other) = (inside[index].integer ?? 0, outside[index].integer ?? 0)
      let z = keyness(said: one, of: speakers.first, saidElsewhere: other, ofOthers: speakers.second)
      let (a, b) = ((one, speakers.first), (other, speakers.second))
      rows.append(
        z > 0
          ? Row(word: word, part: groups.first, own: a, others: b, z: z, q: 1)
          : Row(word: word, part: groups.second, own: b, others: a, z: -z, q: 1))
    }
    let rates = falseDiscoveryRates(rows.map { chiSquaredTail($0.z * $0.z) })
    for index in rows.indices { rows[index].q = rates[index] }
    rows.sort { $0.z == $1.z ? $0.word < $1.word : $0.z > $1.z }
    return Keyed(groups: groups, speakers: speakers, rows: rows)
  }

  /// The words of both tables, those of the first group first.
  private func shown(_ first: [Columns]) -> [Row] {
    let keyed = keyed(first)
    let rows = keyed.rows.filter { $0.z > 0 }
    return [keyed.groups.first, keyed.groups.second].flatMap { part in
      rows.filter { $0.part == part }.prefix(limit)
    }
  }

  private func quoted(_ first: [Columns]) -> [Row] {
    let shown = shown(first).filter { Pattern(typed: $0.word) != nil }
    guard let limit = context.quoteLimit, let part = shown.first?.part else { return shown }
    return Array(
      shown.filter { $0.part == part }.prefix(limit) + shown.filter { $0.part != part }.prefix(limit))
  }

  private func table(_ rows: [Row], title: String, hidden: Int) -> Answer.Table {
    let columns = [
      Answer.Column("word", .text), Answer.Column("say it", .real, unit: .share),
      Answer.Column("people", .integer, unit: .people),
      Answer.Column("others", .real, unit: .share),
      Answer.Column("of others", .integer, unit: .people), Answer.Column("z", .real),
      Answer.Column("q", .real),
    ]
    var table = Answer.Table(title: title, columns: columns)
    table.rows = rows.map { row in
      [
        Answer.Cell(.text(row.word)), shareCell(row.own), Answer.Cell(.integer(Int64(row.own.0))),
        shareCell(row.others), Answer.Cell(.integer(Int64(row.others.0))), Answer.Cell(.real(row.z)),
        Answer.Cell(.real(row.q)),
      ]
    }
    table.hidden = hidden
    return table
  }

  private func shareCell(_ counts: (Int, Int)) -> Answer.Cell {
    guard let share = Share(counts.0, of: counts.1) else { return Answer.Cell(.missing) }
    return Answer.Cell(.real(share.value), of: counts, isSmall: counts.1 < smallGroup)
  }
}
