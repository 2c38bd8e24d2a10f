/// Literal quotes at the start of a cell: `c2,"24 inch,pro`.
///
/// A quoted cell may contain line breaks, so a literal quote could swallow rows. An opening quote is taken as text if
/// - its closing quote is followed by more than blanks, or
/// - the record does not have the width of a row, but its first line and the next line do, or
/// - each line of the record has the width of a row, and cells that look like the columns', or
/// - it is never closed, and its line and the three rows after it have the width of rows. With fewer rows after it, the
///   file may be truncated inside the cell: that remains an error.
extension RecordScanner {
  /// The quote of a scanned record that is literal text, if there is one.
  func stray(in found: Scan, count: Int, _ quotes: Quotes) -> Scan.Opening? {
    switch found.outcome {
    case .record:
      if found.spans.isEmpty { return nil }
      if let broken = found.spans.first(where: \.isBroken) { return broken }
      guard let width else { return nil }
      let part = Limit(index: found.end.index, mark: found.end.mark, isEnd: true)
      if count == width {
        return found.spans.prefix(RecordScanner.mostTries).first {
          areRows(quotes.adding($0.index), within: part, $0.cell)
        }
      }
      return found.spans.suffix(RecordScanner.mostTries).last {
        isRow(quotes.adding($0.index), within: part, width)
      }
    case .unclosedQuote:
      return found.opening.flatMap { rowsFollow(quotes.adding($0.index)) ? $0 : nil }
    case .needsMore:
      guard holdsTooMuch else { return nil }
      return found.opening.flatMap { rowsFollow(quotes.adding($0.index)) ? $0 : nil }
    case .tooLong, .end: return nil
    }
  }

  /// Whether the first line has the width of a row when some quotes are literal, and the line after it as well.
  private func isRow(_ quotes: Quotes, within part: Limit, _ width: Int) -> Bool {
    var cells: [Range<Int>] = []
    let line = scan(from: place, to: part, quotes, into: &cells)
    guard line.outcome == .record, cells.count == width else { return false }
    guard line.end.index < part.index else { return true }
    cells.removeAll(keepingCapacity: true)
    let next = scan(from: line.end, to: part, Quotes(), into: &cells)
    if next.outcome == .record, cells.count == width { return true }
    guard let opening = next.opening ?? next.spans.first else { return false }
    cells.removeAll(keepingCapacity: true)
    return scan(from: line.end, to: part, Quotes(literals: [opening.index]), into: &cells).outcome == .record
      && cells.count == width
  }

  /// Whether each line of a record is a row when some quotes are literal: in its width and in the shape of its cells.
  /// Single words may be a list inside a cell, so if nothing else helps, a line between the quotes' lines has to be a
  /// row too.
  private func areRows(_ quotes: Quotes, within part: Limit, _ column: Int) -> Bool {
    guard let forms, !forms.mayHoldLines(column) else { return false }
    var (place, quotes) = (place, quotes)
    var count = 0
    var isSure = true
    while place.index < part.index {
      var cells: [Range<Int>] = []
      var line = scan(from: place, to: part, quotes, into: &cells)
      if let opening = line.opening ?? line.spans.first {
        cells.removeAll()
        quotes = quotes.adding(opening.index)
        line = scan(from: place, to: part, quotes, into: &cells)
      }
      guard line.outcome == .record, line.spans.isEmpty else { return false }
      switch forms.fit(cells.map { String(decoding: buffer[$0], as: UTF8.self) }) {
      case .no: return false
      case .words: isSure = false
      case .values: break
      }
      place = line.end
      count += 1
    }
    return count > (isSure ? 1 : 2)
  }

  /// Whether this record and the next three have the width of rows when some quotes are literal.
  private func rowsFollow(_ quotes: Quotes) -> Bool {
    guard let width, width > 1 else { return false }
    var place = place
    for _ in 0..<4 {
      var cells: [Range<Int>] = []
      let found = scan(from: place, to: whole, quotes, into: &cells)
      guard found.outcome == .record, cells.count == width else { return false }
      place = found.end
    }
    return true
  }
}

extension RecordScanner.Quotes {
  fileprivate func adding(_ literal: Int) -> RecordScanner.Quotes {
    RecordScanner.Quotes(literals: literals + [literal], closed: closed)
  }

  fileprivate func closing(_ opening: Int, at closing: Int) -> RecordScanner.Quotes {
    RecordScanner.Quotes(literals: literals, closed: (opening, closing))
  }
}

// MARK: - Quotes inside a cell of several lines

