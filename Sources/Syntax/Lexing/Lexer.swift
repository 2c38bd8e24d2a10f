import SourceText

/// Turns bytes into tokens in one pass. What cannot be read becomes an `.invalid` token or a diagnostic.
struct Lexer {
  let bytes: [UInt8]
  var position = 0
  var tokens: [Token] = []
  var comments: [Comment] = []
  var diagnostics: [Diagnostic] = []
  /// The offset of a quote that is still open at the end of the text.
  var openQuote: Int?
  private var column = 0
  private var lineStart = 0
  private var lineHasToken = false
  /// For each token that is the first of its line, its column; -1 for others.
  private var columns: [Int] = []

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
      lineStart = 3
    }
    if let trouble = Lexer.firstByteThatIsNotText(bytes) {
      let what = bytes[trouble] == 0 ? "a zero byte" : "bytes that are not UTF-8"
      diagnostics.append(
        Diagnostic(
          .unexpectedCharacter, "This is not a text file: it contains \(what)",
          at: SourceSpan(trouble, trouble + 1),
          label: "here", notes: ["Heed reads UTF-8; save the file as UTF-8."]))
      position = bytes.count
    }
    while position < bytes.count {
      let before = position
      step()
      if position == before { position += 1 }
    }
    splitStatements()
  }

  /// Inserts `.end` before each line that starts at the first column in use, and after the last token.
  private mutating func splitStatements() {
    let firstColumn = columns.filter { $0 >= 0 }.min() ?? 0
    var result: [Token] = []
    result.reserveCapacity(tokens.count + 16)
    for (index, token) in tokens.enumerated() {
      if columns[index] == firstColumn, let last = result.last, last.kind != .end {
        result.append(Token(kind: .end, span: SourceSpan(last.span.end, last.span.end)))
      }
      if token.kind != .end || (result.last.map { $0.kind != .end } ?? false) { result.append(token) }
    }
    if result.last?.kind != .end {
      let end = result.last?.span.end ?? bytes.count
      result.append(Token(kind: .end, span: SourceSpan(end, end)))
    }
    tokens = result
  }

  private mutating func step() {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\n"):
      position += 1
      lineStart = position
      lineHasToken = false
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0B, 0x0C:
      position += 1
    case UInt8(ascii: "#") where position == lineStart || isBlank(before: position):
      comment()
    case UInt8(ascii: "\""): quote(.quoted, closing: [byte], length: 1)
    case UInt8(ascii: "'"): quote(.single, closing: [byte], length: 1)
    case UInt8(ascii: "`"):
      if !dottedName() { quote(.backtick, closing: [byte], length: 1) }
    case UInt8(ascii: "*"): star()
    case UInt8(ascii: "/") where tokens.last?.keyword == .matches: regex()
    case UInt8(ascii: "-") where !isDigit(at: position + 1) || isWordByte(before: position):
      add(.symbol, position + 1, "-")
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): numberDateOrWord()
    case _ where byte < 0x80 && Lexer.isWordByte(byte): word()
    case _ where byte < 0x80: sign()
    case _: beyondASCII()
    }
  }

  private mutating func add(_ kind: Token.Kind, _ end: Int, _ text: String) {
    var token = Token(kind: kind, span: SourceSpan(position, end), text: text)
    if kind == .word { token.keyword = Keyword(rawValue: text) }
    append(token)
  }

  mutating func append(_ token: Token) {
    columns.append(lineHasToken || token.kind == .end ? -1 : token.span.start - lineStart)
    lineHasToken = true
    tokens.append(token)
    position = token.span.end
    // A quote may have run over lines.
    if let newline = bytes[token.span.start..<token.span.end].lastIndex(of: UInt8(ascii: "\n")) {
      lineStart = newline + 1
    }
  }

  // MARK: Words

  private mutating func word() {
    var end = wordEnd(from: position)
    if end < bytes.count, bytes[end] == UInt8(ascii: "."), dottedName() { return }
    var text = fold(position, end)
    if text.hasPrefix("$"), text.utf8.count > 1 {
      add(.dollar, end, String(decoding: bytes[position..<end], as: UTF8.self))
    } else if end < bytes.count, bytes[end] == UInt8(ascii: "*") {
      add(.prefix, end + 1, text)
    } else {
      if text.hasSuffix("'") {
        end -= 1
        text.removeLast()
      }
      add(.word, end, text)
    }
  }

  /// The end of the word that starts here: letters, digits, `_`, `$`; `.` and `'` only between them.
  func wordEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      if let length = wordLength(at: end) {
        end += length
      } else if end > start, let joint = jointLength(at: end), wordLength(at: end + joint) != nil {
        end += joint
      } else {
        break
      }
    }
    return end
  }

  /// `.`, `'` or `’`.
  private func jointLength(at index: Int) -> Int? {
    if bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "'") { return 1 }
    return bytes[index...].starts(with: [0xE2, 0x80, 0x99]) ? 3 : nil
  }

  private func wordLength(at index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    if bytes[index] < 0x80 { return Lexer.isWordByte(bytes[index]) ? 1 : nil }
    let (scalar, length) = scalar(at: index)
    return Lexer.isWordScalar(scalar) ? length : nil
  }

  /// A word in lower case, with the curly apostrophe made straight.
  private func fold(_ start: Int, _ end: Int) -> String {
    let text = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
    guard text.unicodeScalars.contains("’") else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "’" ? "'" : $0 }))
  }

  private mutating func star() {
    let start = position
    let end = wordEnd(from: start + 1)
    guard end > start + 1, end < bytes.count, bytes[end] == UInt8(ascii: "*") else {
      return add(.invalid, start + 1, "*")
    }
    add(.part, end + 1, fold(start + 1, end))
  }

  private mutating func regex() {
    var end = position + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: "\n") {
      end +=
        bytes[end] == UInt8(ascii: "\\") && end + 1 < bytes.count && bytes[end + 1] != UInt8(ascii: "\n")
        ? 2 : 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "/") else {
      unclosed(from: position, to: min(end, bytes.count), "This pattern has no closing `/`", closing: "/")
      return
    }
    var token = Token(kind: .regex, span: SourceSpan(position, end + 1))
    token.text = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
    if end + 1 < bytes.count, bytes[end + 1] | 0x20 == UInt8(ascii: "i"), wordLength(at: end + 2) == nil {
      token.ignoresCase = true
      token.span.end += 1
    }
    append(token)
  }

  // MARK: Signs

  private mutating func sign() {
    let pair = position + 1 < bytes.count ? [bytes[position], bytes[position + 1]] : [bytes[position]]
    switch String(decoding: pair, as: UTF8.self) {
    case "<=": return add(.symbol, position + 2, "<=")
    case ">=": return add(.symbol, position + 2, ">=")
    case "!=", "<>": return add(.symbol, position + 2, "!=")
    case "==": return add(.symbol, position + 2, "=")
    case _: break
    }
    switch bytes[position] {
    case UInt8(ascii: ";"): append(Token(kind: .end, span: SourceSpan(position, position + 1)))
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: ","):
      add(.symbol, position + 1, String(UnicodeScalar(bytes[position])))
    case _: add(.invalid, position + 1, String(UnicodeScalar(bytes[position])))
    }
  }

  private mutating func beyondASCII() {
    let (scalar, length) = scalar(at: position)
    switch scalar {
    case "“", "”", "„": quote(.quoted, closing: Array("”".utf8), length: length)
    case "‘", "’", "‚": quote(.single, closing: Array("’".utf8), length: length)
    case "≤": add(.symbol, position + length, "<=")
    case "≥": add(.symbol, position + length, ">=")
    case "≠": add(.symbol, position + length, "!=")
    case _ where scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}":
      position += length
    case _ where Lexer.isWordScalar(scalar): word()
    case _: add(.invalid, position + length, String(scalar))
    }
  }

  private mutating func comment() {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    var end = position
    while end > start, bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    comments.append(
      Comment(
        text: String(decoding: bytes[start..<end], as: UTF8.self), span: SourceSpan(start, end),
        isAlone: !lineHasToken))
  }

  // MARK: Quotes

  /// A quote ends at its closing mark, which is doubled inside it. It may continue over indented lines, as its
  /// statement does.
  private mutating func quote(_ kind: Token.Kind, closing: [UInt8], length: Int) {
    let start = position
    var index = start + length
    var content: [UInt8] = []
    while index < bytes.count {
      if bytes[index] == closing[0], bytes[index...].starts(with: closing) {
        index += closing.count
        guard bytes[min(index, bytes.count)...].starts(with: closing) else {
          append(
            Token(kind: kind, span: SourceSpan(start, index), text: String(decoding: content, as: UTF8.self)))
          return
        }
        content += closing
        index += closing.count
      } else if bytes[index] == UInt8(ascii: "\n"), index + 1 < bytes.count,
        bytes[index + 1] > UInt8(ascii: " ")
      {
        break
      } else {
        content.append(bytes[index])
        index += 1
      }
    }
    if index >= bytes.count { openQuote = start }
    let line = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    unclosed(
      from: start, to: index, lineEnd: line, "This quote is never closed",
      closing: String(decoding: closing, as: UTF8.self))
  }

  private mutating func unclosed(
    from start: Int, to end: Int, lineEnd: Int? = nil, _ message: String, closing: String
  ) {
    var last = lineEnd ?? end
    while last > start + 1, bytes[last - 1] <= UInt8(ascii: " ") { last -= 1 }
    diagnostics.append(
      Diagnostic(
        .unclosedQuote, message, at: SourceSpan(start, start + 1), label: "opens here",
        fixes: [Diagnostic.Fix("close it", [Diagnostic.Edit(SourceSpan(last, last), closing)])]))
    append(Token(kind: .invalid, span: SourceSpan(start, end)))
  }

  // MARK: Characters

  func scalar(at index: Int) -> (Unicode.Scalar, Int) {
    let first = bytes[index]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let text = String(decoding: bytes[index..<min(index + length, bytes.count)], as: UTF8.self)
    return (text.unicodeScalars.first ?? "\u{FFFD}", length)
  }

  func isDigit(at index: Int) -> Bool {
    index < bytes.count && bytes[index] >= UInt8(ascii: "0") && bytes[index] <= UInt8(ascii: "9")
  }

  private func isBlank(before index: Int) -> Bool {
    bytes[index - 1] <= UInt8(ascii: " ") || bytes[index - 1] == 0xA0
  }
  private func isWordByte(before index: Int) -> Bool {
    index > 0 && (bytes[index - 1] >= 0x80 || Lexer.isWordByte(bytes[index - 1]))
  }

  /// Whether a word goes on at this byte.
  func isWord(at index: Int) -> Bool { wordLength(at: index) != nil }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "$"):
      true
    case _: false
    }
  }

  static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isAlphabetic { return true }
    switch scalar.properties.generalCategory {
    case .decimalNumber, .nonspacingMark, .spacingMark, .letterNumber: return true
    case _: return false
    }
  }

  /// The first zero byte, or the first byte that breaks UTF-8.
  static func firstByteThatIsNotText(_ bytes: [UInt8]) -> Int? {
    if let zero = bytes.firstIndex(of: 0) { return zero }
    guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return min(offset, bytes.count - 1)
      }
    }
  }
}
