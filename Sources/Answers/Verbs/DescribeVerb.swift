internal import DataModel
internal import Plan

/// Answers `describe`: what is loaded, how it connects, and what a name means.
struct DescribeVerb: Verb {
  let subject: Question.Subject
  let context: QueryRunner.Context

  var catalog: any Catalog { context.catalog }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    var draft = Draft("describe", context)
    switch subject {
    case .workspace(let builtIn): describeWorkspace(&draft, builtIn: builtIn)
    case .attribute(let attribute): try describe(attribute, &draft, backend)
    case .event(let name): describe(event: name, &draft)
    case .definition(let definition): try describe(definition, &draft, backend)
    }
    return draft
  }

  /// Shows how many people have each value; numbers are cut into quartiles, dates into months.
  private func describe(
    _ attribute: AttributeRef, _ draft: inout Draft, _ backend: any Backend
  ) throws(BackendError) {
    let cut: GroupKey.Cut =
      attribute.type.isNumber ? .quantiles(4) : (attribute.type.isTime ? .period(.month) : .each)
    var grouping = Grouping()
    grouping.keys = [GroupKey(title: attribute.name, .value(.attribute(attribute)), cut: cut)]
    if !attribute.type.isTime { grouping.limit = 20 }
    let groupTable = GroupTable(
      grouping: grouping, subject: .people, metrics: [Measure.Measured("people", .count)], context: context)
    var batch = Batch()
    let groups = groupTable.askGroups(Who(), in: &batch)
    draft.tables = [groupTable.table(groups, try backend.run(batch), opening: nil).table]
    let info = catalog.attributes.first { $0.ref == attribute }
    draft.summary = [
      Answer.Figure("missing", info?.missing ?? 0, unit: .people),
      Answer.Figure("distinct", info?.distinct),
    ]
    let range =
      info?.range.map { ", \(bound($0.low, attribute.unit)) to \(bound($0.high, attribute.unit))" } ?? ""
    let missing =
      info.map { $0.missing > 0 ? ", missing for \(grouped($0.missing))" : ", never missing" } ?? ""
    draft.headline = "\(attribute.name): \(attribute.type.words)\(range)\(missing)"
    if let files = info?.files, !files.isEmpty {
      draft.notes.append("From \(files.joined(separator: ", ")).")
    }
  }

  private func describe(event name: String, _ draft: inout Draft) {
    guard let event = catalog.events.first(where: { $0.name == name }) else { return }
    draft.summary = [
      Answer.Figure("records", event.records, unit: .records),
      Answer.Figure("people", event.people, unit: .people),
    ]
    let days = [event.first, event.last].compactMap { $0.map { catalog.zone.day(of: $0).iso } }
    draft.headline =
      "\(event.name): \(grouped(event.records)) records from \(grouped(event.people)) people"
      + (days.count == 2 ? ", \(days[0]) to \(days[1])" : "")
    let own = properties(of: event)
    guard !own.isEmpty else { return }
    draft.tables = [propertyTable(title: "Properties", own, of: event.name, records: event.records)]
  }

  /// Properties of an event, or of feedback, with their most frequent values.
  func propertyTable(
    title: String, _ properties: [PropertyInfo], of event: String?, records: Int
  ) -> Draft.Table {
    let rows = properties.map { property -> [Answer.Cell] in
      let values = catalog.values(ofProperty: property.name, event: event).prefix(5)
      let isUnique = values.allSatisfy { $0.records == 1 }
      let shown = values.map {
        let value = spelled($0.value, property.unit)
        return isUnique ? value : "\(value) \(grouped($0.records))"
      }
      .joined(separator: ", ")
      return [
        Answer.Cell(property.name), Answer.Cell(property.type.words),
        Answer.Cell(records - property.present), Answer.Cell(shown.isEmpty ? .missing : .text(shown)),
      ]
    }
    return Draft.Table(
      title: title,
      columns: [
        Answer.Column("property", .text), Answer.Column("type", .text),
        Answer.Column("missing", .integer, unit: .records), Answer.Column("values", .text),
      ], facts: rows)
  }

  /// The value with its percent sign, if it is a percentage.
  private func spelled(_ value: String, _ unit: NumberUnit?) -> String {
    guard unit == .percent, let share = Double(value) else { return value }
    return plain(.real(share), unit)
  }

  private func describe(
    _ definition: Definition, _ draft: inout Draft, _ backend: any Backend
  ) throws(BackendError) {
    draft.headline = definition.source
    draft.notes = ["From \(definition.origin)."]
    guard let who = definition.people else { return }
    var batch = Batch()
    let asked = Headcount.Asked(who, in: &batch)
    let headcount = Headcount(asked, try backend.run(batch), who: Who())
    draft.summary = headcount.figures
    draft.notes.insert("True of " + headcount.sentence(isWhole: false), at: 0)
  }
}

extension Definition {
  /// The people it is true of; nil if it is not a condition on people.
  fileprivate var people: Who? {
    switch meaning {
    case .condition(let condition): Who(where: condition)
    case .population(let who): Who(where: who.condition)
    case .topic(let pattern):
      Who(where: .records(RecordScope(.feedback, saying: .pattern(pattern)), .some))
    case .value, .metric: nil
    }
  }
}