/// Unescaped quotes inside a quoted cell over several lines: `"he said "hi" and↵left"`. Such a quote seems to close the
/// cell, but text follows. If the lines by themselves are no rows, the cell extends to the first quote before a
/// delimiter or line end which makes the record a row that is followed by another row or the end of the file. If there
/// is none, the end of the cell is unknown.
extension RecordScanner {
  enum CutCell {
    case none, needsMore
    case goesOn(Scan, [Range<Int>])
    case unclear(cell: Int)
  }

  /// The search for ends of doubtful quotes may visit this many marks for each mark of the file.
  static let mostEffort = 64
  /// The greatest length of such a cell, in bytes.
  static let longestCutCell = 1 << 16

  mutating func cutCell(in found: Scan, count: Int) -> CutCell {
    guard found.outcome == .record, let width, width > 1 else { return .none }
    let opening: Scan.Opening
    if let span = found.spans.first(where: \.isBroken) {
      let part = Limit(index: found.end.index, mark: found.end.mark, isEnd: true)
      if isRow(Quotes(literals: [span.index]), within: part, width) { return .none }
      opening = span
    } else if let last = found.broken.last, last.cell == count - 1 || count > width,
      buffer[last.end - 1] != mark
    {
      opening = last
    } else {
      return .none
    }
    guard isEnd || buffer.count - place.index > RecordScanner.longestCutCell else { return .needsMore }
    if found.spans.isEmpty, count == width, isFollowedByRow(found.end, width) { return .none }
    let limit = place.index + RecordScanner.longestCutCell
    var index = found.end.mark
    var (tries, goesOn) = (0, false)
    // Start from the line break before which the inner quote would be.
    if !found.spans.isEmpty { index = marks[place.mark...].firstIndex { $0 > opening.index } ?? index }
    let start = found.spans.isEmpty ? index - 1 : index
    while tries < RecordScanner.mostTries {
      index = closingMark(from: index)
      guard index < marks.count, Int(marks[index]) < limit else { break }
      let closing = Int(marks[index])
      index += 1
      tries += 1
      effort.spent += index - place.mark
      goesOn = true
      var cells: [Range<Int>] = []
      var quotes = Quotes().closing(opening.index, at: closing)
      quotes.isTrial = true
      let scan = scan(from: place, to: whole, quotes, into: &cells)
      guard scan.outcome == .record, isRow(cells[...], width), scan.isClear,
        isFollowedByRow(scan.end, width)
      else { continue }
      if holdsRow(from: start, to: closing, width) { break }
      return .goesOn(scan, cells)
    }
    return goesOn && (!found.spans.isEmpty || hasQuote(after: found.end))
      ? .unclear(cell: opening.cell) : .none
  }

  /// Whether a line within the cell is a row by itself, which the cell would swallow.
  private func holdsRow(from first: Int, to closing: Int, _ width: Int) -> Bool {
    marks.indices[max(first, 0)...].prefix { Int(marks[$0]) < closing }.contains { next in
      guard buffer[Int(marks[next])] == lineFeed else { return false }
      var cells: [Range<Int>] = []
      let line = scan(
        from: Place(index: Int(marks[next]) + 1, mark: next + 1), to: whole, Quotes(), into: &cells)
      return line.outcome == .record && line.end.index <= closing && isRow(cells[...], width)
    }
  }

  /// Whether the next line has a quote.
  private func hasQuote(after end: Place) -> Bool {
    for index in marks[end.mark...] {
      let byte = buffer[Int(index)]
      if byte == mark { return true }
      if byte == lineFeed || byte == carriageReturn { return false }
    }
    return false
  }

  /// Whether the text ends here, or a blank line or a record with the width of a row follows.
  private func isFollowedByRow(_ end: Place, _ width: Int) -> Bool {
    var cells: [Range<Int>] = []
    let next = scan(from: end, to: whole, Quotes(), into: &cells)
    return next.outcome == .end
      || next.outcome == .record && (isRow(cells[...], width) || cells.allSatisfy(\.isEmpty))
  }

  /// The first such quote at or after a mark; the number of marks if there is none. Cached, as many rows ask for the
  /// same.
  private mutating func closingMark(from index: Int) -> Int {
    if !noClosing.contains(index) {
      let found = marks[index...].firstIndex { isClosing(Int($0)) } ?? marks.count
      noClosing = index..<found
    }
    return noClosing.upperBound
  }

  /// Whether a quote stands before a delimiter or the end of a line.
  private func isClosing(_ index: Int) -> Bool {
    guard buffer[index] == mark else { return false }
    let next = buffer[(index + 1)...].first { $0 != 0x20 }
    return next.map { $0 == delimiter || $0 == lineFeed || $0 == carriageReturn } ?? true
  }
}

// MARK: - Quotes inside

