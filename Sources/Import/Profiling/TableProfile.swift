public import DataModel
public import Store

/// What the cells of one file show: its columns, their types and their values. It is what a workspace is proposed from.
public struct TableProfile: Sendable {
  public var path: String
  public var part: FilePart
  /// Whether the path is the address of a server.
  public var isServer = false
  /// The records that were looked at.
  public var rows: Int
  /// Whether that was the whole file; of a large one only the beginning is looked at.
  public var isWhole: Bool
  public var columns: [ColumnProfile]
  /// Whether the names of the columns look like one more row, so that the file may have no header.
  public var headerIsLikeRow = false

  /// A column by its name, ignoring case.
  public func column(_ name: String) -> ColumnProfile? {
    let key = name.lowercased()
    return columns.first { $0.name.lowercased() == key }
  }
}

/// What of a file is a table.
public enum FilePart: Hashable, Sendable {
  /// All of it.
  case whole
  /// The array of a JSON file to which a path leads: `rows tickets.comments`.
  case rows(String)
  /// A sheet of a workbook.
  case sheet(String)
  /// A table of a database.
  case table(String)
}

/// One column of a file, as its cells show it.
public struct ColumnProfile: Sendable {
  public var name: String
  /// The type that all its values fit.
  public var type: ValueType
  /// Whether each value is a date or time where one is expected: digits such as `20250301` or `1740787200` are.
  public var fitsTimes: Bool
  /// Whether it is text whose values are numbers where one is expected: `1.234,50`, `€ 25`.
  public var fitsNumbers: Bool
  /// Whether its dates leave open if the day or the month comes first, and the rest of the file does too.
  public var isOrderOpen: Bool
  /// The rows that have a value.
  public var filled: Int
  /// The average number of words in its different values.
  public var wordsPerValue: Double
  /// Its different values as they stand in the file, without blanks at their ends, in order of appearance.
  public var values: StringPool
  /// The number of rows that have each value.
  public var counts: [Int]

  /// The values that most rows have, with the number of rows; equally frequent ones in order of appearance.
  /// O(different values)
  public func mostFrequent(_ limit: Int) -> [(text: String, rows: Int)] {
    counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(limit).map {
      (values[$0], counts[$0])
    }
  }
}
