/// A search pattern for messages: what follows `mentioned` in a question.
///
///     Pattern(typed: "late delivery")                  // .phrase([.stem("late"), .stem("delivery")])
///     Pattern(typedPrefix: "refund")                   // .phrase([.prefix("refund")])
///     .near(price, slow, within: 8)
///
/// A pattern denotes *spans*, ranges of consecutive tokens of one message (see `matches(of:in:)`); a message matches if
/// it has at least one. Texts are stored case folded, so that two spellings of a pattern are equal.
public indirect enum Pattern: Hashable, Sendable, Codable {
  /// Consecutive words, ignoring punctuation; a single word is a phrase of one. In scripts without spaces every
  /// character is a word, and only white space may separate characters.
  case phrase([Word])
  /// The text character by character, including punctuation, from the start of a word to the end of one. Accents only
  /// count if the text has any.
  case exactly(String)
  case anyOf([Pattern])
  /// All of them in the same message.
  case allOf([Pattern])
  /// Both in the same message, in either order, with the nearest ends at most `within` tokens apart; neighbouring
  /// tokens are 1 apart. The two may not overlap.
  case near(Pattern, Pattern, within: Int)
  /// The pattern near a negating word or (false) not near one; see `Negation`.
  case negated(Pattern, Bool)
  /// A vocabulary defined by the user.
  case topic(Topic)

  /// The default distance of `near`.
  public static let nearDistance = 8

  /// One position of a phrase.
  public enum Word: Hashable, Sendable, Codable {
    /// A token with the word's stem. Example: `trust` finds trust, trusted, trusting.
    case stem(String)
    /// A token whose folded form starts with this. Example: `refund*` finds refundable.
    case prefix(String)
    /// A token whose folded form contains this. Example: `*fund*` finds refunds.
    case part(String)
    /// A token whose folded form ends with this. Example: `"*happy"` finds unhappy.
    case suffix(String)
    /// Not a token but an emoji, or punctuation next to characters: a case-folded sign between two tokens.
    case sign(String)
  }
}

extension Pattern: CustomStringConvertible {
  /// The pattern as typed, without quotes: `late delivery`, `refund*`, `price near slow`.
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
