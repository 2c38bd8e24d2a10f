internal import DataModel
internal import SourceText
internal import Store

/// The joined rows of a load, as row numbers: for each row, its position in the load's own file and in every joined
/// file.
struct JoinedRows {
  private(set) var count: Int
  /// Row numbers by table; nil if every row is in its original place. `none` means no matching row.
  private(set) var rows: [[UInt32]?]

  static let none = UInt32.max

  /// All rows of the load's own file.
  init(_ table: LoadedTable) {
    count = table.rowCount
    rows = [nil]
  }

  /// The row number in the load's own file.
  func ownRow(_ row: Int) -> Int { Int(self.row(row, in: 0)) }

  private func row(_ row: Int, in table: Int) -> UInt32 { rows[table].map { $0[row] } ?? UInt32(row) }

  /// Keeps only the rows for which `isKept` returns true.
  mutating func filter(_ isKept: (_ ownRow: Int) -> Bool) {
    let kept = (0..<count).filter { isKept(Int(row($0, in: 0))) }
    guard kept.count < count else { return }
    rows = rows.indices.map { table in kept.map { row($0, in: table) } }
    count = kept.count
  }

  /// Keeps only the rows whose bits are set.
  mutating func keep(_ kept: Bitmap) {
    guard !kept.isFull else { return }
    rows = rows.indices.map { table in kept.ones.map { row($0, in: table) } }
    count = kept.population
  }

  /// How many rows of the load's own file are present; `join each` makes several rows of one.
  func ownCount(of table: LoadedTable) -> Int { ownRows(of: table).population }

  /// The rows of the load's own file that are present.
  func ownRows(of table: LoadedTable) -> Bitmap { rows(of: 0, count: table.rowCount) }

  /// The rows of a table that are present.
  func rows(of table: Int, count: Int) -> Bitmap {
    guard let found = rows[table] else { return Bitmap(count: count, repeating: true) }
    var seen = Bitmap(count: count)
    for row in found where row != JoinedRows.none { seen[Int(row)] = true }
    return seen
  }

  /// Hash-joins the next table by key. With `each`, a row with several matches becomes several rows; without it, the
  /// first key with several matches is returned as the error. Rows whose key has no match get the row `absent`. O(rows)
  mutating func join(
    left: Column, of leftTable: Int, to right: Column, each: Bool, absent: UInt32 = JoinedRows.none
  ) -> (key: String, rows: [Int])? {
    guard case .texts(let leftCodes, let leftKeys) = left.values,
      case .texts(let rightCodes, let rightKeys) = right.values
    else {
      rows.append([UInt32](repeating: JoinedRows.none, count: count))
      return nil
    }
    let matches = rowsByCode(rightCodes, rightKeys.count, right)
    let meaning = (0..<leftKeys.count).map { rightKeys.code(of: leftKeys.bytes(of: $0).span) }
    var found: [UInt32] = []
    var origins: [Int] = []
    found.reserveCapacity(count)
    for index in 0..<count {
      let leftRow = row(index, in: leftTable)
      var range = 0..<0
      let hasKey = leftRow != JoinedRows.none && left.isPresent(at: Int(leftRow))
      if hasKey, let code = meaning[leftCodes[Int(leftRow)]] {
        range = matches.offsets[code]..<matches.offsets[code + 1]
      }
      if range.count > 1, !each, let code = range.first {
        return (rightKeys[rightCodes[Int(matches.rows[code])]], matches.rows[range].map { Int($0) })
      }
      if range.isEmpty {
        found.append(hasKey ? absent : JoinedRows.none)
        if each { origins.append(index) }
      }
      for match in range {
        found.append(matches.rows[match])
        if each { origins.append(index) }
      }
    }
    if each {
      rows = rows.indices.map { table in origins.map { row($0, in: table) } }
      count = origins.count
    }
    rows.append(found)
    return nil
  }

  /// Whether the latest join matched nothing although both sides have keys.
  func isAllApart(_ right: Column, absent: UInt32 = JoinedRows.none) -> Bool {
    count > 0 && right.missing < right.count
      && rows.last??.allSatisfy { $0 == JoinedRows.none || $0 == absent } == true
  }

  /// The matched pairs of the latest join: row in the left table, row in the table joined.
  func matches(in table: Int) -> [(left: Int, right: UInt32)] {
    guard let last = rows.last ?? nil else { return [] }
    return (0..<count).compactMap { index in
      let left = row(index, in: table)
      return left == JoinedRows.none ? nil : (Int(left), last[index])
    }
  }

  /// The rows of each distinct key, in order, as ranges of one array.
  private func rowsByCode(_ codes: Codes, _ keyCount: Int, _ column: Column) -> (
    offsets: [Int], rows: [UInt32]
  ) {
    var offsets = [Int](repeating: 0, count: keyCount + 1)
    for row in 0..<column.count where column.isPresent(at: row) { offsets[codes[row] + 1] += 1 }
    for key in 0..<keyCount { offsets[key + 1] += offsets[key] }
    var next = offsets
    var rows = [UInt32](repeating: 0, count: offsets[keyCount])
    for row in 0..<column.count where column.isPresent(at: row) {
      rows[next[codes[row]]] = UInt32(truncatingIfNeeded: row)
      next[codes[row]] += 1
    }
    return (offsets, rows)
  }

  /// A table's column, gathered in the order of these rows.
  func column(_ column: Column, of table: Int) -> Column { rows[table].map { column.gathered($0) } ?? column }

  func texts(_ texts: TextHeap, of table: Int) -> TextHeap {
    guard let rows = rows[table] else { return texts }
    var texts = texts
    guard rows.contains(JoinedRows.none) else {
      texts.arrange(rows)
      return texts
    }
    let absent = UInt32(texts.count)
    texts.appendMissing()
    texts.arrange(rows.map { $0 == JoinedRows.none ? absent : $0 })
    return texts
  }
}
