internal import DataModel
internal import Import
internal import SourceText
internal import Store
internal import Syntax

extension Proposer {
  /// The load of a file of people.
  func load(_ someone: People, isFirst: Bool) -> Proposal.Load {
    let table = tables[someone.table]
    let key = someone.key
    var load = Proposal.Load(
      above: evidence(of: someone), head: Proposal.Line("load customers from \(table.source)"),
      lines: [])
    if let export = exports[someone.table], let known = export.peopleLoad {
      load.above.insert("\(export.name).", at: 0)
      load.above += export.remarks
      load.lines = known.lines.compactMap { present($0, in: table) }.map {
        $0.text.hasPrefix("key ") ? Proposal.Line($0.text, keyNote(key, table)) : $0
      }
    } else {
      load.lines = lines(of: table, key: key)
    }
    if let role = someone.role { load.lines.append(Proposal.Line("as \(Spelling.column(role))")) }
    if isFirst, foldsCase, !load.lines.contains(where: { $0.text.hasPrefix("ids ") }) {
      load.lines.append(
        Proposal.Line("ids fold case", "some ids of other files differ in capitalization alone"))
    }
    if isFirst, dropsZeros, !load.lines.contains(where: { $0.text == "ids without zeros" }) {
      load.lines.append(
        Proposal.Line("ids without zeros", "some ids of other files lack the zeros before them, or have them")
      )
    }
    return load
  }

  private func evidence(of someone: People) -> [String] {
    let (table, key) = (tables[someone.table], someone.key)
    let pointing = links.filter { $0.to == someone.table && $0.key == someone.key.name && $0.holds }
    var best: [Int: Link] = [:]
    for link in pointing where link.bare > best[link.from]?.bare ?? 0 { best[link.from] = link }
    let shown = best.keys.sorted().compactMap { best[$0] }.map { link in
      "  \(tables[link.from].title): \(link.evidence), by \(link.column)"
    }
    let isSnapshot = table.snapshotKeys.contains(key.name)
    let rows =
      isSnapshot
      ? "\(grouped(key.values.count)) people in \(table.files) snapshots; the newest row of each counts"
      : "one row a person, \(grouped(table.rows)) rows"
    return ["Customers: \(rows)."]
      + (shown.isEmpty ? [] : ["Files that lead to them:"] + shown)
  }

  func keyNote(_ key: ColumnProfile, _ table: Table) -> String {
    if table.snapshotKeys.contains(key.name) {
      return "different in all rows of each file, \(grouped(key.values.count)) different in all"
    }
    return key.isWholeKey(of: table.rows)
      ? "different in all \(grouped(table.rows)) rows"
      : "set in \(grouped(key.filled)) of \(grouped(table.rows)) rows, \(grouped(key.values.count)) different"
  }

  private func lines(of table: Table, key: ColumnProfile) -> [Proposal.Line] {
    [Proposal.Line("key \(key.spelled)", keyNote(key, table))] + attributes(table, key: key)
  }

  /// What the columns of a file tell of its people.
  func attributes(_ table: Table, key: ColumnProfile) -> [Proposal.Line] {
    var lines: [Proposal.Line] = []
    let columns = table.columns.filter { $0.name != key.name }
    if let label = label(columns, table) { lines.append(Proposal.Line("label \(label)")) }
    let groups = columns.filter { isGroup($0, table) }
    let usable = groups.filter { takenValue($0) == nil }
    if !usable.isEmpty {
      let left = groups.compactMap { column in
        takenValue(column).map { "not \(column.name), which has the value \($0)" }
      }
      lines.append(
        Proposal.Line(
          "segments by \(usable.map(\.spelled).joined(separator: ", "))", left.joined(separator: "; ")))
    }
    if let value = value(columns) {
      let range = value.extremes.map { "\($0.least) to \($0.most)" } ?? ""
      lines.append(Proposal.Line("value \(value.spelled)", range))
    }
    lines += times(columns, rows: table.rows)
    lines += epochs(columns, besides: lines)
    lines += numbers(columns)
    lines += gone(columns)
    lines += splits(of: table)
    for column in columns where isTruthAsDigits(column) && columns.contains(where: { $0.type == .boolean }) {
      lines.append(Proposal.Line("type \(column.spelled) boolean", "0 and 1 only"))
    }
    let personal = columns.filter(\.isPersonal)
    if !personal.isEmpty {
      lines.append(Proposal.Line("ignore \(personal.map(\.spelled).joined(separator: ", "))"))
    }
    return lines
  }

