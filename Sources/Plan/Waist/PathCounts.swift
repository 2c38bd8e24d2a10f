/// What people do after a step, or did before it: for each level and group at most `limit` paths. Only people with the step
/// count, also for the groups.
public struct PathCounts: Measurement {
  public var who: Condition
  public var keys: [GroupKey]
  public var query: PathQuery
  public var limit: Int

  public init(who: Condition, keys: [GroupKey], query: PathQuery, limit: Int) {
    self.who = who
    self.keys = keys
    self.query = query
    self.limit = limit
  }

  public typealias Reply = GroupedReply<Level>

  /// The paths of one length: level 0 is the step itself, then 1 to `query.length` events.
  public struct Level: Hashable, Sendable, Codable {
    /// How many different paths there are, including those beyond the limit.
    public var paths: Int
    /// Most people first, then by names.
    public var rows: [Path]

    public init(paths: Int, rows: [Path]) {
      self.paths = paths
      self.rows = rows
    }
  }

  public struct Path: Hashable, Sendable, Codable {
    /// The names of the events, nearest first; an empty text if there are no more.
    public var names: [String]
    public var people: Int

    public init(_ names: [String], people: Int) {
      self.names = names
      self.people = people
    }
  }

  public static let schema: [ReplyColumn] = [
    ReplyColumn("groups[].keys[]", .key), ReplyColumn("groups[].parts[].paths", .integer, unit: "paths"),
    ReplyColumn("groups[].parts[].rows[].names[]", .text), .people("groups[].parts[].rows[].people"),
  ]

  public var request: Request { .paths(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .paths(let reply) = response { reply } else { nil }
  }
}
