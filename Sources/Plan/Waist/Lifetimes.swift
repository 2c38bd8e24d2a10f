/// How long people were observed until something happened to them, or until their observation ended (censoring).
///
/// Times are in local days from the start to the onset. Observation ends today, or on the day of the person's end if that comes
/// first: what happens on a later day does not count. If the condition is true without an onset, it has not happened. If the
/// end is before the start, observation ends after 0 days.
public struct Lifetimes: Measurement {
  public var who: Condition
  public var keys: [GroupKey]
  public var condition: Condition
  public var onset: FirstTrueTime
  public var start: Anchor
  public var startWindow: Window?

  public init(
    who: Condition, keys: [GroupKey], condition: Condition, onset: FirstTrueTime, start: Anchor,
    startWindow: Window?
  ) {
    self.who = who
    self.keys = keys
    self.condition = condition
    self.onset = onset
    self.start = start
    self.startWindow = startWindow
  }

  public struct Reply: Hashable, Sendable, Codable {
    public var groups: [Group]

    public init(groups: [Group]) { self.groups = groups }
  }

  public struct Group: Hashable, Sendable, Codable {
    /// As in `Groups`.
    public var keys: [KeyValue]
    /// People left out because it happened before their start.
    public var early: Int
    /// People left out because they have no start, or one in the future or outside `startWindow`.
    public var unstarted: Int
    /// One for each different length of time, ascending.
    public var lengths: [Length]

    public init(keys: [KeyValue], early: Int, unstarted: Int, lengths: [Length]) {
      self.keys = keys
      self.early = early
      self.unstarted = unstarted
      self.lengths = lengths
    }
  }

  public struct Length: Hashable, Sendable, Codable {
    public var days: Int
    /// To how many people it happened this many days after their start.
    public var happened: Int
    /// How many people were observed for this many days without it happening.
    public var lost: Int

    public init(days: Int, happened: Int, lost: Int) {
      self.days = days
      self.happened = happened
      self.lost = lost
    }
  }

  public static let schema: [ReplyColumn] = [
    ReplyColumn("groups[].keys[]", .key), .people("groups[].early"), .people("groups[].unstarted"),
    ReplyColumn("groups[].lengths[].days", .integer, unit: "days"), .people("groups[].lengths[].happened"),
    .people("groups[].lengths[].lost"),
  ]

  public var request: Request { .lifetimes(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .lifetimes(let reply) = response { reply } else { nil }
  }
}
