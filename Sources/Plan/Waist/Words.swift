/// How many people of each of two groups said each stem. Counts known people only, and stems said by at least two of both
/// groups together; the rows are in no order. Text in scripts without spaces is split into words by dictionary if `cuts` is
/// true, and left out otherwise.
public struct Words: Measurement {
  public var inside: Condition
  public var outside: Condition
  /// The messages of each group that count; nil means all that people said.
  public var insideScope: RecordScope?
  public var outsideScope: RecordScope?
  public var cuts: Bool

  public init(
    inside: Condition, outside: Condition, insideScope: RecordScope? = nil,
    outsideScope: RecordScope? = nil, cuts: Bool = true
  ) {
    self.cuts = cuts
    self.inside = inside
    self.outside = outside
    self.insideScope = insideScope
    self.outsideScope = outsideScope
  }

  public struct Reply: Hashable, Sendable, Codable {
    /// The number of people in each group who said anything.
    public var speakersInside: Int
    public var speakersOutside: Int
    public var rows: [Row]

    public init(speakersInside: Int, speakersOutside: Int, rows: [Row]) {
      self.speakersInside = speakersInside
      self.speakersOutside = speakersOutside
      self.rows = rows
    }
  }

  public struct Row: Hashable, Sendable, Codable {
    public var stem: String
    /// The form of the stem in the most messages of all; of equally common ones the first in alphabetical order.
    public var word: String
    /// The number of people in each group who said it.
    public var inside: Int
    public var outside: Int

    public init(stem: String, word: String, inside: Int, outside: Int) {
      self.stem = stem
      self.word = word
      self.inside = inside
      self.outside = outside
    }
  }

  public static let schema: [ReplyColumn] = [
    .people("speakersInside"), .people("speakersOutside"), ReplyColumn("rows[].stem", .text),
    ReplyColumn("rows[].word", .text), .people("rows[].inside"), .people("rows[].outside"),
  ]

  public var request: Request { .words(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .words(let reply) = response { reply } else { nil }
  }
}
