internal import DataModel
internal import Store

/// Ranks rows by a column of times or numbers: the larger, the newer. The row of the highest rank counts.
struct RowRanks {
  private let column: Column
  private let zone: Zone
  private let isOldestFirst: Bool

  init(_ column: Column?, zone: Zone, isOldestFirst: Bool = false) {
    self.column = column ?? Column("", booleans: Bitmap(count: 0))
    self.zone = zone
    self.isOldestFirst = isOldestFirst
  }

  /// Whether the column's values have an order.
  var isOrdered: Bool { column.type.isTime || column.type.isNumber || column.missing == column.count }

  /// The rank of a row; one without a value comes after all others. Times are exact to the microsecond until the year
  /// 2255, where a `Double` runs out of digits.
  func rank(of row: Int) -> Double {
    guard column.isPresent(at: row) else { return -.infinity }
    return isOldestFirst ? -age(of: row) : age(of: row)
  }

  private func age(of row: Int) -> Double {
    switch column.values {
    case .days(let days): Double(zone.start(of: Day(days[row])).microseconds)
    case .instants(let instants, _): Double(instants[row])
    case .integers(let units): Double(units[row])
    case .reals(let reals): reals[row]
    case .boolean, .texts, .lists: 0
    }
  }
}
