internal import DataModel
internal import Plan
internal import Text

/// Answers `suggest`: terms that go with a topic or word, each with a quote, and a `topic` line that includes them.
struct SuggestVerb: Verb {
  let question: Suggest
  let context: QueryRunner.Context

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    var batch = Batch()
    let count = batch.add(PeopleCount(question.matching))
    let asked = batch.add(
      Terms(
        inside: question.matching, outside: .not(question.matching), scope: nil, least: Suggest.least,
        percent: 0, without: question.pattern))
    let replies = try backend.run(batch)
    let terms = TermTable(replies[asked])
    let rows = suggested(terms)
    // A quote for each term, of somebody who matches.
    var quoting = Batch()
    let quoted = rows.map { row in
      let scope = RecordScope(.feedback, saying: row.pattern.map { .pattern($0) })
      return quoting.add(Verbatims.messages(in: scope, of: question.matching, limit: 1))
    }
    let messages = try backend.run(quoting)

    var draft = Draft("suggest", context)
    let people = replies[count].people
    draft.summary = [Answer.Figure("people", people, unit: .people)]
    guard !rows.isEmpty else {
      draft.notes = [
        people == 0
          ? "Nobody said it."
          : "No other term is said by at least \(Suggest.least) of the \(grouped(people)) people who said it, and by a "
            + "larger share of them than of the others."
      ]
      return draft
    }
    let line = ([question.pattern.spelling] + rows.map { "\"\($0.label)\"" }).joined(separator: ", ")
    let name = question.name.contains(" ") ? "\"\(question.name)\"" : question.name
    let topic = "topic \(name) as \(line)"
    draft.headline = topic
    draft.summary.append(Answer.Figure("topic", .text(topic)))
    draft.tables = [table(rows, of: terms)]
    draft.quotes = zip(rows, quoted).compactMap { row, message in
      let matchers = [row.pattern].compactMap { $0 }.map { PatternMatcher($0, language: context.language) }
      return Answer.Quote(
        firstOf: messages[message], marking: matchers, caption: "says “\(row.label)”")
    }
    draft.notes = [
      "\(grouped(people)) people said it; \(grouped(terms.others)) others said something else. z: how certain it is that the "
        + "first say a term more often (above 2 is seldom chance).",
      "You can paste the line above the terms; take out what does not belong.",
    ]
    return draft
  }

  private func table(_ rows: [TermTable.Row], of terms: TermTable) -> Draft.Table {
    Draft.Table(
      columns: [
        Answer.Column("term", .text), Answer.Column("people", .integer, unit: .people),
        Answer.Column("others", .integer, unit: .people), Answer.Column("z", .real),
      ],
      rows: rows.map { row in
        Draft.Row(
          [
            Answer.Cell(row.label), Answer.Cell(row.people), Answer.Cell(row.others),
            Answer.Cell(row.z(terms)),
          ],
          opens: [
            DrillDown(
              "said “\(row.label)” too", at: row.said(in: nil, by: question.matching), people: row.people)
          ])
      })
  }

  private func suggested(_ terms: TermTable) -> [TermTable.Row] {
    let ranked = terms.rows.map { (row: $0, z: $0.z(terms)) }.filter { $0.z > 0 && $0.row.pattern != nil }
    return ranked.sorted { $0.z == $1.z ? $0.row.label < $1.row.label : $0.z > $1.z }.prefix(Suggest.terms)
      .map(\.row)
  }
}

extension Pattern {
  /// The pattern as it is typed in a `topic` line.
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
