public import DataModel

/// A metric in each calendar period, by group of people.
///
/// In each period the metric is `metric.within(the days of the period between first and last)`; if it `isOfCustomers`, it covers
/// those of `who` for whom `Condition.customers(from:to:)` is true of the whole period. The periods are those from the one with
/// `first` to the one with `last`, or with today if that is earlier. Without `first`, they start at the earliest record of `who`
/// in the scopes of the metric (also of unknown authors, if it takes them and there are no keys) or, if it has no scopes, at
/// the earliest start; without `last`, they end today. There are no periods if that range is empty, and at most the newest
/// `Series.longest`.
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

  /// For each group, every period from the first to the last.
  public typealias Reply = GroupedReply<Period>

  public struct Period: Hashable, Sendable, Codable {
    /// The first day of the period, which may be before `first`.
    public var start: Day
    public var figure: MetricResult

    public init(start: Day, figure: MetricResult) {
      self.start = start
      self.figure = figure
    }
  }

  public static let schema: [ReplyColumn] = [
    ReplyColumn("groups[].keys[]", .key), ReplyColumn("groups[].parts[].start", .day),
    ReplyColumn("groups[].parts[].figure", .metric),
  ]

  public var request: Request { .series(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .series(let reply) = response { reply } else { nil }
  }
}
