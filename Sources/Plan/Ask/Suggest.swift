public import Text

/// `suggest trust`: terms that people use alongside a topic or a word.
public struct Suggest: Hashable, Sendable, Codable {
  /// The topic as defined, or the word.
  public var name: String
  public var pattern: Pattern

  /// How many terms, and how many people it takes.
  public static let terms = 10
  public static let least = 5

  public init(name: String, pattern: Pattern) {
    self.name = name
    self.pattern = pattern
  }

  /// Whoever said it.
  public var matching: Condition { .records(RecordScope(.feedback, saying: .pattern(pattern)), .some) }
}
