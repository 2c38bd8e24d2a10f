internal import DataModel
internal import Parquet

/// Reads records from a Parquet file, whose rows are numbered: a record's line is its number.
struct ParquetReader: RecordReader {
  let header: Header
  let size: Int?
  private(set) var lines: [Int] = []
  private(set) var keptRows: [Int: [String]] = [:]
  var keptLines: Set<Int> = []
  var cells: [Range<Int>] { file.cells }
  var buffer: [UInt8] { file.text }
  var rejections: [RowRejection] { [] }
  let decoding = TextDecoder(.utf8)

  private var file: ParquetFile
  private let byteCount: Int

  /// The most bytes of a file, which is held in memory.
  private static let largest = 1 << 31
  /// The most text that a batch holds, if it has several records.
  private static let mostText = 4 << 20

  init(_ stream: ByteStream, path: String) throws(ReadFailure) {
    let bytes: [UInt8]
    do throws(HostError) {
      bytes = try stream.bytes(of: path, limit: ParquetReader.largest)
    } catch {
      throw .host(error)
    }
    size = stream.size
    byteCount = bytes.count
    do throws(ParquetError) {
      file = try ParquetFile(bytes)
    } catch {
      throw ReadFailure(error)
    }
    header = Header(file.names)
    if file.names.isEmpty {
      guard file.leftOut.isEmpty else { throw .damaged(ParquetReader.onlyLists) }
      throw .empty
    }
  }

  private static let onlyLists = Damage(
    format: "Parquet", reason: "each of its columns has several values in a cell",
    advice: "Write one value a column, or export the table as JSON.")

  /// How far the rows have been read, as a part of the file.
  var bytesRead: Int {
    file.rows == 0 ? byteCount : Int(Double(byteCount) * Double(file.rowsRead) / Double(file.rows))
  }

  var progress: BytesRead { BytesRead(count: bytesRead, total: byteCount) }

  mutating func readBatch() throws(ReadFailure) -> Bool {
    let before = file.rowsRead
    do throws(ParquetError) {
      _ = try file.readBatch(rows: recordsPerBatch, bytes: ParquetReader.mostText)
    } catch {
      throw ReadFailure(error)
    }
    lines = Array(before + 1..<file.rowsRead + 1)
    if !keptLines.isEmpty {
      for (row, line) in lines.enumerated() where keptLines.contains(line) {
        keptRows[line] = cells[row * width..<(row + 1) * width].map {
          String(decoding: buffer[$0], as: UTF8.self)
        }
      }
    }
    return !lines.isEmpty
  }

  var findings: [FileRemark] {
    var found: [FileRemark] = []
    if !file.leftOut.isEmpty {
      let columns = listed(file.leftOut)
      found.append(
        FileRemark(
          text: "columns with several values, or none that is text, in a cell are not read: \(columns)"))
    }
    for odd in file.oddities {
      let cells = counted(odd.count, "cell is", "cells are")
      let text =
        odd.isNumber
        ? "\(odd.column): \(cells) infinite and \(odd.count == 1 ? "counts" : "count") as missing"
        : "\(odd.column): \(cells) not text in UTF-8; what is not is shown as \u{FFFD}"
      found.append(FileRemark(text: text))
    }
    return found
  }
}

extension ReadFailure {
  fileprivate init(_ error: ParquetError) {
    self = .damaged(Damage(format: "Parquet", reason: error.reason, advice: error.advice))
  }
}
