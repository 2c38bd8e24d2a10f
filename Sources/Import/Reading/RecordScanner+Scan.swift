extension RecordScanner {
  /// Fast path for nearly all records: quoted cells contain no line breaks or quotes, and a line feed ends the record.
  /// Returns the end of the record; for any other record nil, without cells, and `scan` has to be used.
  func plainRecord(into cells: inout [Range<Int>]) -> Place? {
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
  /// How far a scan may look: the end of the buffer, or of a part of it that is treated as the whole.
  struct Limit { var index, mark: Int, isEnd: Bool }

  var whole: Limit { Limit(index: buffer.count, mark: marks.count, isEnd: isEnd) }

  /// What is known about a record's quotes before it is scanned.
  struct Quotes {
    /// Quotes that are literal text.
    var literals: [Int] = []
    /// An opening quote, and the quote that closes its cell whatever is between them.
    var closed: (opening: Int, closing: Int)?
    /// Whether to stop at the first doubtful cell, since the result would be useless.
    var isTrial = false
  }

  /// The result of scanning a record.
  struct Scan {
    /// A quote that opens a cell, and the number of line breaks of the record before it.
    struct Opening {
      var index, breaks: Int
      /// Whether the closing quote is followed by more than blanks.
      var isBroken = false
      /// The index of its cell, and where that ends.
      var cell = 0
      var end = 0
    }

    var outcome: Outcome
    var end: Place
    /// The line breaks in the record.
    var breaks = 0
    /// The cells with text outside their quotes.
    var repairs: [Int] = []
    /// The cells that contain a line break.
    var spans: [Opening] = []
    /// The quote still open where the scan ended.
    var opening: Opening?
    /// The cells on one line with unescaped quotes inside.
    var broken: [Opening] = []
    var isOpen = false

    /// Whether no cell has unescaped quotes or line breaks.
    var isClear: Bool { broken.isEmpty && spans.isEmpty && repairs.isEmpty }
  }

  /// Scans one record, from mark to mark.
  func scan(from start: Place, to limit: Limit, _ quotes: Quotes, into cells: inout [Range<Int>]) -> Scan {
    let (bytes, marks) = (buffer.span, marks.span)
    let count = limit.index
    var (index, mark) = (start.index, start.mark)
    var result = Scan(outcome: .record, end: start)
    let opens = self.mark
    // Once a cell over several lines is broken, scanning goes no further than such a cell may extend.
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
          // If a quote ends the cell, that and the first quote enclose it.
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
        if index < stop, !quotes.isTrial || result.isClear { continue }
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

  /// Whether a byte is preceded by an odd number of backslashes.
  private func isEscaped(_ index: Int, from start: Int) -> Bool {
    var first = index
    while first > start, buffer[first - 1] == backslash { first -= 1 }
    return (index - first) % 2 == 1
  }

  /// The position of the first mark at or after this one that ends a cell, or the limit.
  private func endOfCell(_ mark: inout Int, _ limit: Limit) -> Int {
    while mark < limit.mark {
      let place = Int(marks[mark])
      if buffer[place] != self.mark { return place }
      mark += 1
    }
    return limit.index
  }
}
