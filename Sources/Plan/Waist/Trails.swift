/// What people do after a step, or did before it; of each level and group at most `limit` paths.
public struct Trails: Measurement {
  public var who: Condition
  public var keys: [GroupKey]
  public var trail: Trail
  public var limit: Int

  public init(who: Condition, keys: [GroupKey], trail: Trail, limit: Int) {
    self.who = who
    self.keys = keys
    self.trail = trail
    self.limit = limit
  }

  public struct Reply: Hashable, Sendable, Codable {
    public var groups: [Grouped<Level>]

    public init(groups: [Grouped<Level>]) { self.groups = groups }
  }

  /// As many events from the step: 0 is the step itself, then 1 to `trail.length`.
  public struct Level: Hashable, Sendable, Codable {
    /// How many different paths there are, those beyond the limit too.
    public var paths: Int
    /// Most people first, then by names.
    public var rows: [Path]

    public init(paths: Int, rows: [Path]) {
      self.paths = paths
      self.rows = rows
    }
  }

  public struct Path: Hashable, Sendable, Codable {
    /// The events, nearest first; an empty text where they end.
    public var names: [String]
    public var people: Int

    public init(_ names: [String], people: Int) {
      self.names = names
      self.people = people
    }
  }

  public var request: Request { .trails(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .trails(let reply) = response { reply } else { nil }
  }
}
