/// A token of a dialect: names keep their points (`c.plan`), texts lose their quotes.
struct DialectToken: Equatable {
  enum Kind { case name, text, number, sign }

  var kind: Kind
  var text: String

  /// In lower case, if it is a name.
  var word: String { kind == .name ? text.lowercased() : "" }
}

/// The tokens of a text in any dialect.
func dialectTokens(_ text: String) -> [DialectToken] {
  var found: [DialectToken] = []
  var rest = Substring(text)
  while let first = rest.first {
    if first.isWhitespace {
      rest.removeFirst()
    } else if first == "'" || first == "\"" || first == "`", let end = rest.dropFirst().firstIndex(of: first)
    {
      found.append(
        DialectToken(
          kind: first == "`" ? .name : .text, text: String(rest[rest.index(after: rest.startIndex)..<end])))
      rest = rest[rest.index(after: end)...]
    } else if first.isLetter || first == "_" {
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      found.append(
        DialectToken(kind: .name, text: name.hasSuffix(".") ? String(name.dropLast()) : String(name)))
      rest = rest.dropFirst(name.count)
    } else if first.isNumber {
      let number = rest.prefix { $0.isNumber || $0.isLetter || $0 == "." || $0 == "-" && rest.count > 4 }
      found.append(DialectToken(kind: .number, text: String(number)))
      rest = rest.dropFirst(number.count)
    } else {
      let two = String(rest.prefix(2))
      let sign = ["==", "!=", "<>", "<=", ">=", "&&", "||", "=~", "->"].contains(two) ? two : String(first)
      found.append(DialectToken(kind: .sign, text: sign))
      rest = rest.dropFirst(sign.count)
    }
  }
  return found
}

/// Reads tokens one after the other.
struct DialectCursor {
  let tokens: [DialectToken]
  var at = 0

  init(_ tokens: [DialectToken]) { self.tokens = tokens }

  var isAtEnd: Bool { at >= tokens.count }
  var token: DialectToken? { at < tokens.count ? tokens[at] : nil }

  func peek(_ ahead: Int) -> DialectToken? { at + ahead < tokens.count ? tokens[at + ahead] : nil }

  /// One of some words or signs.
  mutating func eat(_ texts: String...) -> Bool {
    guard let token, token.kind != .text, texts.contains(token.text.lowercased()) else { return false }
    at += 1
    return true
  }

  /// Several words in a row, or nothing.
  mutating func eat(words: String) -> Bool {
    let parts = words.split(separator: " ").map(String.init)
    for (ahead, part) in parts.enumerated()
    where peek(ahead).map({ $0.kind == .text ? "" : $0.text.lowercased() }) != part { return false }
    at += parts.count
    return true
  }

  mutating func next() -> DialectToken? {
    defer { at += 1 }
    return token
  }

  /// What stands in parentheses that open here, without them.
  mutating func parenthesized() -> [DialectToken]? {
    guard eat("(") else { return nil }
    var level = 1
    var inside: [DialectToken] = []
    while let token = next() {
      if token.kind == .sign, token.text == "(" { level += 1 }
      if token.kind == .sign, token.text == ")" { level -= 1 }
      if level == 0 { return inside }
      inside.append(token)
    }
    return nil
  }
}

extension [DialectToken] {
  /// The parts between commas that are in no parentheses.
  func splitAtCommas() -> [[DialectToken]] {
    var parts: [[DialectToken]] = [[]]
    var level = 0
    for token in self {
      if token.kind == .sign, "([{".contains(token.text) { level += 1 }
      if token.kind == .sign, ")]}".contains(token.text) { level -= 1 }
      if token.kind == .sign, token.text == ",", level == 0 {
        parts.append([])
      } else {
        parts[parts.count - 1].append(token)
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  var joinedText: String { map(\.text).joined(separator: " ") }
}
