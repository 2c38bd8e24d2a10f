internal import DataModel
private import Kernels

/// Splits UTF-8 text into records and cells, leniently after RFC 4180, over a buffer that grows chunk by chunk.
///
/// A quote opens a cell only at its start, and a doubled quote inside stands for one quote. Records end with LF, CRLF
/// or a lone CR (see `Dialect.returnsAreText`). A record is scanned only once all of it is in the buffer, so chunk boundaries make no difference.
/// Unescaped quotes that cannot have been meant to open or close a cell are text; see `RecordScanner+Quotes.swift`.
struct RecordScanner {
  enum Outcome: Hashable {
    /// A record; its cells were appended.
    case record
    /// The buffer ends inside a record.
    case needsMore
    /// A record longer than `longestRecord` was skipped.
    case tooLong
    /// The text ended inside quotes.
    case unclosedQuote
    case end
  }

  /// The longest record in bytes, without its line end; a longer one is no row but an error in the file.
  static let longestRecord = 4 << 20

  /// Whether the buffer holds more than the longest record and its line end, which is of two bytes at most.
  var holdsTooMuch: Bool { buffer.count - place.index > RecordScanner.longestRecord + 2 }

  let delimiter: UInt8
  /// The byte that opens and closes a quoted cell; a byte that no text has if cells are not quoted.
  let mark: UInt8
  /// Whether a backslash before a quote makes it literal.
  let hasEscapes: Bool
  /// Whether blanks before a cell are ignored.
  let skipsBlanks: Bool
  /// Whether each quote is certain, and a record counts as one line.
  let isExact: Bool
  /// Whether a CR without LF is text.
  let returnsAreText: Bool
  /// How many cells a row has, once known.
  var width: Int?
  /// The shape of each column's cells, once known.
  var forms: ColumnShapes?
  private(set) var buffer: [UInt8] = []
  /// Where the next record starts.
  var place = Place(index: 0, mark: 0)
  /// The positions of delimiters, quotes and line breaks in the buffer.
  private(set) var marks: [UInt32] = []
  /// A cached range of marks without a closing quote; the mark after them is one.
  var noClosing = 0..<0
  /// The line on which the next record starts, and the one on which the last record started.
  var nextLine = 1
  private(set) var line = 1
  /// The line of the quote that was never closed.
  var quoteLine = 1
  /// The lines of quotes at the start of a cell that were read as text.
  private(set) var strayQuotes: [Int] = []
  /// The number of cells with unescaped quotes inside.
  var brokenCells = 0
  /// The number of records with such cells that could be read, and the line of the first.
  var innerQuotes = (count: 0, line: 0)
  /// The cell of the last record whose end is unknown.
  var unclear: Int?
  /// Marks visited to find the ends of doubtful quotes, and marks read in all.
  var effort = (spent: 0, read: 0)
  /// Whether the last record ended with the text rather than a line end.
  private(set) var endedOpen = false
  var isEnd = false
  var skipping: Skip?

  /// A position in the buffer, and the index of the first mark at or after it.
  struct Place { var index, mark: Int }

  init(_ dialect: Dialect, startingAt line: Int = 1) {
    delimiter = dialect.delimiter
    mark = dialect.quoting == .none ? 0xFF : quote
    hasEscapes = dialect.quoting == .backslash
    skipsBlanks = dialect.skipsBlanks
    isExact = dialect.isExact
    returnsAreText = dialect.returnsAreText
    nextLine = line
  }

  /// Appends text to the rest of the buffer; nil means that no more text follows.
  mutating func append(_ chunk: [UInt8]?) {
    guard let chunk else {
      isEnd = true
      return
    }
    if chunk.isEmpty { return }
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
    if returnsAreText, ByteKernels.count(of: carriageReturn, in: buffer, 0..<buffer.count) > 0 {
      // The last byte may be followed by LF in the next chunk.
      let (bytes, last) = (buffer, buffer.count - 1)
      marks.removeAll { mark in
        let place = Int(mark)
        return bytes[place] == carriageReturn && place < last && bytes[place + 1] != lineFeed
      }
    }
  }

