public import DataModel

/// People with records of a scope in each calendar period, by groups of people.
///
/// Periods are as in `Series`, but always whole; without `first` they start at the earliest record of `who` in the scope.
/// Records before the first period shown count as earlier.
public struct ActivityByPeriod: Measurement {
  public var who: Condition
  public var keys: [GroupKey]
  public var scope: RecordScope
  public var unit: TimeSpan.Unit
  public var first: Day?
  public var last: Day?

  public init(
    who: Condition, keys: [GroupKey], scope: RecordScope, unit: TimeSpan.Unit, first: Day?, last: Day?
  ) {
    self.who = who
    self.keys = keys
    self.scope = scope
    self.unit = unit
    self.first = first
    self.last = last
  }

  public typealias Reply = GroupedReply<Period>

  public struct Period: Hashable, Sendable, Codable {
    /// The first day of the period.
    public var start: Day
    /// People with a record in it.
    public var active: Int
    /// Of these, people with none in any earlier period.
    public var first: Int
    /// Of these, people who also have one in the period before.
    public var kept: Int
    /// People with a record in the period before.
    public var before: Int
    /// Whether no event and no message of anybody is from before its first day.
    public var opens: Bool

    public init(start: Day, active: Int, first: Int, kept: Int, before: Int, opens: Bool) {
      self.start = start
      self.active = active
      self.first = first
      self.kept = kept
      self.before = before
      self.opens = opens
    }
  }

  public static let schema: [ReplyColumn] =
    [ReplyColumn("groups[].keys[]", .key), ReplyColumn("groups[].parts[].start", .day)]
    + ["active", "first", "kept", "before"].map { ReplyColumn.people("groups[].parts[].\($0)") }
    + [ReplyColumn("groups[].parts[].opens", .boolean)]

  public var request: Request { .activity(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .activity(let reply) = response { reply } else { nil }
  }
}
