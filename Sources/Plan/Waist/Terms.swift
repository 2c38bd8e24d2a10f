public import DataModel
public import Text

/// What people talk about: defined vocabularies, and terms, which are stems and runs of two or three adjacent tokens of
/// one message.
///
/// Text in scripts without spaces (Han, Kana, Hangul, Thai) is split into words by dictionary. A run of tokens consists only of
/// such words or has none, and neither starts nor ends with a stop word. A term has at least two letters and is not all
/// digits. A term is listed if at least `least` people inside and at least `percent` per cent of their speakers said it, it has no
/// stem of `without`, it is not covered by a longer term, and no vocabulary takes it.
///
/// - Covered: `coverage` or more of its people said one longer listed run that contains it (decided from the longest
///   down, vocabularies aside).
/// - Taken: it has a stem that the words of a vocabulary's pattern find, and `coverage` or more of its people said
///   something that the vocabulary matches.
public struct Terms: Measurement {
  public var inside: Condition
  /// The people to compare with; nil for nobody.
  public var outside: Condition?
  /// Which messages count; nil for all.
  public var scope: RecordScope?
  public var vocabularies: [Vocabulary]
  /// The windows of the periods; messages count that are in the scope too.
  public var periods: [Window]
  public var scales: [Scale]
  public var least: Int
  public var percent: Int
  /// Terms of its words are left out.
  public var without: Pattern?

  public static let coverage = 0.6

  /// A defined topic.
  public struct Vocabulary: Hashable, Sendable, Codable {
    public var name: String
    public var pattern: Pattern

    public init(_ name: String, _ pattern: Pattern) {
      self.name = name
      self.pattern = pattern
    }
  }

  public init(
    inside: Condition, outside: Condition?, scope: RecordScope?, vocabularies: [Vocabulary] = [],
    periods: [Window] = [], scales: [Scale] = [], least: Int, percent: Int, without: Pattern? = nil
  ) {
    self.inside = inside
    self.outside = outside
    self.scope = scope
    self.vocabularies = vocabularies
    self.periods = periods
    self.scales = scales
    self.least = least
    self.percent = percent
    self.without = without
  }

  public struct Reply: Hashable, Sendable, Codable {
    /// Everybody who said something, and their scores.
    public var speakers: Said
    /// Every vocabulary, in order.
    public var topics: [Topic]
    /// Most people first, then by label.
    public var terms: [Term]

    public init(speakers: Said, topics: [Topic], terms: [Term]) {
      self.speakers = speakers
      self.topics = topics
      self.terms = terms
    }
  }

  public struct Topic: Hashable, Sendable, Codable {
    public var name: String
    public var said: Said

    public init(_ name: String, _ said: Said) {
      self.name = name
      self.said = said
    }
  }

  public struct Term: Hashable, Sendable, Codable {
    /// The stems of the term, in order.
    public var stems: [String]
    /// For one stem its most common form, as in `Words`; for a run the most frequent spelling in the messages of those
    /// inside, with a space between words; of equally frequent ones the first in alphabetical order.
    public var label: String
    public var said: Said

    public init(stems: [String], label: String, _ said: Said) {
      self.stems = stems
      self.label = label
      self.said = said
    }
  }

  /// How many people said it.
  public struct Said: Hashable, Sendable, Codable {
    /// The number of people in each group.
    public var inside: Int
    public var outside: Int
    /// The largest number of its people inside that share one vocabulary; for a vocabulary all of them.
    public var shared: Int
    /// The number of people inside with such a message in each of `periods`.
    public var periods: [Int]
    /// One for each of `scales`.
    public var scores: [Score]

    static let schema: [ReplyColumn] = [
      .people("inside"), .people("outside"), .people("shared"), .people("periods[]"), .people("scores[].n"),
      ReplyColumn("scores[].sum", .real, unit: "points of the scale"),
    ]

    public init(inside: Int, outside: Int, shared: Int, periods: [Int], scores: [Score]) {
      self.inside = inside
      self.outside = outside
      self.shared = shared
      self.periods = periods
      self.scores = scores
    }
  }

  /// The number of people inside with a score on a scale in such a message, and the sum of the latest score of each.
  public struct Score: Hashable, Sendable, Codable {
    public var n: Int
    public var sum: Double

    public init(n: Int, sum: Double) {
      self.n = n
      self.sum = sum
    }
  }

  public static let schema: [ReplyColumn] =
    ReplyColumn.all("speakers", Said.schema) + [ReplyColumn("topics[].name", .text)]
    + ReplyColumn.all("topics[].said", Said.schema)
    + [ReplyColumn("terms[].stems[]", .text), ReplyColumn("terms[].label", .text)]
    + ReplyColumn.all("terms[].said", Said.schema)

  public var request: Request { .terms(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .terms(let reply) = response { reply } else { nil }
  }
}
