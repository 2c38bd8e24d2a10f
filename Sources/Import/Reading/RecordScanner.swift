internal import DataModel
private import Kernels

/// Cuts UTF-8 text into records and cells (RFC 4180, leniently), over a buffer that grows chunk by chunk.
///
/// A quote opens only at the start of a cell, and a doubled one inside is one. Records end with LF, CRLF or a lone CR. A
/// record is scanned in one go once all of it is here, so where chunks end makes no difference. Quotes that open a cell
/// and cannot have been meant to, and quotes inside that nobody doubled, are text; see `RecordScanner+Quotes.swift`.
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
  /// The byte that opens and closes a quoted cell; one that no text has, where none does.
  let mark: UInt8
  /// A backslash before a quote makes it text.
  let hasEscapes: Bool
  /// Blanks before a cell do not count.
  let skipsBlanks: Bool
  /// How many cells a row has, once that is known.
  var width: Int?
  /// What its cells look like, once that is known.
  var forms: RowForms?
  private(set) var buffer: [UInt8] = []
  /// Where the next record starts.
  var place = Place(index: 0, mark: 0)
  /// Where the buffer has delimiters, quotes and line breaks.
  private(set) var marks: [UInt32] = []
  /// Marks of which none is a quote that closes a cell; the one after them is.
  var noClosing = 0..<0
  /// The line on which the next record starts, and on which the last one started.
  var nextLine = 1
  private(set) var line = 1
  /// The line of the quote that was never closed.
  var quoteLine = 1
  /// The lines of quotes at the start of a cell that were read as text.
  private(set) var strayQuotes: [Int] = []
  /// Cells with quotes inside that are not doubled.
  var brokenCells = 0
  /// How many records have such cells and were read all the same, and the line of the first.
  var innerQuotes = (count: 0, line: 0)
  /// The cell of the last record that ends nobody knows where.
  var unclear: Int?
  /// The last record ended with the text, not with its line.
  private(set) var endedOpen = false
  var isEnd = false
  var skipping: Skip?

  /// A place in the buffer, and the first mark from there on.
  struct Place { var index, mark: Int }

  init(_ dialect: Dialect, startingAt line: Int = 1) {
    delimiter = dialect.delimiter
    mark = dialect.quoting == .none ? 0xFF : quote
    hasEscapes = dialect.quoting == .backslash
    skipsBlanks = dialect.skipsBlanks
    nextLine = line
  }

  /// Adds text after what is left of the buffer; nil says that no more comes.
  mutating func append(_ chunk: [UInt8]?) {
    guard let chunk else {
      isEnd = true
      return
    }
    if place.index == buffer.count {
      buffer = chunk
    } else {
      buffer.removeSubrange(..<place.index)
      buffer += chunk
    }
    place = Place(index: 0, mark: 0)
    marks.removeAll(keepingCapacity: true)
    noClosing = 0..<0
    ByteKernels.find((delimiter, mark, lineFeed, carriageReturn), in: buffer, into: &marks)
  }

  /// Lines that begin in the part of the buffer that no record has taken.
  var pendingLineBreaks: Int { buffer[place.index...].reduce(0) { $0 + ($1 == lineFeed ? 1 : 0) } }

  /// The next record's cells, as ranges of `buffer`, valid until the next `append`.
  mutating func next(into cells: inout [Range<Int>]) -> Outcome {
    if skipping != nil { return skip() }
    if !skipsBlanks, !hasEscapes, let end = plainRecord(into: &cells) {
      place = end
      line = nextLine
      nextLine += 1
      endedOpen = false
      unclear = nil
      return .record
    }
    let first = cells.count
    var quotes = Quotes()
    var found = scan(from: place, to: whole, quotes, into: &cells)
    var cut: Int?
    switch cutCell(in: found, count: cells.count - first) {
    case .none: break
    case .needsMore:
      cells.removeLast(cells.count - first)
      return .needsMore
    case .goesOn(let scan, let all):
      cells.replaceSubrange(first..., with: all)
      place = scan.end
      line = nextLine
      nextLine += scan.breaks
      endedOpen = scan.isOpen
      unclear = nil
      if innerQuotes.count == 0 { innerQuotes.line = line }
      innerQuotes.count += 1
      brokenCells += 1
      return .record
    case .unclear(let cell): cut = cell
    }
    while let stray = stray(in: found, count: cells.count - first, quotes) {
      strayQuotes.append(nextLine + stray.breaks)
      quotes.literals.append(stray.index)
      cells.removeLast(cells.count - first)
      found = scan(from: place, to: whole, quotes, into: &cells)
    }
    unclear = nil
    if found.outcome == .record, !found.broken.isEmpty { settle(&found, &cells, from: first, quotes) }
    if found.outcome == .record, let cut { unclear = min(cut, cells.count - first - 1) }
    switch found.outcome {
    case .record:
      for index in found.repairs { cells[index] = unquote(cells[index]) }
      place = found.end
      line = nextLine
      nextLine += found.breaks
      endedOpen = found.isOpen
      return .record
    case .unclosedQuote:
      quoteLine = nextLine + (found.opening?.breaks ?? 0)
    case .needsMore, .tooLong, .end: break
    }
    cells.removeLast(cells.count - first)
    if found.outcome == .needsMore, buffer.count - place.index > RecordScanner.longestRecord {
      line = nextLine
      skipping = Skip(line: nextLine)
      return skip()
    }
    return found.outcome
  }

  /// Moves a quoted cell's text together, without the closing quote and with doubled quotes made single.
  private mutating func unquote(_ cell: Range<Int>) -> Range<Int> {
    var target = cell.lowerBound
    var isOpen = true
    var index = cell.lowerBound
    while index < cell.upperBound {
      var byte = buffer[index]
      index += 1
      if isOpen, byte == mark {
        if index < cell.upperBound, buffer[index] == mark {
          index += 1
        } else {
          isOpen = false
          continue
        }
      } else if isOpen, hasEscapes, byte == backslash, index < cell.upperBound,
        buffer[index] == mark || buffer[index] == backslash
      {
        byte = buffer[index]
        index += 1
      }
      buffer[target] = byte
      target += 1
    }
    return cell.lowerBound..<target
  }
}

