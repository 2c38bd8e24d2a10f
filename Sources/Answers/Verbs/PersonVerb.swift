internal import DataModel
internal import Plan

/// Answers `person`: attributes, then events and feedback in order of time.
struct PersonVerb: Verb {
  let id: String
  let context: QueryRunner.Context

  private var attributes: [AttributeRef] { context.catalog.attributes.map(\.ref) }

  /// The most records that people are shown, the latest ones; nil for machines, which get all.
  private var latest: Int? { context.rowLimit == nil ? nil : PersonVerb.mostShown }
  private static let mostShown = 1_000

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    var batch = Batch()
    let who = Condition.among(People(words: id, ids: [id]))
    let rows = batch.add(Rows(who: who, columns: attributes.map { .attribute($0) }, limit: 1))
    let records = batch.add(Story(of: id, latest: latest))
    let replies = try backend.run(batch)

    var draft = Draft("person", context)
    let (person, story) = (replies[rows].rows.first, replies[records])
    draft.summary = [
      Answer.Figure("customer", .text(id)), Answer.Figure("events", story.events, unit: .records),
      Answer.Figure("said", story.said, unit: .records),
      Answer.Figure("heard", story.heard, unit: .records),
    ]
    if let person {
      draft.headline = person.label
      draft.tables.append(table(ofAttributes: person))
    }
    draft.tables.append(table(story))
    let whole = story.events + story.said + story.heard
    if story.rows.count < whole {
      draft.notes.append(
        "The latest \(grouped(story.rows.count)) of \(grouped(whole)) records: "
          + "`export \(context.statement) to \"story.csv\"` writes all.")
    }
    if story.rows.isEmpty { draft.notes = ["No events and no feedback of this person are loaded."] }
    if person == nil {
      draft.notes.append("\(id) starts after today, and is not counted or listed until then.")
    }
    return draft
  }

  private func table(ofAttributes person: Rows.Row) -> Draft.Table {
    Draft.Table(
      title: "Attributes, as they are now",
      columns: [Answer.Column("attribute", .text), Answer.Column("value", .text)],
      facts: zip(attributes, person.values).map { [Answer.Cell($0.name), Answer.Cell($1)] })
  }

  private func table(_ story: Story.Reply) -> Draft.Table {
    let columns = [
      Answer.Column("at", .timestamp), Answer.Column("kind", .text), Answer.Column("what", .text),
      Answer.Column("score", .integer, unit: .points), Answer.Column("detail", .text),
    ]
    let rows = story.rows.map { record -> [Answer.Cell] in
      let said = [record.text.map { "“\($0)”" }, record.author.map { "from \($0)" }].compactMap { $0 }
      let words = (said + [record.details.joined(separator: ", ")]).filter { !$0.isEmpty }
        .joined(separator: " · ")
      return [
        Answer.Cell(record.at.map { .moment($0) } ?? .missing), Answer.Cell(record.kind.rawValue),
        Answer.Cell(record.name.map { .text($0) } ?? .missing), Answer.Cell(record.score),
        Answer.Cell(words.isEmpty ? .missing : .text(words)),
      ]
    }
    return Draft.Table(title: "What happened, in order of time", columns: columns, facts: rows)
  }
}
