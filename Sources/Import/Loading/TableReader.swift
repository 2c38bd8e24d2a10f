internal import DataModel
internal import SourceText
internal import Store

/// A file, or several of one shape, as typed columns.
struct LoadedTable {
  var rowCount = 0
  /// By the plan's columns; nil for skipped ones. Columns that only later files had follow.
  var columns: [FinishedColumn?] = []
  var derived: [FinishedColumn] = []
  /// The paths of the files that were read.
  var paths: [String] = []
  var lines = LineMap()
  var rejections: [(file: Int, rejection: CSVReader.Rejection)] = []
  /// Rows that were read of each file, rejected ones among them.
  var rowsRead: [Int] = []
  var bytes = 0
  /// What a person should know of each file: its encoding, its columns.
  var remarks: [(file: Int, text: String)] = []
}

/// Reads the files of one table by a plan. Where a column was typed too early, or a file turns out not to be UTF-8, all
/// is read once more with that knowledge.
struct TableReader {
  struct Failure: Error {
    var path: String
    var reason: CSVReader.Failure
  }

  let host: Host
  let plan: TablePlan
  let paths: [String]
  private var encodings: [String: TextDecoder.Encoding] = [:]
  private var textColumns: Set<String> = []

  init(_ host: Host, _ plan: TablePlan, paths: [String]) {
    self.host = host
    self.plan = plan
    self.paths = paths
  }

  /// What stands in the rows that start on some lines of a file, cell by cell. The files have been read before.
  func cells(ofLines lines: [Int], path: String) -> [Int: [String]] {
    guard !lines.isEmpty,
      var reader = try? CSVReader.open(path, host, columns: plan.columns, encoding: encodings[path])
    else { return [:] }
    reader.keptLines = Set(lines)
    while (try? reader.readBatch()) == true, !host.isCancelled() {}
    return reader.keptRows
  }

  mutating func read() throws(Failure) -> LoadedTable {
    // Each pass but the last learns of at least one more text column or encoding; two are enough in practice.
    while true {
      var pass = Pass(plan, allTexts: textColumns)
      for (index, path) in paths.enumerated() {
        let reader = try pass.read(path, at: index, host, encodings[path])
        if reader.decoding.looksLikeWindows1252 { encodings[path] = .windows1252 }
      }
      let early = pass.tooEarly
      let isRead = encodings.allSatisfy { pass.encodings[$0] == $1 }
      if early.isSubset(of: textColumns), isRead { return pass.finish() }
      textColumns.formUnion(early)
    }
  }
}

/// One reading of all files of a table.
private struct Pass {
  private let plan: TablePlan
  private let allTexts: Set<String>
  private var table = LoadedTable()
  /// By column of the plan, then columns of later files; nil where skipped.
  private var builders: [ColumnBuilder?] = []
  private var keys: [String]
  private var remarks: [Int: String]
  private var derived: [ColumnBuilder] = []
  private(set) var encodings: [String: TextDecoder.Encoding] = [:]

  init(_ plan: TablePlan, allTexts: Set<String>) {
    self.plan = plan
    self.allTexts = allTexts
    keys = plan.header.names.map { $0.lowercased() }
    remarks = plan.header.remarks
  }

  /// The columns, in lower case, that were typed before a value came that does not fit.
  var tooEarly: Set<String> {
    Set(zip(keys, builders).compactMap { key, builder in builder?.disagrees == true ? key : nil })
  }

  mutating func read(
    _ path: String, at file: Int, _ host: Host, _ encoding: TextDecoder.Encoding?
  ) throws(TableReader.Failure) -> CSVReader {
    do throws(CSVReader.Failure) {
      var reader = try CSVReader.open(path, host, columns: plan.columns, encoding: encoding)
      encodings[path] = reader.decoding.encoding
      let places = match(reader, file: file)
      let rowsBefore = table.rowCount
      var hasRoom = false
      while try reader.readBatch() {
        if host.isCancelled() { throw .host(.cancelled) }
        append(reader, places: places, file: file)
        if !hasRoom, file == 0, reader.bytesRead > Pass.foretelling, let size = reader.size {
          hasRoom = true
          makeRoom(times: Double(size) / Double(reader.bytesRead - ByteStream.chunkSize))
        }
        host.progress("reading \(path)", reader.fraction)
      }
      table.paths.append(path)
      table.bytes += reader.bytesRead
      table.rejections += reader.rejections.map { (file, $0) }
      table.rowsRead.append(table.rowCount - rowsBefore + reader.rejections.count)
      describe(reader, file: file)
      return reader
    } catch {
      throw TableReader.Failure(path: path, reason: error)
    }
  }

  /// So much of a large file tells how much the rest will hold.
  private static let foretelling = 8 << 20

  /// Gives every column room at once for what a file will bring, which saves growing and copying step by step.
  private mutating func makeRoom(times: Double) {
    for index in builders.indices { builders[index]?.reserve(times: times) }
    for index in derived.indices { derived[index].reserve(times: times) }
  }

