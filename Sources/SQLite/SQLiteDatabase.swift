/// A SQLite database in memory, which is only read: no statement can change it, or open or write any file.
///
///     let database = try SQLiteDatabase(size: nil, isCancelled: { false }) { try stream.next() }
///     try database.tables()                                  // ["customers", "orders"]
///     let rows = try database.rows(of: "select * from customers")
///
/// Reference: https://www.sqlite.org/fileformat.html and https://www.sqlite.org/c3ref/deserialize.html
@safe public final class SQLiteDatabase {
  /// The first bytes of a database.
  public static let mark = Array("SQLite format 3\0".utf8)

  /// The most bytes of a database, which is held in memory.
  public static let largest = 2 << 30

  let library: LibSQLite
  let database: LibSQLite.Database
  /// The file, which SQLite reads as long as the database is open.
  private let content: SQLiteContent
  private let cancellation: Cancellation

  @safe private final class Cancellation {
    let isCancelled: () -> Bool
    init(_ isCancelled: @escaping () -> Bool) { self.isCancelled = isCancelled }
  }

  /// Opens a database.
  ///
  /// - Parameter isCancelled: is asked while statements run, and ends them.
  public init(_ content: SQLiteContent, isCancelled: @escaping () -> Bool) throws(SQLiteError) {
    guard let library = LibSQLite.shared else { throw .notInstalled }
    var opened: LibSQLite.Database?
    let status = unsafe library.open(":memory:", &opened, LibSQLite.opensInMemory, nil)
    guard status == 0, let database = unsafe opened else {
      _ = unsafe library.close(opened)
      throw .failed("SQLite cannot open it")
    }
    self.library = library
    unsafe self.database = database
    cancellation = Cancellation(isCancelled)
    self.content = content
    // SAFETY: the content lives until the database is closed, and SQLite does not write to what is read-only.
    let count = Int64(content.count)
    let given = unsafe library.deserialize(
      database, "main", content.start, count, count, LibSQLite.isReadOnly)
    guard given == 0 else { throw .failed(message) }
    // SAFETY: `cancellation` lives until the database is closed.
    let client = unsafe Unmanaged.passUnretained(cancellation).toOpaque()
    unsafe library.setProgress(
      database, 10_000,
      { client in
        guard let client = unsafe client else { return 0 }
        return unsafe Unmanaged<Cancellation>.fromOpaque(client).takeUnretainedValue().isCancelled() ? 1 : 0
      }, client)
    for line in SQLiteDatabase.settings { try run(line) }
    _ = unsafe library.setAuthorizer(
      database,
      { _, action, _, name, _, _ in
        guard action == SQLiteDatabase.calling else { return SQLiteDatabase.reading.contains(action) ? 0 : 1 }
        // SAFETY: SQLite gives the name of the function, which lives through the call.
        let function = unsafe name.map { unsafe String(cString: $0) } ?? ""
        return SQLiteDatabase.functions.contains(function.lowercased()) ? 0 : 1
      }, nil)
  }

  deinit { _ = unsafe library.close(database) }

  /// Nothing of the file is run or trusted, and nothing is written to the disk.
  private static let settings = [
    "pragma trusted_schema = off", "pragma cell_size_check = on", "pragma temp_store = memory",
    "pragma query_only = on",
  ]

  /// Reading a column, selecting, and selecting recursively, by their codes in sqlite3.h.
  private static let reading: Set<Int32> = [20, 21, 33]
  private static let calling: Int32 = 31

  /// The functions that a query may call: those that only make a value of other values. Others can change the library
  /// (`fts3_tokenizer`, `load_extension`), give something else each time, or make a large value of nothing.
  private static let functions = Set(
    """
    abs avg ceil ceiling char coalesce concat concat_ws count cume_dist date datetime degrees dense_rank exp first_value floor
    format glob group_concat hex ifnull iif instr json json_array json_array_length json_error_position json_extract
    json_group_array json_group_object json_object json_quote json_type json_valid julianday lag last_value lead length like ln
    log log10 log2 lower ltrim max min mod nth_value ntile nullif octet_length percent_rank pow power printf quote radians rank
    replace round row_number rtrim sign soundex sqrt strftime string_agg substr substring sum time timediff total trim trunc
    typeof unhex unicode unixepoch upper -> ->>
    """.split { $0.isWhitespace }.map(String.init))

