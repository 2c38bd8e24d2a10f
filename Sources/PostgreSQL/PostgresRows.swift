internal import DataModel

/// The rows of a cursor.
final class PostgresRows: DatabaseRows {
  let columns: [DatabaseColumn]
  let source: String
  private let session: PostgresSession
  private let cursor: String
  private let types: [PostgresType]
  /// Whether they are those of a table, of which cells of bytes are not fetched.
  private let isTable: Bool
  /// By column.
  private var odd: [[DatabaseOddity.Kind: Int]]
  private var count = 0
  private var isOver = false
  /// How many rows to ask for: few at first, until it is known how long they are.
  private var next = 64

  /// The most text of a row.
  private static let longestRow = 16 << 20

  init(
    _ session: PostgresSession, cursor: String, _ columns: [PostgresColumn], source: String, isTable: Bool
  ) {
    (self.session, self.cursor, self.source, self.isTable) = (session, cursor, source, isTable)
    types = columns.map(\.type)
    self.columns = columns.map { DatabaseColumn($0.name, $0.type.kind) }
    odd = columns.map { _ in [:] }
  }

  deinit { session.close(cursor: cursor) }

  var oddities: [DatabaseOddity] {
    columns.indices.flatMap { index -> [DatabaseOddity] in
      if isTable, types[index] == .bytes {
        return [DatabaseOddity(columns[index].name, .bytes, count: nil)]
      }
      return DatabaseOddity.Kind.allCases.compactMap { kind in
        odd[index][kind].map { DatabaseOddity(columns[index].name, kind, count: $0) }
      }
    }
  }

  /// Rows come one by one, so that no more than one is held twice. The number that is asked for follows the longest row so
  /// far.
  func next(rows: Int, bytes: Int) throws(DatabaseError) -> DatabaseBatch {
    var batch = DatabaseBatch()
    if isOver { return batch }
    let wanted = min(rows, next)
    var (given, longest) = (0, 1)
    try session.fetch(wanted, from: cursor, ofTable: isTable) { reply in
      for row in 0..<reply.rowCount {
        let size = append(row, of: reply, to: &batch)
        longest = max(longest, size)
        given += 1
        count += 1
      }
    }
    isOver = given < wanted
    next = max(1, min(next * 4, bytes / longest))
    return batch
  }

  /// Appends a row, unless it is too long. Returns its size in bytes.
  private func append(_ row: Int, of reply: PostgresReply, to batch: inout DatabaseBatch) -> Int {
    let (start, first) = (batch.text.count, batch.cells.count)
    for column in types.indices where column < reply.columnCount {
      let cell = batch.text.count
      if !reply.isMissing(row, column) {
        reply.append(row, column, to: &batch.text)
        let reading = types[column].rewrite(&batch.text, from: cell)
        if case .odd(let kind) = reading {
          odd[column][kind, default: 0] += 1
          if kind != .misspelt { batch.text.removeSubrange(cell...) }
        }
      }
      batch.cells.append(cell..<batch.text.count)
    }
    let size = batch.text.count - start
    if size > PostgresRows.longestRow {
      batch.text.removeSubrange(start...)
      batch.cells.removeSubrange(first...)
      batch.tooLong.append(count)
    } else {
      batch.rows.append(count)
    }
    return size
  }
}