  private func label(_ columns: [ColumnProfile], _ table: Table) -> String? {
    let texts = columns.filter { $0.type == .text && $0.filled > 0 && !$0.isMail }
    if let first = texts.first(where: {
      $0.isNamed(Hint.firstName) && $0.isNamed(["name", "nombre", "vorname", "prénom", "voornaam"])
    }),
      let last = texts.first(where: {
        $0.isNamed(Hint.lastName) && $0.name != first.name && $0.words.count <= 2
      })
    {
      return "\(first.spelled), \(last.spelled)"
    }
    // Snapshots have each name once a file.
    let times = table.snapshotKeys.isEmpty ? 1 : table.files
    return texts.first { column in
      column.isNamed(Hint.label) && column.values.count * 3 * times > column.filled
        && !column.isNamed(["job"])
    }?.spelled
  }

  private func isGroup(_ column: ColumnProfile, _ table: Table) -> Bool {
    guard column.type == .text, column.isNamed(Hint.segments), (2...12).contains(column.values.count) else {
      return false
    }
    return column.filled * 10 >= table.rows * 5
      && (0..<column.values.count).allSatisfy { column.values[$0].count <= 24 }
  }

  /// A value of a column that would mean something else as the name of a population.
  private func takenValue(_ column: ColumnProfile) -> String? {
    let names = Set(tables.flatMap { $0.columns.map { $0.name.lowercased() } })
    let values = (0..<column.values.count).map { column.values[$0] }
    return values.first { value in
      let word = value.lowercased()
      return [word, word + "s", singular(word)].contains { Keyword(rawValue: $0) != nil }
        || names.contains(word)
    }
  }

  private func value(_ columns: [ColumnProfile]) -> ColumnProfile? {
    let numbers = columns.filter {
      ($0.type.isNumber || $0.fitsNumbers) && !$0.isTime && !$0.isScore && !$0.isNamed(Hint.id)
    }
    return Hint.value.lazy.compactMap { words in
      numbers.first { column in
        words.allSatisfy { word in
          column.words.contains { $0 == word || $0 == word + "s" || $0 == singular(word) }
        }
      }
        ?? numbers.first { column in
          words.allSatisfy { column.name.lowercased().contains($0) } && words.count > 1
        }
    }.first
  }

  private func times(_ columns: [ColumnProfile], rows: Int) -> [Proposal.Line] {
    let times = columns.filter { $0.isTime && $0.filled > 0 }
    var lines: [Proposal.Line] = []
    let end = times.first { $0.isNamed(Hint.end) }
    let starts = times.filter {
      $0.isNamed(Hint.start) && $0.name != end?.name && !$0.isNamed(["last", "updated", "letzter", "trial"])
    }
    if let start = starts.first {
      lines.append(
        Proposal.Line(
          "start \(start.spelled)",
          start.filled < rows ? "missing in \(grouped(rows - start.filled)) rows" : ""))
    }
    if let end { lines.append(Proposal.Line("end \(end.spelled)", "set in \(grouped(end.filled)) rows")) }
    return lines
  }

  /// Times written as seconds or milliseconds since 1970, which are numbers unless a line says what they are.
  private func epochs(_ columns: [ColumnProfile], besides lines: [Proposal.Line]) -> [Proposal.Line] {
    columns.filter { column in
      column.isTime && column.type == .integer && column.filled > 0
        && (0..<column.values.count).allSatisfy { column.values[$0].count >= 9 }
        && !lines.contains { $0.text.hasSuffix(" \(column.spelled)") }
    }.map { Proposal.Line("type \($0.spelled) timestamp", "such as \($0.values[0])") }
  }

  /// Rows of accounts that were deleted, or are only tests.
  private func gone(_ columns: [ColumnProfile]) -> [Proposal.Line] {
    for column in columns where column.isNamed(Hint.deleted) && column.values.count <= 2 && !column.isTime {
      let pairs = (0..<column.values.count).map { (column.values[$0], column.counts[$0]) }
      guard let yes = pairs.first(where: { Hint.yes.contains($0.0.lowercased()) }) else { continue }
      let no = pairs.first { Hint.no.contains($0.0.lowercased()) }
      if column.type == .boolean {
        return [Proposal.Line("where not \(column.spelled)", "\(grouped(yes.1)) rows are left out")]
      }
      guard let no else { continue }
      return [
        Proposal.Line(
          "where \(column.spelled) is \(Spelling.value(no.0))", "\(grouped(yes.1)) rows are left out")
      ]
    }
    return []
  }

  /// Columns of numbers that need a word to be read as such: `1.234,50`.
  func numbers(_ columns: [ColumnProfile]) -> [Proposal.Line] {
    columns.filter { $0.fitsNumbers && !$0.isPersonal && !$0.isNamedID && !$0.isTime }.map {
      Proposal.Line("type \($0.spelled) decimal", "such as \($0.values[0])")
    }
  }

  private func isTruthAsDigits(_ column: ColumnProfile) -> Bool {
    column.type == .integer && column.values.count == 2
      && Set([column.values[0], column.values[1]]) == ["0", "1"]
  }
}
