internal import DataModel
internal import Text

/// How one file, or several files of the same shape, are read, column by column.
struct TablePlan {
  /// Several columns combined into one: `at Date, Time`, `text title, review`.
  struct Derived {
    var sources: [Int]
    var separator: String
    var target: ColumnTarget
    /// Whether the combined value is null as soon as a part is; otherwise the parts present are joined.
    var needsAll = false
    /// Whether the combined value is the first part that is present.
    var takesFirst = false
    /// The name of the column if it is kept: a list made of several columns.
    var name: String?
    /// What of the cell counts: the first text in it that matches.
    var pattern: RegularExpression?
  }

  /// What of a file's name is the value of a column.
  enum FilePart: Hashable { case name, date }

  /// The names in the file, by which columns are identified while reading.
  var header: Header
  /// Their names in Heed, after `rename`.
  var names: [String]
  var targets: [ColumnTarget]
  /// Columns that are not read: ignored ones, and texts that are read as derived columns.
  var isSkipped: [Bool]
  /// How the names of ignored columns begin, in lower case: `properties.`; for columns that come later in the file.
  var ignoredPrefixes: [String] = []
  var derived: [Derived] = []
  /// Columns that no record holds, but the name of its file.
  var fileColumns: [Int: FilePart] = [:]
  /// Columns without which a row is invalid: its key, customer, time.
  var needed: Set<Int> = []
  /// A note about how the names were assembled from the header, if Heed had to guess.
  var headerGuess: String?
  /// How the file is written: delimiter, quotes, header.
  var reading = CSVOptions()
  var order: LoadSpec.DateOrder?
  /// `dates day first in created`, by column.
  var orders: [Int: LoadSpec.DateOrder] = [:]
  /// `decimals comma in amount`, by column.
  var decimalCommas: [Int: Bool] = [:]
  /// Columns that identify or label people: `label`, `segments by`.
  var namingColumns: Set<Int> = []
  /// Columns of money: `value`.
  var moneyColumns: Set<Int> = []
  /// `split uses by ","`, by column.
  var splits: [Int: ListSplit] = [:]
  var settings = ColumnSettings()
  var times: Zone
  /// Whether the load gives the zone of times, which overrides zones in column names.
  var isZoneGiven = false
  var zone: Zone

  init(_ header: Header, times: Zone, zone: Zone) {
    self.header = header
    names = header.names
    targets = header.names.map { _ in .inferred }
    isSkipped = header.names.map { _ in false }
    self.times = times
    self.zone = zone
  }

  /// A table with other columns that is otherwise read like `other`.
  init(_ header: Header, like other: TablePlan) {
    self.init(header, times: other.times, zone: other.zone)
    order = other.order
  }

  /// The column of a part of the file's name, which is added where there is none.
  mutating func column(of part: FilePart) -> Int {
    if let column = fileColumns.first(where: { $0.value == part })?.key { return column }
    header = header.adding([part == .name ? "file" : "file date"])
    names.append(header.names[names.count])
    targets.append(.inferred)
    isSkipped.append(false)
    fileColumns[names.count - 1] = part
    return names.count - 1
  }

  /// The column of a name, ignoring case; the name after `rename` takes precedence over the one in the file.
  func index(of name: String) -> Int? {
    let key = name.lowercased()
    return names.firstIndex { $0.lowercased() == key } ?? header.names.firstIndex { $0.lowercased() == key }
  }

  /// Whether a column's name says that it holds version numbers, where `1.1` and `1.10` differ.
  static func namesVersions(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter }
    return words.contains { ["version", "versions", "ver", "release", "build"].contains($0) }
  }

  /// Sets the type that a slot needs. An id stays an id; otherwise a declared `type` takes precedence.
  mutating func require(_ target: ColumnTarget, of column: Int) {
    if target == .id || targets[column] == .inferred { targets[column] = target }
  }
}
