/// A row held back until the rows after it show whether it is data.
struct HeldBackRow {
  var line: Int
  var cells: [[UInt8]]
  /// Why it is no data if no data follows; nil if it is data in any case.
  var reason: String?
  /// Whether its numbers have to be checked as totals if data follows.
  var isTotal = false
}

/// Decides which records are rows of the table.
extension CSVReader {
  private enum Verdict {
    case data
    case noData(String)
    /// Not data, if no data follows.
    case doubtful(String, isTotal: Bool = false)

    var isNoData: Bool { if case .noData = self { true } else { false } }
  }

  /// Whether the last record of the batch is a row; otherwise it was rejected or held back, and is removed from the
  /// batch.
  mutating func takes(_ first: Int, _ count: Int) -> Bool {
    let isApart = !blankLines.isEmpty
    for line in blankLines { reject(line, "the line is blank", isNoData: true) }
    blankLines.removeAll(keepingCapacity: true)
    dropMark(first)
    let found = options.keepsAllRows ? .data : verdict(cells[first...], isApart: isApart)
    if let unclear = scanner.unclear, !found.isNoData {
      reject(
        scanner.line, column: unclear < width ? header.names[unclear] : nil,
        "a quote inside a quoted cell is not doubled, so where the cell ends is not clear")
      cells.removeLast(cells.count - first)
      return false
    }
    switch found {
    case .noData(let reason):
      // If another file was appended to this one, the rows held back ended the first.
      if repeatsHeader(cells[first...]) {
        rejectHeld()
        if !isHeader(cells[first...]) {
          let text =
            "this is a header with other columns or another order, but the rows below are still read by the first header"
          remarks.append(FileRemark(line: scanner.line, text: text))
        }
      }
      reject(scanner.line, reason, isNoData: true)
    case .doubtful(let reason, let isTotal):
      hold(first, reason, isTotal: isTotal)
    case .data:
      guard fits(first, count) else { break }
      if held.isEmpty { return true }
      hold(first, nil)
      isReleasing = true
    }
    cells.removeLast(cells.count - first)
    return false
  }

  /// Pads or trims a row to the header's width. Returns false if the row was rejected.
  private mutating func fits(_ first: Int, _ count: Int) -> Bool {
    let extra = count > width && !cells[(first + width)...].allSatisfy { $0.isEmpty }
    guard isWhole(scanner.line, count, hasExtra: extra, isLast: scanner.endedOpen) else { return false }
    if count > width { cells.removeLast(count - width) }
    for _ in min(count, width)..<width { cells.append(0..<0) }
    return true
  }

  /// Whether a row has all the cells it needs and no more; otherwise it is rejected. Short rows are counted.
  private mutating func isWhole(_ line: Int, _ count: Int, hasExtra: Bool, isLast: Bool) -> Bool {
    if hasExtra {
      reject(line, "it has \(count) cells, but there \(width == 1 ? "is 1 column" : "are \(width) columns")")
      return false
    }
    guard count < width else { return true }
    let cut = "the row is cut off after \(count) of \(width) cells"
    if let lost = needed.first(where: { $0.index >= count }) {
      reject(line, column: lost.name, cut)
      return false
    }
    if isLast {
      reject(line, "\(cut), where the file ends")
      return false
    }
    if shortRows.count == 0 { shortRows.line = line }
    shortRows.count += 1
    return true
  }

  private mutating func verdict(_ record: ArraySlice<Range<Int>>, isApart: Bool) -> Verdict {
    if !options.noData.isEmpty, let reason = options.noData[scanner.line] { return .noData(reason) }
    guard let head = record.first else { return .data }
    if head.isEmpty, record.allSatisfy({ $0.isEmpty }) {
      return .noData("the line has only separators")
    }
    if isHeader(record) { return .noData("it is the header again") }
    if repeatsHeader(record) { return .noData("all of its cells are names of columns: it is another header") }
    if record.count == 1, isComment(head) { return .noData("it is a comment") }
    if record.count == 1, isEndSign(head) {
      return .noData("it is an end-of-file sign (Ctrl-Z), or NUL bytes")
    }
    guard record.count < width || mayBeNoData(record) else { return .data }
    let texts = record.map { String(decoding: scanner.buffer[$0], as: UTF8.self).trimmed }
    switch NonDataRow.kind(of: texts, width: width, rowsAbove: taken + held.count) {
    case .divider: return .noData("it is a dividing line")
    case .rowCount: return .noData("it is a count of rows")
    case .grandSum: return .noData("it is a grand total")
    case .likelySum:
      doubtfulLines.append(scanner.line)
      return .data
    case .sum where isApart: return .noData("it is a total that stands apart")
    case .sum: return .doubtful("it is a total below the last row", isTotal: true)
    case .count: return .doubtful("it is a count of rows below the last one", isTotal: true)
    case .footer where options.words.contains(header.names.first?.lowercased() ?? ""): return .data
    case .footer: return .doubtful("it is a footer below the last row")
    case nil:
      return isSentence(texts, isApart: isApart || held.last?.reason != nil)
        ? .doubtful("it is a footer below the last row") : .data
    }
  }

