internal import DataModel
internal import SourceText

extension Answer.Table {
  /// How many columns, from the left, name a group: those without a value in the row for all.
  var keyCount: Int { total?.prefix { $0.value == .missing }.count ?? shape?.keys ?? 0 }

  /// Whether any row is marked because its period is not over.
  var marksPeriods: Bool { rows.contains(where: isMarked) }

  private func isMarked(_ row: [Answer.Cell]) -> Bool {
    row.prefix(shape?.keys ?? 0).contains(where: \.isUnfinished)
  }

  /// Whether a figure in these columns is marked because it is based on few people.
  func marksFew(_ columns: some Sequence<Int>) -> Bool {
    let all = rows + (total.map { [$0] } ?? [])
    return columns.contains { index in
      all.contains { $0.indices.contains(index) && $0[index].isSmall && $0[index].value != .missing }
    }
  }

  /// A cell as it is written: if the period of its row is marked, the figure needs no mark of its own.
  func written(_ row: [Answer.Cell], _ index: Int) -> Answer.Cell {
    var cell = row[index]
    if index >= shape?.keys ?? 0, isMarked(row) { cell.isUnfinished = false }
    return cell
  }

  /// Whether another column already shows the n of this column's n of N.
  func countsStandElsewhere(than index: Int) -> Bool {
    columns.indices.contains { other in
      other != index && columns[other].audience != .machines
        && rows.allSatisfy { row in
          guard row.indices.contains(index), row.indices.contains(other) else { return true }
          return row[index].of.map { row[other].value == .integer(Int64($0.0)) } ?? false
        }
    }
  }

  /// The name of a row in pictures and sentences: `pro, 2025-06`. A yes or no is named by what it answers: `mentioned trust`,
  /// `not mentioned trust`.
  func label(of row: [Answer.Cell], _ keys: Range<Int>, _ figures: FigureText) -> String {
    let places = keys.filter { row.indices.contains($0) }
    let areConditions = places.allSatisfy { if case .boolean = row[$0].value { true } else { false } }
    return
      places
      .map { index -> String in
        var cell = row[index]
        cell.isUnfinished = false
        if case .boolean(let isSo) = cell.value {
          return (isSo ? "" : "not ") + printable(columns[index].name)
        }
        return figures.text(cell, columns[index], missing: "(missing)").figure
      }
      .joined(separator: areConditions ? " and " : ", ")
  }
}
