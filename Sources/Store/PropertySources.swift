internal import DataModel

/// The columns of several files by name, ignoring case, and gathered into the store's order.
struct PropertySources {
  private let tables: [Table]
  private let files: FileRows
  private let zone: Zone
  private var joined: [Join: Column] = [:]

  private struct Join: Hashable {
    var name: String
    var files: [Int]
  }

  init(_ tables: [Table], files: FileRows, zone: Zone) {
    self.tables = tables
    self.files = files
    self.zone = zone
  }

  /// The column names of these files, in the spelling and order of their first appearance.
  func names(in chosen: [Int]) -> [String] {
    var seen: Set<String> = []
    return chosen.flatMap { tables[$0].columns.map(\.name) }.filter { seen.insert($0.lowercased()).inserted }
  }

  /// The columns of these files that are not among `properties`.
  func lacking(besides properties: [Column], in chosen: [Int]) -> [LackingColumn] {
    var seen = Set(properties.map { $0.name.lowercased() })
    return chosen.flatMap { tables[$0].columns }.filter { seen.insert($0.name.lowercased()).inserted }
      .map(LackingColumn.init)
  }

  /// The column with a name, gathered at these rows, which must be in the chosen files; nil if none has a value.
  mutating func column(named name: String, in chosen: [Int], rows: [UInt32]) -> Column? {
    let having = chosen.filter { tables[$0].column(named: name) != nil }
    guard let first = having.first else { return nil }
    let column =
      if having.count == 1 {
        tables[first].column(named: name)?.gathered(rows, base: files.bases[first])
      } else {
        join(name, of: having).gathered(rows)
      }
    guard let column, column.missing < column.count else { return nil }
    return column.named(name)
  }

  /// The columns of several files concatenated; the rows of other files are null.
  private mutating func join(_ name: String, of having: [Int]) -> Column {
    let key = Join(name: name.lowercased(), files: having)
    if let known = joined[key] { return known }
    let column = Column.concatenated(
      tables.indices.map { file in
        Column.Part(
          column: having.contains(file) ? tables[file].column(named: name) : nil, count: tables[file].rowCount
        )
      }, name: name, zone: zone)
    joined[key] = column
    return column
  }
}
