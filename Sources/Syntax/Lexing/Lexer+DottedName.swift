import SourceText

extension Lexer {
  /// A column of a joined file with a part in backticks: ``who.`Participant ID` ``, `` `a b`.`c d` ``. It becomes one name,
  /// its parts joined by dots. False if none starts here.
  mutating func dottedName() -> Bool {
    var parts: [String] = []
    var hasQuote = false
    var end = position
    repeat {
      if let (content, after) = backtick(from: end) {
        parts.append(content)
        hasQuote = true
        end = after
      } else {
        let after = wordEnd(from: end)
        guard after > end else { break }
        parts.append(String(decoding: bytes[end..<after], as: UTF8.self))
        end = after
      }
      guard end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), startsPart(at: end + 1) else { break }
      end += 1
    } while true
    guard hasQuote, parts.count > 1 else { return false }
    append(
      Token(kind: .backtick, span: SourceSpan(position, end), text: parts.joined(separator: ".")))
    return true
  }

  private func startsPart(at index: Int) -> Bool {
    isWord(at: index) || backtick(from: index) != nil
  }

  /// The content of backticks that open here and close on the same line, and the offset after them.
  private func backtick(from start: Int) -> (content: String, end: Int)? {
    let sign = UInt8(ascii: "`")
    guard start < bytes.count, bytes[start] == sign else { return nil }
    var content: [UInt8] = []
    var index = start + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
      if bytes[index] == sign {
        guard index + 1 < bytes.count, bytes[index + 1] == sign else {
          return (String(decoding: content, as: UTF8.self), index + 1)
        }
        index += 1
      }
      content.append(bytes[index])
      index += 1
    }
    return nil
  }
}