/// Unescaped quotes inside a quoted cell on one line: `"6" screen"`, `"say "hi", friend"`, `"d"x`.
///
/// The cell extends to the next delimiter. If a quote precedes that, the cell's text is what is between this quote and
/// the first one; otherwise it is the whole cell including quotes. If the record then has more cells than a row, one
/// such cell is extended to a later quote before a delimiter; if it has fewer, the opening quote of one such cell is
/// literal. Unless exactly one choice makes the record a row, the end of the cell is unknown.
extension RecordScanner {
  /// At most this many ends of a cell are tried.
  private static let mostTries = 64

  mutating func settle(_ found: inout Scan, _ cells: inout [Range<Int>], from first: Int, _ quotes: Quotes) {
    brokenCells += found.broken.count
    if let width, !isRow(cells[first...], width) {
      let choices =
        cells.count - first > width ? ends(of: found, quotes) : found.broken.map { quotes.adding($0.index) }
      guard choices.count <= RecordScanner.mostTries, mayTry else {
        return leave(found.broken, &cells, from: first)
      }
      var fitting: (scan: Scan, cells: [Range<Int>])?
      for choice in choices {
        var other: [Range<Int>] = []
        let scan = scan(from: place, to: whole, choice, into: &other)
        effort.spent += max(scan.end.mark - place.mark, other.count)
        guard scan.outcome == .record, isRow(other[...], width), !scan.spans.contains(where: \.isBroken)
        else { continue }
        if fitting != nil { return leave(found.broken, &cells, from: first) }
        fitting = (scan, other)
      }
      guard var fitting else { return leave(found.broken, &cells, from: first) }
      fitting.scan.repairs = fitting.scan.repairs.map { $0 + first }
      cells.replaceSubrange(first..., with: fitting.cells)
      found = fitting.scan
    }
    if innerQuotes.count == 0 { innerQuotes.line = nextLine }
    innerQuotes.count += 1
  }

  /// Leaves cells unchanged, including their quotes.
  private mutating func leave(_ broken: [Scan.Opening], _ cells: inout [Range<Int>], from first: Int) {
    for opening in broken { cells[opening.cell] = opening.index..<opening.end }
    unclear = broken.first.map { $0.cell - first }
  }

  /// Whether the cells form a row, perhaps with extra empty ones.
  private func isRow(_ cells: ArraySlice<Range<Int>>, _ width: Int) -> Bool {
    cells.count >= width && cells.dropFirst(width).allSatisfy { $0.isEmpty }
  }

  /// The possible ends of one of a record's cells: a quote before a delimiter or the end of the record. Stops as soon
  /// as there are too many.
  private func ends(of found: Scan, _ quotes: Quotes) -> [Quotes] {
    var closings = marks[place.mark..<found.end.mark].map { Int($0) }.filter(isClosing)[...]
    var choices: [Quotes] = []
    for cell in found.broken where choices.count <= RecordScanner.mostTries {
      closings = closings.drop { $0 < cell.end }
      choices += closings.prefix(RecordScanner.mostTries + 1).map { quotes.closing(cell.index, at: $0) }
    }
    return choices
  }
}

// MARK: - Records that are too long

extension RecordScanner {
  /// The state while a record that is too long is skipped.
  struct Skip {
    enum Place { case cellStart, bare, quoted, quoteInQuoted }

    /// The line reached, and the line of the last opening quote.
    var line: Int
    var quoteLine = 1
    var place = Place.cellStart
    var sawReturn = false
  }

  /// Skips bytes until the record ends, storing none of them.
  mutating func skip() -> Outcome {
    guard var state = skipping else { return .needsMore }
    while place.index < buffer.count {
      let byte = buffer[place.index]
      if state.sawReturn, state.place != .quoted, byte != lineFeed {
        state.line += 1
        return endSkip(state)
      }
      place.index += 1
      if byte == lineFeed || state.sawReturn { state.line += 1 }
      state.sawReturn = byte == carriageReturn
      switch state.place {
      case .quoted:
        if byte == mark { state.place = .quoteInQuoted }
      case .quoteInQuoted where byte == mark:
        state.place = .quoted
      case .cellStart, .bare, .quoteInQuoted:
        if byte == lineFeed { return endSkip(state) }
        if byte == mark, state.place == .cellStart {
          state.place = .quoted
          state.quoteLine = state.line
        } else {
          state.place = byte == delimiter ? .cellStart : .bare
        }
      }
    }
    skipping = state
    guard isEnd else { return .needsMore }
    quoteLine = state.quoteLine
    skipping = nil
    return state.place == .quoted ? .unclosedQuote : .tooLong
  }

  private mutating func endSkip(_ state: Skip) -> Outcome {
    nextLine = state.line
    skipping = nil
    while place.mark < marks.count, Int(marks[place.mark]) < place.index { place.mark += 1 }
    return .tooLong
  }
}
