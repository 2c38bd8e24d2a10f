internal import DataModel

/// Reads records whose cells stand at fixed places of a line. Places are characters, from 1.
struct FixedWidthReader: RecordReader {
  let header: Header
  private(set) var cells: [Range<Int>] = []
  private(set) var buffer: [UInt8] = []
  private(set) var lines: [Int] = []
  private(set) var rejections: [RowRejection] = []
  private(set) var keptRows: [Int: [String]] = [:]
  var keptLines: Set<Int> = []
  var decoding: TextDecoder { reader.source.decoder }
  var size: Int? { reader.source.size }
  var bytesRead: Int { reader.source.bytesRead }
  var progress: BytesRead { reader.source.progress }

  private let places: [ClosedRange<Int>]
  private var reader: LineReader
  /// The lines that are skipped at the start.
  private let skipped: Int
  /// Blank lines after the last row, which are none if no row follows.
  private var blanks: [Int] = []
  /// The lines with characters after the last place, and the first of them.
  private var longer = (count: 0, line: 0)

  /// The most text that a batch holds.
  private static let mostText = 4 << 20

  init(_ source: TextSource, _ options: CSVOptions) throws(ReadFailure) {
    if let format = FileFormat(text: source.sample) { throw .format(format) }
    if source.sample.isEmpty { throw .empty }
    header = Header(options.columns)
    places = options.places
    skipped = options.skippedLines ?? 0
    var source = source
    source.skip(lines: skipped)
    reader = LineReader(source)
  }

  mutating func readBatch() throws(ReadFailure) -> Bool {
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    buffer.removeAll(keepingCapacity: true)
    while lines.count < recordsPerBatch, buffer.count < FixedWidthReader.mostText {
      guard let line = try reader.next() else { break }
      take(line.text, line.number + skipped)
    }
    return !lines.isEmpty
  }

  private mutating func take(_ text: [UInt8]?, _ number: Int) {
    guard let text else {
      let reason = "it has more than \(LineReader.longest >> 20) MiB"
      rejections.append(RowRejection(line: number, column: nil, reason: reason))
      return
    }
    if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x1A }) {
      blanks.append(number)
      return
    }
    rejections += blanks.map {
      RowRejection(line: $0, column: nil, reason: "it is blank", isNoData: true)
    }
    blanks = []
    // Where each character starts.
    let starts = text.indices.filter { text[$0] & 0xC0 != 0x80 } + [text.count]
    let count = starts.count - 1
    let first = cells.count
    for place in places {
      let (start, end) = (min(place.lowerBound - 1, count), min(place.upperBound, count))
      let cell = buffer.count
      buffer += FixedWidthReader.trimmed(text[starts[start]..<starts[max(start, end)]])
      cells.append(cell..<buffer.count)
    }
    lines.append(number)
    let last = places.map(\.upperBound).max() ?? 0
    if count > last, !text[starts[last]...].allSatisfy({ $0 == 0x20 }) {
      if longer.count == 0 { longer.line = number }
      longer.count += 1
    }
    guard keptLines.contains(number) else { return }
    keptRows[number] = cells[first...].map { String(decoding: buffer[$0], as: UTF8.self) }
  }

  /// A cell without the blanks that fill it up.
  private static func trimmed(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = cell.firstIndex(where: { $0 != 0x20 }), let last = cell.lastIndex(where: { $0 != 0x20 })
    else { return [] }
    return cell[first...last]
  }

  var findings: [FileRemark] {
    guard longer.count > 0 else { return decoding.remarks }
    let many = longer.count == 1 ? "1 line goes" : "\(longer.count) lines go"
    return decoding.remarks + [
      FileRemark(line: longer.line, text: "\(many) on after the last column, which is left out")
    ]
  }
}
