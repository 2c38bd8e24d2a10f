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
  /// Marks that were looked at to find where doubtful quotes end, and those of all records.
  var effort = (spent: 0, read: 0)
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

  /// Whether more may be tried to make rows of doubtful quotes: a file of nothing else would take a time that grows with
  /// its square. Beyond it a record with such a cell stands as it is, and is not clear.
  var mayTry: Bool { effort.spent < RecordScanner.mostEffort * effort.read + 1 << 20 }

  /// Lines that begin in the part of the buffer that no record has taken.
  var pendingLineBreaks: Int { buffer[place.index...].reduce(0) { $0 + ($1 == lineFeed ? 1 : 0) } }

  /// The next record's cells, as ranges of `buffer`, valid until the next `append`.
  mutating func next(into cells: inout [Range<Int>]) -> Outcome {
    if skipping != nil { return skip() }
    if !skipsBlanks, !hasEscapes, let end = plainRecord(into: &cells) {
      pass(to: end)
      line = nextLine
      nextLine += 1
      endedOpen = false
      unclear = nil
      return .record
    }
    let first = cells.count
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
      pass(to: scan.end)
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
      pass(to: found.end)
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

  private mutating func pass(to end: Place) {
    effort.read += end.mark - place.mark
    place = end
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

let quote = UInt8(ascii: "\"")
let backslash = UInt8(ascii: "\\")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
