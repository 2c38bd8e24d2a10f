internal import DataModel
internal import SourceText
internal import Store

/// Finds duplicate rows: rows of a load's own files that are equal in every column.
struct DuplicateRows {
  private let table: LoadedTable

  init(_ table: LoadedTable) { self.table = table }

  /// The rows that repeat an earlier one. Rows are hashed, and rows with equal hashes are compared. O(cells)
  func repeats() -> Bitmap {
    let columns = table.columns.compactMap { $0 } + table.derived
    var hashes = [UInt64](repeating: 0, count: table.rowCount)
    for column in columns where column.words == nil { DuplicateRows.mix(column.column, into: &hashes) }
    // A cell that could not be read is null in its column; its text still counts.
    let unread = columns.map(\.unread.codesByRow)
    for (column, codes) in unread.enumerated() {
      for (row, code) in codes {
        hashes[row] = (hashes[row] ^ UInt64(code) &+ UInt64(column)) &* 0x100_0000_01B3
      }
    }
    var repeated = Bitmap(count: table.rowCount)
    // The first row of each hash; rows with the same hash that are not equal are chained.
    var first: [UInt64: Int] = [:]
    var next: [Int: Int] = [:]
    for row in DuplicateRows.suspects(in: hashes) {
      var hash = hashes[row]
      for column in columns {
        if let words = column.words { DuplicateRows.mix(words.bytes(of: row), into: &hash) }
      }
      guard var earlier = first[hash] else {
        first[hash] = row
        continue
      }
      while !areEqual(earlier, row, columns, unread) {
        guard let further = next[earlier] else {
          next[earlier] = row
          break
        }
        earlier = further
      }
      if next[earlier] != row { repeated[row] = true }
    }
    return repeated
  }

  /// The rows, in order, whose hash another row may have: all duplicates and a few false positives. A Bloom filter
  /// costs a bit for most rows, where a dictionary would cost an entry.
  private static func suspects(in hashes: [UInt64]) -> [Int] {
    var met = BloomFilter(of: hashes.count)
    var metAgain = BloomFilter(of: hashes.count / 8)
    for hash in hashes where !met.insert(hash) { metAgain.insert(hash) }
    let few = hashes.indices.filter { metAgain.mayHold(hashes[$0]) }
    // A second pass, with other bits of the hashes.
    met = BloomFilter(of: few.count)
    metAgain = BloomFilter(of: few.count / 8)
    for row in few where !met.insert(swappedHalves(hashes[row])) {
      metAgain.insert(swappedHalves(hashes[row]))
    }
    return few.filter { metAgain.mayHold(swappedHalves(hashes[$0])) }
  }

  private static func swappedHalves(_ hash: UInt64) -> UInt64 { hash << 32 | hash >> 32 }

  /// A Bloom filter with one hash function: a bit for each value of a hash's upper bits, and at least eight bits per
  /// hash.
  private struct BloomFilter {
    private var words: [UInt64]
    private let shift: UInt64

    init(of count: Int) {
      let bits = max(6, 64 - (count * 8).leadingZeroBitCount)
      words = [UInt64](repeating: 0, count: 1 << (bits - 6))
      shift = UInt64(64 - bits)
    }

    /// Adds a hash. Returns whether it was certainly absent.
    @discardableResult
    mutating func insert(_ hash: UInt64) -> Bool {
      let (word, bit) = place(of: hash)
      let before = words[word]
      words[word] = before | bit
      return before & bit == 0
    }

    func mayHold(_ hash: UInt64) -> Bool {
      let (word, bit) = place(of: hash)
      return words[word] & bit != 0
    }

    private func place(of hash: UInt64) -> (word: Int, bit: UInt64) {
      let slot = hash >> shift
      return (Int(slot >> 6), 1 << (slot & 63))
    }
  }

  private func areEqual(
    _ left: Int, _ right: Int, _ columns: [FinishedColumn], _ unread: [[Int: UInt32]]
  ) -> Bool {
    zip(columns, unread).allSatisfy { finished, codes in
      guard codes[left] == codes[right] else { return false }
      if let words = finished.words { return words.bytes(of: left) == words.bytes(of: right) }
      let isPresent = finished.column.isPresent(at: left)
      return isPresent == finished.column.isPresent(at: right)
        && (!isPresent || finished.column.hasEqualValues(left, right))
    }
  }

  private static func mix(_ bytes: ArraySlice<UInt8>, into hash: inout UInt64) {
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Mixes a column into the hash of each row. Equal rows get equal hashes.
  private static func mix(_ column: Column, into hashes: inout [UInt64]) {
    func add(_ value: UInt64, to row: Int) {
      let mixed = (hashes[row] ^ value) &* 0x9E37_79B9_7F4A_7C15
      hashes[row] = mixed ^ (mixed >> 29)
    }
    let presence = column.presence
    func all(_ value: (Int) -> UInt64) {
      for row in hashes.indices { add(presence?[row] == false ? 0x5851_F42D : value(row), to: row) }
    }
    switch column.values {
    case .boolean(let bits): all { bits[$0] ? 1 : 2 }
    case .integers(let units): all { UInt64(bitPattern: units[$0]) }
    case .reals(let reals): all { reals[$0].bitPattern }
    case .days(let days): all { UInt64(bitPattern: Int64(days[$0])) }
    case .instants(let instants, _): all { UInt64(bitPattern: instants[$0]) }
    case .texts(let codes, _): all { UInt64(codes[$0]) }
    case .lists(let offsets, let codes, _):
      all { row in
        codes[Int(offsets[row])..<Int(offsets[row + 1])].reduce(7) { ($0 &* 31) &+ UInt64($1) }
      }
    }
  }
}

extension LoadRun {
  /// Drops duplicate rows if the load asks for that; otherwise reports their number.
  mutating func takeEqualRowsOnce(_ problems: inout Problems) {
    guard plan.spec.kind != .customers else { return }
    let equal = DuplicateRows(tables[0])
    if plan.spec.takesEqualRowsOnce {
      let repeats = equal.repeats()
      report.rowsRepeated += repeats.population
      rows.keep(repeats.inverted)
      return
    }
    // Rows with an id of their own, or with columns that are not read, cannot be known to be duplicates.
    guard plan.id == nil, plan.spec.oneRow == nil, plan.ignored.allSatisfy({ $0.table > 0 }) else { return }
    let count = equal.repeats().population
    guard count > 0 else { return }
    problems.add(toldEqual(count, path: plan.spec.path, at: nil))
  }

  /// For a joined file that is aggregated: the duplicate rows to drop. If the load does not ask to drop them, reports
  /// their number.
  func repeats(
    in read: LoadedTable, _ aggregation: JoinAggregation, of join: LoadSpec.Join, kept: Bitmap,
    _ problems: inout Problems
  )
    -> Bitmap
  {
    guard aggregation.addsUp else { return Bitmap(count: read.rowCount) }
    let repeats = DuplicateRows(read).repeats().intersection(kept)
    if plan.spec.takesEqualRowsOnce { return repeats }
    if !repeats.isEmpty {
      problems.add(toldEqual(repeats.population, path: join.path, at: join.pathSpan))
    }
    return Bitmap(count: read.rowCount)
  }

  private func toldEqual(_ count: Int, path: String, at span: SourceSpan?) -> Diagnostic {
    origin.diagnostic(
      .suspiciousData, severity: .note,
      count == 1
        ? "1 row of \(path) is an exact duplicate of another, and counts too"
        : "\(count) rows of \(path) are exact duplicates of others, and count too",
      at: span, fixes: [origin.adding("equal rows once")])
  }
}
