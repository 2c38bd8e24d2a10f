internal import DataModel
internal import Plan

/// `describe`: what is loaded, how it connects, and what a name means.
struct DescribeVerb: Verb {
  let subject: Question.Subject
  let context: Asking.Context

  var catalog: any Catalog { context.catalog }

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
    case .workspace(let builtIn): describeWorkspace(&answer, builtIn: builtIn)
    case .attribute(let attribute): describe(attribute, first, &answer)
    case .event(let name): describe(event: name, &answer)
    case .definition(let definition): describe(definition, first, &answer)
    }
    return answer
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
    let range =
      info?.range.map { ", \(bound($0.low, attribute.unit)) to \(bound($0.high, attribute.unit))" } ?? ""
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
    let own = properties(of: event)
    guard !own.isEmpty else { return }
    answer.tables = [propertyTable(title: "Properties", own, of: event.name, records: event.records)]
  }

  /// Properties of an event, or of feedback, with their most frequent values.
  func propertyTable(
    title: String, _ properties: [PropertyInfo], of event: String?, records: Int
  ) -> Answer.Table {
    let rows = properties.map { property -> [Answer.Cell] in
      let values = catalog.values(ofProperty: property.name, event: event).prefix(5)
      let isUnique = values.allSatisfy { $0.records == 1 }
      let shown = values.map {
        let value = spelled($0.value, property.unit)
        return isUnique ? value : "\(value) \(grouped($0.records))"
      }
      .joined(separator: ", ")
      return [
        Answer.Cell(.text(property.name)), Answer.Cell(.text(property.type.words)),
        Answer.Cell(.integer(Int64(records - property.present))),
        Answer.Cell(shown.isEmpty ? .missing : .text(shown)),
      ]
    }
    return Answer.Table(
      title: title,
      columns: [
        Answer.Column("property", .text), Answer.Column("type", .text),
        Answer.Column("missing", .integer, unit: .records), Answer.Column("values", .text),
      ], rows: rows)
  }

  /// A value as its unit spells it, where it is a share.
  private func spelled(_ value: String, _ unit: NumberUnit?) -> String {
    guard unit == .percent, let share = Double(value) else { return value }
    return plain(.real(share), unit)
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
