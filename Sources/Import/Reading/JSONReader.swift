internal import DataModel

/// Reads records from JSON: an array of objects, the same inside an object, or objects one after the other (JSON Lines).
///
/// Members of nested objects are columns with dotted names; an array of names and values (`[{"key": "plan", "value":
/// "pro"}]`) makes a column a name; other arrays are lists, as JSON writes them. `null` is missing.
struct JSONReader: RecordReader {
  private(set) var header = Header([])
  private(set) var cells: [Range<Int>] = []
  private(set) var buffer: [UInt8] = []
  private(set) var lines: [Int] = []
  private(set) var rejections: [RowRejection] = []
  private(set) var keptRows: [Int: [String]] = [:]
  var keptLines: Set<Int> = []
  var doubtfulLines: [Int] { [] }
  var headerGuess: String? { nil }
  var choices: [Int: HeaderRows.Choice] { [:] }
  var zone: Zone? { nil }
  var addsColumns: Bool { true }
  var allowsCommas: Bool { false }
  var decoding: TextDecoder { source.decoder }
  var size: Int? { source.size }
  var isPipe: Bool { source.isPipe }
  var bytesRead: Int { source.bytesRead }

  private let shape: JSONShape
  private var source: TextSource
  private var scanner = JSONScanner()
  private var columns = JSONColumns()
  /// The cells of the current record by column, as far as it goes; an empty range where it has none.
  private var row: [Range<Int>] = []
  private var isFilled: [Bool] = []
  /// How many cells each record of the batch has, before all are made as wide as the header.
  private var widths: [Int] = []
  private var hasBegun = false
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
  /// Members that a record has twice; the line of the first.
  private var repeated = (count: 0, line: 0)
  /// Values whose columns would have been too many.
  private var leftOut = 0

  /// The longest record, in bytes.
  private static let longestRecord = 16 << 20
  private static let mostColumns = 4_096
  /// The most text and cells that a batch holds, if it has several records.
  private static let mostText = 4 << 20
  private static let mostCells = 1 << 20

  init(_ source: TextSource, _ shape: JSONShape) throws(ReadFailure) {
    self.source = source
    self.shape = shape
    _ = try fill()
    if header.names.isEmpty, rejections.isEmpty { throw .empty }
    guard case .array(_, let name, let others) = shape else { return }
    if Set(lines + rejections.map(\.line)).count < lines.count + rejections.count {
      isNumbered = true
      lines = numbers
      for (index, number) in rejectedNumbers.enumerated() { rejections[index].line = number }
      remarks.append(
        FileRemark(text: "several records share a line: they are numbered, and “line” is that number"))
    }
    if let name {
      let rest = others.isEmpty ? "" : "; \(others.joined(separator: ", ")) is not read"
      remarks.append(FileRemark(text: "its rows are those of \(name)\(rest)"))
    }
  }

  var findings: [FileRemark] {
    var found = remarks + decoding.remarks
    if repeated.count > 0 {
      let many = repeated.count == 1 ? "1 member is" : "\(repeated.count) members are"
      found.append(
        FileRemark(line: repeated.line, text: "\(many) there twice in a record: the last one counts"))
    }
    if leftOut > 0 {
      let text = "more than \(JSONReader.mostColumns) columns: \(leftOut) values of further ones are not read"
      found.append(FileRemark(text: text))
    }
    return found
  }

  mutating func readBatch() throws(ReadFailure) -> Bool {
    guard isFirstDue else { return try fill() }
    isFirstDue = false
    return !lines.isEmpty
  }

  // MARK: - Records

  private mutating func fill() throws(ReadFailure) -> Bool {
    cells.removeAll(keepingCapacity: true)
    buffer.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    widths.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    while !isOver, lines.count < recordsPerBatch, buffer.count < JSONReader.mostText,
      cells.count < JSONReader.mostCells
    {
      let start = scanner.index
      let text = buffer.count
      do throws(JSONScanner.Stop) {
        try readRecord()
      } catch {
        let end = scanner.index
        scanner.index = start
        buffer.removeLast(buffer.count - text)
        switch error {
        case .needsMore: try refill()
        case .broken(let reason): try breakOff(reason, at: end)
        }
      }
    }
    // A file that changed while it was read is told at its end alone.
    if isOver { while try source.next() != nil {} }
    header = columns.names.count == header.names.count ? header : Header(columns.names)
    alignCells()
    return !lines.isEmpty
  }

