internal import DataModel

/// How a file is written: its delimiter, quoting and the position of its header. What the load does not say is inferred
/// from the first records.
struct Dialect: Hashable {
  var delimiter: UInt8
  var quoting = LoadSpec.Quoting.doubled
  /// Whether blanks before a cell are ignored: `c1, "Ada, of Bath"`.
  var skipsBlanks = false
  /// Whether each quote is certain, and line breaks inside quotes do not count as lines; see `CSVOptions.isExact`.
  var isExact = false
  /// Whether a CR without LF is a part of its cell, since lines end otherwise.
  var returnsAreText = false
  /// The number of lines above the header, including Excel's `sep=;`.
  var skippedLines = 0
  /// Notes for the user about what was inferred.
  var remarks: [String] = []

  static let delimiters: [UInt8] = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
  /// How many bytes of a file are looked at.
  static let sampleSize = 1 << 16
  private static let sampleRecords = 50

  /// Infers the dialect. The delimiter is the one that splits the most records into equally many cells, and a comma if
  /// none does.
  ///
  ///     Dialect(of: Array("id;price\n1;2,50\n".utf8), isWhole: true).delimiter  // ;
  init(of sample: [UInt8], isWhole: Bool, _ options: CSVOptions = CSVOptions()) {
    delimiter = Dialect.delimiters[0]
    skippedLines = options.skippedLines ?? 0
    var sample = Dialect.dropping(skippedLines, of: sample)
    isExact = options.isExact
    returnsAreText = Dialect.returnsAreText(in: sample)
    if !isExact { findDelimiter(&sample, isWhole) }
    if options.skippedLines == nil, options.columns.isEmpty,
      let above = Preamble(of: records(of: sample, isWhole, limit: Dialect.sampleRecords), options.wanted)
    {
      sample = Dialect.dropping(above.lines, of: sample)
      skippedLines += above.lines
      remarks.append(above.remark)
    }
    if !isExact { findQuoting(sample, isWhole, options.quoting) }
  }

  private init(_ delimiter: UInt8, like other: Dialect) {
    self.delimiter = delimiter
    returnsAreText = other.returnsAreText
  }

  /// Whether so many lines end in LF or CRLF that a CR alone ends none: at most one in twenty would.
  private static func returnsAreText(in sample: [UInt8]) -> Bool {
    var (feeds, returns) = (0, 0)
    for (index, byte) in sample.enumerated() {
      if byte == lineFeed {
        feeds += 1
      } else if byte == carriageReturn, index + 1 < sample.count, sample[index + 1] != lineFeed {
        returns += 1
      }
    }
    return returns * 20 <= feeds && feeds >= 20
  }

  /// Infers the delimiter; the line that declares one is skipped.
  private mutating func findDelimiter(_ sample: inout [UInt8], _ isWhole: Bool) {
    if let declared = Dialect.declared(in: sample) {
      delimiter = declared
      sample = Dialect.dropping(1, of: sample)
      skippedLines += 1
      return
    }
    let scores = Dialect.delimiters.map { Dialect($0, like: self).score(sample, isWhole) }
    var best = 0
    for index in scores.indices where scores[index] > scores[best] { best = index }
    delimiter = Dialect.delimiters[best]
  }

  private static func declared(in sample: [UInt8]) -> UInt8? {
    let line = sample.prefix { $0 != lineFeed && $0 != carriageReturn }
    guard line.count == 5, line.starts(with: Array("sep=".utf8)), let last = line.last else { return nil }
    return last
  }

  /// The text without its first lines.
  static func dropping(_ lines: Int, of text: [UInt8]) -> [UInt8] {
    guard lines > 0 else { return text }
    let end = text.contains(lineFeed) ? lineFeed : carriageReturn
    var (left, index) = (lines, 0)
    while left > 0, index < text.count {
      if text[index] == end { left -= 1 }
      index += 1
    }
    return Array(text[index...])
  }

  /// A record of the sample, and the line it starts on.
  struct Record {
    var line: Int
    var cells: [String]
  }

  /// The sample's records, without blank lines and without a last record that the sample cuts off.
  func records(of sample: [UInt8], _ isWhole: Bool, limit: Int) -> [Record] {
    var scanner = RecordScanner(self)
    scanner.append(sample)
    if isWhole { scanner.append(nil) }
    var found: [Record] = []
    var cells: [Range<Int>] = []
    while found.count < limit {
      cells.removeAll(keepingCapacity: true)
      guard scanner.next(into: &cells) == .record else { break }
      let texts = cells.map { String(decoding: scanner.buffer[$0], as: UTF8.self) }
      if texts.count > 1 || texts.first?.isEmpty == false {
        found.append(Record(line: scanner.line, cells: texts))
      }
    }
    return found
  }