  var message: String {
    // SAFETY: the text is the database's, and is copied at once.
    unsafe library.message(database).map { unsafe String(cString: $0) } ?? "it cannot be read"
  }

  /// Why a statement was refused: for a function SQLite says which.
  var refusal: SQLiteError { message.contains("function") ? .failed(message) : .writes }

  private func run(_ statement: String) throws(SQLiteError) {
    let rows = try SQLiteRows(self, statement)
    while try rows.next() {}
  }

  /// The names of its tables and views, sorted.
  public func tables() throws(SQLiteError) -> [String] {
    let rows = try SQLiteRows(
      self,
      "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\'"
        + " order by name")
    var names: [String] = []
    while try rows.next() {
      if case .text(let name) = rows.value(0) { names.append(String(decoding: name, as: UTF8.self)) }
    }
    return names
  }

  /// The rows of a table or view.
  public func rows(ofTable name: String) throws(SQLiteError) -> SQLiteRows {
    try SQLiteRows(self, "select * from \"\(name.replacing("\"", with: "\"\""))\"")
  }

  /// The rows of a query: one statement that only reads.
  public func rows(of query: String) throws(SQLiteError) -> SQLiteRows {
    let rows = try SQLiteRows(self, query)
    guard !rows.columns.isEmpty else { throw .writes }
    return rows
  }
}

/// The bytes of a database, which several databases may read at a time.
@safe public final class SQLiteContent: @unchecked Sendable {
  // SAFETY: the bytes are written by `init` alone, and freed when nothing reads them any more.
  private let bytes: UnsafeMutableRawBufferPointer

  var count: Int { unsafe bytes.count }
  var start: UnsafeMutableRawPointer? { unsafe bytes.baseAddress }

  /// Takes the bytes of a file; nil if they are no whole database.
  public init?(_ file: [UInt8]) {
    guard file.starts(with: SQLiteDatabase.mark), file.count >= SQLiteContent.size(file) else { return nil }
    unsafe bytes = .allocate(byteCount: file.count, alignment: 16)
    unsafe bytes.copyBytes(from: file)
    // A database in memory has no write-ahead log, so it is said to have none.
    unsafe bytes[18] = 1
    unsafe bytes[19] = 1
  }

  deinit { unsafe bytes.deallocate() }

  /// How many bytes a database has, by its header; at least those of the smallest. SQLite itself trusts the header only
  /// if the last program that wrote to the file set this field.
  private static func size(_ bytes: [UInt8]) -> Int {
    guard bytes.count >= 512 else { return 512 }
    func number(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    let page = Int(bytes[16]) << 8 | Int(bytes[17])
    return number(24) == number(92) ? max(512, number(28) * (page == 1 ? 65_536 : page)) : 512
  }
}

/// Why a database cannot be read.
public enum SQLiteError: Error, Hashable {
  /// The library is not there.
  case notInstalled
  /// SQLite's own words.
  case failed(String)
  /// A statement that does more than read.
  case writes
  /// A text that is not one statement.
  case notOne
  case cancelled
}

extension SQLiteDatabase {
  /// A file beside a database that a program keeps while it writes, and that holds what the database then lacks.
  public enum Log: CaseIterable, Sendable {
    case writeAhead, rollback

    /// What follows the name of the database.
    public var ending: String {
      switch self {
      case .writeAhead: "-wal"
      case .rollback: "-journal"
      }
    }

    /// Whether a log that begins so is about this database: a write-ahead log with pages, a journal that was not closed.
    public func isOpen(_ start: [UInt8], of database: [UInt8]) -> Bool {
      switch self {
      case .writeAhead: start.count > 32 && database.count > 19 && database[18] == 2
      case .rollback: start.starts(with: [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7])
      }
    }
  }
}
