private import Kernels

/// Cuts UTF-8 text into records and cells (RFC 4180, leniently), over a buffer that grows chunk by chunk.
///
/// A quote opens only at the start of a cell, a doubled one inside is one, and what follows the closing quote belongs to
/// the cell. Records end with LF, CRLF or a lone CR. A record is scanned in one go once all of it is here, so where
/// chunks end makes no difference.
struct RecordScanner {
  enum Outcome: Hashable {
    /// A record; its cells were appended.
    case record
    /// The buffer ends inside a record.
    case needsMore
    /// A record longer than `longestRecord` was passed over.
    case tooLong
    /// The text ended inside quotes.
    case unclosedQuote
    case end
  }

  /// What a record may take in memory; a longer one is no row of a table but a mistake in the file.
  static let longestRecord = 4 << 20

  let delimiter: UInt8
  private(set) var buffer: [UInt8] = []
  /// Where the next record starts in the buffer.
  private var position = 0
  /// Where the buffer has delimiters, quotes and line breaks, and the first of those that no record has taken.
  private var marks: [UInt32] = []
  private var nextMark = 0
  /// The line on which the next record starts, and on which the last one started.
  private(set) var nextLine = 1
  private(set) var line = 1
  /// The line of the quote that was never closed.
  private(set) var quoteLine = 1
  private var isEnd = false
  private var skipping: Skip?

  init(delimiter: UInt8, startingAt line: Int = 1) {
    self.delimiter = delimiter
    nextLine = line
  }

  /// Adds text after what is left of the buffer; nil says that no more comes.
  mutating func append(_ chunk: [UInt8]?) {
    guard let chunk else {
      isEnd = true
      return
    }
    if position == buffer.count {
      buffer = chunk
    } else {
      buffer.removeSubrange(..<position)
      buffer += chunk
    }
    position = 0
    marks.removeAll(keepingCapacity: true)
    nextMark = 0
    ByteKernels.find((delimiter, quote, lineFeed, carriageReturn), in: buffer, into: &marks)
  }

  /// Lines that begin in the part of the buffer that no record has taken.
  var pendingLineBreaks: Int { buffer[position...].reduce(0) { $0 + ($1 == lineFeed ? 1 : 0) } }

  /// The next record's cells, as ranges of `buffer`, valid until the next `append`.
  mutating func next(into cells: inout [Range<Int>]) -> Outcome {
    if skipping != nil { return skip() }
    let first = cells.count
    var repairs: [Int] = []
    let (result, end, mark, breaks) = scan(into: &cells, repairs: &repairs)
    switch result {
    case .record:
      for index in repairs { cells[index] = unquote(cells[index]) }
      position = end
      nextMark = mark
      line = nextLine
      nextLine += breaks
      return .record
    case .unclosedQuote:
      quoteLine = nextLine + breaks
    case .needsMore, .tooLong, .end: break
    }
    cells.removeLast(cells.count - first)
    if result == .needsMore, buffer.count - position > RecordScanner.longestRecord {
      line = nextLine
      skipping = Skip(line: nextLine)
      return skip()
    }
    return result
  }

  /// Scans one record from mark to mark: where it ends, which mark is the next, and the line breaks in it (before the
  /// quote, where one is not closed). `repairs` are the cells that hold more than what stood between their quotes.
  private func scan(
    into cells: inout [Range<Int>], repairs: inout [Int]
  ) -> (outcome: Outcome, end: Int, mark: Int, breaks: Int) {
    let (bytes, marks) = (buffer.span, marks.span)
    let count = bytes.count
    var index = position
    var mark = nextMark
    var breaks = 0
    if index == count { return (isEnd ? .end : .needsMore, index, mark, 0) }
    while true {
      var start = index
      if index < count, bytes[index] == quote {
        let opened = breaks
        start += 1
        mark += 1
        var isPlain = true
        while true {
          guard mark < marks.count else { return (isEnd ? .unclosedQuote : .needsMore, index, mark, opened) }
          index = Int(marks[mark]) + 1
          mark += 1
          let byte = bytes[index - 1]
          if byte == quote {
            guard index < count || isEnd else { return (.needsMore, index, mark, 0) }
            guard index < count, bytes[index] == quote else { break }
            isPlain = false
            mark += 1
          } else if byte == lineFeed || byte == carriageReturn && index < count && bytes[index] != lineFeed {
            breaks += 1
          }
        }
        let closing = index - 1
        index = endOfCell(&mark)
        if isPlain, index == closing + 1 {
          cells.append(start..<closing)
        } else {
          repairs.append(cells.count)
          cells.append(start..<index)
        }
      } else {
        index = endOfCell(&mark)
        cells.append(start..<index)
      }
      guard index < count else {
        guard isEnd else { return (.needsMore, index, mark, 0) }
        break
      }
      let end = bytes[index]
      index += 1
      mark += 1
      if end == delimiter { continue }
      if end == carriageReturn {
        guard index < count || isEnd else { return (.needsMore, index, mark, 0) }
        if index < count, bytes[index] == lineFeed {
          index += 1
          mark += 1
        }
      }
      breaks += 1
      break
    }
    return (.record, index, mark, breaks)
  }

  /// The first mark from this one on that ends a cell, and where it stands: the end of the buffer, if none does.
  private func endOfCell(_ mark: inout Int) -> Int {
    while mark < marks.count {
      let place = Int(marks[mark])
      if buffer[place] != quote { return place }
      mark += 1
    }
    return buffer.count
  }

  /// Moves a quoted cell's text together, without the closing quote and with doubled quotes made single.
  private mutating func unquote(_ cell: Range<Int>) -> Range<Int> {
    var target = cell.lowerBound
    var isOpen = true
    var index = cell.lowerBound
    while index < cell.upperBound {
      let byte = buffer[index]
      index += 1
      if isOpen, byte == quote {
        if index < cell.upperBound, buffer[index] == quote {
          index += 1
        } else {
          isOpen = false
          continue
        }
      }
      buffer[target] = byte
      target += 1
    }
    return cell.lowerBound..<target
  }
}

extension RecordScanner {
  /// How far a record that is too long has been passed over.
  private struct Skip {
    enum Place { case cellStart, bare, quoted, quoteInQuoted }

    /// The line that is reached, and that of the last quote opened.
    var line: Int
    var quoteLine = 1
    var place = Place.cellStart
    var sawReturn = false
  }

  /// Passes over bytes until the record ends, keeping none of them.
  private mutating func skip() -> Outcome {
    guard var state = skipping else { return .needsMore }
    while position < buffer.count {
      let byte = buffer[position]
      if state.sawReturn, state.place != .quoted, byte != lineFeed {
        state.line += 1
        return endSkip(state)
      }
      position += 1
      if byte == lineFeed || state.sawReturn { state.line += 1 }
      state.sawReturn = byte == carriageReturn
      switch state.place {
      case .quoted:
        if byte == quote { state.place = .quoteInQuoted }
      case .quoteInQuoted where byte == quote:
        state.place = .quoted
      case .cellStart, .bare, .quoteInQuoted:
        if byte == lineFeed { return endSkip(state) }
        if byte == quote, state.place == .cellStart {
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
    while nextMark < marks.count, Int(marks[nextMark]) < position { nextMark += 1 }
    return .tooLong
  }
}

let quote = UInt8(ascii: "\"")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
