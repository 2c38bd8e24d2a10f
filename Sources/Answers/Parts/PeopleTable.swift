internal import DataModel
internal import Plan

/// A table of people one by one: id, label, then what is shown of each.
struct PeopleTable {
  let shown: [Segment.Shown]
  let slots: Slots

  /// - Parameter asked: what to show; empty: where they belong, what they are worth, when they came and went.
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

  /// - Parameter people: the answer to `Rows` with the values of `shown` as its columns.
  func table(_ people: Columns) -> Answer.Table {
    let hasLabels = people["label"].contains { $0 != .missing }
    var columns = [Answer.Column(slots.key, .text)]
    if hasLabels, let label = slots.label { columns.append(Answer.Column(label.name, .text)) }
    let taken = Set(columns.map { $0.name.lowercased() })
    let kept = shown.enumerated().filter { !taken.contains($0.element.title.lowercased()) }
    columns += kept.map {
      Answer.Column($0.element.title, $0.element.value.type, unit: $0.element.value.unit(money: slots.value))
    }
    let cells = people["id"].indices.map { row in
      [Answer.Cell(people["id"][row])] + (hasLabels ? [Answer.Cell(people["label"][row])] : [])
        + kept.map { Answer.Cell(people[String($0.offset)][row]) }
    }
    return Answer.Table(columns: columns, rows: cells)
  }

  /// Each row opens to its person.
  func openings(_ table: Answer.Table) -> [[Opening]] {
    table.rows.map { row in
      guard let id = row.first?.value.text else { return [] }
      return [Opening(id, .among(People(words: id, ids: [id])), people: 1)]
    }
  }
}
