/// The rows that a statement gives, one after the other.
@safe public final class SQLiteRows {
  /// A cell.
  public enum Value: Hashable {
    case missing
    case integer(Int64)
    case real(Double)
    case text([UInt8])
    /// Bytes; how many.
    case blob(Int)
  }

  public struct Column: Hashable {
    public var name: String
    /// The type that its table declares, in lower case: `boolean`; empty if none.
    public var type: String
  }

  public private(set) var columns: [Column] = []
  private let database: SQLiteDatabase
  private let statement: LibSQLite.Statement
  /// Whether all rows were given: SQLite would begin again.
  private var isOver = false

  init(_ database: SQLiteDatabase, _ text: String) throws(SQLiteError) {
    let library = database.library
    var prepared: LibSQLite.Statement?
    var isOne = true
    // SAFETY: the text ends with a zero and lives through the call; the rest that SQLite points at is a part of it.
    let status = unsafe text.withCString { start in
      var rest: LibSQLite.CString?
      let status = unsafe library.prepare(database.database, start, -1, &prepared, &rest)
      let tail = unsafe rest.map { unsafe String(cString: $0) } ?? ""
      isOne = tail.allSatisfy { $0.isWhitespace || $0 == ";" }
      return status
    }
    guard status == 0, let statement = unsafe prepared else {
      switch status {
      case 0: throw .notOne
      case LibSQLite.unauthorized: throw database.refusal
      case LibSQLite.interrupted: throw .cancelled
      case _: throw .failed(database.message)
      }
    }
    self.database = database
    unsafe self.statement = statement
    guard isOne else { throw .notOne }
    let count = unsafe library.columnCount(statement)
    columns = (0..<count).map { index in
      // SAFETY: both texts are the statement's, and are copied at once.
      let name = unsafe library.columnName(statement, index).map { unsafe String(cString: $0) }
      let type = unsafe library.declaredType(statement, index).map { unsafe String(cString: $0) }
      return Column(name: name ?? "", type: (type ?? "").lowercased())
    }
  }

  deinit { _ = unsafe database.library.finalize(statement) }

  /// Goes on to the next row; false at the end.
  public func next() throws(SQLiteError) -> Bool {
    if isOver { return false }
    switch unsafe database.library.step(statement) {
    case LibSQLite.row: return true
    case LibSQLite.done:
      isOver = true
      return false
    case LibSQLite.interrupted: throw .cancelled
    case LibSQLite.unauthorized: throw database.refusal
    case _: throw .failed(database.message)
    }
  }

  /// A cell of the row.
  public func value(_ column: Int) -> Value {
    let (library, index) = (database.library, Int32(column))
    switch unsafe library.kind(statement, index) {
    case 1: return .integer(unsafe library.integer(statement, index))
    case 2: return .real(unsafe library.real(statement, index))
    case 3:
      // SAFETY: the text is the statement's, has as many bytes as it says, and is copied at once.
      guard let text = unsafe library.text(statement, index) else { return .missing }
      let count = unsafe library.byteCount(statement, index)
      return unsafe .text(Array(UnsafeBufferPointer(start: text, count: Int(count))))
    case 4: return .blob(Int(unsafe library.byteCount(statement, index)))
    case _: return .missing
    }
  }
}
