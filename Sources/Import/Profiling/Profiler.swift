public import DataModel
internal import SQLite
public import SourceText
internal import Store

extension Importer {
  /// The tables of a file: of a workbook its sheets with tables, of a database its tables and views, of a JSON file each array of objects that its beginning
  /// shows, outer ones first; else the file itself. Files that cannot be read have one.
  public func parts(of path: String) -> [FilePart] {
    if let sheets = try? sheets(of: path) { return sheets.count > 1 ? sheets.map { .sheet($0) } : [.whole] }
    if let tables = databaseTables(path) { return tables.count > 1 ? tables.map { .table($0) } : [.whole] }
    guard let stream = try? PackedPath(path).open(host), let source = try? TextSource(stream, encoding: nil),
      let (shape, arrays) = JSONShape.find(in: source, path: nil)
    else { return [.whole] }
    let most = 16
    guard case .document = shape else { return [.whole] + arrays.prefix(most).map { .rows($0.path) } }
    return (allArrays(of: path) ?? arrays).prefix(most).map { .rows($0.path) }
  }

  /// All arrays of objects in a JSON file that is one object; nil if it is too long to be read for that.
  private func allArrays(of path: String) -> [JSONArray]? {
    guard let bytes = try? PackedPath(path).open(host).bytes(of: path) else { return nil }
    var scanner = JSONScanner()
    scanner.append(bytes)
    scanner.isEnd = true
    var arrays: [JSONArray] = []
    guard (try? JSONArray.find(&arrays, in: &scanner, path: [], isInside: false, depth: 0)) != nil else {
      return nil
    }
    return arrays
  }

  /// Whether a file is a database, by its first bytes.
  public func isDatabase(_ path: String) -> Bool {
    guard let (start, _) = try? PackedPath(path).open(host).peek(SQLiteDatabase.mark.count) else {
      return false
    }
    return start.starts(with: SQLiteDatabase.mark)
  }

  /// The names of a database's tables and views; nil if it is none, or cannot be read.
  private func databaseTables(_ path: String) -> [String]? {
    guard isDatabase(path), let stream = try? PackedPath(path).open(host),
      let database = try? SQLiteReader.database(stream, path: path, host)
    else { return nil }
    return try? database.tables()
  }

  /// The names of a workbook's sheets with tables that are shown; nil if it is none.
  private func sheets(of path: String) throws(HostError) -> [String]? {
    let (start, stream) = try PackedPath(path).open(host).peek(4)
    guard start.starts(with: FileFormat.archiveMark) else { return nil }
    let bytes = try stream.bytes(of: path, limit: WorkbookPackage.largest)
    guard let workbook = try Workbook(bytes, path: path, isCancelled: host.isCancelled) else { return nil }
    var names: [String] = []
    for sheet in workbook.sheets where !sheet.isHidden {
      if try SheetStream(workbook, sheet).hasTable(isNarrowEnough: false) { names.append(sheet.name) }
    }
    return names
  }

  /// Looks at the records of a file, at most those of its first `bytes` bytes. O(bytes)
  ///
  /// - Parameter columns: the names of the columns of a file without a header; empty where it has one.
  /// - Throws: a diagnostic that says why the file cannot be read.
  public func profile(
    _ path: String, _ part: FilePart, isServer: Bool = false, bytes limit: Int = 64 << 20,
    columns: [String] = []
  ) throws(Unprofiled) -> TableProfile {
    do throws(ReadFailure) {
      var options = CSVOptions()
      (options.columns, options.isServer) = (columns, isServer)
      switch part {
      case .whole: break
      case .rows(let rows): options.rows = LoadSpec.Column(rows)
      case .sheet(let name): options.sheet = LoadSpec.Column(name)
      case .table(let name): options.database = .table(LoadSpec.Column(name))
      }
      var reader = try openRecords(path, host, options)
      var profile = try Profiler(path, part).profile(&reader, host, limit)
      profile.isServer = isServer
      return profile
    } catch {
      let source: LoadSpec.Source = isServer ? .postgres(address: path) : .file(path: path)
      let origin = Origin(LoadSpec(.customers, from: source))
      throw Unprofiled(diagnostic: origin.cannotRead(path, error, at: .none, near: []))
    }
  }

  /// The names of the tables and views of a database on a server.
  ///
  /// - Throws: a diagnostic that says why it cannot be read.
  public func tables(ofServer address: String) throws(Unprofiled) -> [String] {
    do throws(DatabaseError) {
      return try host.database(address).tables()
    } catch {
      let origin = Origin(LoadSpec(.customers, from: .postgres(address: address)))
      throw Unprofiled(diagnostic: origin.cannotRead(address, error, nil, at: .none))
    }
  }

