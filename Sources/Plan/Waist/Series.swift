public import DataModel

/// A metric in each calendar period, by groups of people.
///
/// In each period the metric is `metric.within(the period's days between first and last)`; where it `isOfCustomers`, over
/// those of `who` for whom `Condition.customers(from:to:)` holds of the whole period. Without `first`: from the earliest
/// record that the metric rests on, or, where it rests on none, from the earliest start; without `last`: to the clock. No
/// periods where that is nothing. At most `Series.longest` periods, the newest.
public struct Series: Measurement {
  public var who: Condition
  public var keys: [GroupKey]
  public var metric: Metric
  public var unit: TimeSpan.Unit
  public var first: Day?
  public var last: Day?

  public static let longest = 2_000

  public init(
    who: Condition, keys: [GroupKey], metric: Metric, unit: TimeSpan.Unit, first: Day?, last: Day?
  ) {
    self.who = who
    self.keys = keys
    self.metric = metric
    self.unit = unit
    self.first = first
    self.last = last
  }

  public struct Reply: Hashable, Sendable, Codable {
    /// Every period from the first to the last, for every group.
    public var groups: [Grouped<Period>]

    public init(groups: [Grouped<Period>]) { self.groups = groups }
  }

  public struct Period: Hashable, Sendable, Codable {
    /// Its first day, which may lie before `first`.
    public var start: Day
    public var figure: MetricResult

    public init(start: Day, figure: MetricResult) {
      self.start = start
      self.figure = figure
    }
  }

  public var request: Request { .series(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .series(let reply) = response { reply } else { nil }
  }
}
