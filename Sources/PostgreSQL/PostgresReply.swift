internal import DataModel

/// What a server answers to a statement: rows, or an error. Valid only where it is given.
@safe struct PostgresReply {
  let library: LibPQ
  let pointer: LibPQ.Reply

  init(_ library: LibPQ, _ pointer: LibPQ.Reply) {
    self.library = library
    unsafe self.pointer = pointer
  }

  var status: Int32 { unsafe library.replyStatus(pointer) }
  var rowCount: Int { Int(unsafe library.rowCount(pointer)) }
  var columnCount: Int { Int(unsafe library.columnCount(pointer)) }

  func columnName(_ column: Int) -> String {
    // SAFETY: the text is the reply's, and is copied at once.
    unsafe library.columnName(pointer, Int32(column)).map { unsafe String(cString: $0) } ?? ""
  }

  func columnType(_ column: Int) -> UInt32 { unsafe library.columnType(pointer, Int32(column)) }

  func isMissing(_ row: Int, _ column: Int) -> Bool {
    unsafe library.isNull(pointer, Int32(row), Int32(column)) != 0
  }

  /// Appends a cell to some bytes.
  func append(_ row: Int, _ column: Int, to bytes: inout [UInt8]) {
    // SAFETY: the cell is the reply's, has as many bytes as it says, and is copied at once.
    guard let start = unsafe library.cell(pointer, Int32(row), Int32(column)) else { return }
    let count = max(0, Int(unsafe library.length(pointer, Int32(row), Int32(column))))
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
  }

  func text(_ row: Int, _ column: Int) -> String {
    var bytes: [UInt8] = []
    append(row, column, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func part(_ part: LibPQ.Part) -> String? {
    // SAFETY: the text is the reply's, and is copied at once.
    unsafe library.field(pointer, part.code).map { unsafe String(cString: $0) }
  }

  /// Why the statement failed.
  var failure: StatementFailure {
    StatementFailure(
      state: part(.state) ?? "", message: part(.message) ?? "", detail: part(.detail), hint: part(.hint),
      position: part(.position).flatMap { Int($0) })
  }
}

/// An error of a server about a statement.
struct StatementFailure {
  /// Its code, by the SQL standard: `42P01`.
  var state: String
  var message: String
  var detail: String?
  var hint: String?
  /// Where in the statement, in characters from 1.
  var position: Int?

  /// The error, if it is not about a text of the user's.
  var error: DatabaseError {
    let detail = detail.map { ": \($0.asWords)" } ?? ""
    switch state {
    case "57014" where message.contains("timeout"):
      return .failed(
        reason: message.asWords,
        advice:
          "More time: `options=-cstatement_timeout=30min` in the address, or `set statement_timeout` for the role."
      )
    case "57P01", "57P02", "57P03", "57P05", "25P03", "08000", "08003", "08006":
      return .lost(reason: message.asWords)
    case "42501":
      return .failed(
        reason: message.asWords, advice: "Whoever owns it can allow it: `grant select on TABLE to ROLE`.")
    case "22021", "22P05":
      return .failed(
        reason: message.asWords + detail,
        advice:
          "A text of the database is not in the encoding that the database says: a query may leave it out.")
    case _: return .failed(reason: message.asWords + detail, advice: hint?.asWords)
    }
  }

  /// The error about a query that stands at an offset of the statement.
  func error(inQueryAt offset: Int?) -> DatabaseError {
    let place = offset.flatMap { offset in position.map { $0 - 1 - offset } }.flatMap { $0 >= 0 ? $0 : nil }
    func bad(_ reason: String, _ advice: String?) -> DatabaseError {
      .badQuery(reason: reason, position: place, advice: advice)
    }
    if message.contains("multiple commands") { return bad("it is not one statement that selects", nil) }
    switch state {
    case "25006",
      "0A000" where message.contains("data-modifying"):
      return bad("it does more than read", nil)
    case "42501", "22021", "22P05": return error
    case _ where state.hasPrefix("42") || state.hasPrefix("22"):
      return bad(message.asWords, hint?.asWords)
    case _: return error
    }
  }
}

extension String {
  /// Words of a server in one line, and not too many.
  var asWords: String {
    let line = split { $0.isWhitespace }.joined(separator: " ")
    return line.count > 400 ? line.prefix(400) + "…" : line
  }

  /// A name of a table or column in double quotes.
  var asIdentifier: String { "\"" + replacing("\"", with: "\"\"") + "\"" }
}