  /// The paths of the files in an archive; nil if the path leads to none.
  public func filesInArchive(_ path: String) throws(HostError) -> [String]? {
    try PackedPath(path).files(host)
  }
}

/// Why a file could not be profiled.
public struct Unprofiled: Error {
  public var diagnostic: Diagnostic
}

/// Collects the profile of one file.
private struct Profiler {
  private let path: String
  private let part: FilePart
  private var columns: [Builder] = []
  private var rows = 0

  /// One column while its file is read.
  private struct Builder {
    var typed: ColumnBuilder
    var values = StringPool()
    var counts: [Int] = []
    var filled = 0

    mutating func append(_ cells: [Range<Int>], of bytes: [UInt8]) {
      typed.append(cells, of: bytes)
      let bytes = bytes.span
      for cell in cells {
        let cell = bytes.extracting(cell)
        if isMissing(cell) { continue }
        let code = Int(values.intern(cell.extracting(trimmedBounds(cell))))
        if code == counts.count { counts.append(0) }
        counts[code] += 1
        filled += 1
      }
    }
  }

  init(_ path: String, _ part: FilePart) { (self.path, self.part) = (path, part) }

  consuming func profile(
    _ reader: inout some RecordReader, _ host: Host, _ limit: Int
  ) throws(ReadFailure) -> TableProfile {
    var isWhole = true
    while try reader.readBatch() {
      if host.isCancelled() { throw .host(.cancelled) }
      append(reader)
      host.progress("looking at \(path)", reader.progress)
      if reader.bytesRead > limit {
        isWhole = false
        break
      }
    }
    if columns.isEmpty { append(reader) }
    for index in columns.indices { columns[index].typed.settle() }
    let orders = Set(columns.compactMap(\.typed.provenOrder))
    let names = reader.header.names
    let profiles = zip(names, columns).map { Profiler.finished($0, $1, orders, rows: rows) }
    return TableProfile(
      path: path, part: part, rows: rows, isWhole: isWhole, columns: profiles,
      headerIsLikeRow: reader.headerIsLikeRow)
  }

  private mutating func append(_ reader: some RecordReader) {
    var settings = ColumnSettings()
    settings.allowsCommas = reader.allowsCommas
    for name in reader.header.names.dropFirst(columns.count) {
      let index = columns.count
      let declared = index < reader.declared.count ? reader.declared[index] : .inferred
      var typed = ColumnBuilder(name, as: declared, settings)
      typed.appendMissing(rows)
      columns.append(Builder(typed: typed))
    }
    var cells: [Range<Int>] = []
    for index in columns.indices {
      reader.column(index, into: &cells)
      if let choice = reader.choices[index] {
        let (answers, bytes) = reader.answers(cells, choice)
        columns[index].append(answers, of: bytes)
      } else {
        columns[index].append(cells, of: reader.buffer)
      }
    }
    rows += reader.rowCount
  }

  /// Whether texts are numbers with signs that numbers by themselves do not have, such as decimal commas or currencies.
  private static func areNumbers(_ sample: [String]) -> Bool {
    guard !sample.isEmpty, sample.allSatisfy({ $0.contains(where: \.isNumber) && $0.count <= 24 }) else {
      return false
    }
    var column = ColumnBuilder("", as: .number)
    for text in sample {
      let bytes = Array(text.utf8)
      column.append([0..<bytes.count], of: bytes)
    }
    column.settle()
    return !column.isOpenNumber && column.finish(TimeOptions(times: .utc, zone: .utc)).misfitCount == 0
  }

  private static func finished(
    _ name: String, _ column: Builder, _ orders: Set<LoadSpec.DateOrder>, rows: Int
  ) -> ColumnProfile {
    let fileOrder = orders.count == 1 ? orders.first : nil
    let isOrderOpen = column.typed.isOpen && fileOrder == nil
    let reading = TimeOptions(order: nil, fileOrder: fileOrder, times: .utc, zone: .utc)
    let type = column.typed.finish(reading).column.type
    let sample = (0..<min(column.values.count, 2_000)).map { column.values[$0] }
    let words = sample.reduce(0) { $0 + $1.split(whereSeparator: \.isWhitespace).count }
    return ColumnProfile(
      name: name, type: type,
      fitsTimes: type.isTime || isOrderOpen
        || !sample.isEmpty && sample.allSatisfy { MomentCell(Array($0.utf8).span, isForced: true) != nil },
      fitsNumbers: type == .text && Profiler.areNumbers(sample), isOrderOpen: isOrderOpen,
      filled: column.filled,
      wordsPerValue: sample.isEmpty ? 0 : Double(words) / Double(sample.count),
      values: column.values, counts: column.counts)
  }
}
