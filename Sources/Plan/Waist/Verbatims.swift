public import DataModel

/// Messages in people's own words.
///
/// Order: Σ idf of the message's distinct stems that are in `telling` or among the stems that the voices' patterns
/// match (but not of the words that negate in a phrase), ÷ √max(8, tokens), descending; newer first; by the bytes of the
/// author's id, unknown authors last; stable order. The idf of a stem is ln(N / n), in millionths and rounded, if n of the N
/// messages with words have it. Equal texts (folded) merge into the first, counted in `copies`. Then one message per person in
/// each round; unknown authors are taken as different people.
public struct Verbatims: Measurement {
  /// The authors. `everyone` includes unknown authors.
  public var who: Condition
  /// A message qualifies through any scope whose condition (`when`) is true of the person.
  public var voices: [Voice]
  /// Whether to return each person's newest message with words; used without voices.
  public var lastWords: Bool
  /// Stems (as in `Words`) that are typical of these people.
  public var telling: [String]
  /// An order by properties of the record, instead of the most typical first.
  public var order: [Order]
  public var limit: Int?

  public struct Voice: Hashable, Sendable, Codable {
    public var when: Condition
    public var scope: RecordScope

    public init(when: Condition, scope: RecordScope) {
      self.when = when
      self.scope = scope
    }
  }

  public init(
    who: Condition, voices: [Voice], lastWords: Bool, telling: [String] = [], order: [Order] = [], limit: Int?
  ) {
    self.who = who
    self.voices = voices
    self.lastWords = lastWords
    self.telling = telling
    self.order = order
    self.limit = limit
  }

  /// The latest message in words of each of some people.
  public static func lastWords(of who: Condition, limit: Int?) -> Verbatims {
    Verbatims(who: who, voices: [], lastWords: true, limit: limit)
  }

  /// Messages of a scope.
  public static func messages(in scope: RecordScope, of who: Condition, limit: Int?) -> Verbatims {
    Verbatims(who: who, voices: [Voice(when: .everyone, scope: scope)], lastWords: false, limit: limit)
  }

  public struct Reply: Hashable, Sendable, Codable {
    /// How many messages there are before the limit.
    public var messages: Int
    /// How many known people they come from.
    public var people: Int
    public var rows: [Row]

    public init(messages: Int, people: Int, rows: [Row]) {
      self.messages = messages
      self.people = people
      self.rows = rows
    }
  }

  public struct Row: Hashable, Sendable, Codable {
    public var message: Message
    /// The index of the first of `voices` that chose it; nil for latest messages.
    public var voice: Int?
    /// How many messages say exactly this.
    public var copies: Int

    public init(_ message: Message, voice: Int?, copies: Int) {
      self.message = message
      self.voice = voice
      self.copies = copies
    }
  }

  public static let schema: [ReplyColumn] =
    [
      ReplyColumn("messages", .integer, unit: "messages"), .people("people"),
      ReplyColumn("rows[].voice", .integer, optional: true),
      ReplyColumn("rows[].copies", .integer, unit: "messages"),
    ] + ReplyColumn.all("rows[].message", Message.schema)

  public var request: Request { .verbatims(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .verbatims(let reply) = response { reply } else { nil }
  }
}

/// A message as it was written.
public struct Message: Hashable, Sendable, Codable {
  /// Nil if unknown.
  public var customer: String?
  public var label: String?
  public var at: Moment?
  public var channel: String?
  public var score: Scalar
  public var scale: Scale?
  public var text: String

  static let schema: [ReplyColumn] = [
    ReplyColumn("customer", .text, optional: true), ReplyColumn("label", .text, optional: true),
    ReplyColumn("at", .moment, optional: true), ReplyColumn("channel", .text, optional: true),
    ReplyColumn("score", .scalar),
    ReplyColumn("scale", .scale, optional: true), ReplyColumn("text", .text),
  ]

  public init(
    customer: String?, label: String?, at: Moment?, channel: String?, score: Scalar, scale: Scale?,
    text: String
  ) {
    self.customer = customer
    self.label = label
    self.at = at
    self.channel = channel
    self.score = score
    self.scale = scale
    self.text = text
  }
}
