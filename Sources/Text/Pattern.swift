/// What a message is searched for: the meaning of what follows `mentioned`.
///
///     Pattern(typed: "late delivery")                  // .phrase([.stem("late"), .stem("delivery")])
///     Pattern(typedPrefix: "refund")                   // .phrase([.prefix("refund")])
///     .near(price, slow, within: 8)
///
/// A pattern denotes *spans*, runs of tokens of one message (see `matches(of:in:)`); a message matches where
/// there is at least one. Texts are held case folded, so that two spellings of one pattern are equal.
public indirect enum Pattern: Hashable, Sendable, Codable {
  /// Words in a row, punctuation ignored; a single word is a phrase of one. In scripts without spaces every character is
  /// a word, and only white space may stand beside it.
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
  /// What stands, or does not stand, near a word that denies it (`Negation`).
  case negated(Pattern, Bool)
  /// A defined vocabulary.
  case topic(Topic)

  /// How far apart `near` allows its two sides to be where nothing is said.
  public static let nearDistance = 8

  /// One place of a phrase.
  public enum Word: Hashable, Sendable, Codable {
    /// A token that shares the word's stem. Example: `trust` finds trust, trusted, trusting.
    case stem(String)
    /// A token whose folded form starts so. Example: `refund*` finds refundable.
    case prefix(String)
    /// A token whose folded form contains this. Example: `*fund*` finds refunds.
    case part(String)
    /// A token whose folded form ends so. Example: `"*happy"` finds unhappy.
    case suffix(String)
    /// No token but an emoji, or punctuation that was typed beside characters: a sign between two tokens, case folded.
    case sign(String)
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
    case .negated(let pattern, let isNegated): return "\(pattern) \(isNegated ? "" : "not ")negated"
    case .near(let first, let second, let distance):
      let link = distance == Pattern.nearDistance ? "near" : "within \(distance) words of"
      return "\(first) \(link) \(second)"
    case .topic(let topic): return topic.name
    }
  }
}

extension Pattern.Word: CustomStringConvertible {
  public var description: String {
    switch self {
    case .stem(let form): form
    case .prefix(let start): "\(start)*"
    case .part(let part): "*\(part)*"
    case .suffix(let end): "*\(end)"
    case .sign(let sign): sign
    }
  }

  /// Whether this is a character of a script without spaces.
  var isCharacter: Bool {
    switch self {
    case .stem(let form): CharacterClass.startsWithCharacter(form)
    case .prefix, .part, .suffix, .sign: false
    }
  }
}
