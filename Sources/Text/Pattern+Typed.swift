/// Makes patterns of what the user typed.
extension Pattern {
  /// The pattern of a typed text: its words and emoji as a phrase. A star at the start or end of a word stands for any
  /// letters. Nil if the text has neither a word nor an emoji.
  ///
  ///     Pattern(typed: "late deliv*")     // .phrase([.stem("late"), .prefix("deliv")])
  public init?(typed text: String) {
    let utf8 = text.utf8.span
    let tokens = Token.all(in: text)
    var words: [Word] = []
    var start = 0
    for (index, token) in tokens.enumerated() {
      let isBeside = token.isCharacter && index > 0 || index > 0 && tokens[index - 1].isCharacter
      words += Pattern.signs(in: utf8, start..<token.range.lowerBound, withMarks: isBeside)
      words.append(Pattern.word(token, in: utf8))
      start = token.range.upperBound
    }
    words += Pattern.signs(in: utf8, start..<utf8.count, withMarks: false)
    if words.isEmpty { return nil }
    self = .phrase(words)
  }

  private static func signs(in text: Span<UInt8>, _ range: Range<Int>, withMarks: Bool) -> [Word] {
    Signs.all(in: String(copying: text, range), from: range.lowerBound).filter {
      $0.isEmoji || withMarks && $0.form != "*"
    }.map { .sign($0.form) }
  }

  private static func word(_ token: Token, in text: Span<UInt8>) -> Word {
    if token.isCharacter { return .stem(token.form) }
    let startsOpen = token.range.lowerBound > 0 && text[token.range.lowerBound - 1] == star
    let endsOpen = token.range.upperBound < text.count && text[token.range.upperBound] == star
    switch (startsOpen, endsOpen) {
    case (false, false): return .stem(token.form)
    case (false, true): return .prefix(Folding.fold(token.form))
    case (true, false): return .suffix(Folding.fold(token.form))
    case (true, true): return .part(Folding.fold(token.form))
    }
  }

  private static let star = UInt8(ascii: "*")

  /// Whether a star is inside a word, where it has no meaning: `f*ck`.
  public static func hasStarInside(_ text: String) -> Bool {
    let utf8 = text.utf8.span
    let tokens = Token.all(in: text)
    return zip(tokens, tokens.dropFirst()).contains { first, second in
      first.range.upperBound + 1 == second.range.lowerBound && utf8[first.range.upperBound] == star
    }
  }

  /// The pattern of `refund*`, given without the star, which applies to the last word. After a character of a script
  /// without spaces the star has no effect. Nil if there is no word.
  public init?(typedPrefix text: String) {
    let tokens = Token.all(in: text)
    guard let last = tokens.last else { return nil }
    let start = tokens.dropLast().map { Word.stem($0.form) }
    self = .phrase(start + [last.isCharacter ? .stem(last.form) : .prefix(Folding.fold(last.form))])
  }

  /// The pattern of `*fund*`, given without the stars: part of a word, or characters of a script without spaces. Nil
  /// for anything else.
  public init?(typedPart text: String) {
    let tokens = Token.all(in: text)
    if let only = tokens.first, tokens.count == 1, !only.isCharacter {
      self = .phrase([.part(Folding.fold(only.form))])
    } else if !tokens.isEmpty, tokens.allSatisfy(\.isCharacter) {
      self = .phrase(tokens.map { .stem($0.form) })
    } else {
      return nil
    }
  }

  /// The pattern of `exactly "…"`, ignoring white space at the ends. Nil if nothing is left.
  public init?(typedExactly text: String) {
    var scalars = Folding.caseFolded(text).unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    if scalars.isEmpty { return nil }
    self = .exactly(String(scalars))
  }
}
