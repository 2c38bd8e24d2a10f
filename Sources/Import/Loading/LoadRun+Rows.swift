internal import DataModel
internal import Store

// MARK: - Which rows are taken

extension LoadRun {
  /// Filters rows, rejects invalid ones, and keeps one row per key where needed. Returns false if the load asks for
  /// something that the files do not have.
  mutating func takeRows(_ problems: inout Problems) -> Bool {
    guard leaveOut(&problems) else { return false }
    rejectRows()
    for (table, read) in tables.enumerated() where table == 0 || plan.joins[table - 1].aggregation == nil {
      settleCurrencies(of: table, among: rows.rows(of: table, count: read.rowCount), &problems)
    }
    return resolveDuplicateKeys(&problems)
  }

  /// Rejects rows that were parsed but are invalid.
  private mutating func rejectRows() {
    let hasAll = leftOut == nil && report.rowsRepeated == 0
    let taken = hasAll ? nil : rows.ownRows(of: tables[0])
    rejectUnreadableTimes(among: taken)
    rejectUnnamedEvents(among: taken)
    rejectNobodys(among: taken)
    if rejected.ownCount > 0 { rows.filter { !rejected.contains(own: $0) } }
    let out = report.rowsLeftOut + report.rowsRepeated
    report.rowsAdded = rows.count + out - (tables[0].rowCount - rejected.ownCount)
  }

  /// Rejects rows whose time cannot be read, if there are so many that the load fails.
  mutating func rejectRowsOfUnfitTimes() {
    rejectUnreadableTimes(among: nil) { $0.isUnfit || $0.bothOrders != nil }
  }

  private mutating func rejectUnreadableTimes(
    among taken: Bitmap?, where isMeant: (FinishedColumn) -> Bool = { _ in true }
  ) {
    var sources: [LoadPlan.Source] = []
    for source in ([plan.at] + plan.roles.map(\.at)).compactMap({ $0 })
    where rejectsMisfits(source) && !sources.contains(source) && isMeant(finished(source)) {
      sources.append(source)
    }
    for source in sources {
      let column = finished(source)
      let title = title(source)
      for (index, row) in column.unread.rows.enumerated() where taken?[Int(row)] != false {
        let cell = column.unread.text(at: index)
        let why = MomentCell.wrongWeekday(in: cell).map { ": \($0)" } ?? ""
        reject(
          Int(row), title, "“\(shortened(cell))” is not a date or time\(why)", remedy: missingLine([cell]),
          isNoTime: why.isEmpty)
      }
    }
  }

  /// Rejects customers without an id.
  private mutating func rejectNobodys(among taken: Bitmap?) {
    guard plan.spec.kind == .customers, let key = plan.key, key.table == 0 else { return }
    let ids = finished(key).column
    guard ids.missing > 0 else { return }
    for row in 0..<ids.count where !ids.isPresent(at: row) && taken?[row] != false {
      reject(row, title(key), "it has no id")
    }
  }

  /// Rejects rows whose only event has no name.
  private mutating func rejectUnnamedEvents(among taken: Bitmap?) {
    guard plan.spec.kind == .events, plan.roles.isEmpty, let source = plan.name, source.table == 0 else {
      return
    }
    let names = finished(source).column
    guard names.missing > 0 else { return }
    let title = title(source)
    for row in 0..<names.count where !names.isPresent(at: row) && taken?[row] != false {
      reject(row, title, "the event has no name")
    }
  }

  /// Rejects a row of the load's own files because of one cell.
  mutating func reject(
    _ row: Int, _ column: String?, _ reason: String, remedy: String? = nil, isNoTime: Bool = false
  ) {
    let place = tables[0].lines.place(of: row)
    let rejection = LoadReport.RejectedRow(
      path: tables[0].paths[place.file], line: place.line, column: column, reason: reason,
      remedy: remedy, isNoTime: isNoTime)
    rejected.add(rejection, own: row, file: place.file)
  }

  /// Records in the report how many rows were read and rejected, and warns about the rejected rows in `told`.
  mutating func countRows(telling told: RejectedRows, _ problems: inout Problems) {
    report.rowsRead = tables[0].rowsRead.reduce(0, +)
    report.rowsRejected = rejected.count(in: 0)
    report.bytes = tables[0].bytes
    for index in report.joined.indices {
      report.joined[index].rowsRead = tables[index + 1].rowsRead.reduce(0, +)
      report.joined[index].rowsRejected = tables[index + 1].rejections.count
    }
    report.rejected = rejected.all
    for (index, table) in tables.enumerated() {
      told.tell(of: index, rowsRead: table.rowsRead, paths: table.paths, plan.origin, &problems)
    }
  }
}
