internal import DataModel

/// Reads a delimiter-separated file in batches of records, in one pass.
///
///     var reader = try CSVReader(TextSource(host.open("customers.csv"), encoding: nil))
struct CSVReader: RecordReader {
  /// Column names: trimmed, filled in where empty, made unique.
  private(set) var header: Header
  let dialect: Dialect
  let options: CSVOptions
  /// The columns of survey choices, whose cells hold the choice's name or nothing.
  private(set) var choices: [Int: HeaderRows.Choice] = [:]
  /// The zone of the file's times, if the file declares one.
  private(set) var zone: Zone?
  /// The records of the current batch, `width` cells each, as ranges of `buffer`.
  var cells: [Range<Int>] = []
  /// The line on which each record of the batch starts.
  var lines: [Int] = []
  var rejections: [RowRejection] = []
  var remarks: [FileRemark] = []
  var findings: [FileRemark] { remarks + decoding.remarks + quoteRemarks }
  var allowsCommas: Bool { dialect.delimiter == UInt8(ascii: ";") }
  /// Rows that may be totals of others; see `TotalRowDetector`.
  var doubtfulLines: [Int] = []
  /// Columns without which a row is invalid, in the order of the file.
  private(set) var needed: [(index: Int, name: String)] = []
  /// Rows with fewer cells than columns, and the line of the first.
  var shortRows = (count: 0, line: 0)
  /// The lines of rows whose cells are to be kept unchanged, and those cells.
  var keptLines: Set<Int> = []
  private(set) var keptRows: [Int: [String]] = [:]
  var buffer: [UInt8] { heldBytes ?? scanner.buffer }
  var sawNulls: Bool { source.sawNulls }
  var decoding: TextDecoder { source.decoder }
  var bytesRead: Int { source.bytesRead }
  var progress: BytesRead { source.progress }
  var size: Int? { source.size }

  /// How many records are sampled to learn what the columns hold.
  private static let tellingRecords = 200

  var scanner: RecordScanner
  private var source: TextSource
  /// The header's cells in lower case, trimmed.
  private(set) var headerKeys: [String] = []
  /// Those that are not blank, and their possible first and last bytes in either letter case.
  private(set) var headerNames: Set<String> = []
  private var headerFirsts = [Bool](repeating: false, count: 256)
  private var headerLasts = [Bool](repeating: false, count: 256)
  /// A note that column names were assembled from two rows, if Heed had to guess.
  private(set) var headerGuess: String?
  /// Whether the names look like one more row, so that the file may have no header.
  private(set) var headerIsLikeRow = false
  /// How many rows were accepted.
  private(set) var taken = 0
  /// The number of the last record, while rows are still to be skipped; the header is row 1.
  private var rowNumber = 0
  private var lastSkipped = 0
  private var skippedRows: [ClosedRange<Int>] = []
  // Rows held back: see CSVReader+Rows.swift.
  var blankLines: [Int] = []
  var held: [HeldBackRow] = []
  var isReleasing = false
  var heldBytes: [UInt8]?

  /// Reads a text. `options` has what the load says about its format.
  init(_ source: TextSource, _ options: CSVOptions = CSVOptions()) throws(ReadFailure) {
    self.options = options
    self.source = source
    dialect = Dialect(of: source.sample, isWhole: source.isSampleWhole, options)
    scanner = RecordScanner(dialect, startingAt: dialect.skippedLines + 1)
    self.source.skip(lines: dialect.skippedLines)
    header = Header(options.columns)
    remarks = dialect.remarks.map { FileRemark(text: $0) }
    skippedRows = options.skippedRows
    if options.columns.isEmpty {
      if options.skippedLines == nil, let format = FileFormat(text: source.sample) { throw .format(format) }
      try readHeader()
    }
    scanner.width = width
    let sample = Dialect.dropping(dialect.skippedLines, of: source.sample)
    let first = dialect.records(of: sample, source.isSampleWhole, limit: CSVReader.tellingRecords)
    scanner.forms = ColumnShapes(
      first.dropFirst(options.columns.isEmpty ? 1 : 0), width: width, delimiter: dialect.delimiter)
    if options.columns.isEmpty, skippedRows.isEmpty {
      headerIsLikeRow = scanner.forms?.areRow(header.names) == true
      if headerIsLikeRow { remarks.append(FileRemark(line: 1, text: CSVReader.lacksHeader)) }
    }
    needed = header.names.enumerated().compactMap { index, name in
      options.needed.contains(name.lowercased()) ? (index, name) : nil
    }
    lastSkipped = skippedRows.map(\.upperBound).max() ?? 0
  }

  private static let lacksHeader =
    "the names of the columns look like a row: if the file has no header, this row is lost, and `columns id, name, …` gives the columns names"

  private mutating func readHeader() throws(ReadFailure) {
    guard let cells = try nextRecord() else { throw .empty }
    // A control character in a column name means that this is no table.
    if cells.contains(where: { scanner.buffer[$0].contains { $0 < 0x09 || (0x0E..<0x20).contains($0) } }) {
      throw .notText(line: scanner.line)
    }
    let names = cells.map { String(decoding: scanner.buffer[$0], as: UTF8.self) }
    headerKeys = names.map { $0.trimmed.lowercased() }
    headerNames = Set(headerKeys.filter { !$0.isEmpty })
    for name in headerNames + headerNames.map({ $0.uppercased() }) {
      if let first = name.utf8.first { headerFirsts[Int(first)] = true }
      if let last = name.utf8.last { headerLasts[Int(last)] = true }
    }
    headerLasts[Int(blank)] = true
    rowNumber = 1
    let sample = Dialect.dropping(dialect.skippedLines, of: source.sample)
    var records = dialect.records(of: sample, source.isSampleWhole, limit: 3)
    if options.headerRows != nil || records.count > 1 && records[1].cells.first?.trimmed == "" {
      records = dialect.records(of: sample, source.isSampleWhole, limit: Int.max)
    }
    let rows = HeaderRows(records, options)
    header = Header(rows.count > 1 ? rows.names : names)
    choices = rows.choices
    zone = rows.zone
    remarks += rows.remarks.map { FileRemark(text: $0) }
    if rows.count > 1 { skippedRows.append(2...rows.count) }
    if let guess = rows.guess, records.count > 1 {
      headerGuess = guess
      reject(
        records[1].line + dialect.skippedLines, "it is read as the second row of the header", isNoData: true
      )
    }
  }

