internal import DataModel

/// Reads the records of one file in batches, in one pass. Each format has a type of its own; `openRecords` chooses it.
///
///     var reader = try openRecords("customers.csv", host, options)
///     while try reader.readBatch() {
///       // cell `column` of record `row` is reader.buffer[reader.cells[row * reader.width + column]]
///     }
///
/// A cell is a range of UTF-8 text without quotes or escapes; an empty one is missing. Records have as many cells as the
/// header has names when their batch ends: a format without a header adds columns at the end as they come.
protocol RecordReader {
  /// Column names: trimmed, filled in where empty, made unique.
  var header: Header { get }
  /// Whether columns may still come with later records.
  var addsColumns: Bool { get }
  /// How names of columns were made of several rows, where nobody said.
  var headerGuess: String? { get }
  /// Whether the names of the columns look like one more row.
  var headerIsLikeRow: Bool { get }
  /// The columns of choices, of which a cell holds the choice or nothing.
  var choices: [Int: HeaderRows.Choice] { get }
  /// The zone of the file's times, where it says one.
  var zone: Zone? { get }
  /// Whether numbers may have decimal commas.
  var allowsCommas: Bool { get }
  /// What the columns hold, where the source says it; empty where it does not.
  var declared: [ColumnTarget] { get }

  /// The records of the current batch, `width` cells each, as ranges of `buffer`.
  var cells: [Range<Int>] { get }
  var buffer: [UInt8] { get }
  /// The line on which each record of the batch starts.
  var lines: [Int] { get }

  var rejections: [RowRejection] { get }
  /// What a person should know of how the file was read; complete after the last batch.
  var findings: [FileRemark] { get }
  /// Lines of rows that may be sums of others; see `TotalRowDetector`.
  var doubtfulLines: [Int] { get }
  var decoding: TextDecoder { get }

  /// The lines of rows whose cells are to be kept as they stand, taken or not, and those cells.
  var keptLines: Set<Int> { get set }
  var keptRows: [Int: [String]] { get }

  /// The file's size in bytes, where that is known, and how many of them have been read.
  var size: Int? { get }
  var bytesRead: Int { get }
  /// How far the file is read, by what of it lies on the disk.
  var progress: BytesRead { get }

  /// Reads the next records, at most `recordsPerBatch` and only as many as one buffer holds; false at the end of the file.
  mutating func readBatch() throws(ReadFailure) -> Bool
}

/// The most records that a reader gives at a time.
let recordsPerBatch = 1024

/// A row that could not be read, and why.
struct RowRejection: Hashable {
  var line: Int
  /// The column at fault; nil: the whole row.
  var column: String?
  var reason: String
  /// It holds no data and was not meant to.
  var isNoData = false
}

/// What a person should know of how a file was read; the line that it is about.
struct FileRemark: Hashable {
  var line: Int?
  var text: String
  /// Whether it matters only where a row is rejected, since it says how rows are named.
  var isAboutRejections = false
}

/// What keeps a file from being read (further).
enum ReadFailure: Error, Hashable {
  case host(HostError)
  case empty
  /// Bytes that are no text; the line of the first.
  case notText(line: Int)
  case format(FileFormat)
  case unclosedQuote(line: Int)
  /// JSON that breaks a rule of JSON, or ends before it should; nothing after it can be told apart.
  case brokenJSON(line: Int, reason: String)
  /// `rows` of a file that is no JSON.
  case notJSON(LoadSpec.Column)
  /// `rows` with a path to no array; the arrays that there are.
  case noArray(LoadSpec.Column, arrays: [String])
  case damaged(Damage)
  /// The load names a sheet that a workbook with these does not have; with none, it is no workbook.
  case noSheet(LoadSpec.Column, names: [String])
  /// The load names a table that a database with these does not have, or none of several; nil: it is no database.
  case noTable(LoadSpec.Column?, names: [String]?)
  /// A query that the database cannot or may not answer, and, where it names a wrong one, the tables there are.
  case badQuery(LoadSpec.Column, reason: String, tables: [String])
  /// A database on a server, and what of it was to be read.
  case server(DatabaseError, LoadSpec.DatabasePart?)
  /// The file is not what `format` says.
  case otherFormat(CSVOptions.Format)
}

/// Why a file of a binary format cannot be read, and what the user can do.
struct Damage: Hashable {
  /// The name of the format: `Parquet`.
  var format: String
  var reason: String
  var advice: String
}

/// What most formats do not have.
extension RecordReader {
  var addsColumns: Bool { false }
  var headerGuess: String? { nil }
  var headerIsLikeRow: Bool { false }
  var choices: [Int: HeaderRows.Choice] { [:] }
  var zone: Zone? { nil }
  var allowsCommas: Bool { false }
  var declared: [ColumnTarget] { [] }
  var doubtfulLines: [Int] { [] }
  var progress: BytesRead { BytesRead(count: bytesRead, total: size) }
}

extension RecordReader {
  var width: Int { header.names.count }
  var rowCount: Int { lines.count }

  /// One column's cells of the batch.
  func column(_ column: Int, into cells: inout [Range<Int>]) {
    cells.removeAll(keepingCapacity: true)
    let (all, width) = (self.cells, width)
    var index = column
    while index < all.count {
      cells.append(all[index])
      index += width
    }
  }

  /// Reads on until all of some names of columns (in lower case) have come, or the file ends. A header has them at once.
  mutating func findColumns(_ names: [String]) throws(ReadFailure) {
    func lacks() -> Bool {
      let found = Set(header.names.map { $0.lowercased() })
      return !names.allSatisfy(found.contains)
    }
    guard addsColumns, lacks() else { return }
    while try readBatch(), lacks() {}
  }
}
