/// How far people get through a funnel.
///
/// Keys are read in the record that the counted attempt starts with: a property is its own, all else its person's.
public struct FunnelCounts: Measurement {
  public var who: Condition
  public var keys: [GroupKey]
  public var spec: FunnelSpec

  public init(who: Condition, keys: [GroupKey] = [], spec: FunnelSpec) {
    self.who = who
    self.keys = keys
    self.spec = spec
  }

  public struct Reply: Hashable, Sendable, Codable {
    /// Without keys one; else those of people who did the first step.
    public var groups: [Grouped<Step>]

    public init(groups: [Grouped<Step>]) { self.groups = groups }
  }

  public struct Step: Hashable, Sendable, Codable {
    /// Who got there.
    public var people: Int
    /// Of these, who got no further and still may.
    public var pending: Int
    /// People with an attempt whose span is over that got there.
    public var settled: Int
    /// From the step before, in counted attempts; nil where nobody got there, and of the first step.
    public var days: Quartiles?

    public init(people: Int, pending: Int, settled: Int, days: Quartiles?) {
      self.people = people
      self.pending = pending
      self.settled = settled
      self.days = days
    }
  }

  /// By type 7; whole days where either step is a day.
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

  public var request: Request { .funnel(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .funnel(let reply) = response { reply } else { nil }
  }
}
