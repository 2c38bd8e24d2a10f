internal import DataModel

/// Reads records from a sheet of an Excel workbook or an OpenDocument spreadsheet, as from a CSV file with the same rows: a record's line is its row.
struct WorkbookReader: RecordReader {
  private var table: CSVReader
  private let stream: SheetStream
  private let sheetRemarks: [FileRemark]
  private let byteCount: Int

  /// An archive that is no workbook is an error that says what it is.
  init(
    _ stream: ByteStream, path: String, _ options: CSVOptions,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(ReadFailure) {
    let bytes = try host { () throws(HostError) in try stream.bytes(of: path, limit: WorkbookPackage.largest)
    }
    byteCount = bytes.count
    let workbook = try host { () throws(HostError) in
      try Workbook(bytes, path: path, isCancelled: isCancelled)
    }
    guard let workbook else {
      throw FileFormat(bytes: bytes).map { .format($0) } ?? .notText(line: 1)
    }
    let sheet = try WorkbookReader.sheet(of: workbook, options.sheet)
    sheetRemarks = WorkbookReader.remarks(on: sheet, of: workbook, isChosen: options.sheet == nil)
    let rows = try host { () throws(HostError) in try SheetStream(workbook, sheet) }
    self.stream = rows
    var options = options
    options.isExact = true
    let text = ByteStream(size: nil) { () throws(HostError) in try rows.next() }
    table = try CSVReader(TextSource(text, encoding: .utf8), options)
  }

  /// The sheet of a name; without one, the first that is shown and has a table.
  private static func sheet(
    of workbook: Workbook, _ wanted: LoadSpec.Column?
  ) throws(ReadFailure) -> Workbook.Sheet {
    if let wanted {
      let key = wanted.name.trimmed.lowercased()
      if let sheet = workbook.sheets.first(where: { $0.name.trimmed.lowercased() == key }) { return sheet }
      throw .noSheet(wanted, names: workbook.sheets.map(\.name))
    }
    let shown = workbook.sheets.filter { !$0.isHidden }
    for isNarrowEnough in [false, true] {
      for sheet in shown {
        let isTable = try host { () throws(HostError) in
          try SheetStream(workbook, sheet).hasTable(isNarrowEnough: isNarrowEnough)
        }
        if isTable { return sheet }
      }
    }
    throw .empty
  }

  private static func remarks(
    on sheet: Workbook.Sheet, of workbook: Workbook, isChosen: Bool
  ) -> [FileRemark] {
    if sheet.isHidden { return [FileRemark(text: "the sheet “\(sheet.name)” is hidden in the workbook")] }
    let others = workbook.sheets.filter { $0.number != sheet.number }
    guard isChosen, !others.isEmpty else { return [] }
    let names = listed(others.map { $0.isHidden ? "\($0.name) (hidden)" : $0.name })
    return [FileRemark(text: "read as `sheet \"\(sheet.name)\"`; its other sheets are \(names)")]
  }

  var findings: [FileRemark] { sheetRemarks + cellRemarks.map { FileRemark(text: $0) } + table.findings }

  private var cellRemarks: [String] {
    let report = stream.report
    var found: [String] = []
    func cells(_ count: Int) -> String { counted(count, "cell") }
    let errors = report.errors.values.reduce(0, +)
    if errors > 0 {
      let kinds = listed(report.errors.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
      found.append("\(cells(errors)) with an error \(errors == 1 ? "counts" : "count") as missing: \(kinds)")
    }
    let formulas = report.formulasWithoutValue
    if formulas > 0 {
      let which = "\(cells(formulas)) with a formula and no kept value \(formulas == 1 ? "counts" : "count")"
      found.append("\(which) as missing: open the workbook in a spreadsheet, and save it")
    }
    // Titles above the table are merged as a rule.
    let merged = report.mergedRows.count { $0 > table.dialect.skippedLines }
    if merged > 0 {
      let groups = counted(merged, "group")
      found.append("of \(groups) of merged cells the first has the value, and the others are missing")
    }
    if report.hiddenRows > 0 {
      let rows = counted(report.hiddenRows, "row is", "rows are")
      found.append("\(rows) hidden in the workbook, and read like all others")
    }
    return found
  }

  // MARK: - The table

  var header: Header { table.header }
  var headerGuess: String? { table.headerGuess }
  var headerIsLikeRow: Bool { table.headerIsLikeRow }
  var choices: [Int: HeaderRows.Choice] { table.choices }
  var zone: Zone? { table.zone }
  var cells: [Range<Int>] { table.cells }
  var buffer: [UInt8] { table.buffer }
  var lines: [Int] { table.lines }
  var rejections: [RowRejection] { table.rejections }
  var doubtfulLines: [Int] { table.doubtfulLines }
  var decoding: TextDecoder { table.decoding }
  var keptLines: Set<Int> {
    get { table.keptLines }
    set { table.keptLines = newValue }
  }
  var keptRows: [Int: [String]] { table.keptRows }
  /// How much of the file is a row is not known.
  var size: Int? { nil }
  var bytesRead: Int { byteCount }
  var progress: BytesRead { stream.progress }

  mutating func readBatch() throws(ReadFailure) -> Bool { try table.readBatch() }
}

private func host<Value>(_ work: () throws(HostError) -> Value) throws(ReadFailure) -> Value {
  do throws(HostError) {
    return try work()
  } catch {
    throw .host(error)
  }
}
