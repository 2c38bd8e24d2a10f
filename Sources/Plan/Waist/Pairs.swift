public import DataModel

/// Pairs of values of the same person, such as before and after.
public struct Pairs: Measurement {
  public struct Pair: Hashable, Sendable, Codable {
    public var first: Value
    public var second: Value

    public init(_ first: Value, _ second: Value) {
      self.first = first
      self.second = second
    }
  }

  public var who: Condition
  public var pairs: [Pair]

  public init(who: Condition, pairs: [Pair]) {
    self.who = who
    self.pairs = pairs
  }

  public struct Reply: Hashable, Sendable, Codable {
    /// One for each of `pairs`.
    public var rows: [Row]

    public init(rows: [Row]) { self.rows = rows }
  }

  public struct Row: Hashable, Sendable, Codable {
    /// How many people have a number for both values.
    public var n: Int
    /// Exact sums over these people; 0 if there are none.
    public var first: Scalar
    public var second: Scalar
    /// The variance of the differences, first minus second, divided by n − 1; nil for fewer than two people.
    public var variance: Double?

    public init(n: Int, first: Scalar, second: Scalar, variance: Double?) {
      self.n = n
      self.first = first
      self.second = second
      self.variance = variance
    }
  }

  public static let schema: [ReplyColumn] = [
    .people("rows[].n"), ReplyColumn("rows[].first", .scalar), ReplyColumn("rows[].second", .scalar),
    ReplyColumn("rows[].variance", .real, optional: true),
  ]

  public var request: Request { .pairs(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .pairs(let reply) = response { reply } else { nil }
  }
}
