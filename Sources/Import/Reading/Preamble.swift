/// The lines above the header: a report's title, its filters, comments.
///
/// The header is the first record that has the usual number of cells, all of them distinct names, if the records before
/// it are much narrower or are comments. If the first record has no column that the load names, the first record with
/// two such columns is also the header, or one with a single such column that is wider than all records before it.
struct Preamble {
  /// The number of lines above the header.
  let lines: Int
  let remark: String

  /// Nil if the first record is the header. `wanted` are the column names that the load uses, in lower case.
  init?(of records: [Dialect.Record], _ wanted: [String]) {
    guard let first = records.first else { return nil }
    let usual = usualWidth(records.map(\.cells.count))
    func names(_ record: Dialect.Record) -> Int {
      Set(record.cells.map { $0.trimmed.lowercased() }).intersection(wanted).count
    }
    if names(first) > 0, !first.isComment { return nil }
    var widest = 0
    for header in records.prefix(Preamble.mostRecords) {
      let found = header.isComment ? 0 : names(header)
      if found > 1
        || found == 1 && header.filled > widest && header.looksLikeHeader && header.cells.count == usual
      {
        lines = header.line - 1
        if lines == 0 { return nil }
        remark = Preamble.remark(header.line)
        return
      }
      widest = max(widest, header.filled)
    }
    let narrow = records.prefix { $0.isComment || $0.filled <= max(1, usual / 2) }
    guard narrow.count > 0, narrow.count < records.count else { return nil }
    let header = records[narrow.count]
    let rows = records.dropFirst(narrow.count + 1)
    let isNamed = names(header) > 0
    let regular = rows.count { $0.cells.count == usual }
    guard usual > 1, header.cells.count == usual, isNamed || header.looksLikeHeader,
      isNamed || regular * 10 >= rows.count * 8 && !rows.isEmpty
    else { return nil }
    // A single line above two columns may itself be a header, followed by text with a comma.
    let isApart = header.line - first.line > narrow.count
    guard isNamed || usual > 2 || narrow.count > 1 || isApart || first.isComment else { return nil }
    lines = header.line - 1
    remark = Preamble.remark(header.line)
  }

  /// At most this many records may precede a header.
  private static let mostRecords = 20

  private static func remark(_ line: Int) -> String {
    "the header is line \(line), and the lines above it are skipped: read as `skip \(line - 1) line\(line == 2 ? "" : "s")`"
  }
}

extension Dialect.Record {
  fileprivate var isComment: Bool { cells.first?.hasPrefix("#") == true }

  /// The number of cells up to the last that is not empty.
  fileprivate var filled: Int { (cells.lastIndex { !$0.trimmed.isEmpty } ?? -1) + 1 }

  /// Whether all cells are names, and all are different.
  fileprivate var looksLikeHeader: Bool {
    let names = cells.map { $0.trimmed.lowercased() }
    return Set(names).count == names.count
      && names.allSatisfy { name in
        !name.isEmpty && Double(name) == nil && name.unicodeScalars.contains { $0.properties.isAlphabetic }
          && !name.contains("@") && name.utf8.prefix(4).count { digit($0) != nil } < 4
      }
  }
}

extension StringProtocol where SubSequence == Substring {
  /// Without blanks at the ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
