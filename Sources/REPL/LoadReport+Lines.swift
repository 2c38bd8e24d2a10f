internal import DataModel
internal import Present
internal import SourceText

extension LoadReport {
  /// The report as lines: for each file, what happened to its rows and how its cells were read; in full also how the
  /// columns were read, and a line about all files.
  func lines(inFull: Bool) -> [String] {
    let details = files.flatMap { file -> [String] in
      let counts = [file.rows] + file.troubles
      let rows = counts.count == 1 && !file.losesRows ? [] : [counts.joined(separator: "; ")]
      let remarks = file.columns.compactMap { column -> String? in
        let said = [inFull ? column.remark : "", column.assumed].filter { !$0.isEmpty }
        return said.isEmpty ? nil : "\(column.name): \(said.joined(separator: "; "))"
      }
      let own = (rows + remarks + file.writing.lines).map { "\(name(of: file.path)): \($0)" }
      let currencies = file.currencies.map { "\(name(of: $0.path)): \($0.words)" }
      let joined = file.joinedFiles.filter(\.hasLosses).map { joined in
        let isOne = file.joined.count { $0.path == joined.path } == 1
        let names = isOne ? "" : " (\(joined.names.joined(separator: ", ")))"
        return "\(name(of: joined.path))\(names): \(joined.rows(of: name(of: file.path)))"
      }
      return (own + currencies + joined).map { printable("  \($0)") }
    }
    var rest: [String] = []
    if recordsAfterClock == 1 { rest.append("1 record after now is left out") }
    if recordsAfterClock > 1 { rest.append("\(grouped(recordsAfterClock)) records after now are left out") }
    if linkConflicts == 1 { rest.append("1 id was linked to two people") }
    if linkConflicts > 1 { rest.append("\(grouped(linkConflicts)) ids were linked to two people") }
    guard inFull else { return details + rest.map { "  \($0)" } }
    let total =
      "Loaded \(grouped(customers)) customers, \(grouped(events)) events and \(grouped(feedback)) pieces of feedback"
    let now = clock.map { " Today is \($0.today.iso) (\($0.words))." } ?? ""
    return details + [([total] + rest).joined(separator: "; ") + "." + now]
  }
}

extension LoadReport {
  /// The path as written in the load; of an absolute path only the file name, unless another file has the same.
  private func name(of path: String) -> String {
    guard path.hasPrefix("/") else { return path }
    func last(_ path: String) -> Substring? { path.split(separator: "/").last }
    let paths = files.flatMap { [$0.path] + $0.joined.map(\.path) }
    let alike = Set(paths.filter { last($0) == last(path) })
    return alike.count <= 1 ? last(path).map(String.init) ?? path : path
  }
}

extension LoadReport.File {
  /// The joined files; several joins of one file that take the same rows are reported once.
  fileprivate var joinedFiles: [LoadReport.Joined] {
    joined.reduce(into: []) { files, joined in
      func counts(_ joined: LoadReport.Joined) -> LoadReport.Joined {
        var joined = joined
        joined.names = []
        return joined
      }
      if let index = files.firstIndex(where: { counts($0) == counts(joined) }) {
        files[index].names += joined.names
      } else {
        files.append(joined)
      }
    }
  }

  /// What happened to the rows; the counts add up: `10 rows, 8 taken, 1 rejected, 1 repeated`.
  fileprivate var rows: String {
    let lost = self.lost
    let all = [counted(rowsRead, "row")] + told([(rowsAdded, "added by `join each`", "added by `join each`")])
    let taken = lost.isEmpty && rowsAdded == 0 ? "all taken" : "\(grouped(rowsTaken)) taken"
    let people = fillsGaps ? " as \(counted(people, "customer"))" : ""
    return (all + [taken + people] + lost).joined(separator: ", ")
  }

  /// Whether some rows were not taken, or not unchanged.
  fileprivate var losesRows: Bool { !lost.isEmpty || rowsAdded > 0 || fillsGaps }

  /// Whether several rows are one customer.
  private var fillsGaps: Bool { kind == .customers && people < rowsTaken }

  private var lost: [String] {
    told([
      (rowsRejected, "rejected", "rejected"),
      (rowsLeftOut, "left out", "left out"),
      (rowsWithoutEvent, "without an event", "without an event"),
      (rowsRepeated, "repeated", "repeated"),
      (rowsAfterNow, "after now", "after now"),
    ])
  }

  fileprivate var troubles: [String] {
    told([
      (
        kind == .customers ? 0 : rowsWithoutCustomer, "of those taken has no customer",
        "of those taken have no customer"
      ),
      (customersCreated, "customer is in this file alone", "customers are in this file alone"),
    ]) + (sharedIds.map(LoadReport.File.words) ?? []) + offScale.filter { !$0.isWrong }.map(\.words)
  }

  private static func words(_ shared: (count: Int, total: Int)) -> [String] {
    let ids = "\(grouped(shared.count)) of its \(counted(shared.total, "id"))"
    return ["\(ids) also in an earlier file, with which it has no other column in common"]
  }
}

extension LoadReport.Joined {
  /// Whether some rows are not used because of an error. Unmatched rows are normal in a file that is looked up.
  fileprivate var hasLosses: Bool {
    rowsRejected + rowsLeftOut + rowsRepeated + rowsWithoutKey + rowsFindingNone + (isSummed ? rowsUnused : 0)
      > 0
  }

  /// What happened to its rows; the counts add up.
  fileprivate func rows(of own: String) -> String {
    let lost = told([
      (rowsRejected, "rejected", "rejected"),
      (rowsLeftOut, "left out", "left out"),
      (rowsRepeated, "repeated", "repeated"),
      (rowsWithoutKey, "without a key", "without a key"),
      (rowsUnused, "that fits no row of \(own)", "that fit no row of \(own)"),
    ])
    let all = [counted(rowsRead, "joined row"), "\(grouped(rowsTaken)) taken"] + lost
    let vain = told([(rowsFindingNone, "row of \(own) finds none", "rows of \(own) find none")])
    return ([all.joined(separator: ", ")] + vain).joined(separator: "; ")
  }
}

private func told(_ counts: [(count: Int, one: String, many: String)]) -> [String] {
  counts.filter { $0.count > 0 }.map { counted($0.count, $0.one, $0.many) }
}

extension LoadReport.Writing {
  fileprivate var lines: [String] {
    let counts = [
      (html, "HTML, read as text"), (references, "characters written as in &amp;"),
      (quotes, "quoted mail, left out"), (signatures, "a signature, left out"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\(grouped($0.0)) with \($0.1)" }
    return parts.isEmpty ? [] : ["texts: \(parts.joined(separator: ", "))"]
  }
}
