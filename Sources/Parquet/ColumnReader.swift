private import Kernels

/// Reads the values of a column as text, one after the other, page by page.
struct ColumnReader {
  let column: Column
  private var writer: ValueWriter
  private var codec = Codec.none
  /// What of the chunk has not been read.
  private var chunk = ByteCursor([])
  /// The values of the chunk, and of the page, that are still to come.
  private var leftInChunk = 0
  private var leftInPage = 0
  private var levels = HybridDecoder.none
  private var hasLevels = false
  private var values: ValueDecoder

  init(_ column: Column) {
    self.column = column
    writer = ValueWriter(column.kind)
    values = ValueDecoder(column)
  }

  /// Values that could not be written as they are; see `ValueWriter.oddities`.
  var oddities: Int { writer.oddities }

  /// Starts a chunk of `rows` values, whose data ends before `end`.
  mutating func start(
    _ description: Footer.Chunk, of bytes: [UInt8], rows: Int, before end: Int
  ) throws(ParquetError) {
    guard !description.isElsewhere else {
      throw .unsupported("its data is in another file", "as a single file")
    }
    guard !description.isEncrypted else {
      throw ParquetError(
        reason: "its data is encrypted", advice: "Leave the column out, or write it unencrypted.")
    }
    guard description.type == column.type else { throw .damaged("its type is another than the schema says") }
    guard description.values == rows else {
      throw .damaged("it has \(description.values) values, but there are \(rows) rows")
    }
    codec = try Codec(description.codec)
    let start: Int
    if let place = description.dictionaryStart, place > 0 {
      start = min(place, description.dataStart)
    } else {
      start = description.dataStart
    }
    guard rows == 0 || start >= 4 && start < end && description.size >= 0 && description.size <= end - start
    else {
      throw .damaged("its data is outside the file")
    }
    // Some old writers leave the header of the dictionary out of the size, so that does not bound the pages.
    chunk = ByteCursor(bytes, rows == 0 ? 0..<0 : start..<end)
    leftInChunk = rows
    leftInPage = 0
    values.dictionary = nil
  }

  /// Appends the text of the next value; nothing where it is missing.
  @inline(__always)
  mutating func append(to text: inout [UInt8]) throws(ParquetError) {
    while leftInPage == 0 { try startPage() }
    leftInPage -= 1
    if hasLevels {
      let level = try levels.next()
      guard level <= column.level else { throw .damaged("a level is above the highest of the schema") }
      if level < column.level { return }
    }
    try values.append(to: &text, &writer)
  }

  private mutating func startPage() throws(ParquetError) {
    guard leftInChunk > 0 else { throw .damaged("there are fewer values than rows") }
    let header = try PageHeader(&chunk)
    let body = try chunk.part(header.packedSize)
    if let wanted = header.checksum, wanted != checksum(body.bytes[body.index..<body.end]) {
      throw .damaged("the checksum of a page is wrong")
    }
    switch header.kind {
    case .dictionary:
      guard values.dictionary == nil, header.encoding == 0 || header.encoding == 2 else {
        throw .damaged("it has a second dictionary, or one that is not plain")
      }
      var page = ValueDecoder(column)
      try page.start(try codec.unpacked(body, size: header.size), encoding: 0, count: header.values)
      values.dictionary = try ValueDictionary(&page, count: header.values, &writer)
    case .values: try startValues(header, try codec.unpacked(body, size: header.size))
    case .valuesWithPlainLevels: try startValues(ofNewer: header, body)
    case .other: break
    }
  }

  private mutating func startValues(_ header: PageHeader, _ page: ByteCursor) throws(ParquetError) {
    var page = page
    hasLevels = column.level > 0
    if hasLevels {
      guard header.levelEncoding == PageHeader.runLengthEncoding else {
        throw .unsupported("its levels are packed in an outdated way (BIT_PACKED)", "by a newer program")
      }
      levels = try levels(in: try page.part(Int(try page.number(4))))
    }
    try count(header)
    try values.start(page, encoding: header.encoding, count: header.values)
  }

  private mutating func startValues(ofNewer header: PageHeader, _ body: ByteCursor) throws(ParquetError) {
    var body = body
    _ = try body.take(header.repetitionBytes)
    let part = try body.part(header.levelBytes)
    hasLevels = column.level > 0
    if hasLevels { levels = try levels(in: part) }
    let size = header.size - header.repetitionBytes - header.levelBytes
    let page = try (header.isPacked ? codec : .none).unpacked(body, size: size)
    try count(header)
    try values.start(page, encoding: header.encoding, count: header.values)
  }

  private func levels(in part: ByteCursor) throws(ParquetError) -> HybridDecoder {
    try HybridDecoder(part, width: Int.bitWidth - column.level.leadingZeroBitCount)
  }

  private mutating func count(_ header: PageHeader) throws(ParquetError) {
    guard header.values <= leftInChunk else {
      throw .damaged("its pages have more values than there are rows")
    }
    leftInPage = header.values
    leftInChunk -= header.values
  }
}

/// The different values of a chunk, as text.
struct ValueDictionary {
  private var text: [UInt8] = []
  private var ends: [Int] = []
  /// The places of values that could not be written as they are.
  private var odd: Set<Int> = []

  /// Every value has at least a byte, so their number is bounded by the page.
  init(_ page: inout ValueDecoder, count: Int, _ writer: inout ValueWriter) throws(ParquetError) {
    let oddities = writer.oddities
    for place in 0..<count {
      let before = writer.oddities
      try page.append(to: &text, &writer)
      ends.append(text.count)
      if writer.oddities > before { odd.insert(place) }
    }
    writer.oddities = oddities
  }

  /// Appends a value, and says whether it could not be written as it is.
  @inline(__always)
  func append(_ index: Int, to output: inout [UInt8]) throws(ParquetError) -> Bool {
    guard index < ends.count else { throw .damaged("a value is not in the dictionary") }
    CopyKernels.append((index == 0 ? 0 : ends[index - 1])..<ends[index], of: text, to: &output)
    return !odd.isEmpty && odd.contains(index)
  }
}
