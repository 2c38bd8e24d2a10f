/// How far people get through a funnel.
///
/// Keys are read from the record that starts the counted attempt: properties are those of the record, everything else is of the
/// person.
public struct FunnelCounts: Measurement {
  public var who: Condition
  public var keys: [GroupKey]
  public var spec: FunnelSpec

  public init(who: Condition, keys: [GroupKey] = [], spec: FunnelSpec) {
    self.who = who
    self.keys = keys
    self.spec = spec
  }

  /// One group without keys; otherwise the groups of people who did the first step.
  public typealias Reply = GroupedReply<Step>

  public struct Step: Hashable, Sendable, Codable {
    /// How many people got there.
    public var people: Int
    /// How many of these got no further and are pending, as `FunnelSpec` says.
    public var pending: Int
    /// How many people got there in an attempt whose span is not open any more for the last step.
    public var settled: Int
    /// The days from the step before, in counted attempts; nil if nobody got there, and for the first step.
    public var days: Quartiles?

    public init(people: Int, pending: Int, settled: Int, days: Quartiles?) {
      self.people = people
      self.pending = pending
      self.settled = settled
      self.days = days
    }
  }

  /// Quartiles of type 7; whole days if either step has only a day.
  public struct Quartiles: Hashable, Sendable, Codable {
    public var low: Double
    public var median: Double
    public var high: Double

    public init(low: Double, median: Double, high: Double) {
      self.low = low
      self.median = median
      self.high = high
    }
  }

  public static let schema: [ReplyColumn] =
    [ReplyColumn("groups[].keys[]", .key)]
    + ["people", "pending", "settled"].map { ReplyColumn.people("groups[].parts[].\($0)") }
    + ["low", "median", "high"].map {
      ReplyColumn("groups[].parts[].days.\($0)", .real, unit: "days", optional: true)
    }

  public var request: Request { .funnel(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .funnel(let reply) = response { reply } else { nil }
  }
}
