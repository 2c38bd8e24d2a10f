internal import DataModel
internal import SourceText
internal import Store

/// A file, or several files of the same shape, read into typed columns.
struct LoadedTable {
  var rowCount = 0
  /// The columns in the order of the plan, nil for skipped ones, followed by columns that only later files have.
  var columns: [FinishedColumn?] = []
  var derived: [FinishedColumn] = []
  /// The paths of the files that were read.
  var paths: [String] = []
  var lines = LineMap()
  var rejections: [(file: Int, rejection: RowRejection)] = []
  /// The rows read from each file, including rejected ones.
  var rowsRead: [Int] = []
  var bytes = 0
  /// Notes for the user about each file: its encoding, its columns.
  var remarks: [(file: Int, line: Int?, text: String)] = []
}

/// Reads the files of one table by a plan. If a column was typed too early, or a file turns out not to be UTF-8,
/// everything is read again with that knowledge.
struct TableReader {
  struct Failure: Error {
    var path: String
    var reason: ReadFailure
  }

  let host: Host
  let plan: TablePlan
  let paths: [String]
  /// The encodings of the files that turned out not to be UTF-8.
  private var guesses: [[UInt8]: TextDecoder.Guess] = [:]
  /// Total rows in the middle of a file, by path and line, with the reason they are no data.
  private var sums: [[UInt8]: [Int: String]] = [:]
  private var textColumns: Set<String> = []

  init(_ host: Host, _ plan: TablePlan, paths: [String]) {
    self.host = host
    self.plan = plan
    self.paths = paths
  }

  /// The cells of the rows that start on the given lines. The file has been read before.
  func cells(ofLines lines: [Int], path: String) -> [Int: [String]] {
    var options = options(path)
    options.opened = []
    guard !lines.isEmpty, var reader = try? openRecords(path, host, options) else { return [:] }
    reader.keptLines = Set(lines)
    while (try? reader.readBatch()) == true, !host.isCancelled() {}
    return reader.keptRows
  }

  private func options(_ path: String) -> CSVOptions {
    var options = plan.reading
    options.guess = guesses[path.pathBytes]
    options.noData = sums[path.pathBytes] ?? [:]
    options.needed = Set(plan.needed.map { plan.header.names[$0].lowercased() })
    return options
  }

  /// Of the rows that look like totals, those that are indeed the sums of the rows above or of all others.
  private func sums(among lines: [Int], path: String) -> [Int: String] {
    guard var reader = try? openRecords(path, host, options(path)) else { return [:] }
    let lines = Set(lines)
    var check = TotalRowDetector(width: reader.width)
    var found: [Int: String] = [:]
    var open: [Int: TotalRowDetector.Row] = [:]
    while (try? reader.readBatch()) == true, !host.isCancelled() {
      for row in 0..<reader.rowCount {
        let texts = reader.cells[row * reader.width..<(row + 1) * reader.width].map {
          String(decoding: reader.buffer[$0], as: UTF8.self).trimmed
        }
        let line = reader.lines[row]
        var numbers = TotalRowDetector.Row(numbers: texts.map(NonDataRow.number))
        guard lines.contains(line) else {
          check.add(numbers, isWhole: texts.dropFirst().contains { !$0.isEmpty })
          continue
        }
        numbers.isCount = NonDataRow.namesCount(texts)
        if !NonDataRow.namesSum(texts) { numbers.leastTerms = 2 }
        if check.isTotal(numbers) {
          found[line] =
            numbers.isCount
            ? "it is a count of the rows above it" : "it is a total: the sum of the rows above it"
        } else {
          check.add(numbers, isWhole: true)
          open[line] = numbers
        }
      }
    }
    for (line, row) in open where check.isTotalOfOthers(row) {
      found[line] = "it is a total: the sum of all other rows"
    }
    return found
  }

  mutating func read() throws(Failure) -> LoadedTable {
    // Each pass but the last finds at least one more text column or encoding; in practice two passes are enough.
    while true {
      var pass = Pass(plan, allTexts: textColumns, paths)
      var hasNewSums = false
      for (index, path) in paths.enumerated() {
        let reader = try pass.read(path, at: index, host, options(path))
        if let other = reader.decoding.otherEncoding {
          guesses[path.pathBytes] = other
        }
        if !reader.doubtfulLines.isEmpty, sums[path.pathBytes] == nil {
          sums[path.pathBytes] = sums(among: reader.doubtfulLines, path: path)
          hasNewSums = hasNewSums || sums[path.pathBytes]?.isEmpty == false
        }
      }
      pass.settle()
      let early = pass.tooEarly
      let isRead = guesses.allSatisfy { pass.encodings[$0] == .other($1.encoding) } && !hasNewSums
      if early.isSubset(of: textColumns), isRead { return pass.finish() }
      textColumns.formUnion(early)
    }
  }
}

