internal import DataModel
internal import Store

/// How new the rows of a column of times or numbers are: the larger, the newer.
struct RowRanks {
  private let column: Column
  private let zone: Zone

  init(_ column: Column?, zone: Zone) {
    self.column = column ?? Column("", booleans: Bitmap(count: 0))
    self.zone = zone
  }

  /// Whether the column has an order.
  var isOrdered: Bool { column.type.isTime || column.type.isNumber || column.missing == column.count }

  /// A row without a value is older than all others. Microseconds of times are exact until the year 2255.
  func rank(of row: Int) -> Double {
    guard column.isPresent(at: row) else { return -.infinity }
    return switch column.values {
    case .days(let days): Double(zone.start(of: Day(days[row])).microseconds)
    case .instants(let instants, _): Double(instants[row])
    case .integers(let units): Double(units[row])
    case .reals(let reals): reals[row]
    case .boolean, .texts, .lists: -.infinity
    }
  }
}
