/// What a message is searched for: the meaning of what follows `mentioned`.
///
///     Pattern(typed: "late delivery")                  // .phrase([.stem("late"), .stem("delivery")])
///     Pattern(typedPrefix: "refund")                   // .phrase([.prefix("refund")])
///     .near(price, slow, within: 8)
///
/// A pattern denotes *spans*, runs of tokens of one message (see `matches(of:in:)`); a message matches where
/// there is at least one. Texts are held case folded, so that two spellings of one pattern are equal.
public indirect enum Pattern: Hashable, Sendable {
  /// Words in a row, punctuation ignored; a single word is a phrase of one. In scripts without spaces every
  /// character is a word.
  case phrase([Word])
  /// The text character by character, punctuation included, from the start of a word to the end of one;
  /// accents count only if the text has any.
  case exactly(String)
  case anyOf([Pattern])
  /// All in the same message.
  case allOf([Pattern])
  /// Both in the same message, in either order, with the nearest ends at most `within` tokens apart:
  /// neighbours are 1 apart. The two may not share a token.
  case near(Pattern, Pattern, within: Int)
  /// A defined vocabulary: its name and what it stands for.
  case topic(String, Pattern)

  /// How far apart `near` allows its two sides to be where nothing is said.
  public static let nearDistance = 8

  /// One place of a phrase.
  public enum Word: Hashable, Sendable {
    /// A token that shares the word's stem. Example: `trust` finds trust, trusted, trusting.
    case stem(String)
    /// A token whose folded form starts so. Example: `refund*` finds refundable.
    case prefix(String)
    /// A token whose folded form contains this. Example: `*fund*` finds refunds.
    case part(String)
  }
}

extension Pattern {
  /// The pattern of a text as typed: its words in a row. `nil` where the text has no word (only punctuation or
  /// emoji), which no message can match.
  public init?(typed text: String) {
    let tokens = Token.all(in: text)
    if tokens.isEmpty { return nil }
    self = .phrase(tokens.map { .stem($0.form) })
  }

  /// The pattern of `refund*`, given without the star. The star holds for the last word; after a character of a
  /// script without spaces it changes nothing. `nil` where there is no word.
  public init?(typedPrefix text: String) {
    let tokens = Token.all(in: text)
    guard let last = tokens.last else { return nil }
    let start = tokens.dropLast().map { Word.stem($0.form) }
    self = .phrase(start + [last.isCharacter ? .stem(last.form) : .prefix(Folding.fold(last.form))])
  }

  /// The pattern of `*fund*`, given without the stars: part of one word, or characters of a script without
  /// spaces. `nil` for anything else.
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

  /// The pattern of `exactly "…"`; white space at the ends does not count. `nil` where there is no word.
  public init?(typedExactly text: String) {
    if Token.all(in: text).isEmpty { return nil }
    var scalars = Folding.caseFolded(text).unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    self = .exactly(String(scalars))
  }
}

extension Pattern: CustomStringConvertible {
  /// The pattern as it would be typed, without quotes: `late delivery`, `refund*`, `price near slow`.
  public var description: String {
    switch self {
    case .phrase(let words):
      var text = ""
      var afterCharacter = true
      for word in words {
        let isCharacter = word.isCharacter
        if !text.isEmpty, !(afterCharacter && isCharacter) { text += " " }
        text += word.description
        afterCharacter = isCharacter
      }
      return text
    case .exactly(let text): return "exactly \(text)"
    case .anyOf(let patterns): return "any of (\(patterns.map(\.description).joined(separator: ", ")))"
    case .allOf(let patterns): return "all of (\(patterns.map(\.description).joined(separator: ", ")))"
    case .near(let first, let second, let distance):
      let link = distance == Pattern.nearDistance ? "near" : "within \(distance) words of"
      return "\(first) \(link) \(second)"
    case .topic(let name, _): return name
    }
  }
}

extension Pattern.Word: CustomStringConvertible {
  public var description: String {
    switch self {
    case .stem(let form): form
    case .prefix(let start): "\(start)*"
    case .part(let part): "*\(part)*"
    }
  }

  /// Whether this is a character of a script without spaces.
  var isCharacter: Bool {
    switch self {
    case .stem(let form): CharacterClass.startsWithCharacter(form)
    case .prefix, .part: false
    }
  }
}
