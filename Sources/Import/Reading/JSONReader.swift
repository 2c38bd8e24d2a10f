internal import DataModel

/// Reads records from JSON: an array of objects, the same inside an object, or objects one after the other (JSON Lines).
///
/// Members of nested objects are columns with dotted names; an array of names and values (`[{"key": "plan", "value":
/// "pro"}]`) makes a column a name; other arrays are lists, as JSON writes them. `null` is missing.
struct JSONReader: RecordReader {
  private(set) var header = Header([])
  private(set) var cells: [Range<Int>] = []
  var buffer: [UInt8] { json.buffer }
  private(set) var lines: [Int] = []
  private(set) var rejections: [RowRejection] = []
  private(set) var keptRows: [Int: [String]] = [:]
  var keptLines: Set<Int> = []
  var addsColumns: Bool { true }
  var decoding: TextDecoder { source.decoder }
  var size: Int? { source.size }
  var bytesRead: Int { source.bytesRead }
  var progress: BytesRead { source.progress }

  private let shape: JSONShape
  /// What of the path to the rows leads on from a record; empty where the records are the rows.
  private var path: ArraySlice<UInt8> = []
  /// What the load says after `rows`.
  private let said: LoadSpec.Column?
  /// The arrays of objects that the beginning of the text shows.
  private let arrays: [JSONArray]
  private var seek: JSONPath?
  private var source: TextSource
  var json = JSONCells()
  /// Where reading goes on once more text has come.
  private var mark = 0
  /// The arrays of such records that are being read, outermost first.
  var levels: [Level] = []
  /// The columns of the records around rows, outermost first.
  var around: [Int] = []
  /// What the array is called that holds the outermost records.
  private var outermost = Array("parent".utf8)
  /// Where the outermost record ends whose rows are being read.
  private var end = 0
  /// The bytes at the start of the batch's text that belong to records around its rows.
  private var carried = 0
  /// The bytes of records around them that the rows of the outermost record have had in all.
  var repeatedText = 0
  /// Whether an array was there that the path leads to; the records on the way; the array of those.
  var hasFoundRows = false
  private var hasRecords = false
  private var hasEntered = false
  /// How many cells each record of the batch has, before all are made as wide as the header.
  private var widths: [Int] = []
  /// Whether the array of the records has begun, and how many of them were read.
  private var isInArray = false
  private var elements = 0
  /// Whether an array of records has ended.
  private var hasEnded = false
  private var isOver = false
  /// The rest of a line is passed over.
  private var isSkippingLine = false
  /// The first batch, which tells the columns, has been read and not been given.
  private var isFirstDue = true
  /// Whether several records share a line, and are told apart by their numbers.
  private var isNumbered = false
  /// How many records there were, and the numbers of those of the batch and of the rejected ones.
  private var number = 0
  private var numbers: [Int] = []
  private var rejectedNumbers: [Int] = []
  private var remarks: [FileRemark] = []

  /// The longest record, in bytes.
  private static let longestRecord = 16 << 20
  /// The most text and cells that a batch holds, if it has several records.
  private static let mostText = 4 << 20
  private static let mostCells = 1 << 20

  /// Nil where the text does not begin as JSON does. `rows` is what the load says after that word.
  init?(_ source: TextSource, rows: LoadSpec.Column?) throws(ReadFailure) {
    guard let (shape, arrays) = JSONShape.find(in: source, path: rows?.name) else { return nil }
    self.source = source
    self.shape = shape
    self.arrays = arrays
    said = rows
    switch shape {
    case .document(let path): seek = JSONPath(path)
    case .array, .sequence:
      path = Array((rows?.name ?? "").utf8)[...]
      hasFoundRows = path.isEmpty
    }
    isNumbered = shape == .sequence && !path.isEmpty
    _ = try fill()
    if header.names.isEmpty, rejections.isEmpty { throw .empty }
    if !isNumbered, shape != .sequence, linesAreShared { numberRows() }
    if isNumbered {
      remarks.append(
        FileRemark(
          text: "several records share a line: they are numbered, and “line” is that number",
          isAboutRejections: true))
    }
    if case .document(let path) = shape, rows == nil { tellChoice(of: path) }
  }

  private var linesAreShared: Bool {
    Set(lines + rejections.map(\.line)).count < lines.count + rejections.count
  }

  private mutating func numberRows() {
    isNumbered = true
    lines = numbers
    for (index, number) in rejectedNumbers.enumerated() { rejections[index].line = number }
  }

