/// How long people were watched until something happened to them, or until they were lost from sight.
///
/// Days are local days from the start's to the onset's. Somebody is lost from sight at the clock, or at their end where
/// that comes first: what happens after an end does not count.
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
    /// Left out: to whom it happened before their start.
    public var early: Int
    /// Left out: who has no start, or one that has not come, or that lies outside `startWindow`.
    public var unstarted: Int
    /// One for each different length, ascending.
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
    /// People to whom it happened so many days after their start.
    public var happened: Int
    /// People who were seen for so many days, and to whom it had not happened.
    public var lost: Int

    public init(days: Int, happened: Int, lost: Int) {
      self.days = days
      self.happened = happened
      self.lost = lost
    }
  }

  public var request: Request { .lifetimes(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .lifetimes(let reply) = response { reply } else { nil }
  }
}
