internal import DataModel
internal import SourceText

/// The rejected rows of a load's own files and joined files, each with the first reason found.
struct RejectedRows {
  /// The rows by table; table 0 is the load's own.
  private var byTable: [[(file: Int, row: LoadReport.RejectedRow)]] = []
  /// The numbers of the load's own rows that were parsed and rejected later.
  private var ownRows: Set<Int> = []

  /// This many rejected rows are listed in a warning; the others are only counted.
  static let reportedRows = 5

  /// Adds the rows that the reader of a table rejected. A row that is already here is skipped, as several joins may
  /// read one file.
  mutating func add(_ table: LoadedTable) {
    struct Place: Hashable {
      var path: String
      var line: Int
    }
    let known = Set(byTable.joined().map { Place(path: $0.row.path, line: $0.row.line) })
    byTable.append(
      table.rejections.compactMap { file, rejection in
        let row = LoadReport.RejectedRow(
          path: table.paths[file], line: rejection.line, column: rejection.column, reason: rejection.reason,
          isNoData: rejection.isNoData)
        return known.contains(Place(path: row.path, line: row.line)) ? nil : (file, row)
      })
  }

  /// Adds a parsed row of the load's own files, unless it is already here.
  mutating func add(_ row: LoadReport.RejectedRow, own number: Int, file: Int) {
    if ownRows.insert(number).inserted { byTable[0].append((file, row)) }
  }

  /// How many of the load's own rows were parsed and rejected later.
  var ownCount: Int { ownRows.count }

  func contains(own number: Int) -> Bool { ownRows.contains(number) }

  func count(in table: Int) -> Int { byTable[table].count }

  /// The line numbers of a file's rejected rows.
  func lines(of file: Int, in table: Int) -> [Int] {
    byTable[table].filter { $0.file == file }.map(\.row.line)
  }

  /// Stores the cells of a file's rejected rows, by line number.
  mutating func keep(_ cells: [Int: [String]], of file: Int, in table: Int) {
    for index in byTable[table].indices where byTable[table][index].file == file {
      byTable[table][index].row.cells = cells[byTable[table][index].row.line] ?? []
    }
  }

  /// All rejected rows, sorted by table, file and line.
  var all: [LoadReport.RejectedRow] { byTable.flatMap { RejectedRows.sorted($0).map(\.row) } }

  private static func sorted(
    _ rows: [(file: Int, row: LoadReport.RejectedRow)]
  ) -> [(file: Int, row: LoadReport.RejectedRow)] {
    rows.sorted { ($0.file, $0.row.line) < ($1.file, $1.row.line) }
  }
}

// MARK: - What is said of them

extension RejectedRows {
  /// Reports the first rejected rows of a table, each with its line and reason, and the number of the others. If more
  /// than half of a file's rows are rejected, that is an error, otherwise a warning.
  func tell(of table: Int, rowsRead: [Int], paths: [String], _ origin: Origin, _ problems: inout Problems) {
    let rows = RejectedRows.sorted(byTable[table])
    for (file, path) in paths.enumerated() {
      let own = rows.filter { $0.file == file }
      let faulty = own.filter { !$0.row.isNoData }
      let noData = own.count - faulty.count
      guard let first = faulty.first?.row, faulty.count * 2 > rowsRead[file] - noData else { continue }
      problems.add(mostlyRejected(path, faulty.count, of: rowsRead[file] - noData, first, origin))
    }
    let remedy = rows.lazy.compactMap(\.row.remedy).first
    for (_, row) in rows.prefix(RejectedRows.reportedRows) {
      problems.add(
        origin.diagnostic(
          .rejectedRow, severity: .warning, "row rejected: \(row.sentence)",
          notes: rows.count == 1 && row.isNoTime ? [MomentCell.commonForms] : [],
          fixes: rows.count == 1 ? remedy.map { [origin.adding($0)] } ?? [] : [], dataFile: row.path,
          dataLine: row.line))
    }
    let more = rows.count - RejectedRows.reportedRows
    guard more > 0, let path = paths.first else { return }
    problems.add(
      origin.diagnostic(
        .rejectedRow, severity: .warning,
        counted(more, "more row of \(path) was rejected", "more rows of \(path) were rejected"),
        notes: ["`--rejects FILE` writes all of them to a file."]))
  }

  private func mostlyRejected(
    _ path: String, _ count: Int, of all: Int, _ first: LoadReport.RejectedRow, _ origin: Origin
  ) -> Diagnostic {
    let share = count == all ? "all \(all)" : "\(count) of \(all)"
    return origin.diagnostic(
      .rejectedRow, "\(share) rows of \(path) cannot be read; in the first, \(first.sentence)",
      notes: [
        "So many are not single mistakes: the load does not describe the file as it was written.",
        "Look at that line, and at the columns that the load names. `--rejects FILE` writes all of these rows to a file.",
      ], dataFile: path, dataLine: first.line)
  }
}

extension LoadReport.RejectedRow {
  /// `on: “soon” is not a date or time`, `it has 4 cells, and there are 3 columns`
  fileprivate var sentence: String { column.map { "\($0): \(reason)" } ?? reason }
}
