internal import DataModel
internal import Plan

/// `person`: one whole story, attributes first, then events and words in time.
struct PersonVerb: Verb {
  let id: String
  let context: Asking.Context

  private var attributes: [AttributeRef] { context.catalog.attributes.map(\.ref) }

  var firstRound: [Measurement] {
    let who = Condition.among(People(words: id, ids: [id]))
    let columns = attributes.map { Value.attribute($0) }
    return [.rows(Rows(who: who, columns: columns, order: [], limit: 1)), .story(id: id, latest: latest)]
  }

  /// People read the end of a long story; machines get all of it.
  private var latest: Int? { context.rowLimit == nil ? nil : PersonVerb.mostShown }
  private static let mostShown = 1_000

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "person", statement: context.statement, reading: context.reading)
    let (person, story) = (first[0], first[1])
    let totals = ["events", "said", "heard"].map { story.rowCount == 0 ? 0 : story[$0, 0].integer ?? 0 }
    let counts = zip(["events", "said", "heard"], totals).map {
      Answer.Figure($0, .integer(Int64($1)), unit: .records)
    }
    answer.summary = [Answer.Figure("customer", .text(id))] + counts
    let isHere = person.rowCount > 0
    if isHere {
      if case .text(let label) = person["label", 0] { answer.headline = label }
      answer.tables.append(table(ofAttributes: person))
    }
    answer.tables.append(table(story))
    let whole = totals.reduce(0, +)
    if story.rowCount < whole {
      answer.notes.append(
        "The latest \(grouped(story.rowCount)) of \(grouped(whole)) records: "
          + "`export \(context.statement) to \"story.csv\"` writes all.")
    }
    if story.rowCount == 0 { answer.notes = ["No events and no words of this person are loaded."] }
    if !isHere {
      answer.notes.append("\(id) starts after today, and is in no figure and no list until then.")
    }
    return answer
  }

  private func table(ofAttributes person: Columns) -> Answer.Table {
    Answer.Table(
      title: "Attributes, as they are now",
      columns: [Answer.Column("attribute", .text), Answer.Column("value", .text)],
      rows: attributes.enumerated().map { index, attribute in
        [Answer.Cell(.text(attribute.name)), Answer.Cell(person[String(index), 0])]
      })
  }

  private func table(_ story: Columns) -> Answer.Table {
    let columns = [
      Answer.Column("at", .timestamp), Answer.Column("kind", .text), Answer.Column("what", .text),
      Answer.Column("score", .integer, unit: .points), Answer.Column("detail", .text),
    ]
    let rows = (0..<story.rowCount).map { row -> [Answer.Cell] in
      var detail: [String] = []
      if case .text(let text) = story["text", row] { detail.append("“\(text)”") }
      if case .text(let author) = story["author", row] { detail.append("from \(author)") }
      if case .list(let properties) = story["details", row] {
        detail.append(properties.joined(separator: ", "))
      }
      let words = detail.filter { !$0.isEmpty }.joined(separator: " · ")
      return [
        Answer.Cell(story["at", row]), Answer.Cell(story["kind", row]), Answer.Cell(story["name", row]),
        Answer.Cell(story["score", row]), Answer.Cell(words.isEmpty ? .missing : .text(words)),
      ]
    }
    return Answer.Table(title: "What happened, in time", columns: columns, rows: rows)
  }
}