// MARK: - One record

extension RecordScanner {
  /// Where a record ends that is as nearly all are: its quoted cells have no line break and no quotation mark inside, and
  /// a line feed ends it. Nil, and no cells, where it is not: that is left to `scan`.
  private func plainRecord(into cells: inout [Range<Int>]) -> Place? {
    let (bytes, marks, opens) = (buffer.span, marks.span, mark)
    let first = cells.count
    var (index, mark) = (place.index, place.mark)
    while mark < marks.count {
      var cell = index..<Int(marks[mark])
      if cell.isEmpty, bytes[index] == opens {
        mark += 1
        while mark < marks.count, bytes[Int(marks[mark])] == delimiter { mark += 1 }
        guard mark + 1 < marks.count, bytes[Int(marks[mark])] == opens else { break }
        cell = index + 1..<Int(marks[mark])
        mark += 1
        guard Int(marks[mark]) == cell.upperBound + 1 else { break }
      }
      let end = Int(marks[mark])
      cells.append(cell)
      mark += 1
      index = end + 1
      if bytes[end] == delimiter { continue }
      if bytes[end] == carriageReturn, index < bytes.count, bytes[index] == lineFeed {
        index += 1
        mark += 1
      } else if bytes[end] != lineFeed {
        break
      }
      return Place(index: index, mark: mark)
    }
    cells.removeLast(cells.count - first)
    return nil
  }
}

extension RecordScanner {
  /// How far a scan may look: the end of the buffer, or of a part of it that is taken for the whole.
  struct Limit { var index, mark: Int, isEnd: Bool }

  var whole: Limit { Limit(index: buffer.count, mark: marks.count, isEnd: isEnd) }

  /// What is known of a record's quotes before it is scanned.
  struct Quotes {
    /// These open nothing.
    var literals: [Int] = []
    /// An opening quote, and the one that closes its cell whatever stands between.
    var closed: (opening: Int, closing: Int)?
  }

  /// What a scan came to.
  struct Scan {
    /// A quote that opens a cell, and the line breaks of the record before it.
    struct Opening {
      var index, breaks: Int
      /// More than blanks follow the closing quote.
      var isBroken = false
      /// Its cell, and where that ends.
      var cell = 0
      var end = 0
    }

    var outcome: Outcome
    var end: Place
    /// The line breaks in the record.
    var breaks = 0
    /// The cells that hold more than what stood between their quotes.
    var repairs: [Int] = []
    /// The cells over a line break.
    var spans: [Opening] = []
    /// The quote that is open where the scan ended.
    var opening: Opening?
    /// The cells on one line with quotes inside that are not doubled.
    var broken: [Opening] = []
    var isOpen = false
  }

