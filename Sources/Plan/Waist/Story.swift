public import DataModel

/// One person's records in the stable order: what they did, what they said, and what others said about them.
public struct Story: Measurement {
  /// The id exactly as the store has it.
  public var id: String
  /// How many of the latest records to return; nil means all.
  public var latest: Int?

  public init(of id: String, latest: Int? = nil) {
    self.id = id
    self.latest = latest
  }

  public struct Reply: Hashable, Sendable, Codable {
    /// How many records of each kind there are, including those left out.
    public var events: Int
    public var said: Int
    public var heard: Int
    public var rows: [Row]

    public init(events: Int, said: Int, heard: Int, rows: [Row]) {
      self.events = events
      self.said = said
      self.heard = heard
      self.rows = rows
    }
  }

  public enum Kind: String, Hashable, Sendable, Codable { case event, said, heard }

  public struct Row: Hashable, Sendable, Codable {
    public var at: Moment?
    public var kind: Kind
    /// The name of the event, or the channel.
    public var name: String?
    public var score: Scalar
    public var scale: Scale?
    public var text: String?
    /// The author of a message about the person; nil if unknown.
    public var author: String?
    /// `property value` for each property with a value, in the order of the file.
    public var details: [String]

    public init(
      at: Moment?, _ kind: Kind, name: String?, score: Scalar = .missing, scale: Scale? = nil,
      text: String? = nil, author: String? = nil, details: [String]
    ) {
      self.at = at
      self.kind = kind
      self.name = name
      self.score = score
      self.scale = scale
      self.text = text
      self.author = author
      self.details = details
    }
  }

  public static let schema: [ReplyColumn] = [
    ReplyColumn("events", .integer, unit: "records"), ReplyColumn("said", .integer, unit: "messages"),
    ReplyColumn("heard", .integer, unit: "messages"), ReplyColumn("rows[].at", .moment, optional: true),
    ReplyColumn("rows[].kind", .text), ReplyColumn("rows[].name", .text, optional: true),
    ReplyColumn("rows[].score", .scalar), ReplyColumn("rows[].scale", .scale, optional: true),
    ReplyColumn("rows[].text", .text, optional: true), ReplyColumn("rows[].author", .text, optional: true),
    ReplyColumn("rows[].details[]", .text),
  ]

  public var request: Request { .story(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .story(let reply) = response { reply } else { nil }
  }
}