  /// Whether more may be tried to repair doubtful quotes. Without a limit, a file full of them would take quadratic
  /// time. Beyond it, such records are left unchanged and their cells' ends are unknown.
  var mayTry: Bool { !isExact && effort.spent < RecordScanner.mostEffort * effort.read + 1 << 20 }

  /// The number of line breaks in the unread part of the buffer.
  var pendingLineBreaks: Int { buffer[place.index...].reduce(0) { $0 + ($1 == lineFeed ? 1 : 0) } }

  /// Reads the next record's cells as ranges of `buffer`, which are valid until the next `append`.
  mutating func next(into cells: inout [Range<Int>]) -> Outcome {
    if skipping != nil { return skip() }
    let first = cells.count
    if !skipsBlanks, !hasEscapes, let end = plainRecord(into: &cells) {
      endedOpen = false
      unclear = nil
      return finish(at: end, breaks: 1, &cells, from: first)
    }
    var quotes = Quotes()
    var found = scan(from: place, to: whole, quotes, into: &cells)
    let mayTry = mayTry
    var cut: Int?
    switch mayTry ? cutCell(in: found, count: cells.count - first) : .none {
    case .none: break
    case .needsMore:
      cells.removeLast(cells.count - first)
      return .needsMore
    case .goesOn(let scan, let all):
      cells.replaceSubrange(first..., with: all)
      endedOpen = scan.isOpen
      unclear = nil
      if innerQuotes.count == 0 { innerQuotes.line = nextLine }
      innerQuotes.count += 1
      brokenCells += 1
      return finish(at: scan.end, breaks: scan.breaks, &cells, from: first)
    case .unclear(let cell): cut = cell
    }
    while mayTry, let stray = stray(in: found, count: cells.count - first, quotes) {
      effort.spent += found.end.mark - place.mark + quotes.literals.count
      strayQuotes.append(nextLine + stray.breaks)
      quotes.literals.append(stray.index)
      cells.removeLast(cells.count - first)
      found = scan(from: place, to: whole, quotes, into: &cells)
    }
    unclear = nil
    if found.outcome == .record, !found.broken.isEmpty { settle(&found, &cells, from: first, quotes) }
    if !mayTry, let broken = found.spans.first(where: \.isBroken) { unclear = broken.cell }
    if found.outcome == .record, let cut { unclear = min(cut, cells.count - first - 1) }
    switch found.outcome {
    case .record:
      for index in found.repairs { cells[index] = unquote(cells[index]) }
      endedOpen = found.isOpen
      return finish(at: found.end, breaks: found.breaks, &cells, from: first)
    case .unclosedQuote:
      quoteLine = nextLine + (found.opening?.breaks ?? 0)
    case .needsMore, .tooLong, .end: break
    }
    cells.removeLast(cells.count - first)
    if found.outcome == .needsMore, holdsTooMuch {
      line = nextLine
      skipping = Skip(line: nextLine)
      return skip()
    }
    return found.outcome
  }

  /// Goes to the end of a record; one that is too long loses its cells.
  private mutating func finish(
    at end: Place, breaks: Int, _ cells: inout [Range<Int>], from first: Int
  ) -> Outcome {
    var length = end.index - place.index
    if length > RecordScanner.longestRecord {
      length -=
        buffer[..<end.index].suffix(2).reversed().prefix { $0 == lineFeed || $0 == carriageReturn }.count
    }
    effort.read += end.mark - place.mark
    place = end
    line = nextLine
    nextLine += isExact ? 1 : breaks
    guard length > RecordScanner.longestRecord else { return .record }
    cells.removeLast(cells.count - first)
    return .tooLong
  }

  /// Compacts a quoted cell's text: drops the closing quote and makes doubled quotes single.
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

let quote = UInt8(ascii: "\"")
let backslash = UInt8(ascii: "\\")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
