public import DataModel
public import Text

/// What people talk about: defined vocabularies, and terms, which are stems and runs of two or three adjacent tokens of
/// one message.
///
/// Runs of scripts without spaces (Han, Kana, Hangul, Thai) are cut into words by dictionary; a run of tokens is all of
/// such words or has none, and starts and ends with what is no stop word. A term has at least two letters and is not all
/// digits. A term is listed where at
/// least `least` people inside and at least `percent` of a hundred of their speakers said it, it has no stem of
/// `without`, it is not covered by a longer term, and no vocabulary takes it.
///
/// - Covered: `coverage` or more of its people said one longer listed run that contains it (decided from the longest
///   down, vocabularies aside).
/// - Taken: it has a stem that the words of a vocabulary's pattern find, and `coverage` or more of its people said
///   something that the vocabulary matches.
///
/// Columns: `topic` (a vocabulary's name; missing for a term), `stems` (of a term, joined by blanks), `label` (its
/// commonest form), `inside` and `outside` (people), `period0` … (people inside with such a message in each period),
/// `shared` (the most of its people inside who share one vocabulary), and for each scale `scale0.n` and `scale0.sum`
/// (people inside with a score on it in a message of the term, and the sum of the latest of each). The first row has
/// neither topic nor stems: it counts everybody who spoke, with any score. Then every vocabulary, then the terms, most
/// people first, then by label.
public struct Terms: Hashable, Sendable {
  public var inside: Condition
  /// Whom the terms are held against; nil for nobody.
  public var outside: Condition?
  /// Which messages count; nil for all.
  public var scope: RecordScope?
  public var vocabularies: [Vocabulary]
  /// Where the messages of each period lie, within the scope.
  public var periods: [Window]
  public var scales: [Scale]
  public var least: Int
  public var percent: Int
  /// Terms of its words are left out.
  public var without: Pattern?

  public static let coverage = 0.6

  /// A defined topic.
  public struct Vocabulary: Hashable, Sendable {
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
}