  /// Says which array the rows were taken from, and how to take others.
  private mutating func tellChoice(of path: String) {
    let others = arrays.filter { $0.path != path }.sorted { $0.count > $1.count }.prefix(6)
    let lines = others.map { "`rows \(pathName($0.path))`" }
    let rest =
      lines.isEmpty ? "" : "; after the path of the file, \(lines.joined(separator: ", ")) takes others"
    remarks.append(FileRemark(text: "its rows are those of \(path)\(rest)"))
  }

  var findings: [FileRemark] {
    remarks + decoding.remarks + json.findings
  }

  mutating func readBatch() throws(ReadFailure) -> Bool {
    if !isFirstDue { _ = try fill() }
    isFirstDue = false
    for (row, line) in lines.enumerated() where !keptLines.isEmpty && keptLines.contains(line) {
      keptRows[line] = cells[row * width..<(row + 1) * width].map {
        String(decoding: buffer[$0], as: UTF8.self)
      }
    }
    return !lines.isEmpty
  }

  // MARK: - Records

  private mutating func fill() throws(ReadFailure) -> Bool {
    startBatch()
    while !isOver, lines.count < recordsPerBatch, json.buffer.count - carried < JSONReader.mostText,
      cells.count < JSONReader.mostCells
    {
      mark = json.scanner.index
      let text = json.buffer.count
      do throws(JSONScanner.Stop) {
        try readNext()
      } catch {
        let end = json.scanner.index
        json.scanner.index = mark
        json.buffer.removeLast(json.buffer.count - text)
        switch error {
        case .needsMore: try refill()
        case .broken(let reason): try breakOff(reason, at: end)
        }
      }
    }
    // A file that changed while it was read is told at its end alone.
    if isOver { while try source.next() != nil {} }
    if isOver, !hasFoundRows, let said, hasRecords || !hasEntered {
      throw .noArray(said, arrays: arrays.map(\.path) + (seek?.arrays ?? []))
    }
    header = json.columns.names.count == header.names.count ? header : Header(json.columns.names)
    alignCells()
    return !lines.isEmpty
  }

  /// Empties the batch, but for the text of the records around the next rows.
  private mutating func startBatch() {
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    widths.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    let text = levels.isEmpty ? [] : buffer
    json.buffer.removeAll(keepingCapacity: levels.isEmpty)
    var (before, moved): ([Range<Int>], [Range<Int>]) = ([], [])
    for level in levels.indices {
      let cells = levels[level].cells
      levels[level].cells = cells.enumerated().map { column, cell in
        if column < before.count, before[column] == cell { return moved[column] }
        json.buffer += text[cell]
        return json.buffer.count - cell.count..<json.buffer.count
      }
      (before, moved) = (cells, levels[level].cells)
    }
    carried = json.buffer.count
  }

  /// Reads the next row, or what stands before it.
  private mutating func readNext() throws(JSONScanner.Stop) {
    if !levels.isEmpty {
      try readNested()
      if levels.isEmpty { json.scanner.index = end }
    } else if isSkippingLine {
      isSkippingLine = !json.scanner.skipLine()
      if isSkippingLine, !json.scanner.isEnd { throw .needsMore }
      isSkippingLine = false
    } else if try enterRecord() {
      try readRecord()
    }
  }

  /// Steps over what stands before the next record; false where none follows yet.
  private mutating func enterRecord() throws(JSONScanner.Stop) -> Bool {
    if case .sequence = shape {
      // Lines cut out of an array still have its commas.
      if elements > 0, try json.scanner.peek() == UInt8(ascii: ",") { json.scanner.index += 1 }
      isOver = try json.scanner.peek() == nil
      return !isOver
    }
    guard isInArray else {
      // Arrays may follow one another, as where files were put together.
      if hasEnded, shape == .array { isOver = try json.scanner.peek() == nil }
      if !isOver { try enterArray() }
      return false
    }
    if try json.scanner.expected() == UInt8(ascii: "]") {
      json.scanner.index += 1
      isInArray = false
      hasEnded = true
      return false
    }
    if elements > 0 {
      try json.scanner.take(UInt8(ascii: ","), "a comma")
      _ = try json.scanner.expected()
    }
    return true
  }

