internal import DataModel
internal import SQLite

/// Reads records from a table, a view or a query of a SQLite database; a record's line is its number.
struct SQLiteReader: RecordReader {
  let header: Header
  private(set) var cells: [Range<Int>] = []
  private(set) var buffer: [UInt8] = []
  private(set) var lines: [Int] = []
  private(set) var rejections: [RowRejection] = []
  private(set) var keptRows: [Int: [String]] = [:]
  var keptLines: Set<Int> = []
  /// The bytes of text that the records had.
  private(set) var bytesRead = 0
  var size: Int? { nil }
  let decoding = TextDecoder(.utf8)

  private let rows: SQLiteRows
  /// What the rows are of, for messages: `the table users`.
  private let source: String
  /// The query that they come from.
  private let query: LoadSpec.Column?
  /// By column: whether 0 and 1 are no and yes, and how many cells were bytes, or no text in UTF-8.
  private let isBoolean: [Bool]
  private var blobs: [Int]
  private var misspelt: [Int]
  private var number = 0

  /// The most text of a record, and of a batch with several records.
  private static let longestRecord = 16 << 20
  private static let mostText = 4 << 20

  init(
    _ stream: ByteStream, path: String, _ part: LoadSpec.DatabasePart?, _ host: Host
  ) throws(ReadFailure) {
    let database = try SQLiteReader.database(stream, path: path, host)
    let tables = try SQLiteReader.attempt { () throws(SQLiteError) in try database.tables() }
    switch part {
    case .query(let query):
      (source, self.query) = ("the query", query)
      do throws(SQLiteError) {
        rows = try database.rows(of: query.name)
      } catch {
        throw ReadFailure(error, in: query, tables: tables)
      }
    case .table, nil:
      (source, rows) = try SQLiteReader.rows(of: part?.column, of: database, tables)
      query = nil
    }
    header = Header(rows.columns.map(\.name))
    isBoolean = rows.columns.map { $0.type.hasPrefix("bool") }
    blobs = rows.columns.map { _ in 0 }
    misspelt = blobs
  }

  /// The rows of the table of a name, in any capitalization; without a name, of the only one.
  private static func rows(
    of wanted: LoadSpec.Column?, of database: SQLiteDatabase, _ tables: [String]
  ) throws(ReadFailure) -> (source: String, rows: SQLiteRows) {
    let found =
      wanted.map { wanted in tables.first { $0.lowercased() == wanted.name.lowercased() } }
      ?? (tables.count == 1 ? tables.first : nil)
    guard let table = found else {
      if tables.isEmpty, wanted == nil { throw .empty }
      throw .noTable(wanted, names: tables)
    }
    let rows = try attempt { () throws(SQLiteError) in try database.rows(ofTable: table) }
    return ("the table \(table)", rows)
  }

  /// Opens a database, whose file is read once for all of its tables.
  static func database(_ stream: ByteStream, path: String, _ host: Host) throws(ReadFailure) -> SQLiteDatabase
  {
    func read() throws(ReadFailure) -> SQLiteContent { try content(stream, path: path, host) }
    let shared: SQLiteContent
    if let kept = host.kept, stream.folder != nil {
      shared = try kept.value(of: "database \(path)", read)
    } else {
      shared = try read()
    }
    return try attempt { () throws(SQLiteError) in
      try SQLiteDatabase(shared, isCancelled: host.isCancelled)
    }
  }

  /// The bytes of a database, unless the file alone does not hold all of it.
  private static func content(
    _ stream: ByteStream, path: String, _ host: Host
  ) throws(ReadFailure) -> SQLiteContent {
    let bytes: [UInt8]
    // A pipe has nothing beside it.
    let isInFolder = stream.folder != nil
    do throws(HostError) {
      bytes = try stream.bytes(of: path, limit: SQLiteDatabase.largest)
      for log in SQLiteDatabase.Log.allCases where isInFolder {
        guard let start = try beginning(of: path + log.ending, host), log.isOpen(start, of: bytes) else {
          continue
        }
        let reason =
          "a program is still writing to it: \(path.fileName)\(log.ending) beside it holds a part of it"
        throw .unreadable(path: path, reason: "\(reason). \(copying(path))")
      }
    } catch {
      throw .host(error)
    }
    return try attempt { () throws(SQLiteError) in
      guard let content = SQLiteContent(bytes) else { throw .failed("it is cut off") }
      return content
    }
  }

  private static func copying(_ path: String) -> String {
    "Load a copy: `sqlite3 \(shellWord(path.fileName)) '.backup copy.db'`"
  }

