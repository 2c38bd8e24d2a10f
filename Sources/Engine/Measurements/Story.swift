internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// One person's records in the stable order. Nothing but that person's runs is looked at, and only what is shown is
  /// made into text.
  func story(of id: String, latest: Int?) throws(BackendError) -> Columns {
    let names = [
      "at", "kind", "name", "score", "scale.low", "scale.high", "text", "author", "details", "events", "said",
      "heard",
    ]
    var columns = Columns(names: names, values: names.map { _ in [] })
    guard let person = store.customers.index(ofID: id) else { return columns }
    var records: [(key: (Int64, Int, Int, Int), kind: String)] = []
    var counts: [String: Int64] = [:]
    let (events, feedback) = (store.events, store.feedback)
    for event in events.range(of: person) {
      records.append(((events.timeline.at[event], events.loads[event], 0, event), "event"))
    }
    let heard = feedback.about.map {
      Array($0.records[Int($0.offsets[person])..<Int($0.offsets[person + 1])])
    }
    let messages = feedback.range(of: person).map { ($0, "said") } + (heard ?? []).map { (Int($0), "heard") }
    for (document, kind) in messages {
      let key = (feedback.timeline.at[document], feedback.loads[document], 1, document)
      records.append((key, kind))
    }
    for record in records { counts[record.kind, default: 0] += 1 }
    let totals = ["event", "said", "heard"].map { Scalar.integer(counts[$0, default: 0]) }
    records.sort { $0.key < $1.key }
    for (key, kind) in records.suffix(latest ?? records.count) {
      try pause()
      let told = key.2 == 0 ? told(event: key.3, of: person) : told(document: key.3, kind, of: person)
      for (index, value) in (told + totals).enumerated() {
        columns.values[index].append(value)
      }
    }
    return columns
  }

  private func told(event: Int, of person: Int) -> [Scalar] {
    let run = store.events.runs[Int(store.events.kinds[event])]
    let moment = store.events.timeline.moment(at: event, zone: zone)
    let details = details(
      run.properties, at: store.events.row(of: event), moment, known: [run.name, id(of: person)])
    return [moment.map { .moment($0) } ?? .missing, .text("event"), .text(run.name)]
      + [.missing, .missing, .missing, .missing, .missing] + [details]
  }

  private func told(document: Int, _ kind: String, of person: Int) -> [Scalar] {
    let feedback = store.feedback
    let author = Int(feedback.customers[document])
    let channel = feedback.channel.scalar(at: document, zone: zone)
    let moment = feedback.timeline.moment(at: document, zone: zone)
    let hasWords = !feedback.texts.isEmpty(at: document)
    let scores = Set(feedback.scores.map { $0.values.name })
    let details = details(
      feedback.properties.filter { !scores.contains($0.name) }, at: document, moment,
      known: [channel.text ?? "", id(of: person), id(of: author)])
    return [moment.map { .moment($0) } ?? .missing, .text(kind), channel] + score(of: document)
      + [
        hasWords ? .text(feedback.texts[document]) : .missing,
        kind == "heard" && author < store.customers.count ? .text(id(of: author)) : .missing, details,
      ]
  }

  private func id(of person: Int) -> String {
    person < store.customers.count ? store.customers.ids[person] : ""
  }

  /// "property value" of each present property; what only repeats the record's person, name or time is left out.
  private func details(_ properties: [Column], at row: Int, _ moment: Moment?, known: [String]) -> Scalar {
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
    return .list(details)
  }
}