  /// Steps over what stands before the next record, and reads it.
  private mutating func readRecord() throws(JSONScanner.Stop) {
    if isSkippingLine {
      isSkippingLine = !scanner.skipLine()
      if isSkippingLine, !scanner.isEnd { throw .needsMore }
      isSkippingLine = false
      // The next record starts here, should it be read anew.
      return
    }
    if case .array(let start, _, _) = shape {
      if !hasBegun {
        guard !scanner.bytes.isEmpty else { throw .needsMore }
        scanner.index = start
        try scanner.take(UInt8(ascii: "["), "an array")
        hasBegun = true
        // The first record starts here, should it be read anew.
        return
      }
      if try scanner.expected() == UInt8(ascii: "]") {
        scanner.index += 1
        isOver = true
        return
      }
      if number > 0 {
        try scanner.take(UInt8(ascii: ","), "a comma")
        _ = try scanner.expected()
      }
    } else if try scanner.peek() == nil {
      isOver = true
      return
    }
    try readValue()
  }

  private mutating func readValue() throws(JSONScanner.Stop) {
    scanner.countLines()
    let line = isNumbered ? number + 1 : scanner.line
    guard try scanner.expected() == UInt8(ascii: "{") else {
      let value = try scanner.value(depth: 0)
      if case .sequence = shape, !endsLine(at: value.upperBound) {
        throw .broken("a comma or a bracket is missing")
      }
      number += 1
      reject(line, "it is no object of JSON", kept: value)
      return
    }
    row.removeAll(keepingCapacity: true)
    isFilled.removeAll(keepingCapacity: true)
    columns.restart(at: JSONColumns.root)
    let twice = repeated
    do throws(JSONScanner.Stop) {
      try readObject(JSONColumns.root, depth: 0, line: line)
    } catch {
      repeated = twice
      throw error
    }
    number += 1
    numbers.append(number)
    if !keptLines.isEmpty, keptLines.contains(line) {
      keptRows[line] = row.map { String(decoding: buffer[$0], as: UTF8.self) }
    }
    cells += row
    widths.append(row.count)
    lines.append(line)
  }

  private func endsLine(at index: Int) -> Bool {
    index == scanner.bytes.count || [lineFeed, carriageReturn].contains(scanner.bytes[index])
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
    if scanner.bytes.count - scanner.index > JSONReader.longestRecord {
      return try breakOff(
        "it is longer than \(JSONReader.longestRecord >> 20) MiB, the most that a record may have",
        at: scanner.index)
    }
    let chunk = try source.next()
    if source.hitNull { throw .notText(line: scanner.line) }
    guard let chunk else {
      scanner.isEnd = true
      return
    }
    scanner.append(chunk)
  }

  /// What follows a record that breaks the rules: of one record a line the next line; of an array nothing can be told.
  private mutating func breakOff(_ reason: String, at index: Int) throws(ReadFailure) {
    guard case .sequence = shape else {
      throw .brokenJSON(line: scanner.line(at: index), reason: reason)
    }
    scanner.skipBlanks()
    reject(scanner.line, "it is no JSON: \(reason)", kept: nil)
    isSkippingLine = true
  }

  private mutating func reject(_ line: Int, _ reason: String, kept: Range<Int>?) {
    rejections.append(RowRejection(line: line, column: nil, reason: reason))
    rejectedNumbers.append(number)
    guard keptLines.contains(line), let kept else { return }
    keptRows[line] = [String(decoding: scanner.bytes[kept], as: UTF8.self)]
  }
}

// MARK: - Members

extension JSONReader {
  private mutating func readObject(_ node: Int, depth: Int, line: Int) throws(JSONScanner.Stop) {
    guard depth < JSONScanner.deepest else { throw .broken(JSONScanner.tooDeep) }
    try scanner.take(UInt8(ascii: "{"), "an object")
    columns.restart(at: node)
    if try scanner.expected() == UInt8(ascii: "}") {
      scanner.index += 1
      return
    }
    while true {
      let name = try scanner.string()
      let child = column(node, name)
      try scanner.take(UInt8(ascii: ":"), "a colon")
      try readMember(child, depth: depth + 1, line: line)
      if try scanner.expected() == UInt8(ascii: "}") { break }
      try scanner.take(UInt8(ascii: ","), "a comma")
      _ = try scanner.expected()
    }
    scanner.index += 1
  }

  /// The place of a name among the columns.
  private mutating func column(_ node: Int, _ name: (text: Range<Int>, isEscaped: Bool)) -> Int {
    guard name.isEscaped else { return columns.child(of: node, scanner.bytes[name.text]) }
    var key: [UInt8] = []
    scanner.write(name.text, isEscaped: true, to: &key)
    return columns.child(of: node, key[...])
  }