  /// The first bytes of a file; nil if there is none.
  private static func beginning(of path: String, _ host: Host) throws(HostError) -> [UInt8]? {
    do throws(HostError) {
      return try host.open(path).next() ?? []
    } catch {
      if case .notFound = error { return nil }
      throw error
    }
  }

  private static func attempt<Value>(
    _ work: () throws(SQLiteError) -> Value
  ) throws(ReadFailure) -> Value {
    do throws(SQLiteError) {
      return try work()
    } catch {
      throw ReadFailure(error, reading: nil)
    }
  }

  // MARK: - Records

  mutating func readBatch() throws(ReadFailure) -> Bool {
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    buffer.removeAll(keepingCapacity: true)
    while lines.count < recordsPerBatch, buffer.count < SQLiteReader.mostText {
      do throws(SQLiteError) {
        guard try rows.next() else { break }
      } catch {
        if let query { throw ReadFailure(error, in: query, tables: []) }
        throw ReadFailure(error, reading: "row \(number + 1) of \(source)")
      }
      number += 1
      take()
    }
    bytesRead += buffer.count
    return !lines.isEmpty
  }

  /// Takes the row into the batch, or rejects it.
  private mutating func take() {
    let (start, first) = (buffer.count, cells.count)
    for column in 0..<width {
      let cell = buffer.count
      append(rows.value(column), of: column)
      cells.append(cell..<buffer.count)
      guard buffer.count - start <= SQLiteReader.longestRecord else {
        let most = "\(SQLiteReader.longestRecord >> 20) MiB"
        rejections.append(RowRejection(line: number, column: nil, reason: "it has more than \(most) of text"))
        cells.removeSubrange(first...)
        buffer.removeSubrange(start...)
        return
      }
    }
    lines.append(number)
    guard keptLines.contains(number) else { return }
    keptRows[number] = cells[first...].map { String(decoding: buffer[$0], as: UTF8.self) }
  }

  private mutating func append(_ value: SQLiteRows.Value, of column: Int) {
    switch value {
    case .missing: break
    case .integer(let value) where isBoolean[column] && (0...1).contains(value):
      buffer += (value == 0 ? "false" : "true").utf8
    case .integer(let value): buffer += String(value).utf8
    case .real(let value): if value.isFinite { buffer += String(value).utf8 }
    case .text(let bytes):
      if !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil {
        buffer += bytes
      } else {
        misspelt[column] += 1
        buffer += String(decoding: bytes, as: UTF8.self).replacing("\0", with: "\u{FFFD}").utf8
      }
    case .blob: blobs[column] += 1
    }
  }

  var findings: [FileRemark] {
    func remarks(_ counts: [Int], _ what: (String) -> String) -> [FileRemark] {
      zip(header.names, counts).filter { $1 > 0 }.map { name, count in
        FileRemark(text: "\(name): " + what(count == 1 ? "1 cell is" : "\(count) cells are"))
      }
    }
    return remarks(blobs) { "\($0) bytes (a blob), which count as missing" }
      + remarks(misspelt) { "\($0) not text in UTF-8; what is not is shown as \u{FFFD}" }
  }
}

extension ReadFailure {
  /// What went wrong, and while what was read.
  fileprivate init(_ error: SQLiteError, reading place: String?) {
    switch error {
    case .cancelled: self = .host(.cancelled)
    case .notInstalled:
      self = .damaged(
        Damage(
          format: "SQLite", reason: "the library libsqlite3 is not installed",
          advice: "Install it (Debian: libsqlite3-0), or export the table as CSV."))
    case .failed(let words):
      let reason = place.map { "\($0): \(words)" } ?? words
      self = .damaged(
        Damage(
          format: "SQLite", reason: reason,
          advice: "`sqlite3 FILE '.recover' | sqlite3 new.db` saves what can be saved."))
    case .writes, .notOne:
      self = .damaged(
        Damage(format: "SQLite", reason: "it does more than read", advice: "Load a table of it."))
    }
  }

  /// What is wrong with a query.
  fileprivate init(_ error: SQLiteError, in query: LoadSpec.Column, tables: [String]) {
    switch error {
    case .cancelled, .notInstalled: self.init(error, reading: nil)
    case .failed(let words): self = .badQuery(query, reason: words, tables: tables)
    case .writes: self = .badQuery(query, reason: "it does more than read", tables: [])
    case .notOne: self = .badQuery(query, reason: "it is not one statement that selects", tables: [])
    }
  }
}
