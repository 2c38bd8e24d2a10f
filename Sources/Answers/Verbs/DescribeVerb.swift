internal import DataModel
internal import Plan

/// `describe`: what is loaded, how it connects, and what a name means.
struct DescribeVerb: Verb {
  let subject: Question.Subject
  let context: Asking.Context

  private var catalog: any Catalog { context.catalog }

  var firstRound: [Measurement] {
    switch subject {
    case .workspace, .event: []
    case .attribute(let attribute): [groups(attribute)]
    case .definition(let definition):
      switch definition.meaning {
      case .condition(let condition): Headcount.measurements(Who(where: condition))
      case .population(let who): Headcount.measurements(Who(where: who.condition))
      case .topic(let pattern):
        Headcount.measurements(
          Who(where: .records(RecordScope(.feedback, saying: .pattern(pattern)), .some)))
      case .value, .metric: []
      }
    }
  }

  /// Values with how many people have each; of numbers and times, four equal parts.
  private func groups(_ attribute: AttributeRef) -> Measurement {
    let cut: GroupKey.Cut =
      attribute.type.isNumber ? .quantiles(4) : (attribute.type.isTime ? .period(.month) : .each)
    let key = GroupKey(title: attribute.name, .value(.attribute(attribute)), cut: cut)
    return .groups(Groups(who: .everyone, subject: .people, keys: [key], metrics: [.count]))
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "describe", statement: context.statement, reading: context.reading)
    switch subject {
    case .workspace: describeWorkspace(&answer)
    case .attribute(let attribute): describe(attribute, first, &answer)
    case .event(let name): describe(event: name, &answer)
    case .definition(let definition): describe(definition, first, &answer)
    }
    return answer
  }

  private func describeWorkspace(_ answer: inout Answer) {
    answer.summary = [
      Answer.Figure("customers", .integer(Int64(catalog.customerCount)), unit: .people),
      Answer.Figure("events", .integer(Int64(catalog.eventCount)), unit: .records),
      Answer.Figure("feedback", .integer(Int64(catalog.feedbackCount)), unit: .records),
    ]
    answer.headline =
      "\(grouped(catalog.customerCount)) customers (one per \(catalog.slots.key)), "
      + "\(grouped(catalog.eventCount)) events, \(grouped(catalog.feedbackCount)) pieces of feedback"
    answer.tables = [attributeTable, eventTable, channelTable, definitionTable].compactMap { $0 }
    if let clock = catalog.clock {
      let origin =
        switch clock.origin {
        case .newestRecord: "the newest record"
        case .newestCustomerDate: "the newest date of a customer"
        case .setByUser: "as set"
        }
      answer.notes.append("Now is \(clock.today.iso) (\(origin)), time zone \(clock.zone.name).")
    } else {
      answer.notes.append("Nothing loaded has a time; questions about time need `set today`.")
    }
  }

  private var attributeTable: Answer.Table? {
    guard !catalog.attributes.isEmpty else { return nil }
    let slots = catalog.slots
    let rows = catalog.attributes.map { info -> [Answer.Cell] in
      var parts: [String] = []
      if slots.segments.contains(info.ref) { parts.append("populations") }
      if slots.label == info.ref { parts.append("label") }
      if slots.value == info.ref { parts.append("value") }
      if slots.start == info.ref { parts.append("start") }
      if slots.end == info.ref { parts.append("end") }
      return [
        Answer.Cell(.text(info.ref.name)), Answer.Cell(.text(info.ref.type.words)),
        Answer.Cell(.integer(Int64(info.missing))),
        Answer.Cell(parts.isEmpty ? .missing : .text(parts.joined(separator: ", "))),
        Answer.Cell(.text(sample(of: info))),
      ]
    }
    return Answer.Table(
      title: "Attributes of customers",
      columns: [
        Answer.Column("attribute", .text), Answer.Column("type", .text),
        Answer.Column("missing", .integer, unit: .people), Answer.Column("used as", .text),
        Answer.Column("values", .text),
      ], rows: rows)
  }

  private func sample(of info: AttributeInfo) -> String {
    if let range = info.range { return "\(bound(range.low)) to \(bound(range.high))" }
    let values = catalog.values(of: info.ref)
    let isUnique = values.allSatisfy { $0.people == 1 }
    let shown = values.prefix(4).map { isUnique ? $0.value : "\($0.value) \(grouped($0.people))" }
      .joined(separator: ", ")
    return values.count > 4 ? "\(shown), … \(grouped(info.distinct ?? values.count)) in all" : shown
  }

  /// The end of a range: of an instant its day, as in the table of events.
  private func bound(_ value: Scalar) -> String {
    if case .moment(let moment) = value { return catalog.zone.day(of: moment).iso }
    return plain(value)
  }

  private var eventTable: Answer.Table? {
    guard !catalog.events.isEmpty else { return nil }
    let rows = catalog.events.map { event -> [Answer.Cell] in
      [
        Answer.Cell(.text(event.name)), Answer.Cell(.integer(Int64(event.records))),
        Answer.Cell(.integer(Int64(event.people))),
        Answer.Cell(event.first.map { .moment(.day(catalog.zone.day(of: $0))) } ?? .missing),
        Answer.Cell(event.last.map { .moment(.day(catalog.zone.day(of: $0))) } ?? .missing),
        Answer.Cell(.text(properties(of: event).map(\.name).joined(separator: ", "))),
      ]
    }
    return Answer.Table(
      title: "Events",
      columns: [
        Answer.Column("event", .text), Answer.Column("records", .integer, unit: .records),
        Answer.Column("people", .integer, unit: .people), Answer.Column("first", .date),
        Answer.Column("last", .date), Answer.Column("properties", .text),
      ], rows: rows)
  }

  /// Those beside whose record it is, which event, and when.
  private func properties(of event: EventInfo) -> [PropertyInfo] {
    event.properties.filter { !context.slotColumns.contains($0.name.lowercased()) }
  }

  private var channelTable: Answer.Table? {
    guard !catalog.channels.isEmpty else { return nil }
    let rows = catalog.channels.map { channel -> [Answer.Cell] in
      let scales = catalog.scores.compactMap { score -> String? in
        guard let scale = score.scales[channel.name] else { return nil }
        return "\(score.name) \(scale.map(\.words) ?? "(no scale)")"
      }
      return [
        Answer.Cell(.text(channel.name)), Answer.Cell(.integer(Int64(channel.messages))),
        Answer.Cell(scales.isEmpty ? .missing : .text(scales.joined(separator: ", "))),
      ]
    }
    return Answer.Table(
      title: "Feedback by channel",
      columns: [
        Answer.Column("channel", .text), Answer.Column("messages", .integer, unit: .records),
        Answer.Column("scores", .text),
      ], rows: rows)
  }

  private var definitionTable: Answer.Table? {
    guard !context.definitions.isEmpty else { return nil }
    return Answer.Table(
      title: "Definitions",
      columns: [
        Answer.Column("name", .text), Answer.Column("from", .text), Answer.Column("definition", .text),
      ],
      rows: context.definitions.map {
        [Answer.Cell(.text($0.name)), Answer.Cell(.text($0.origin)), Answer.Cell(.text($0.source))]
      })
  }

  private func describe(_ attribute: AttributeRef, _ first: [Columns], _ answer: inout Answer) {
    let info = catalog.attributes.first { $0.ref == attribute }
    let cut: GroupKey.Cut =
      attribute.type.isNumber ? .quantiles(4) : (attribute.type.isTime ? .period(.month) : .each)
    var grouping = Grouping()
    grouping.keys = [GroupKey(title: attribute.name, .value(.attribute(attribute)), cut: cut)]
    if !attribute.type.isTime { grouping.limit = 20 }
    let groupTable = GroupTable(
      grouping: grouping, subject: .people, metrics: [Measure.Measured("people", .count)], context: context)
    answer.tables = [groupTable.table(first).table]
    answer.summary = [
      Answer.Figure("missing", .integer(Int64(info?.missing ?? 0)), unit: .people),
      Answer.Figure("distinct", info?.distinct.map { .integer(Int64($0)) } ?? .missing),
    ]
    let range = info?.range.map { ", \(bound($0.low)) to \(bound($0.high))" } ?? ""
    let missing =
      info.map { $0.missing > 0 ? ", missing for \(grouped($0.missing))" : ", never missing" } ?? ""
    answer.headline = "\(attribute.name): \(attribute.type.words)\(range)\(missing)"
    if let files = info?.files, !files.isEmpty {
      answer.notes.append("From \(files.joined(separator: ", ")).")
    }
  }

  private func describe(event name: String, _ answer: inout Answer) {
    guard let event = catalog.events.first(where: { $0.name == name }) else { return }
    answer.summary = [
      Answer.Figure("records", .integer(Int64(event.records)), unit: .records),
      Answer.Figure("people", .integer(Int64(event.people)), unit: .people),
    ]
    let days = [event.first, event.last].compactMap { $0.map { catalog.zone.day(of: $0).iso } }
    answer.headline =
      "\(event.name): \(grouped(event.records)) records of \(grouped(event.people)) people"
      + (days.count == 2 ? ", \(days[0]) to \(days[1])" : "")
    let rows = properties(of: event).map { property -> [Answer.Cell] in
      let values = catalog.values(ofProperty: property.name, event: event.name).prefix(5)
      let isUnique = values.allSatisfy { $0.records == 1 }
      let shown = values.map { isUnique ? $0.value : "\($0.value) \(grouped($0.records))" }
        .joined(separator: ", ")
      return [
        Answer.Cell(.text(property.name)), Answer.Cell(.text(property.type.words)),
        Answer.Cell(.integer(Int64(event.records - property.present))),
        Answer.Cell(shown.isEmpty ? .missing : .text(shown)),
      ]
    }
    guard !rows.isEmpty else { return }
    answer.tables = [
      Answer.Table(
        title: "Properties",
        columns: [
          Answer.Column("property", .text), Answer.Column("type", .text),
          Answer.Column("missing", .integer, unit: .records), Answer.Column("values", .text),
        ], rows: rows)
    ]
  }

  private func describe(_ definition: Definition, _ first: [Columns], _ answer: inout Answer) {
    answer.headline = definition.source
    answer.notes = ["From \(definition.origin)."]
    guard first.count == 2 else { return }
    let headcount = Headcount(first[0..<2], who: Who())
    answer.summary = headcount.figures
    answer.notes.insert("True of " + headcount.sentence(isWhole: false), at: 0)
  }
}