  /// Whether a line has a single cell where rows have several, and is no id: a footer, if no row follows. In files of
  /// three or more columns this is any such line that is set apart or does not look like the first column; in files of
  /// two, if the first column says whose the row is, only several words. A line directly below a row needs to be a
  /// longer sentence.
  private func isSentence(_ texts: [String], isApart: Bool) -> Bool {
    guard texts.count == 1, width > 1, let text = texts.first, let last = text.last else { return false }
    if width > 2, isApart || scanner.forms?.isOdd(text, at: 0) == true { return true }
    guard needed.contains(where: { $0.index == 0 }) else { return false }
    let words = text.split(separator: " ").count
    return isApart ? words > 2 : words > 4 && (".!?…".contains(last) || text.contains(": "))
  }

  /// Whether a row starts like a row without data, or with a blank cell.
  private func mayBeNoData(_ record: ArraySlice<Range<Int>>) -> Bool {
    guard let first = record.first(where: { !$0.isEmpty }), let last = record.last(where: { !$0.isEmpty })
    else {
      return false
    }
    return NonDataRow.mayBegin(first, in: scanner.buffer)
      || record.first?.isEmpty == true && NonDataRow.mayBegin(last, in: scanner.buffer)
  }

  /// Whether the record repeats the header, ignoring letter case and blanks around names.
  private func isHeader(_ record: ArraySlice<Range<Int>>) -> Bool {
    guard width > 1, !headerKeys.isEmpty, record.count >= headerKeys.count else { return false }
    let rest = record.dropFirst(headerKeys.count)
    return rest.allSatisfy { $0.isEmpty }
      && zip(record, headerKeys).allSatisfy { cell, key in
        // A letter's other case may have more or fewer bytes.
        cell.count * 3 >= key.utf8.count
          && String(decoding: scanner.buffer[cell], as: UTF8.self).trimmed.lowercased() == key
      }
  }

  /// Whether all non-empty cells are names of columns, at least two and all different.
  private func repeatsHeader(_ record: ArraySlice<Range<Int>>) -> Bool {
    guard width > 1 else { return false }
    var found: Set<String> = []
    for cell in record where !cell.isEmpty {
      let name = String(decoding: scanner.buffer[cell], as: UTF8.self).trimmed.lowercased()
      if name.isEmpty { continue }
      guard headerNames.contains(name), found.insert(name).inserted else { return false }
    }
    return found.count > 1
  }

  /// Whether a cell is a comment such as `# end of export`; not `#12` or a text that a person wrote.
  private func isComment(_ cell: Range<Int>) -> Bool {
    guard width > 1, !options.words.contains(header.names.first?.lowercased() ?? "") else { return false }
    let bytes = scanner.buffer[cell]
    return bytes.first == UInt8(ascii: "#") && bytes.contains(blank)
      && bytes.dropFirst().first.flatMap(digit) == nil
  }

  /// Whether a cell is Ctrl-Z or a replacement for NUL bytes.
  private func isEndSign(_ cell: Range<Int>) -> Bool {
    let bytes = scanner.buffer[cell]
    if bytes.allSatisfy({ $0 == 0x1A }) { return true }
    return sawNulls && bytes.count % 3 == 0
      && bytes.enumerated().allSatisfy { $1 == [0xEF, 0xBF, 0xBD][$0 % 3] }
  }

  /// Drops a byte order mark in the middle of a file.
  private mutating func dropMark(_ first: Int) {
    let head = cells[first]
    if head.count >= 3, scanner.buffer[head].starts(with: [0xEF, 0xBB, 0xBF]) {
      cells[first] = head.lowerBound + 3..<head.upperBound
    }
  }
}

// MARK: - Rows held back

extension CSVReader {
  private mutating func hold(_ first: Int, _ reason: String?, isTotal: Bool = false) {
    held.append(
      HeldBackRow(
        line: scanner.line, cells: cells[first...].map { Array(scanner.buffer[$0]) }, reason: reason,
        isTotal: isTotal))
    if held.count == CSVReader.mostHeld { isReleasing = true }
  }

  /// More than this many consecutive rows that look like no data are data.
  private static let mostHeld = 100

  /// Rejects the rows held back: no data follows.
  mutating func rejectHeld() {
    for row in held { reject(row.line, row.reason ?? "", isNoData: true) }
    held.removeAll()
    blankLines.removeAll()
  }

  /// Makes a batch of the rows held back: data follows, so they are data too.
  mutating func release() -> Bool {
    isReleasing = false
    var bytes: [UInt8] = []
    for row in held {
      if row.reason != nil {
        let extra = row.cells.dropFirst(width).contains { !$0.isEmpty }
        guard isWhole(row.line, row.cells.count, hasExtra: extra, isLast: false) else { continue }
        if row.isTotal { doubtfulLines.append(row.line) }
      }
      for cell in row.cells.prefix(width) {
        cells.append(bytes.count..<bytes.count + cell.count)
        bytes += cell
      }
      for _ in min(row.cells.count, width)..<width { cells.append(0..<0) }
      lines.append(row.line)
    }
    held.removeAll()
    heldBytes = bytes
    return true
  }
}
