import SourceText

extension Lexer {
  /// A date, else a number, else a word that starts with a digit (`2fa`, `30d`).
  mutating func numberDateOrWord() {
    if let date = date() { return append(date) }
    let start = position
    var end = bytes[start] == UInt8(ascii: "-") ? start + 1 : start
    end = digitsEnd(from: end, underscores: true)
    if end < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(at: end + 1) {
      end = digitsEnd(from: end + 1, underscores: false)
    }
    let joins = end < bytes.count && (bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: "'"))
    if isWord(at: end) || (joins && isWord(at: end + 1)) {
      let first = bytes[start] == UInt8(ascii: "-") ? start + 1 : start
      if first > start { append(Token(kind: .symbol, span: SourceSpan(start, first), text: "-")) }
      let wordEnd = wordEnd(from: first)
      let text = String(decoding: bytes[first..<wordEnd], as: UTF8.self).lowercased()
      if wordEnd < bytes.count, bytes[wordEnd] == UInt8(ascii: "*") {
        return append(Token(kind: .prefix, span: SourceSpan(first, wordEnd + 1), text: text))
      }
      return append(Token(kind: .word, span: SourceSpan(first, wordEnd), text: text))
    }
    var token = Token(kind: .number, span: SourceSpan(start, end))
    token.text = String(decoding: bytes[start..<end].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    if end < bytes.count, bytes[end] == UInt8(ascii: "%") {
      token.isPercent = true
      token.span.end += 1
    } else if end < bytes.count, bytes[end] == UInt8(ascii: "*"), !token.text.hasPrefix("-") {
      token.kind = .prefix
      token.span.end += 1
    }
    append(token)
  }

  private func digitsEnd(from start: Int, underscores: Bool) -> Int {
    var end = start
    while isDigit(at: end)
      || (underscores && end > start && end < bytes.count && bytes[end] == UInt8(ascii: "_")
        && isDigit(at: end + 1))
    {
      end += 1
    }
    return end
  }

  /// `2025-03-01[T10:00[:00]]`, `2025-03`, `2025-Q1`, `2025-W09`.
  private func date() -> Token? {
    guard let year = digits(4, at: position), byte(position + 4) == UInt8(ascii: "-") else { return nil }
    var end = position + 5
    var kind: DateLiteral.Kind?
    switch byte(end) | 0x20 {
    case UInt8(ascii: "q"):
      guard let quarter = digits(1, at: end + 1) else { return nil }
      end += 2
      kind = (1...4).contains(quarter) ? .quarter(year: year, quarter: quarter) : nil
    case UInt8(ascii: "w"):
      guard let week = digits(2, at: end + 1) else { return nil }
      end += 3
      kind = (1...53).contains(week) ? .week(year: year, week: week) : nil
    case _:
      guard let month = digits(2, at: end) else { return nil }
      end += 2
      kind = (1...12).contains(month) ? .month(year: year, month: month) : nil
      guard byte(end) == UInt8(ascii: "-"), let day = digits(2, at: end + 1) else { break }
      end += 3
      let exists = (1...12).contains(month) && day >= 1 && day <= Lexer.days(in: month, of: year)
      kind = exists ? .day(year: year, month: month, day: day) : nil
      guard byte(end) | 0x20 == UInt8(ascii: "t"), let hour = digits(2, at: end + 1),
        byte(end + 3) == UInt8(ascii: ":"),
        let minute = digits(2, at: end + 4)
      else { break }
      end += 6
      var second = 0
      if byte(end) == UInt8(ascii: ":"), let seconds = digits(2, at: end + 1) {
        second = seconds
        end += 3
      }
      kind =
        exists && hour < 24 && minute < 60 && second < 60
        ? .time(year: year, month: month, day: day, hour: hour, minute: minute, second: second) : nil
    }
    guard !isWord(at: end), !(byte(end) == UInt8(ascii: "-") && isWord(at: end + 1)) else { return nil }
    var token = Token(kind: .date, span: SourceSpan(position, end))
    token.text = String(decoding: bytes[position..<end], as: UTF8.self).uppercased()
    token.date = kind
    return token
  }

  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private func digits(_ count: Int, at index: Int) -> Int? {
    var value = 0
    for offset in 0..<count {
      guard isDigit(at: index + offset) else { return nil }
      value = value * 10 + Int(bytes[index + offset] - UInt8(ascii: "0"))
    }
    return value
  }

  /// The Gregorian calendar.
  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    case _: 31
    }
  }
}