/// One pass over all files of a table.
private struct Pass {
  private let plan: TablePlan
  private let allTexts: Set<String>
  private var table = LoadedTable()
  /// By column of the plan, then columns of later files; nil if skipped.
  private var builders: [ColumnBuilder?] = []
  private var keys: [String]
  private var remarks: [Int: String]
  private var derived: [ColumnBuilder] = []
  private(set) var encodings: [[UInt8]: TextDecoder.Encoding] = [:]
  /// The values of columns that hold a part of the file's name, by file.
  private let fileTexts: [Int: [[UInt8]]]

  init(_ plan: TablePlan, allTexts: Set<String>, _ paths: [String]) {
    self.plan = plan
    fileTexts = plan.fileColumns.mapValues { part in
      switch part {
      case .name: paths.map { Array(($0.split(separator: "/").last ?? "").utf8) }
      case .date: FileDate.texts(of: paths).map { Array($0.utf8) }
      }
    }
    self.allTexts = allTexts
    keys = plan.header.names.map { $0.lowercased() }
    remarks = plan.header.remarks
  }

  /// The columns, in lower case, with a value that does not fit the type chosen early.
  var tooEarly: Set<String> {
    Set(zip(keys, builders).compactMap { key, builder in builder?.isMistyped == true ? key : nil })
  }

  mutating func read(
    _ path: String, at file: Int, _ host: Host, _ options: CSVOptions
  ) throws(TableReader.Failure) -> any RecordReader {
    do throws(ReadFailure) {
      var reader = try openRecords(path, host, options)
      encodings[path.pathBytes] = reader.decoding.encoding
      let rowsBefore = table.rowCount
      try take(&reader, path, at: file, host)
      table.paths.append(path)
      table.bytes += reader.bytesRead
      table.rejections += reader.rejections.map { (file, $0) }
      table.rowsRead.append(table.rowCount - rowsBefore + reader.rejections.count)
      let findings = reader.findings.filter { !$0.isAboutRejections || !reader.rejections.isEmpty }
      table.remarks += findings.map { (file, $0.line, $0.text) }
      return reader
    } catch {
      throw TableReader.Failure(path: path, reason: error)
    }
  }

  /// Reads all records of a file.
  private mutating func take(
    _ reader: inout some RecordReader, _ path: String, at file: Int, _ host: Host
  ) throws(ReadFailure) {
    var places = match(reader, file: file)
    var width = reader.width
    var hasRoom = false
    while try reader.readBatch() {
      if host.isCancelled() { throw .host(.cancelled) }
      if reader.width > width {
        places = match(reader, file: file)
        width = reader.width
      }
      append(reader, places: places, file: file)
      if !hasRoom, file == 0, reader.bytesRead > Pass.estimateAfter, let size = reader.size {
        hasRoom = true
        makeRoom(times: Double(size) / Double(reader.bytesRead - ByteStream.chunkSize))
      }
      host.progress("reading \(path)", reader.progress)
    }
  }

  /// After this many bytes of a large file, its remaining rows are estimated and capacity is reserved for them.
  private static let estimateAfter = 8 << 20

  /// Reserves capacity in every column for `times` times its present rows, which saves repeated reallocation.
  private mutating func makeRoom(times: Double) {
    for index in builders.indices { builders[index]?.reserve(times: times) }
    for index in derived.indices { derived[index].reserve(times: times) }
  }

  /// Maps the file's columns to builders; new columns get a new one.
  private mutating func match(_ reader: some RecordReader, file: Int) -> [Int?] {
    if builders.isEmpty {
      builders = plan.names.indices.map { index in
        plan.isSkipped[index]
          ? nil
          : builder(
            plan.names[index], plan.targets[index],
            declared: index < reader.declared.count ? reader.declared[index] : nil, key: keys[index], reader,
            plan.settings(of: index))
      }
      derived = plan.derived.map { column in
        var settings = plan.settings
        settings.allowsCommas = reader.allowsCommas
        if column.target == .list {
          settings.split = ListSplit(separator: Array(column.separator.utf8), isExact: true)
        }
        return ColumnBuilder(column.name ?? "", as: column.target, settings)
      }
    }
    let found = reader.header.names.map { $0.lowercased() }
    let places = Dictionary(zip(found, found.indices)) { first, _ in first }
    var known = Set(keys)
    var added: [String] = []
    for (key, name) in zip(found, reader.header.names) where known.insert(key).inserted {
      guard !plan.ignoredPrefixes.contains(where: key.hasPrefix) else {
        keys.append(key)
        builders.append(nil)
        continue
      }
      var column = builder(name, .inferred, key: key, reader, plan.settings)
      column.appendMissing(table.rowCount)
      keys.append(key)
      builders.append(column)
      added.append(name)
    }
    let lacking = keys.enumerated().filter { places[$1] == nil && fileTexts[$0] == nil }.map(\.element)
    if file > 0, !added.isEmpty {
      table.remarks.append((file, nil, "additional columns: \(added.joined(separator: ", "))"))
    }
    if file > 0, !lacking.isEmpty {
      table.remarks.append((file, nil, "lacks the columns \(lacking.joined(separator: ", "))"))
    }
    return keys.map { places[$0] }
  }

