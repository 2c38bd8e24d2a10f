internal import DataModel
internal import Plan

/// A table with one row per person: id, label, then the values shown.
struct PeopleTable {
  let shown: [Segment.Shown]
  let slots: Slots

  /// - Parameter asked: the values to show; if empty, the segments, value, start and end.
  init(_ asked: [Segment.Shown], slots: Slots) {
    self.slots = slots
    guard asked.isEmpty else {
      shown = asked
      return
    }
    var attributes = slots.segments
    for slot in [slots.value, slots.start, slots.end] {
      if let slot, !attributes.contains(slot) { attributes.append(slot) }
    }
    shown = attributes.map { Segment.Shown($0.name, .attribute($0)) }
  }

  /// The table; each row opens into its person.
  ///
  /// - Parameter people: rows whose columns are the values of `shown`.
  func table(_ people: Rows.Reply) -> Draft.Table {
    let hasLabels = people.rows.contains { $0.label != nil }
    var columns = [Answer.Column(slots.key, .text)]
    if hasLabels, let label = slots.label { columns.append(Answer.Column(label.name, .text)) }
    let taken = Set(columns.map { $0.name.lowercased() })
    let kept = shown.enumerated().filter { !taken.contains($0.element.title.lowercased()) }
    columns += kept.map {
      Answer.Column($0.element.title, $0.element.value.type, unit: $0.element.value.unit(money: slots.value))
    }
    return Draft.Table(
      columns: columns,
      rows: people.rows.map { person in
        Draft.Row(
          [Answer.Cell(person.id)]
            + (hasLabels ? [Answer.Cell(person.label.map { .text($0) } ?? .missing)] : [])
            + kept.map { Answer.Cell(person.values[$0.offset]) },
          opens: [DrillDown(person.id, .among(People(words: person.id, ids: [person.id])), people: 1)])
      })
  }
}