  /// Which column of the file goes into which builder; new columns get one.
  private mutating func match(_ reader: CSVReader, file: Int) -> [Int?] {
    if builders.isEmpty {
      builders = plan.names.indices.map { index in
        plan.isSkipped[index]
          ? nil : builder(plan.names[index], plan.targets[index], key: keys[index], reader)
      }
      derived = plan.derived.map { ColumnBuilder("", as: $0.target, allowsCommas: reader.allowsCommas) }
    }
    let found = reader.header.names.map { $0.lowercased() }
    var added: [String] = []
    for (key, name) in zip(found, reader.header.names) where !keys.contains(key) {
      var column = builder(name, .inferred, key: key, reader)
      column.appendMissing(table.rowCount)
      keys.append(key)
      builders.append(column)
      added.append(name)
    }
    let lacking = keys.filter { !found.contains($0) }
    if file > 0, !added.isEmpty {
      table.remarks.append((file, "further columns: \(added.joined(separator: ", "))"))
    }
    if file > 0, !lacking.isEmpty {
      table.remarks.append((file, "without the columns \(lacking.joined(separator: ", "))"))
    }
    return keys.map { key in found.firstIndex(of: key) }
  }

  private func builder(_ name: String, _ target: Target, key: String, _ reader: CSVReader) -> ColumnBuilder {
    let isText = target == .inferred && allTexts.contains(key)
    return ColumnBuilder(name, as: isText ? .text : target, allowsCommas: reader.allowsCommas)
  }

  private mutating func append(_ reader: CSVReader, places: [Int?], file: Int) {
    var cells: [Range<Int>] = []
    for index in builders.indices where builders[index] != nil {
      guard let place = places[index] else {
        builders[index]?.appendMissing(reader.rowCount)
        continue
      }
      reader.column(place, into: &cells)
      builders[index]?.append(cells, of: reader.buffer)
    }
    for (index, column) in plan.derived.enumerated() {
      let sources = column.sources.map { places[$0] }
      if sources.count == 1, let source = sources[0] {
        reader.column(source, into: &cells)
        derived[index].append(cells, of: reader.buffer)
      } else {
        let (joined, bytes) = reader.joined(sources, column)
        derived[index].append(joined, of: bytes)
      }
    }
    table.lines.append(file: file, lines: reader.lines)
    table.rowCount += reader.rowCount
  }

  private mutating func describe(_ reader: CSVReader, file: Int) {
    let decoding = reader.decoding
    switch decoding.encoding {
    case .utf8: break
    case .utf16LittleEndian, .utf16BigEndian: table.remarks.append((file, "read as UTF-16"))
    case .windows1252: table.remarks.append((file, "not UTF-8: read as Windows-1252"))
    }
    if decoding.replaced > 0, !decoding.looksLikeWindows1252 {
      let many = decoding.replaced == 1 ? "1 character is" : "\(decoding.replaced) characters are"
      table.remarks.append((file, "\(many) not UTF-8 and shown as \u{FFFD}"))
    }
  }

  consuming func finish() -> LoadedTable {
    for index in builders.indices { builders[index]?.settle() }
    for index in derived.indices { derived[index].settle() }
    let orders = Set(builders.compactMap { $0?.provenOrder } + derived.compactMap(\.provenOrder))
    let reading = TimeReading(
      order: plan.order, fileOrder: orders.count == 1 ? orders.first : nil, times: plan.times,
      zone: plan.zone)
    var table = table
    for index in builders.indices {
      // Taken out, so that the column's arrays are changed in place.
      guard let builder = builders[index].take() else {
        table.columns.append(nil)
        continue
      }
      var column = builder.finish(reading)
      column.remark = [remarks[index] ?? "", column.remark].filter { !$0.isEmpty }.joined(separator: "; ")
      table.columns.append(column)
    }
    table.derived = derived.map { $0.finish(reading) }
    return table
  }
}

extension CSVReader {
  /// Opens a file of a host.
  static func open(
    _ path: String, _ host: Host, columns: [String], encoding: TextDecoder.Encoding? = nil
  ) throws(Failure) -> CSVReader {
    let stream: ByteStream
    do throws(HostError) {
      stream = try host.open(path)
    } catch {
      throw .host(error)
    }
    return try CSVReader(stream, columns: columns, encoding: encoding)
  }

  /// How much of the file has been read, where its size is known.
  fileprivate var fraction: Double? { size.map { $0 > 0 ? Double(bytesRead) / Double($0) : 1 } }

  /// Whether numbers may have decimal commas.
  fileprivate var allowsCommas: Bool { dialect.delimiter == UInt8(ascii: ";") }

  /// One column's cells of the batch.
  fileprivate func column(_ column: Int, into cells: inout [Range<Int>]) {
    cells.removeAll(keepingCapacity: true)
    var index = column
    while index < self.cells.count {
      cells.append(self.cells[index])
      index += width
    }
  }

  /// Several columns' cells as one each, and the bytes that they are ranges of.
  fileprivate func joined(
    _ columns: [Int?], _ plan: TablePlan.Derived
  ) -> (cells: [Range<Int>], bytes: [UInt8]) {
    let separator = Array(plan.separator.utf8)
    var bytes: [UInt8] = []
    var result: [Range<Int>] = []
    for row in 0..<rowCount {
      let start = bytes.count
      let parts = columns.compactMap { $0.map { cells[row * width + $0] } }
        .filter { !isMissing(buffer.span.extracting($0)) }
      if !plan.needsAll || parts.count == columns.count {
        for (index, part) in parts.enumerated() {
          if index > 0 { bytes += separator }
          bytes += buffer[part]
        }
      }
      result.append(start..<bytes.count)
    }
    return (result, bytes)
  }
}
