private import Kernels

/// Steps over JSON text (RFC 8259) that comes in pieces, and writes the text of its values.
///
/// A step that meets the end of what has come throws `.needsMore`: the caller appends more text and starts the record
/// anew. Depth is bounded, so that no input exhausts the stack.
struct JSONScanner {
  enum Stop: Error {
    /// The text ends within a value, and more may come.
    case needsMore
    /// A rule of JSON is broken at `index`.
    case broken(String)
  }

  /// What has come and is still needed.
  private(set) var bytes: [UInt8] = []
  /// The next byte.
  var index = 0
  /// No more text will come.
  var isEnd = false
  /// The line of the byte at `index`, where `index` was last between records.
  private(set) var line: Int
  private var counted = 0

  /// The deepest nesting of arrays and objects that is read.
  static let deepest = 64
  static let tooDeep = "arrays and objects are nested more than \(deepest) deep"

  init(line: Int = 1) { self.line = line }

  mutating func append(_ text: [UInt8]) {
    forget()
    bytes += text
  }

  /// Drops what lies before `index`, and counts its lines.
  private mutating func forget() {
    countLines()
    bytes.removeFirst(index)
    (index, counted) = (0, 0)
  }

  /// Brings `line` up to `index`.
  mutating func countLines() {
    guard counted < index else { return }
    line += ByteKernels.count(of: lineFeed, in: bytes, counted..<index)
    counted = index
  }

  /// The line of a byte at or after those whose lines are counted.
  func line(at index: Int) -> Int {
    line + ByteKernels.count(of: lineFeed, in: bytes, counted..<max(counted, min(index, bytes.count)))
  }

  // MARK: - Between values

  /// The next byte that is no white space, which is not stepped over; nil at the end of the text.
  mutating func peek() throws(Stop) -> UInt8? {
    while index < bytes.count {
      let byte = bytes[index]
      if byte != 0x20, byte != lineFeed, byte != carriageReturn, byte != 0x09 { return byte }
      index += 1
    }
    if isEnd { return nil }
    throw .needsMore
  }

