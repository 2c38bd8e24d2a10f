public import Text

/// `suggest trust`: terms that people use alongside a topic or a word.
public struct Suggest: Hashable, Sendable, Codable {
  /// The topic as defined, or the word.
  public var name: String
  public var pattern: Pattern

  /// The most terms shown, and the least number of people for a term.
  public static let terms = 10
  public static let least = 5

  public init(name: String, pattern: Pattern) {
    self.name = name
    self.pattern = pattern
  }

  /// True of people who said it.
  public var matching: Condition { .records(RecordScope(.feedback, saying: .pattern(pattern)), .some) }
}