  /// Steps into the array that holds the records.
  private mutating func enterArray() throws(JSONScanner.Stop) {
    guard var seek else {
      _ = try json.scanner.expected()
      try json.scanner.take(UInt8(ascii: "["), "an array")
      (isInArray, elements) = (true, 0)
      return
    }
    defer { self.seek = seek }
    do throws(JSONScanner.Stop) {
      guard let (rest, name) = try seek.next(&json.scanner) else {
        isOver = true
        return
      }
      (path, outermost, isInArray, elements) = (rest, name, true, 0)
      hasEntered = true
      if rest.isEmpty { hasFoundRows = true }
    } catch {
      if case .needsMore = error { mark = json.scanner.index }
      throw error
    }
  }

  private mutating func readRecord() throws(JSONScanner.Stop) {
    json.scanner.countLines()
    guard try json.scanner.expected() == UInt8(ascii: "{") else {
      let value = try json.scanner.value(depth: 0)
      if case .sequence = shape, !endsLine(at: value.upperBound) {
        throw .broken("a comma or a bracket is missing")
      }
      elements += 1
      return rejectValue(value)
    }
    if path.isEmpty {
      try readRow(around: [])
    } else {
      let record = try json.scanner.value(depth: 0)
      hasRecords = true
      (end, json.scanner.index, repeatedText) = (record.upperBound, record.lowerBound, 0)
      try openRecord(path, around: [], in: outermost)
      if levels.isEmpty { json.scanner.index = end }
    }
    elements += 1
  }

  /// Reads a record as a row, behind the cells of those around it.
  mutating func readRow(around cells: [Range<Int>]) throws(JSONScanner.Stop) {
    let line = line
    json.startRecord(JSONColumns.root, behind: cells)
    let twice = json.repeated
    do throws(JSONScanner.Stop) {
      try json.readObject(JSONColumns.root, depth: 0, line: line)
    } catch {
      json.repeated = twice
      throw error
    }
    number += 1
    numbers.append(number)
    self.cells += json.row
    widths.append(json.row.count)
    lines.append(line)
  }

  /// The line of the record at the scanner, or its number.
  var line: Int { isNumbered ? number + 1 : json.scanner.line }

  /// The columns of the records around rows on the next level, which lie in the array of a name.
  mutating func columnsAround(_ name: [UInt8]) -> Int {
    if around.count == levels.count { around.append(json.columns.around(name)) }
    return around[levels.count]
  }

  private func endsLine(at index: Int) -> Bool {
    index == json.scanner.bytes.count || [lineFeed, carriageReturn].contains(json.scanner.bytes[index])
  }

  /// Gives all records of the batch as many cells as there are columns.
  private mutating func alignCells() {
    let width = header.names.count
    guard widths.contains(where: { $0 != width }) else { return }
    var aligned: [Range<Int>] = []
    aligned.reserveCapacity(width * widths.count)
    var start = 0
    for count in widths {
      aligned += cells[start..<start + count]
      for _ in count..<width { aligned.append(0..<0) }
      start += count
    }
    cells = aligned
  }

  private mutating func refill() throws(ReadFailure) {
    if json.scanner.bytes.count - json.scanner.index > JSONReader.longestRecord {
      return try breakOff(
        "it is longer than \(JSONReader.longestRecord >> 20) MiB, the most that a record may have",
        at: json.scanner.index)
    }
    let chunk = try source.next()
    if source.hitNull { throw .notText(line: json.scanner.line) }
    guard let chunk else {
      json.scanner.isEnd = true
      return
    }
    json.scanner.append(chunk)
  }

  /// What follows a record that breaks the rules: of one record a line the next line; of an array nothing can be told.
  private mutating func breakOff(_ reason: String, at index: Int) throws(ReadFailure) {
    guard case .sequence = shape else {
      throw .brokenJSON(line: json.scanner.line(at: index), reason: reason)
    }
    json.scanner.skipBlanks()
    levels = []
    let (line, place) = (line, isNumbered ? " (line \(json.scanner.line))" : "")
    if isNumbered { number += 1 }
    reject(line, "it is no JSON: \(reason)\(place)", kept: nil)
    isSkippingLine = true
  }

  /// Rejects a value that is no object.
  mutating func rejectValue(_ value: Range<Int>) {
    let line = line
    number += 1
    reject(line, "it is no object of JSON", kept: value)
  }

  private mutating func reject(_ line: Int, _ reason: String, kept: Range<Int>?) {
    rejections.append(RowRejection(line: line, column: nil, reason: reason))
    rejectedNumbers.append(number)
    guard keptLines.contains(line), let kept else { return }
    keptRows[line] = [String(decoding: json.scanner.bytes[kept], as: UTF8.self)]
  }
}