  private func builder(
    _ name: String, _ wanted: ColumnTarget, declared: ColumnTarget? = nil, key: String,
    _ reader: some RecordReader,
    _ settings: ColumnSettings
  ) -> ColumnBuilder {
    var settings = settings
    settings.allowsCommas = reader.allowsCommas
    // What a database declares as a number has a decimal point.
    if declared == .number { settings.hasDecimalComma = false }
    let target = wanted == .inferred ? declared ?? .inferred : wanted
    settings.isText = (target == .inferred || target.isTime) && allTexts.contains(key)
    settings.keepsSpelling = settings.keepsSpelling || TablePlan.namesVersions(key)
    return ColumnBuilder(name, as: target, settings)
  }

  private mutating func append(_ reader: some RecordReader, places: [Int?], file: Int) {
    var cells: [Range<Int>] = []
    for index in builders.indices where builders[index] != nil {
      if let texts = fileTexts[index] {
        builders[index]?.append(reader.repeated(texts[file]), of: texts[file])
        continue
      }
      guard let place = places[index] else {
        builders[index]?.appendMissing(reader.rowCount)
        continue
      }
      reader.column(place, into: &cells)
      if let choice = reader.choices[place] {
        let (answers, bytes) = reader.answers(cells, choice)
        builders[index]?.append(answers, of: bytes)
      } else {
        builders[index]?.append(cells, of: reader.buffer)
      }
    }
    for (index, column) in plan.derived.enumerated() {
      let sources = column.sources.map { places[$0] }
      if column.sources.count == 1, let texts = fileTexts[column.sources[0]] {
        append(reader.repeated(texts[file]), of: texts[file], to: index)
      } else if sources.count == 1, let source = sources[0] {
        reader.column(source, into: &cells)
        append(cells, of: reader.buffer, to: index)
      } else {
        let (joined, bytes) = reader.joined(sources, column)
        derived[index].append(joined, of: bytes)
      }
    }
    table.lines.append(file: file, lines: reader.lines)
    table.rowCount += reader.rowCount
  }

  /// Adds cells to a derived column, or what of them its pattern matches.
  private mutating func append(_ cells: [Range<Int>], of bytes: [UInt8], to index: Int) {
    guard let pattern = plan.derived[index].pattern else { return derived[index].append(cells, of: bytes) }
    derived[index].append(pattern.firstMatches(in: cells, of: bytes), of: bytes)
  }

  /// Decides the type of every column. Afterwards `tooEarly` has the columns that were typed too early.
  mutating func settle() {
    for index in builders.indices { builders[index]?.settle() }
    for index in derived.indices { derived[index].settle() }
    for index in builders.indices where builders[index]?.isOpenForGood == true {
      if builders[index]?.isOpenNumber == true { builders[index]?.markMistyped() }
      let order = plan.reading(of: index, fileOrder: fileOrder).reading
      if order.order == nil, order.fileOrder == nil { builders[index]?.markMistyped() }
    }
  }

  /// The order of day and month that the columns prove, if they agree.
  private var fileOrder: LoadSpec.DateOrder? {
    let orders = Set(builders.compactMap { $0?.provenOrder } + derived.compactMap(\.provenOrder))
    return orders.count == 1 ? orders.first : nil
  }

  consuming func finish() -> LoadedTable {
    let fileOrder = fileOrder
    var table = table
    for index in builders.indices {
      // Take the builder out of the array, so that its arrays are changed in place rather than copied.
      guard let builder = builders[index].take() else {
        table.columns.append(nil)
        continue
      }
      let (reading, zone) = plan.reading(of: index, fileOrder: fileOrder)
      var column = builder.finish(reading)
      let remarks = [remarks[index] ?? "", column.remark, column.hasLocalTimes ? zone ?? "" : ""]
      column.remark = remarks.filter { !$0.isEmpty }.joined(separator: "; ")
      table.columns.append(column)
    }
    table.derived = derived.enumerated().map { index, column in
      let sources = plan.derived[index].sources
      let own =
        sources.last { plan.orders[$0] != nil || HeaderZone(plan.header.names[$0]) != nil } ?? sources.first
      return column.finish(plan.reading(of: own, fileOrder: fileOrder).reading)
    }
    return table
  }
}
