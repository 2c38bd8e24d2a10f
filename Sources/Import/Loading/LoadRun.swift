internal import DataModel
internal import SourceText
internal import Store
internal import Text

/// Executes one `load`: reads its files, joins and checks them, then passes them on as a batch.
struct LoadRun {
  let plan: LoadPlan
  var tables: [LoadedTable] = []
  var rows: JoinedRows
  /// The rows excluded by the load's condition.
  var leftOut: JoinedRows?
  /// The normalized ids of the rows, if id rules merge spellings and the load says which row of a person counts.
  var settledKeys: Column?
  var report: LoadReport.File
  var rejected = RejectedRows()
  /// For each joined file that is aggregated, its original rows: their keys, which rows count, and which are
  /// duplicates.
  var aggregatedRows: [Int: (keys: Column, kept: Bitmap, repeated: Bitmap)] = [:]
  /// For each table, the amount columns that have a currency column.
  var amounts: [Int: [Amounts]] = [:]
  /// The feedback texts, one per row.
  private(set) var texts: TextHeap?
  private(set) var words: TextIndexBuilder?
  var origin: Origin { plan.origin }

  /// Whether its rows can be used; if not, the errors are among the problems.
  private(set) var isUsable = false

  /// Reads the files of a load. With `keepsCells` the report includes the cells of rejected rows.
  init(_ plan: LoadPlan, _ host: Host, keepsCells: Bool, _ problems: inout Problems) {
    self.plan = plan
    report = LoadReport.File(path: plan.spec.path, kind: plan.spec.kind)
    let finder = FileFinder(host: host, origin: plan.origin)
    rows = JoinedRows(LoadedTable())
    var readers: [TableReader] = []
    for index in plan.tables.indices {
      let span = index == 0 ? plan.spec.sourceSpan : plan.joins[index - 1].spec.pathSpan
      do throws(TableReader.Failure) {
        var reader = TableReader(host, plan.reading(index), paths: plan.paths[index])
        tables.append(try reader.read())
        readers.append(reader)
      } catch {
        problems.add(finder.cannotRead(error.path, error.reason, at: span))
        return
      }
    }
    let before = problems.all.count { $0.severity == .error }
    for index in tables.indices {
      cleanIds(of: index, &problems)
      readCurrencies(of: index)
      checkTable(index, &problems)
    }
    checkNames(&problems)
    tellDoubledNames(&problems)
    readScoresInPercent(&problems)
    rows = JoinedRows(tables[0])
    takeEqualRowsOnce(&problems)
    let fits =
      before == problems.all.count { $0.severity == .error } && join(&problems) && takeRows(&problems)
    // If most times are unreadable, a single error says so; the rows are rejected all the same.
    let told = rejected
    if !fits { rejectRowsOfUnfitTimes() }
    if keepsCells { keepCells(readers) }
    countRows(telling: told, &problems)
    guard fits, before == problems.all.count(where: { $0.severity == .error }) else { return }
    describeColumns()
    readWords(host.isCancelled)
    isUsable = true
  }

  private mutating func keepCells(_ readers: [TableReader]) {
    for (table, reader) in readers.enumerated() {
      for (file, path) in tables[table].paths.enumerated() {
        let cells = reader.cells(ofLines: rejected.lines(of: file, in: table), path: path)
        rejected.keep(cells, of: file, in: table)
      }
    }
  }

  private mutating func readWords(_ isCancelled: () -> Bool) {
    guard let text = plan.text, var found = finished(text).words else { return }
    if !plan.spec.textIsPlain { report.writing = found.readAsWritten(isCancelled) }
    let texts = rows.texts(found, of: text.table)
    words = texts.words(isCancelled: isCancelled)
    self.texts = texts
  }

  /// How ids are normalized; the id rules also apply to joined files.
  var forms: IDNormalizer { IDNormalizer(plan.spec.idRules) }

  func finished(_ source: LoadPlan.Source) -> FinishedColumn {
    let table = tables[source.table]
    if source.isDerived { return table.derived[source.column] }
    return table.columns[source.column]
      ?? FinishedColumn(column: Column("", booleans: Bitmap(count: table.rowCount)))
  }

  /// A slot's column, in the order of the rows.
  func column(_ source: LoadPlan.Source?) -> Column? {
    source.map { rows.column(finished($0).column, of: $0.table) }
  }

  func place(of row: Int, in table: Int) -> (path: String, line: Int) {
    let place = tables[table].lines.place(of: row)
    let paths = tables[table].paths
    return (place.file < paths.count ? paths[place.file] : plan.paths[table][0], place.line)
  }
}

// MARK: - What is odd about the rows

extension LoadRun {
  private mutating func checkTable(_ index: Int, _ problems: inout Problems) {
    let table = tables[index]
    origin.tellRemarks(of: table, &problems)
    rejected.add(table)
    if index == 0, table.rowCount == 0, table.rejections.allSatisfy(\.rejection.isNoData) {
      let path = plan.paths[0][0]
      problems.add(
        origin.diagnostic(
          .emptyFile, severity: .warning, "\(path) has a header but no rows", dataFile: path, dataLine: 1))
    }
    let columns =
      table.columns.enumerated().map { (LoadPlan.Source(table: index, column: $0), $1) }
      .compactMap { source, column in column.map { (source, $0) } }
      + table.derived.enumerated().map { (LoadPlan.Source(table: index, column: $0, isDerived: true), $1) }
    // Of a file that is aggregated, columns read only to find duplicate rows need no warnings.
    let used = index > 0 ? plan.joins[index - 1].aggregation?.used : nil
    for (source, column) in columns where used?.contains(source.column) != false {
      check(column, source, &problems)
    }
  }

  /// Whether rows without a valid value in this column are rejected: the time, in the load's own file.
  func rejectsMisfits(_ source: LoadPlan.Source) -> Bool {
    source.table == 0 && (plan.at == source || plan.roles.contains { $0.at == source })
  }

  /// The column's name while its file is read.
  func titleInFile(_ source: LoadPlan.Source) -> String {
    guard source.table > 0, let aggregation = plan.joins[source.table - 1].aggregation else {
      return title(source)
    }
    return source.column < aggregation.plan.names.count
      ? aggregation.plan.names[source.column] : finished(source).column.name
  }

  /// The column's name in messages and in the loaded table.
  func title(_ source: LoadPlan.Source) -> String {
    let table = plan.tables[source.table]
    if source.isDerived {
      if let name = table.derived[source.column].name { return name }
      let sources = table.derived[source.column].sources
      return sources.map { title(LoadPlan.Source(table: source.table, column: $0)) }.joined(separator: ", ")
    }
    // Columns that only later files of a pattern have are not in the plan.
    guard source.column < table.names.count else { return finished(source).column.name }
    return plan.columnTitle(source)
  }
}
