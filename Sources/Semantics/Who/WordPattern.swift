import Text

/// The words that are looked for in messages: `Text.Pattern`, not the node of that name in the syntax tree.
typealias WordPattern = Pattern

extension Pattern {
  /// The words of a text that have stems.
  static func words(of text: String) -> [String] {
    Token.all(in: text).filter { !$0.isCharacter }.map(\.form)
  }

  /// The whole words that it looks for. Characters of scripts without spaces are left out, since they match anywhere.
  var wholeWords: [String] {
    switch self {
    case .phrase(let words):
      words.compactMap { word -> String? in
        // In a phrase, `not` also matches the `n't` of `don't`.
        if words.count > 1, word == .stem("not") { return nil }
        if case .stem(let form) = word, !Token.all(in: form).contains(where: \.isCharacter) { return form }
        return nil
      }
    case .exactly(let text): WordPattern.words(of: text)
    case .anyOf, .allOf, .near, .negated, .topic: []
    }
  }

  /// Whether it has characters of a script without spaces.
  var hasCharacters: Bool {
    switch self {
    case .phrase(let words):
      words.contains {
        if case .stem(let form) = $0 { Token.all(in: form).contains(where: \.isCharacter) } else { false }
      }
    case .exactly, .anyOf, .allOf, .near, .negated, .topic: false
    }
  }
}

/// Tries a pattern on a sentence.
func matches(_ pattern: Pattern, in sentence: String, language: Language) -> Bool {
  PatternMatcher(pattern, language: language).matches(sentence)
}
