internal import DataModel

extension Answer.Table {
  /// How many columns, from the left, are groups: those that an "all" row has no value in.
  var keyCount: Int { total?.prefix { $0.value == .missing }.count ?? shape?.keys ?? 0 }

  /// Whether rows are marked at their period for not being over.
  var marksPeriods: Bool { rows.contains(where: isMarked) }

  private func isMarked(_ row: [Answer.Cell]) -> Bool {
    row.prefix(shape?.keys ?? 0).contains(where: \.isUnfinished)
  }

  /// Whether a figure in some columns is marked for the few people behind it.
  func marksFew(_ columns: some Sequence<Int>) -> Bool {
    let all = rows + (total.map { [$0] } ?? [])
    return columns.contains { index in
      all.contains { $0.indices.contains(index) && $0[index].isSmall && $0[index].value != .missing }
    }
  }

  /// A cell as it is written: in a row that is marked at its period the figures need no mark.
  func written(_ row: [Answer.Cell], _ index: Int) -> Answer.Cell {
    var cell = row[index]
    if index >= shape?.keys ?? 0, isMarked(row) { cell.isUnfinished = false }
    return cell
  }

  /// Whether the n of a column's n of N stands in another column, so that it need not stand twice.
  func countsStandElsewhere(than index: Int) -> Bool {
    columns.indices.contains { other in
      other != index && columns[other].audience != .machines
        && rows.allSatisfy { row in
          guard row.indices.contains(index), row.indices.contains(other) else { return true }
          return row[index].of.map { row[other].value == .integer(Int64($0.0)) } ?? false
        }
    }
  }
}
