internal import DataModel
internal import Import
internal import Store

/// Names for the columns of a file without a header, by what they hold: `id, email, date, column_4`.
func columnNames(of profile: TableProfile) -> [String] {
  var taken: Set<String> = []
  return profile.columns.enumerated().map { index, column in
    let plain = columnName(column, rows: profile.rows) ?? "column_\(index + 1)"
    var (name, number) = (plain, 1)
    while !taken.insert(name).inserted {
      number += 1
      name = "\(plain)_\(number)"
    }
    return name
  }
}

/// Nil where nothing tells what a column holds.
private func columnName(_ column: ColumnProfile, rows: Int) -> String? {
  switch column.type {
  case .date: return "date"
  case .timestamp: return "time"
  case .integer, .text: break
  case .boolean, .decimal, .real, .list: return nil
  }
  if column.isMail { return "email" }
  let sample = (0..<min(column.values.count, 200)).map { column.values[$0] }
  let isCoded = !sample.isEmpty && sample.allSatisfy { $0.contains(where: \.isNumber) && !$0.contains(" ") }
  guard isCoded, column.isIdentifying else { return column.isProse ? "text" : nil }
  if column.isKey(of: rows) { return "id" }
  return column.values.count > 1 && column.type == .text ? "user_id" : nil
}
