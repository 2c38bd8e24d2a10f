internal import DataModel

/// The members of JSON objects as the cells of a record.
struct JSONCells {
  /// An array that a path leads to: `rows tickets.comments`.
  struct Branch {
    var array: Range<Int>
    /// What of the path remains behind it; empty: its elements are the rows.
    var rest: ArraySlice<UInt8>
    var name: [UInt8]
  }

  var scanner = JSONScanner()
  var columns = JSONColumns()
  /// The text of the cells.
  var buffer: [UInt8] = []
  /// The cells of the current record by column, as far as it goes; an empty range where it has none.
  private(set) var row: [Range<Int>] = []
  private var isFilled: [Bool] = []
  /// The array of the current record that holds rows, or records around them.
  var branch: Branch?
  /// Members that a record has twice; the line of the first.
  var repeated = (count: 0, line: 0)
  /// Escapes that are no character, such as half of a surrogate pair; the line of the first record that has one.
  private(set) var replaced = (count: 0, line: 0)
  /// Values whose columns would have been too many.
  private(set) var leftOut = 0

  static let mostColumns = 4_096

  /// Notes about the members that were read.
  var findings: [FileRemark] {
    var found: [FileRemark] = []
    if repeated.count > 0 {
      let many = counted(repeated.count, "member is", "members are")
      found.append(
        FileRemark(line: repeated.line, text: "\(many) there twice in a record: the last one counts"))
    }
    if replaced.count > 0 {
      let many = counted(replaced.count, "escape is", "escapes are")
      found.append(
        FileRemark(
          line: replaced.line,
          text: "\(many) no character (half of a pair, or NUL) and shown as \u{FFFD}"))
    }
    if leftOut > 0 {
      let text = "more than \(JSONCells.mostColumns) columns: \(leftOut) values of further ones are not read"
      found.append(FileRemark(text: text))
    }
    return found
  }

  /// Starts a record of some columns behind the cells of those around it.
  mutating func startRecord(_ node: Int, behind cells: [Range<Int>]) {
    row.removeAll(keepingCapacity: true)
    isFilled.removeAll(keepingCapacity: true)
    row += cells
    for _ in cells { isFilled.append(false) }
    columns.restart(at: node)
  }
  /// Reads an object as cells of the record. With a `path`, the array that it leads to is no column: see `branch`.
  mutating func readObject(
    _ node: Int, depth: Int, line: Int, path: ArraySlice<UInt8>? = nil
  ) throws(JSONScanner.Stop) {
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
      if let path, let rest = JSONPath.rest(of: path, behind: columns.name(of: child)) {
        try readBranch(child, rest, depth: depth + 1, line: line)
      } else {
        try readMember(child, depth: depth + 1, line: line)
      }
      if try scanner.expected() == UInt8(ascii: "}") { break }
      try scanner.take(UInt8(ascii: ","), "a comma")
      _ = try scanner.expected()
    }
    scanner.index += 1
  }

  /// The place of a name among the columns.
  private mutating func column(_ node: Int, _ name: (text: Range<Int>, isEscaped: Bool)) -> Int {
    guard name.isEscaped else { return columns.child(of: node, scanner.bytes, name.text) }
    var key: [UInt8] = []
    scanner.write(name.text, isEscaped: true, to: &key)
    return columns.child(of: node, key, 0..<key.count)
  }

  /// A member that a path leads through or to.
  private mutating func readBranch(
    _ node: Int, _ rest: ArraySlice<UInt8>, depth: Int, line: Int
  ) throws(JSONScanner.Stop) {
    switch try scanner.expected() {
    case UInt8(ascii: "{") where !rest.isEmpty:
      try readObject(node, depth: depth, line: line, path: rest)
    case UInt8(ascii: "["):
      let array = try scanner.value(depth: depth)
      branch = Branch(array: array, rest: rest, name: columns.name(of: node))
    case _: try readMember(node, depth: depth, line: line)
    }
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
      let lost = scanner.write(value.text, isEscaped: value.isEscaped, to: &buffer)
      if lost > 0 {
        if replaced.count == 0 { replaced.line = line }
        replaced.count += lost
      }
    default:
      let value = try scanner.scalar()
      let first = scanner.bytes[value.lowerBound]
      if first != UInt8(ascii: "n"), first != UInt8(ascii: "N") {
        scanner.write(value, isEscaped: false, to: &buffer)
      }
    }
    put(start..<buffer.count, node, line: line)
  }

  private mutating func put(_ cell: Range<Int>, _ node: Int, line: Int) {
    guard let column = columns.column(of: node, limit: JSONCells.mostColumns) else {
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
      let child = columns.child(of: node, pair.name, 0..<pair.name.count)
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
        if key.elementsEqual(JSONCells.valueWord) {
          value = scanner.index
        } else if JSONCells.nameWords.contains(where: key.elementsEqual) {
          name = try JSONCells.name(&scanner)
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
      if !bytes[member.text].reversed().starts(with: JSONCells.typedValue.reversed()) { isTyped = false }
      let place = scanner.index
      let value = try scanner.value(depth: depth + 3)
      if found == nil, !bytes[value].elementsEqual("null".utf8) { found = place }
    }
    scanner.index = start
    return isTyped ? found : nil
  }
}