  /// Steps over white space as far as text has come, and brings `line` up to there.
  mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, lineFeed, carriageReturn].contains(bytes[index]) { index += 1 }
    countLines()
  }

  mutating func expected() throws(Stop) -> UInt8 {
    guard let byte = try peek() else { throw .broken("the file ends in the middle of it") }
    return byte
  }

  /// Steps over a byte that must come next.
  mutating func take(_ byte: UInt8, _ what: String) throws(Stop) {
    guard try expected() == byte else { throw .broken("\(what) is expected, and \(found) is there") }
    index += 1
  }

  /// What stands at `index`, for messages.
  private var found: String {
    let start = bytes[index...].prefix(12).prefix { $0 >= 0x20 }
    return "“\(String(decoding: start, as: UTF8.self))”"
  }

  /// Steps behind the end of a line; false where none has come.
  mutating func skipLine() -> Bool {
    while index < bytes.count {
      index += 1
      if bytes[index - 1] == lineFeed { return true }
    }
    return false
  }

  // MARK: - Values

  /// Steps over a string, and says where its text lies between the quotes and whether it has escapes.
  mutating func string() throws(Stop) -> (text: Range<Int>, isEscaped: Bool) {
    try take(quote, "a text in quotes")
    let start = index
    var isEscaped = false
    while true {
      index = ByteKernels.endOfPlainText(in: bytes, from: index)
      guard index < bytes.count else { break }
      if bytes[index] == quote {
        index += 1
        return (start..<index - 1, isEscaped)
      }
      guard bytes[index] == backslash else {
        throw .broken("a line break or another control character stands in a text")
      }
      isEscaped = true
      index += 2
    }
    // A backslash may have been the last byte.
    index = bytes.count
    if isEnd { throw .broken("a text is not closed") }
    throw .needsMore
  }

  /// Steps over a number, `true`, `false` or `null`.
  mutating func scalar() throws(Stop) -> Range<Int> {
    let start = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        index += 1
        continue
      default: break
      }
      break
    }
    if index == bytes.count, !isEnd { throw .needsMore }
    guard JSONScanner.isScalar(bytes[start..<index]) else {
      index = start
      throw .broken("a value is expected, and \(found) is there")
    }
    return start..<index
  }

  private static let words = ["null", "true", "false", "NaN", "Infinity", "-Infinity"].map { Array($0.utf8) }

  /// A number by the rules of JSON, or one of its three words; or one of those that Python writes beside them.
  private static func isScalar(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    if digit(first) == nil, words.contains(where: text.elementsEqual) { return true }
    var rest = text
    func digits(_ rest: inout ArraySlice<UInt8>) -> Int {
      let before = rest.count
      rest = rest.drop { digit($0) != nil }
      return before - rest.count
    }
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits(&rest)
    guard whole > 0, !startsWithZero || whole == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard digits(&rest) > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard digits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// Steps over a value of any kind, and says where it lies.
  mutating func value(depth: Int) throws(Stop) -> Range<Int> {
    switch try expected() {
    case quote:
      let text = try string().text
      return text.lowerBound - 1..<text.upperBound + 1
    case UInt8(ascii: "{"):
      let start = index
      try members(depth: depth) { scanner, _ throws(Stop) in _ = try scanner.value(depth: depth + 1) }
      return start..<index
    case UInt8(ascii: "["):
      let start = index
      try elements(depth: depth) { scanner throws(Stop) in _ = try scanner.value(depth: depth + 1) }
      return start..<index
    default: return try scalar()
    }
  }

  /// Steps over an object; `member` is called behind each name's colon and steps over the value.
  mutating func members(
    depth: Int,
    _ member: (inout JSONScanner, _ name: (text: Range<Int>, isEscaped: Bool)) throws(Stop) -> Void
  ) throws(Stop) {
    try enter(UInt8(ascii: "{"), depth)
    if try expected() == UInt8(ascii: "}") {
      index += 1
      return
    }
    while true {
      _ = try expected()
      let name = try string()
      try take(UInt8(ascii: ":"), "a colon")
      _ = try expected()
      try member(&self, name)
      if try expected() == UInt8(ascii: "}") { break }
      try take(UInt8(ascii: ","), "a comma")
    }
    index += 1
  }

  /// Steps over an array; `element` is called before each and steps over it.
  mutating func elements(
    depth: Int, _ element: (inout JSONScanner) throws(Stop) -> Void
  ) throws(Stop) {
    try enter(UInt8(ascii: "["), depth)
    if try expected() == UInt8(ascii: "]") {
      index += 1
      return
    }
    while true {
      _ = try expected()
      try element(&self)
      if try expected() == UInt8(ascii: "]") { break }
      try take(UInt8(ascii: ","), "a comma")
    }
    index += 1
  }

  private mutating func enter(_ bracket: UInt8, _ depth: Int) throws(Stop) {
    guard depth < JSONScanner.deepest else {
      throw .broken(JSONScanner.tooDeep)
    }
    try take(bracket, "“\(Character(UnicodeScalar(bracket)))”")
  }

  // MARK: - Text

  /// Writes the text of a string without its escapes. Half of a surrogate pair, and a NUL, become U+FFFD; returns how many did.
  @discardableResult
  func write(_ text: Range<Int>, isEscaped: Bool, to output: inout [UInt8]) -> Int {
    guard isEscaped else {
      CopyKernels.append(text, of: bytes, to: &output)
      return 0
    }
    var replaced = 0
    var index = text.lowerBound
    while index < text.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == backslash, index < text.upperBound else {
        output.append(byte)
        continue
      }
      let escape = bytes[index]
      index += 1
      switch escape {
      case UInt8(ascii: "n"): output.append(lineFeed)
      case UInt8(ascii: "r"): output.append(carriageReturn)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "b"): output.append(0x08)
      case UInt8(ascii: "f"): output.append(0x0C)
      case UInt8(ascii: "u"):
        let start = index
        let character = character(at: &index, before: text.upperBound)
        if character == "\u{FFFD}", unit(at: start, before: text.upperBound) != 0xFFFD { replaced += 1 }
        output += Array(String(Character(character)).utf8)
      default: output.append(escape)
      }
    }
    return replaced
  }

  /// Writes a value as JSON, with letters in place of their `\u` escapes.
  func writeJSON(_ value: Range<Int>, to output: inout [UInt8]) {
    var index = value.lowerBound
    while index < value.upperBound {
      let byte = bytes[index]
      index += 1
      output.append(byte)
      guard byte == backslash, index < value.upperBound else { continue }
      let escape = bytes[index]
      var next = index + 1
      let letter = escape == UInt8(ascii: "u") ? character(at: &next, before: value.upperBound) : "\0"
      if letter.value < 0x20 || letter == "\"" || letter == "\\" {
        output.append(escape)
        index += 1
      } else {
        output.removeLast()
        output += Array(String(Character(letter)).utf8)
        index = next
      }
    }
  }

  /// The character of `\u` and four digits, or of two of them that make a pair; `index` stands behind the `u`.
  private func character(at index: inout Int, before end: Int) -> UnicodeScalar {
    guard let first = unit(at: index, before: end) else { return "\u{FFFD}" }
    index += 4
    if 0xD800..<0xDC00 ~= first, index + 1 < end, bytes[index] == backslash,
      bytes[index + 1] == UInt8(ascii: "u"),
      let second = unit(at: index + 2, before: end), 0xDC00..<0xE000 ~= second
    {
      index += 6
      return UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }
    return first == 0 ? "\u{FFFD}" : UnicodeScalar(first) ?? "\u{FFFD}"
  }

  private func unit(at index: Int, before end: Int) -> UInt32? {
    guard index + 4 <= end else { return nil }
    return UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
  }
}
