internal import DataModel

/// Reads one file of comma- or otherwise separated values in batches of records, in one pass.
///
///     var reader = try CSVReader(host.open("customers.csv"))
///     while try reader.readBatch() {
///       // cell `column` of record `row` is reader.buffer[reader.cells[row * reader.width + column]]
///     }
struct CSVReader {
  /// A row that could not be read, and why.
  struct Rejection: Hashable {
    var line: Int
    /// The column at fault; nil: the whole row.
    var column: String?
    var reason: String
    /// It holds no data and was not meant to.
    var isNoData = false
  }

  /// What keeps a file from being read (further).
  enum Failure: Error, Hashable {
    case host(HostError)
    case empty
    /// Bytes that are no text; the line of the first.
    case notText(line: Int)
    /// A format with a known mark: `a gzip archive`.
    case format(String)
    case unclosedQuote(line: Int)
  }

  /// Column names: trimmed, filled in where empty, made unique.
  private(set) var header: Header
  let dialect: Dialect
  /// The records of the current batch, `width` cells each, as ranges of `buffer`.
  private(set) var cells: [Range<Int>] = []
  /// The line on which each record of the batch starts.
  private(set) var lines: [Int] = []
  private(set) var rejections: [Rejection] = []
  /// The lines of rows whose cells are to be kept as they stand, taken or not, and those cells.
  var keptLines: Set<Int> = []
  private(set) var keptRows: [Int: [String]] = [:]
  var buffer: [UInt8] { scanner.buffer }
  var width: Int { header.names.count }
  var rowCount: Int { lines.count }
  var decoding: TextDecoder { source.decoder }
  var bytesRead: Int { source.bytesRead }
  /// The file's size in bytes, where that is known.
  let size: Int?

  static let batchSize = 1024

  private var scanner: RecordScanner
  private var source: TextSource

  /// Opens a file. `columns` names those of a file without a header; `encoding` overrides what the first bytes say.
  init(
    _ stream: ByteStream, columns: [String] = [], encoding: TextDecoder.Encoding? = nil
  ) throws(Failure) {
    size = stream.size
    source = try TextSource(stream, encoding: encoding)
    dialect = Dialect(of: source.sample, isWhole: source.isSampleWhole)
    scanner = RecordScanner(delimiter: dialect.delimiter)
    header = Header(columns)
    if dialect.hasSeparatorLine { _ = try nextRecord() }
    if columns.isEmpty {
      guard let cells = try nextRecord() else { throw .empty }
      // No name of a column has a bell or an escape: this is no table.
      if cells.contains(where: { scanner.buffer[$0].contains { $0 < 0x09 || (0x0E..<0x20).contains($0) } }) {
        throw .notText(line: 1)
      }
      header = Header(cells.map { String(decoding: scanner.buffer[$0], as: UTF8.self) })
    }
  }

  /// The next record that is not a blank line.
  private mutating func nextRecord() throws(Failure) -> [Range<Int>]? {
    while true {
      var record: [Range<Int>] = []
      guard try advance(into: &record) else { return nil }
      if !isBlank(record[...]) { return record }
    }
  }

  private func isBlank(_ record: ArraySlice<Range<Int>>) -> Bool {
    guard record.count == 1, let cell = record.first else { return false }
    return cell.isEmpty || scanner.buffer[cell].allSatisfy { $0 == 0x20 }
  }

  /// One more record's cells, after whatever reading it takes; false at the end.
  private mutating func advance(into record: inout [Range<Int>]) throws(Failure) -> Bool {
    while true {
      switch scanner.next(into: &record) {
      case .record: return true
      case .end: return false
      case .tooLong:
        reject(scanner.line, "it is longer than \(RecordScanner.longestRecord >> 20) MiB")
      case .unclosedQuote: throw .unclosedQuote(line: scanner.quoteLine)
      case .needsMore: try refill()
      }
    }
  }

  private mutating func refill() throws(Failure) {
    let chunk = try source.next()
    if chunk == nil, source.hitNull { throw .notText(line: scanner.nextLine + scanner.pendingLineBreaks) }
    scanner.append(chunk)
  }

  private mutating func reject(_ line: Int, _ reason: String) {
    rejections.append(Rejection(line: line, reason: reason))
  }

  /// Reads the next records, at most `batchSize` and only as many as one buffer holds; false at the end of the file.
  mutating func readBatch() throws(Failure) -> Bool {
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    let width = self.width
    while lines.count < CSVReader.batchSize {
      let first = cells.count
      let outcome = scanner.next(into: &cells)
      switch outcome {
      case .record:
        let found = cells.count - first
        if !keptLines.isEmpty, keptLines.contains(scanner.line) {
          keptRows[scanner.line] = cells[first...].map { String(decoding: scanner.buffer[$0], as: UTF8.self) }
        }
        if found == 1, isBlank(cells[first...]) {
          cells.removeLast()
          continue
        }
        if found > width {
          let extra = cells[(first + width)...]
          cells.removeLast(found - width)
          guard extra.allSatisfy({ $0.isEmpty }) else {
            cells.removeLast(width)
            reject(scanner.line, "it has \(found) cells, and there are \(width) columns")
            continue
          }
        } else {
          for _ in found..<width { cells.append(0..<0) }
        }
        lines.append(scanner.line)
      case .tooLong:
        reject(scanner.line, "it is longer than \(RecordScanner.longestRecord >> 20) MiB")
      case .unclosedQuote:
        throw .unclosedQuote(line: scanner.quoteLine)
      case .needsMore:
        // The cells point into the buffer: they are handed out before it changes.
        if !lines.isEmpty { return true }
        try refill()
      case .end:
        return !lines.isEmpty
      }
    }
    return true
  }
}