  /// A score for the delimiter: the share of records with the most common number of cells, plus a little for more
  /// cells. 0 for one cell; half if the first record has one.
  private func score(_ sample: [UInt8], _ isWhole: Bool) -> Double {
    var widths = records(of: sample, isWhole, limit: Dialect.sampleRecords).map(\.cells.count)
    if widths.isEmpty {
      // No record is complete: only the first line decides.
      let line = sample.prefix { $0 != lineFeed && $0 != carriageReturn }
      widths = [1 + line.reduce(0) { $0 + ($1 == delimiter ? 1 : 0) }]
    }
    guard let header = widths.first else { return 0 }
    let usual = header > 1 ? header : usualWidth(widths)
    guard usual > 1 else { return 0 }
    let share = Double(widths.count { $0 == usual }) / Double(widths.count)
    return (header > 1 ? share : share / 2) + min(Double(usual), 100) / 1000
  }
}

/// The most common number of cells above one, of equally common ones the largest; 1 if there is none.
func usualWidth(_ widths: [Int]) -> Int {
  var counts: [Int: Int] = [:]
  for width in widths where width > 1 { counts[width, default: 0] += 1 }
  return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
}

// MARK: - Quotes

extension Dialect {
  /// Evidence against a way of quoting.
  private struct Faults {
    /// Records with the wrong number of cells, and misplaced quotes.
    var count = 0
    /// Cells that begin and end with a literal quote.
    var wrapped = 0
  }

  /// Infers how cells are quoted. Doubled quotes are assumed unless the whole sample speaks against them.
  private mutating func findQuoting(_ sample: [UInt8], _ isWhole: Bool, _ given: LoadSpec.Quoting?) {
    quoting = given ?? .doubled
    guard quoting != .none, sample.contains(quote) else { return }
    if sample.holds([delimiter, 0x20, quote]) {
      var other = self
      other.skipsBlanks = true
      if other.faults(sample, isWhole).count <= faults(sample, isWhole).count { self = other }
    }
    guard given == nil else { return }
    let doubled = faults(sample, isWhole).count
    guard doubled > 0 else { return }
    if sample.holds([backslash, quote]) {
      var other = self
      other.quoting = .backslash
      if other.faults(sample, isWhole).count == 0 {
        self = other
        remarks.append(
          "quotes inside its cells have a backslash: read as `quotes backslash`")
        return
      }
    }
    var other = self
    other.quoting = .none
    let faults = other.faults(sample, isWhole)
    if doubled >= 3, faults.count == 0, faults.wrapped * 2 <= doubled {
      self = other
      remarks.append("its quotes are part of the text: read as `quotes none`")
    }
  }

  private func faults(_ sample: [UInt8], _ isWhole: Bool) -> Faults {
    var scanner = RecordScanner(self)
    scanner.append(sample)
    if isWhole { scanner.append(nil) }
    var faults = Faults()
    var cells: [Range<Int>] = []
    while true {
      cells.removeAll(keepingCapacity: true)
      let outcome = scanner.next(into: &cells)
      if outcome == .unclosedQuote { faults.count += 1 }
      guard outcome == .record else { break }
      if cells.count == 1, scanner.width == nil || cells[0].isEmpty { continue }
      if let width = scanner.width {
        if cells.count != width { faults.count += 1 }
      } else {
        scanner.width = cells.count
      }
      guard quoting == .none else { continue }
      // A doubled quote inside a quoted cell proves that quotes enclose cells.
      if cells.contains(where: {
        scanner.buffer[$0].first == quote && Array(scanner.buffer[$0].dropFirst()).holds([quote, quote])
      }) {
        faults.count += 1
      }
      faults.wrapped += cells.count {
        $0.count > 1 && scanner.buffer[$0.lowerBound] == quote && scanner.buffer[$0.upperBound - 1] == quote
      }
    }
    faults.count += scanner.strayQuotes.count + scanner.brokenCells
    return faults
  }
}

extension [UInt8] {
  /// Whether the bytes occur here as a sequence.
  func holds(_ bytes: [UInt8]) -> Bool {
    guard count >= bytes.count, let first = bytes.first else { return false }
    return indices.dropLast(bytes.count - 1).contains { index in
      self[index] == first && self[index..<index + bytes.count].elementsEqual(bytes)
    }
  }
}
