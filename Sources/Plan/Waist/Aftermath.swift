/// What became of people within some days after a record of theirs, held against like people: by kinds of records.
///
/// The cases of a kind are the people who have such a record, on the day of the first, t days after their start. Those
/// who may be compared have a record of `speaking` from t − `near` to t + `near` days after their own start, and not
/// before it; theirs is the day of the first, which depends on nothing that comes later, and they have none of the kind
/// up to its end. So what having such a record at all goes with is on both sides. Otherwise sets are drawn as those of
/// `FeatureCounts` are, among those who can be seen for all of `days`: whose own day is at least `days` days before today, and
/// who had not had the outcome on an earlier day. The outcome counts on the day itself and on the `days` days after
/// it.
public struct Aftermath: Measurement {
  public var who: Condition
  public var records: [RecordScope]
  /// What those of `records` are some of.
  public var speaking: RecordScope
  public var near: Int
  public var outcome: Condition
  public var days: Int
  public var segments: [AttributeRef]
  public var seed: UInt64

  public init(
    who: Condition, records: [RecordScope], speaking: RecordScope, near: Int, outcome: Condition, days: Int,
    segments: [AttributeRef], seed: UInt64
  ) {
    self.segments = segments
    self.who = who
    self.records = records
    self.speaking = speaking
    self.near = near
    self.outcome = outcome
    self.days = days
    self.seed = seed
  }

  public struct Reply: Hashable, Sendable, Codable {
    /// One for each of `records`.
    public var kinds: [Kind]

    public init(kinds: [Kind]) { self.kinds = kinds }
  }

  public struct Kind: Hashable, Sendable, Codable {
    public var cases: Int
    /// The different people held against them.
    public var others: Int
    public var strata: [Stratum]
    /// Held against people of the same segments.
    public var within: [Stratum]

    public init(cases: Int, others: Int, strata: [Stratum], within: [Stratum]) {
      self.cases = cases
      self.others = others
      self.strata = strata
      self.within = within
    }
  }

  public var request: Request { .aftermath(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .aftermath(let reply) = response { reply } else { nil }
  }
}
