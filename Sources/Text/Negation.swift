/// The words that negate other words near them.
///
///     Negation(.english)?.words     // ["not", "no", "never", "cannot", "dont", …]
public struct Negation: Sendable {
  /// The largest distance, in words, at which a word is negated.
  public static let distance = 3

  /// The words as shown to a reader.
  public let summary: String
  /// Negating words, folded.
  let words: [String]
  /// The stems of contractions: what precedes the `t` of `don't`.
  let stems: [String]

  /// Nil for a language whose negating words are not known.
  public init?(_ language: Language) {
    guard let words = Negation.words[language.name] else { return nil }
    let isEnglish = language == .english
    stems = isEnglish ? Negation.auxiliaries : []
    self.words = words + stems.map { $0 + "t" }
    summary = isEnglish ? "not, no, never, n't" : words.prefix(4).joined(separator: ", ")
  }

  private static let words = [
    "english": ["not", "no", "never", "cannot"],
    "german": [
      "nicht", "kein", "nie", "ohne", "keine", "keinen", "keinem", "keiner", "keines", "niemals", "nix",
    ],
    "french": ["ne", "pas", "jamais", "non", "n", "aucun", "aucune", "sans"],
    "spanish": ["no", "nunca", "jamas", "ni", "sin"],
    "portuguese": ["nao", "nunca", "jamais", "nem", "sem"],
    "italian": ["non", "no", "mai", "senza"],
    "dutch": ["niet", "geen", "nooit", "nee", "zonder"],
  ]

  private static let auxiliaries = [
    "ain", "aren", "can", "couldn", "didn", "doesn", "don", "hadn", "hasn", "haven", "isn", "mightn", "mustn",
    "needn", "shan", "shouldn", "wasn", "weren", "won", "wouldn",
  ]
}