  private mutating func readMember(_ node: Int, depth: Int, line: Int) throws(JSONScanner.Stop) {
    let start = buffer.count
    switch try scanner.expected() {
    case UInt8(ascii: "{"): return try readObject(node, depth: depth, line: line)
    case UInt8(ascii: "["):
      if try readPairs(node, depth: depth, line: line) { return }
      let value = try scanner.value(depth: depth)
      if value.count > 2 { scanner.writeJSON(value, to: &buffer) }
    case quote:
      let value = try scanner.string()
      scanner.write(value.text, isEscaped: value.isEscaped, to: &buffer)
    default:
      let value = try scanner.scalar()
      let first = scanner.bytes[value.lowerBound]
      if first != UInt8(ascii: "n"), first != UInt8(ascii: "N") { buffer += scanner.bytes[value] }
    }
    put(start..<buffer.count, node, line: line)
  }

  private mutating func put(_ cell: Range<Int>, _ node: Int, line: Int) {
    guard let column = columns.column(of: node, limit: JSONReader.mostColumns) else {
      leftOut += 1
      return
    }
    while row.count <= column {
      row.append(0..<0)
      isFilled.append(false)
    }
    if isFilled[column] {
      if repeated.count == 0 { repeated.line = line }
      repeated.count += 1
    }
    isFilled[column] = true
    row[column] = cell
  }

  // MARK: - Names and values in an array

  private static let nameWords = ["key", "name", "id", "field", "slug"].map { Array($0.utf8) }
  private static let valueWord = Array("value".utf8)
  private static let typedValue = Array("_value".utf8)

  /// Reads `[{"key": "plan", "value": "pro"}, …]` as a column a name. False, and nothing is stepped over, where an array is
  /// another.
  private mutating func readPairs(_ node: Int, depth: Int, line: Int) throws(JSONScanner.Stop) -> Bool {
    let start = scanner.index
    guard let pairs = try pairs(depth: depth), !pairs.isEmpty else {
      scanner.index = start
      return false
    }
    let end = scanner.index
    for pair in pairs {
      let child = columns.child(of: node, pair.name[...])
      scanner.index = pair.value
      if let value = try typedValue(depth: depth) { scanner.index = value }
      try readMember(child, depth: depth + 2, line: line)
    }
    scanner.index = end
    return true
  }

  /// The names of an array of pairs, and where their values start; nil where it is none.
  private mutating func pairs(depth: Int) throws(JSONScanner.Stop) -> [(name: [UInt8], value: Int)]? {
    scanner.index += 1
    var found: [(name: [UInt8], value: Int)] = []
    while try scanner.expected() == UInt8(ascii: "{") {
      var name: [UInt8]?
      var value: Int?
      var members = 0
      let bytes = scanner.bytes
      try scanner.members(depth: depth + 1) { scanner, member throws(JSONScanner.Stop) in
        members += 1
        let key = bytes[member.text]
        if key.elementsEqual(JSONReader.valueWord) {
          value = scanner.index
        } else if JSONReader.nameWords.contains(where: key.elementsEqual) {
          name = try JSONReader.name(&scanner)
          return
        }
        _ = try scanner.value(depth: depth + 2)
      }
      guard members == 2, let name, let value else { return nil }
      found.append((name, value))
      if try scanner.expected() != UInt8(ascii: ",") { break }
      scanner.index += 1
    }
    guard try scanner.expected() == UInt8(ascii: "]") else { return nil }
    scanner.index += 1
    return found
  }

  /// Steps over what names a pair: a text or a number; nil where it is another thing.
  private static func name(_ scanner: inout JSONScanner) throws(JSONScanner.Stop) -> [UInt8]? {
    var name: [UInt8] = []
    switch scanner.bytes[scanner.index] {
    case quote:
      let text = try scanner.string()
      scanner.write(text.text, isEscaped: text.isEscaped, to: &name)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      _ = try scanner.value(depth: 2)
      return nil
    default: name += scanner.bytes[try scanner.scalar()]
    }
    return name.isEmpty ? nil : name
  }

  /// Where the value lies in `{"string_value": "x", "int_value": null}`, in which a type is named and all others are
  /// null; nil for any other value.
  private mutating func typedValue(depth: Int) throws(JSONScanner.Stop) -> Int? {
    let start = scanner.index
    guard scanner.bytes[start] == UInt8(ascii: "{") else { return nil }
    var found: Int?
    var isTyped = true
    let bytes = scanner.bytes
    try scanner.members(depth: depth + 2) { scanner, member throws(JSONScanner.Stop) in
      if !bytes[member.text].reversed().starts(with: JSONReader.typedValue.reversed()) { isTyped = false }
      let place = scanner.index
      let value = try scanner.value(depth: depth + 3)
      if found == nil, !bytes[value].elementsEqual("null".utf8) { found = place }
    }
    scanner.index = start
    return isTyped ? found : nil
  }
}
