internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// One person's records in the stable order. Only that person's records are read, and only the rows shown become text.
  func reply(to story: Story) throws(BackendError) -> Story.Reply {
    var reply = Story.Reply(events: 0, said: 0, heard: 0, rows: [])
    guard let person = store.customers.index(ofID: story.id) else { return reply }
    var records: [(key: (Int64, Int, Int, Int), kind: Story.Kind)] = []
    let (events, feedback) = (store.events, store.feedback)
    for event in events.range(of: person) {
      records.append(((events.timeline.at[event], events.loads[event], 0, event), .event))
    }
    let heard = feedback.about.map {
      Array($0.records[Int($0.offsets[person])..<Int($0.offsets[person + 1])])
    }
    let said = feedback.range(of: person)
    for (document, kind) in said.map({ ($0, Story.Kind.said) }) + (heard ?? []).map({ (Int($0), .heard) }) {
      records.append(((feedback.timeline.at[document], feedback.loads[document], 1, document), kind))
    }
    reply.events = events.range(of: person).count
    reply.said = said.count
    reply.heard = heard?.count ?? 0
    records.sort { $0.key < $1.key }
    for (key, kind) in records.suffix(story.latest ?? records.count) {
      try checkCancellation()
      reply.rows.append(
        kind == .event ? told(event: key.3, of: person) : told(document: key.3, kind, of: person))
    }
    return reply
  }

  private func told(event: Int, of person: Int) -> Story.Row {
    let run = store.events.runs[Int(store.events.kinds[event])]
    let moment = store.events.timeline.moment(at: event, zone: zone)
    let details = details(
      run.properties, at: store.events.row(of: event), moment, known: [run.name, id(of: person)])
    return Story.Row(at: moment, .event, name: run.name, details: details)
  }

  private func told(document: Int, _ kind: Story.Kind, of person: Int) -> Story.Row {
    let feedback = store.feedback
    let author = Int(feedback.customers[document])
    let channel = feedback.channel.scalar(at: document, zone: zone).text
    let moment = feedback.timeline.moment(at: document, zone: zone)
    let (score, scale) = score(of: document)
    let scores = Set(feedback.scores.map { $0.values.name })
    let details = details(
      feedback.properties.filter { !scores.contains($0.name) }, at: document, moment,
      known: [channel ?? "", id(of: person), id(of: author)])
    return Story.Row(
      at: moment, kind, name: channel, score: score, scale: scale,
      text: feedback.texts.isEmpty(at: document) ? nil : feedback.texts[document],
      author: kind == .heard && author < store.customers.count ? id(of: author) : nil, details: details)
  }

  private func id(of person: Int) -> String {
    person < store.customers.count ? store.customers.ids[person] : ""
  }

  /// "property value" of each present property; what only repeats the record's person, name or time is left out.
  private func details(_ properties: [Column], at row: Int, _ moment: Moment?, known: [String]) -> [String] {
    var details: [String] = []
    for property in properties {
      let value = property.scalar(at: row, zone: zone)
      if value == .missing || value == moment.map({ .moment($0) }) { continue }
      let text: String
      if case .moment(.instant(let instant)) = value {
        text = zone.clockTime(of: instant)
      } else {
        text = value.plainText
      }
      if !known.contains(text) { details.append("\(property.name) \(text)") }
    }
    return details
  }
}