  /// The next record that is not a blank line.
  private mutating func nextRecord() throws(ReadFailure) -> [Range<Int>]? {
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

  /// Appends the cells of the next record, reading more of the file as needed. Returns false at the end.
  private mutating func advance(into record: inout [Range<Int>]) throws(ReadFailure) -> Bool {
    while true {
      switch scanner.next(into: &record) {
      case .record: return true
      case .end: return false
      case .tooLong: rejectTooLong()
      case .unclosedQuote: throw .unclosedQuote(line: scanner.quoteLine)
      case .needsMore: try refill()
      }
    }
  }

  private mutating func refill() throws(ReadFailure) {
    let chunk = try source.next()
    let line = scanner.nextLine + scanner.pendingLineBreaks
    if chunk == nil, source.hitNull { throw .notText(line: line) }
    if let first = source.takeNull(), let chunk {
      let breaks = chunk.prefix(first).count { $0 == lineFeed }
      remarks.append(FileRemark(line: line + breaks, text: "a NUL byte is not text and is shown as \u{FFFD}"))
    }
    scanner.append(chunk)
  }

  private mutating func rejectTooLong() {
    let limit = "\(RecordScanner.longestRecord >> 20) MiB"
    reject(scanner.line, "it is longer than \(limit), the limit for one row")
  }

  mutating func reject(_ line: Int, column: String? = nil, _ reason: String, isNoData: Bool = false) {
    rejections.append(RowRejection(line: line, column: column, reason: reason, isNoData: isNoData))
  }

  /// Reads the next records, at most `batchSize` and only as many as one buffer holds; false at the end of the file.
  mutating func readBatch() throws(ReadFailure) -> Bool {
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    heldBytes = nil
    if isReleasing { return release() }
    let width = self.width
    while lines.count < recordsPerBatch {
      let first = cells.count
      switch scanner.next(into: &cells) {
      case .record:
        if !keptLines.isEmpty, keptLines.contains(scanner.line) {
          keptRows[scanner.line] = cells[first...].map { String(decoding: scanner.buffer[$0], as: UTF8.self) }
        }
        let found = cells.count - first
        if found == 1, isBlank(cells[first...]) {
          cells.removeLast()
          blankLines.append(scanner.line)
          continue
        }
        if rowNumber < lastSkipped, isSkipped() {
          cells.removeLast(found)
          continue
        }
        // Not with `||` or `&&`, whose closure would copy the reader for every row.
        var isRow = false
        if found == width { isRow = isOrdinary(cells[first]) }
        if !isRow { isRow = takes(first, found) }
        if isRow {
          lines.append(scanner.line)
          taken += 1
        } else if isReleasing {
          return lines.isEmpty ? release() : true
        }
      case .tooLong:
        rejectTooLong()
      case .unclosedQuote:
        throw .unclosedQuote(line: scanner.quoteLine)
      case .needsMore:
        // The cells refer to the buffer, so the batch is returned before the buffer changes.
        if !lines.isEmpty { return true }
        try refill()
      case .end:
        rejectHeld()
        return !lines.isEmpty
      }
    }
    return true
  }

  /// Counts a record and says whether it is to be skipped.
  private mutating func isSkipped() -> Bool {
    rowNumber += 1
    return skippedRows.contains { $0.contains(rowNumber) }
  }

  /// Whether nothing about a row of the right width needs a closer look. Mutating, as otherwise the reader would be
  /// copied for every row.
  @inline(__always)
  private mutating func isOrdinary(_ head: Range<Int>) -> Bool {
    guard let byte = head.isEmpty ? nil : scanner.buffer[head.lowerBound], held.isEmpty, blankLines.isEmpty,
      options.noData.isEmpty, scanner.unclear == nil
    else { return false }
    if headerFirsts[Int(byte)], headerLasts[Int(scanner.buffer[head.upperBound - 1])] { return false }
    return head.count == 1 ? byte != 0x1A : !NonDataRow.mayBegin(head, in: scanner.buffer)
  }
}

extension CSVReader {
  /// Notes about short rows and about unusual quotes.
  private var quoteRemarks: [FileRemark] {
    var found: [FileRemark] = []
    if shortRows.count > 0 {
      let many = shortRows.count == 1 ? "1 row has" : "\(shortRows.count) rows have"
      let text = "\(many) fewer cells than there are columns; the cells cut off count as missing"
      found.append(FileRemark(line: shortRows.line, text: text))
    }
    if let first = scanner.strayQuotes.first {
      let count = scanner.strayQuotes.count
      let which =
        count == 1 ? "a quote at the start of a cell is" : "\(count) quotes at the start of a cell are"
      let text = "\(which) never closed in the row and read as text"
      found.append(FileRemark(line: first, text: text))
    }
    let inner = scanner.innerQuotes
    if inner.count > 0 {
      let which = inner.count == 1 ? "1 row has" : "\(inner.count) rows have"
      let text = "\(which) quotes inside a quoted cell that are not doubled; they are read as text"
      found.append(FileRemark(line: inner.line, text: text))
    }
    return found
  }
}
