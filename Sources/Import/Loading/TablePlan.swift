internal import DataModel

/// What is to be read of one file (or of several of one shape), column by column.
struct TablePlan {
  /// Several columns read as one: `at Date, Time`, `text title, review`.
  struct Derived {
    var sources: [Int]
    var separator: String
    var target: Target
    /// A composite is missing as soon as a part is; else the parts that are there are joined.
    var needsAll = false
    /// What the column is called, where it is kept: a list of several columns.
    var name: String?
  }

  /// The names in the file, by which columns are told apart there.
  var header: Header
  /// Their names in Heed, after `rename`.
  var names: [String]
  var targets: [Target]
  /// Columns that nobody wants: ignored ones, and texts that are read as derived columns.
  var isSkipped: [Bool]
  var derived: [Derived] = []
  /// Columns without which a row means nothing: its key, customer, time.
  var needed: Set<Int> = []
  /// What was made of the header that nobody said.
  var headerGuess: String?
  /// What is known of how the file is written.
  var reading = ReadingOptions()
  var order: LoadSpec.DateOrder?
  /// `dates day first in created`, by column.
  var orders: [Int: LoadSpec.DateOrder] = [:]
  /// `decimals comma in amount`, by column.
  var decimalCommas: [Int: Bool] = [:]
  /// What people are told apart and shown by: `label`, `segments by`.
  var namingColumns: Set<Int> = []
  /// `split uses by ","`, by column.
  var splits: [Int: ListSplit] = [:]
  var settings = ColumnSettings()
  var times: Zone
  /// The load says in which zone times are, whatever a column's name says.
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

  /// A table of other columns, read as another one is.
  init(_ header: Header, like other: TablePlan) {
    self.init(header, times: other.times, zone: other.zone)
    order = other.order
  }

  /// The column of a name, in any case; the name after `rename` first, then the one in the file.
  func index(of name: String) -> Int? {
    let key = name.lowercased()
    return names.firstIndex { $0.lowercased() == key } ?? header.names.firstIndex { $0.lowercased() == key }
  }

  /// Whether a column's name says that it holds versions: of those `1.1` and `1.10` are two.
  static func namesVersions(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter }
    return words.contains { ["version", "versions", "ver", "release", "build"].contains($0) }
  }

  /// Says what a slot needs a column to be. An id is one whatever else it is; else what `type` says stays.
  mutating func require(_ target: Target, of column: Int) {
    if target == .id || targets[column] == .inferred { targets[column] = target }
  }
}
