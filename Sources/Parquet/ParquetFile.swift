/// Reads the rows of a Parquet file as text, in one pass. Columns of single values are read, those in groups by dotted
/// names; columns with several values in a cell are left out. Nothing that a file says is trusted: sizes, counts and
/// places are checked before use.
///
///     var file = try ParquetFile(bytes)
///     while try file.readBatch(rows: 1024, bytes: 1 << 22) { print(file.cells.count / file.names.count) }
///
/// Reference: the Apache Parquet format, https://github.com/apache/parquet-format.
public struct ParquetFile {
  /// The names of the columns that are read, in their order.
  public let names: [String]
  /// The names of those that are not: they have several values in a cell, or values without a meaning as text.
  public let leftOut: [String]
  /// How many rows the file has.
  public let rows: Int
  /// How many rows have been read.
  public private(set) var rowsRead = 0
  /// The cells of the batch, row by row, as ranges of `text`, which is UTF-8. The cell of a missing value is empty.
  public private(set) var cells: [Range<Int>] = []
  public private(set) var text: [UInt8] = []

  private let bytes: [UInt8]
  private let footer: Footer
  private var columns: [ColumnReader]
  private var group = -1
  private var leftInGroup = 0

  /// The most bytes of a row's text.
  private static let longestRow = 16 << 20
  /// More rows than this are bounded by the size of the file.
  private static let manyRows = 100_000_000
  private static let mostRowsPerByte = 100

  /// Whether bytes begin as a Parquet file does.
  public static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "PAR1".utf8) || bytes.starts(with: "PARE".utf8)
  }

  /// Reads the description of a whole file, which is at its end.
  public init(_ bytes: [UInt8]) throws(ParquetError) {
    self.bytes = bytes
    footer = try Footer(bytes)
    let schema = try Schema(footer.schema)
    columns = schema.columns.map(ColumnReader.init)
    names = schema.columns.map(\.name)
    leftOut = schema.leftOut
    var rows = 0
    for group in footer.groups {
      guard group.rows >= 0, group.rows <= Int.max - rows else { throw ParquetFile.otherRows }
      guard group.chunks.count == schema.chunks else {
        throw .damaged("a row group has \(group.chunks.count) columns, but the schema has \(schema.chunks)")
      }
      rows += group.rows
    }
    guard rows == footer.rows else { throw ParquetFile.otherRows }
    guard rows <= ParquetFile.manyRows || rows / ParquetFile.mostRowsPerByte <= bytes.count else {
      throw .damaged("it says that it has \(rows) rows, which is not possible in \(bytes.count) bytes")
    }
    self.rows = rows
  }

  private static let otherRows = ParquetError.damaged(
    "its row groups have another number of rows than its footer says")

  /// Columns with values that could not be taken as they are: infinite numbers, which count as missing, and bytes that
  /// are no UTF-8, which are replaced by U+FFFD.
  public var oddities: [(column: String, count: Int, isNumber: Bool)] {
    columns.filter { $0.oddities > 0 }.map { ($0.column.name, $0.oddities, $0.column.kind != .text) }
  }

  /// Reads the next rows: at most `rows`, and no more once their text has `bytes`; false at the end.
  public mutating func readBatch(rows: Int, bytes limit: Int) throws(ParquetError) -> Bool {
    cells.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    var count = 0
    while count < rows, text.count < limit, try hasRow() {
      let start = text.count
      for index in columns.indices {
        let cell = text.count
        do throws(ParquetError) {
          try columns[index].append(to: &text)
        } catch {
          throw error.at(rowGroup: group, column: columns[index].column.name)
        }
        cells.append(cell..<text.count)
        guard text.count - start <= ParquetFile.longestRow else {
          throw .unsupported(
            "a row has more than \(ParquetFile.longestRow >> 20) MiB", "with less text in a row")
        }
      }
      leftInGroup -= 1
      count += 1
    }
    rowsRead += count
    return count > 0
  }

  /// Whether there is another row; starts the next row group where the last one is read.
  private mutating func hasRow() throws(ParquetError) -> Bool {
    while leftInGroup == 0 {
      group += 1
      guard group < footer.groups.count else { return false }
      let description = footer.groups[group]
      leftInGroup = description.rows
      for index in columns.indices {
        let chunk = description.chunks[columns[index].column.chunk]
        do throws(ParquetError) {
          try columns[index].start(chunk, of: bytes, rows: leftInGroup, before: footer.start)
        } catch {
          throw error.at(rowGroup: group, column: columns[index].column.name)
        }
      }
    }
    return true
  }
}
