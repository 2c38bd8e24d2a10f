internal import DataModel
internal import Plan
internal import Text

/// `suggest`: terms that go with a topic or a word, each with people and a quote, and the line that takes them in.
struct SuggestVerb: Verb {
  let question: Suggest
  let context: Asking.Context

  var firstRound: [Measurement] {
    [
      .people(question.matching),
      .terms(
        Terms(
          inside: question.matching, outside: .not(question.matching), scope: nil, least: Suggest.least,
          percent: 0, without: question.pattern)),
    ]
  }

  /// A quote for each term, of somebody who matches.
  func secondRound(after first: [Columns]) -> [Measurement] {
    suggested(TermTable(first[1])).map { row in
      let scope = RecordScope(.feedback, saying: row.pattern.map { .pattern($0) })
      let voice = Verbatims.Voice(when: .everyone, scope: scope)
      return .verbatims(Verbatims(who: question.matching, voices: [voice], lastWords: false, limit: 1))
    }
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "suggest", statement: context.statement, reading: context.reading)
    let people = first[0]["n", 0].integer ?? 0
    let terms = TermTable(first[1])
    let rows = suggested(terms)
    answer.summary = [Answer.Figure("people", .integer(Int64(people)), unit: .people)]
    guard !rows.isEmpty else {
      answer.notes = [
        people == 0
          ? "Nobody said it."
          : "No other term is said by \(Suggest.least) of the \(grouped(people)) people who said it, and by more "
            + "of them than of the others."
      ]
      return answer
    }
    let line = ([question.pattern.spelling] + rows.map { term($0.label) }).joined(separator: ", ")
    let name = question.name.contains(" ") ? "\"\(question.name)\"" : question.name
    answer.headline = "topic \(name) as \(line)"
    answer.summary.append(Answer.Figure("topic", .text(answer.headline ?? "")))
    answer.tables = [
      Answer.Table(
        columns: [
          Answer.Column("term", .text), Answer.Column("people", .integer, unit: .people),
          Answer.Column("others", .integer, unit: .people), Answer.Column("z", .real),
        ],
        rows: rows.map { row in
          [
            Answer.Cell(.text(row.label)), Answer.Cell(.integer(Int64(row.people))),
            Answer.Cell(.integer(Int64(row.others))), Answer.Cell(.real(row.z(terms))),
          ]
        })
    ]
    answer.quotes = zip(rows, second).compactMap { row, verbatims in
      let matchers = [row.pattern].compactMap { $0 }.map { PatternMatcher($0, language: context.language) }
      return Answer.Quote(verbatims, row: 0, marking: matchers, caption: "says “\(row.label)”")
    }
    answer.notes = [
      "\(grouped(people)) people said it, \(grouped(terms.others)) others spoke; z is how much more the first say "
        + "a term.", "The line above the terms can be pasted: take out what does not belong.",
    ]
    return answer
  }

  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let rows = suggested(TermTable(first[1])).map { row in
      [
        Opening(
          "said “\(row.label)” too", row.said(in: nil, by: question.matching), people: row.people)
      ]
    }
    return rows.isEmpty ? [] : [rows]
  }

  private func suggested(_ terms: TermTable) -> [TermTable.Row] {
    let ranked = terms.rows.map { (row: $0, z: $0.z(terms)) }.filter { $0.z > 0 && $0.row.pattern != nil }
    return ranked.sorted { $0.z == $1.z ? $0.row.label < $1.row.label : $0.z > $1.z }.prefix(Suggest.terms)
      .map(\.row)
  }

  private func term(_ label: String) -> String { "\"\(label)\"" }
}

extension Pattern {
  /// As it would be typed in a `topic` line.
  var spelling: String {
    switch self {
    case .phrase(let words):
      let text = words.map(\.description).joined(separator: " ")
      switch words.first {
      case .prefix where words.count == 1, .part where words.count == 1: return text
      case .prefix, .part, .stem, .suffix, .sign, nil: return "\"\(text)\""
      }
    case .exactly(let text): return "exactly \"\(text.replacing("\"", with: "\"\""))\""
    case .anyOf(let parts): return parts.map(\.spelling).joined(separator: ", ")
    case .allOf(let parts): return "all of (\(parts.map(\.spelling).joined(separator: ", ")))"
    case .near(let first, let second, let distance):
      let link = distance == Pattern.nearDistance ? "near" : "within \(distance) words of"
      return "\(first.spelling) \(link) \(second.spelling)"
    case .negated(let pattern, let isNegated):
      return "\(pattern.spelling) \(isNegated ? "negated" : "not negated")"
    case .topic(let topic): return "`\(topic.name)`"
    }
  }
}
