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
    return [.rows(Rows(who: who, columns: columns, order: [], limit: 1)), .story(id: id)]
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "person", statement: context.statement, reading: context.reading)
    let (person, story) = (first[0], first[1])
    let kinds = story["kind"].map(\.text)
    let counts = [("event", "events"), ("said", "said"), ("heard", "heard")].map { kind, key in
      Answer.Figure(key, .integer(Int64(kinds.count { $0 == kind })), unit: .records)
    }
    answer.summary = [Answer.Figure("customer", .text(id))] + counts
    if case .text(let label) = person["label", 0] { answer.headline = label }
    let pairs = attributes.enumerated().map { index, attribute in
      [Answer.Cell(.text(attribute.name)), Answer.Cell(person[String(index), 0])]
    }
    answer.tables = [
      Answer.Table(
        title: "Attributes, as they are now",
        columns: [Answer.Column("attribute", .text), Answer.Column("value", .text)], rows: pairs),
      table(story),
    ]
    if story.rowCount == 0 { answer.notes = ["No events and no words of this person are loaded."] }
    return answer
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
