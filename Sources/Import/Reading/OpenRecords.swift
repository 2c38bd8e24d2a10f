internal import DataModel
private import Parquet
private import SQLite

/// Opens a file of a host by the reader of its format, which the load says or its first bytes tell, or a database on a
/// server. Columns of JSON
/// objects that are asked for become columns of their members.
func openRecords(
  _ path: String, _ host: Host, _ options: CSVOptions
) throws(ReadFailure) -> any RecordReader {
  let reader = try options.isServer ? openServer(path, host, options) : openFile(path, host, options)
  return try CellObjectsReader(reader, columns: options.opened) ?? reader
}

private func openServer(
  _ address: String, _ host: Host, _ options: CSVOptions
) throws(ReadFailure) -> any RecordReader {
  if let format = options.format { throw .otherFormat(format) }
  if let rows = options.rows { throw .notJSON(rows) }
  if let sheet = options.sheet { throw .noSheet(sheet, names: []) }
  return try ServerReader(address, options.database, host)
}

private func openFile(
  _ path: String, _ host: Host, _ options: CSVOptions
) throws(ReadFailure) -> any RecordReader {
  let (start, stream): ([UInt8], ByteStream)
  do throws(HostError) {
    (start, stream) = try PackedPath(path).open(host).peek(16)
  } catch {
    throw .host(error)
  }
  let file = OpenedFile(path: path, stream: stream, kind: BinaryKind(start), host: host, options: options)
  return try file.reader()
}

/// What the first bytes of a file say that it is; other files are text.
private enum BinaryKind {
  case archive, parquet, database, text

  init(_ start: [UInt8]) {
    if start.starts(with: FileFormat.archiveMark) {
      self = .archive
    } else if ParquetFile.begins(start) {
      self = .parquet
    } else {
      self = start.starts(with: SQLiteDatabase.mark) ? .database : .text
    }
  }

  /// Whether a file may be of a format.
  func fits(_ format: LoadSpec.Format) -> Bool {
    switch format {
    case .csv, .json, .jsonl: self == .text
    case .parquet: self == .parquet
    case .xlsx: self == .archive
    case .sqlite: self == .database
    }
  }
}

private struct OpenedFile {
  let path: String
  let stream: ByteStream
  let kind: BinaryKind
  let host: Host
  let options: CSVOptions

  func reader() throws(ReadFailure) -> any RecordReader {
    if let format = options.format, !kind.fits(format.kind) { throw .otherFormat(format) }
    if let rows = options.rows, kind != .text { throw .notJSON(rows) }
    if let sheet = options.sheet, kind != .archive { throw .noSheet(sheet, names: []) }
    if let part = options.database, kind != .database { throw .noTable(part.column, names: nil) }
    switch kind {
    case .archive: return try officeReader()
    case .parquet: return try ParquetReader(stream, path: path)
    case .database: return try SQLiteReader(stream, path: path, options.database, host)
    case .text: return try textReader()
    }
  }

  /// A workbook, or the words of a document.
  private func officeReader() throws(ReadFailure) -> any RecordReader {
    let words: [UInt8]?
    let bytes: [UInt8]
    do throws(HostError) {
      bytes = try stream.bytes(of: path, limit: WorkbookPackage.largest)
      words = options.sheet == nil && options.format == nil ? try WordDocument(bytes, path: path)?.text : nil
    } catch {
      throw .host(error)
    }
    guard let words else {
      return try WorkbookReader(ByteStream(bytes), path: path, options, isCancelled: host.isCancelled)
    }
    let source = try TextSource(ByteStream(words), encoding: .utf8)
    if words.isEmpty { throw .empty }
    let name = path.lowercased().hasSuffix(".docx") ? path : path + ".docx"
    guard let reader = try TranscriptReader(source, path: name) else { throw .notText(line: 1) }
    return reader
  }

  private func textReader() throws(ReadFailure) -> any RecordReader {
    let source = try TextSource(stream, encoding: options.encoding, guess: options.guess)
    // Who says how a table of separated values is laid out knows that it is one.
    let isTable =
      options.format?.kind == .csv || !options.columns.isEmpty || options.skippedLines != nil
    if !isTable, let reader = try JSONReader(source, rows: options.rows) { return reader }
    if let rows = options.rows { throw .notJSON(rows) }
    if let format = options.format, format.kind != .csv {
      throw source.sample.isEmpty ? .empty : .otherFormat(format)
    }
    if options.places.count == options.columns.count, !options.places.isEmpty {
      return try FixedWidthReader(source, options)
    }
    if !isTable, let reader = try TranscriptReader(source, path: path) { return reader }
    return try CSVReader(source, options)
  }
}