  /// Scans one record from mark to mark.
  func scan(from start: Place, to limit: Limit, _ quotes: Quotes, into cells: inout [Range<Int>]) -> Scan {
    let (bytes, marks) = (buffer.span, marks.span)
    let count = limit.index
    var (index, mark) = (start.index, start.mark)
    var result = Scan(outcome: .record, end: start)
    let opens = self.mark
    // Of a record with a broken cell over lines no more is looked at than such a cell may take: it is read in another way.
    var stop = Int.max
    if index == count {
      result.outcome = limit.isEnd ? .end : .needsMore
      return result
    }
    while true {
      if skipsBlanks { while index < count, bytes[index] == 0x20 { index += 1 } }
      var start = index
      if index < count, bytes[index] == opens, let closed = quotes.closed, closed.opening == index {
        cells.append(index + 1..<closed.closing)
        while mark < limit.mark, Int(marks[mark]) <= closed.closing {
          let (place, byte) = (Int(marks[mark]), bytes[Int(marks[mark])])
          if byte == lineFeed || byte == carriageReturn && bytes[place + 1] != lineFeed { result.breaks += 1 }
          mark += 1
        }
        index = endOfCell(&mark, limit)
      } else if index < count, bytes[index] == opens, !quotes.literals.contains(index) {
        var opening = Scan.Opening(index: index, breaks: result.breaks)
        result.opening = opening
        start += 1
        mark += 1
        var isPlain = true
        while true {
          guard mark < limit.mark else {
            result.outcome = limit.isEnd ? .unclosedQuote : .needsMore
            return result
          }
          index = Int(marks[mark]) + 1
          mark += 1
          let byte = bytes[index - 1]
          if byte == opens {
            if hasEscapes, isEscaped(index - 1, from: start) {
              isPlain = false
              continue
            }
            guard index < count || limit.isEnd else {
              result.outcome = .needsMore
              return result
            }
            guard index < count, bytes[index] == opens else { break }
            isPlain = false
            mark += 1
          } else if byte == lineFeed || byte == carriageReturn && index < count && bytes[index] != lineFeed {
            result.breaks += 1
          }
        }
        let closing = index - 1
        index = endOfCell(&mark, limit)
        if index > closing + 1, (closing + 1..<index).contains(where: { bytes[$0] != 0x20 }) {
          opening.isBroken = true
        }
        result.opening = nil
        (opening.cell, opening.end) = (cells.count, index)
        if result.breaks > opening.breaks {
          opening.cell = cells.count
          result.spans.append(opening)
          if opening.isBroken { stop = min(stop, result.end.index + RecordScanner.longestCutCell) }
        } else if opening.isBroken {
          result.broken.append(opening)
        }
        if opening.isBroken, result.breaks == opening.breaks {
          // Where a quote ends the cell, it and the first one enclose it.
          let last = (closing..<index).last { bytes[$0] != 0x20 } ?? closing
          cells.append(last > closing && bytes[last] == opens ? start..<last : opening.index..<index)
        } else if isPlain, index == closing + 1, !hasEscapes {
          cells.append(start..<closing)
        } else {
          result.repairs.append(cells.count)
          cells.append(start..<index)
        }
      } else {
        index = endOfCell(&mark, limit)
        cells.append(start..<index)
      }
      guard index < count else {
        guard limit.isEnd else {
          result.outcome = .needsMore
          return result
        }
        result.isOpen = true
        break
      }
      let end = bytes[index]
      index += 1
      mark += 1
      if end == delimiter {
        if index < stop { continue }
        break
      }
      if end == carriageReturn {
        guard index < count || limit.isEnd else {
          result.outcome = .needsMore
          return result
        }
        if index < count, bytes[index] == lineFeed {
          index += 1
          mark += 1
        }
      }
      result.breaks += 1
      break
    }
    result.end = Place(index: index, mark: mark)
    return result
  }

  /// Whether an odd number of backslashes stands before a byte.
  private func isEscaped(_ index: Int, from start: Int) -> Bool {
    var first = index
    while first > start, buffer[first - 1] == backslash { first -= 1 }
    return (index - first) % 2 == 1
  }

  /// The first mark from this one on that ends a cell, and where it stands: the limit, if none does.
  private func endOfCell(_ mark: inout Int, _ limit: Limit) -> Int {
    while mark < limit.mark {
      let place = Int(marks[mark])
      if buffer[place] != self.mark { return place }
      mark += 1
    }
    return limit.index
  }
}

let quote = UInt8(ascii: "\"")
let backslash = UInt8(ascii: "\\")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
