internal import DataModel

/// Adds columns to those of another reader: the members of JSON objects in the cells of some columns.
///
///     id,properties
///     1,"{""plan"": ""pro""}"    // properties.plan
///
/// The columns with the objects stay as they are. A cell that is no object has no members.
struct CellObjectsReader: RecordReader {
  private(set) var header: Header
  private(set) var cells: [Range<Int>] = []
  private(set) var buffer: [UInt8] = []

  private var base: any RecordReader
  private var json = JSONCells()
  /// The columns with the objects, and the nodes of their members.
  private var sources: [(column: Int, node: Int)] = []
  /// Whether the batch that tells the first columns has been read and not been given.
  private var isFirstDue = true

  var addsColumns: Bool { true }
  var headerGuess: String? { base.headerGuess }
  var headerIsLikeRow: Bool { base.headerIsLikeRow }
  var choices: [Int: HeaderRows.Choice] { base.choices }
  var zone: Zone? { base.zone }
  var allowsCommas: Bool { base.allowsCommas }
  var declared: [ColumnTarget] { base.declared }
  var lines: [Int] { base.lines }
  var rejections: [RowRejection] { base.rejections }
  var findings: [FileRemark] { base.findings + json.findings }
  var doubtfulLines: [Int] { base.doubtfulLines }
  var decoding: TextDecoder { base.decoding }
  var keptRows: [Int: [String]] { base.keptRows }
  var size: Int? { base.size }
  var bytesRead: Int { base.bytesRead }
  var progress: BytesRead { base.progress }
  var keptLines: Set<Int> {
    get { base.keptLines }
    set { base.keptLines = newValue }
  }

  /// Nil where the file has none of the columns, whose names are in lower case.
  init?(_ base: any RecordReader, columns: Set<String>) throws(ReadFailure) {
    self.base = base
    header = base.header
    for (column, name) in base.header.names.enumerated() where columns.contains(name.lowercased()) {
      sources.append((column, json.columns.around(Array(name.utf8))))
    }
    if sources.isEmpty { return nil }
    _ = try fill()
  }

  mutating func readBatch() throws(ReadFailure) -> Bool {
    guard isFirstDue else { return try fill() }
    isFirstDue = false
    return !lines.isEmpty
  }

  private mutating func fill() throws(ReadFailure) -> Bool {
    let isMore = try base.readBatch()
    json.buffer.removeAll(keepingCapacity: true)
    let (width, own, text) = (base.width, base.cells, base.buffer)
    let members = (0..<base.rowCount).map { row in
      readMembers(of: own[row * width..<(row + 1) * width], in: text, line: base.lines[row])
    }
    header = base.header.adding(json.columns.names)
    buffer = text + json.buffer
    cells.removeAll(keepingCapacity: true)
    for (row, members) in members.enumerated() {
      cells += own[row * width..<(row + 1) * width]
      cells += members.map { $0.lowerBound + text.count..<$0.upperBound + text.count }
      for _ in members.count..<json.columns.names.count { cells.append(0..<0) }
    }
    return isMore
  }

  /// The members of the objects in a record, by column.
  private mutating func readMembers(
    of record: ArraySlice<Range<Int>>, in text: [UInt8], line: Int
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for (column, node) in sources {
      let cell = text[record[record.startIndex + column]]
      guard cell.first == UInt8(ascii: "{") else { continue }
      let size = json.buffer.count
      json.startRecord(node, behind: found)
      json.scanner = JSONScanner()
      json.scanner.append(Array(cell))
      json.scanner.isEnd = true
      do throws(JSONScanner.Stop) {
        try json.readObject(node, depth: 0, line: line)
        if try json.scanner.peek() == nil { found = json.row }
      } catch {
        json.buffer.removeLast(json.buffer.count - size)
      }
    }
    return found
  }
}
