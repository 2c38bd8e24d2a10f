internal import DataModel

/// Reads records from a table, a view or a query of a database on a server; a record's line is its number.
struct ServerReader: RecordReader {
  let header: Header
  let declared: [ColumnTarget]
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

  private let rows: any DatabaseRows
  private let part: LoadSpec.DatabasePart?

  /// The most text of a batch with several records.
  private static let mostText = 4 << 20

  init(_ address: String, _ part: LoadSpec.DatabasePart?, _ host: Host) throws(ReadFailure) {
    self.part = part
    do throws(DatabaseError) {
      rows = try host.database(address).rows(of: part)
    } catch {
      throw ReadFailure(error, part)
    }
    header = Header(rows.columns.map(\.name))
    declared = rows.columns.map { ColumnTarget($0.kind) }
  }

  mutating func readBatch() throws(ReadFailure) -> Bool {
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    buffer.removeAll(keepingCapacity: true)
    var isOver = false
    // A batch may have nothing but rows that are too long.
    while lines.isEmpty, !isOver {
      do throws(DatabaseError) {
        let batch = try rows.next(rows: recordsPerBatch, bytes: ServerReader.mostText)
        isOver = batch.rows.isEmpty && batch.tooLong.isEmpty
        take(batch)
      } catch {
        throw ReadFailure(error, part)
      }
    }
    return !lines.isEmpty
  }

  private mutating func take(_ batch: DatabaseBatch) {
    (buffer, cells, lines) = (batch.text, batch.cells, batch.rows.map { $0 + 1 })
    bytesRead += buffer.count
    rejections += batch.tooLong.map {
      RowRejection(line: $0 + 1, column: nil, reason: "it has more than 16 MiB of text")
    }
    guard !keptLines.isEmpty else { return }
    for (row, line) in lines.enumerated() where keptLines.contains(line) {
      keptRows[line] = cells[row * width..<(row + 1) * width].map {
        String(decoding: buffer[$0], as: UTF8.self)
      }
    }
  }

  var findings: [FileRemark] {
    rows.oddities.map { odd in
      let cells = odd.count.map { counted($0, "cell is", "cells are") } ?? "its cells are"
      let counts = odd.count == 1 ? "counts" : "count"
      let what =
        switch odd.kind {
        case .bytes: "\(cells) bytes (bytea), which \(counts) as missing"
        case .misspelt: "\(cells) not text in UTF-8; what is not is shown as \u{FFFD}"
        case .infinite: "\(cells) infinite or no number, and \(counts) as missing"
        }
      return FileRemark(text: "\(odd.column): \(what)")
    }
  }
}

extension ReadFailure {
  fileprivate init(_ error: DatabaseError, _ part: LoadSpec.DatabasePart?) {
    switch error {
    case .cancelled: self = .host(.cancelled)
    case .noTable([]) where part == nil: self = .empty
    case .noTable(let names): self = .noTable(part?.column, names: names)
    case _: self = .server(error, part)
    }
  }
}

extension ColumnTarget {
  /// The target of a column whose database says what it holds.
  fileprivate init(_ kind: DatabaseColumn.Kind) {
    switch kind {
    case .text: self = .text
    case .number: self = .number
    case .boolean: self = .boolean
    case .date: self = .date
    case .timestamp: self = .timestamp
    case .other: self = .inferred
    }
  }
}
