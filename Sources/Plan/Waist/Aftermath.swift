/// Whether people had an outcome within some days after a record of theirs, compared with similar people; for several kinds of
/// records.
///
/// The cases of a kind are the people with such a record; their day is that of the first one, t days after their start. A
/// comparison person has a record of `speaking` from t − `near` to t + `near` days after their own start, and not before it;
/// their day is that of the first such record, and they have no record of the kind up to its end. So both sides gave feedback
/// at about that time. Otherwise sets are drawn as in `FeatureCounts`, among people who can be observed for all of `days`: their
/// day is at least `days` days before today, and they had not had the outcome on an earlier day. People who have the outcome
/// without a date, or from before their start, are never chosen. The outcome counts on the day itself and on the `days` days
/// after it.
public struct Aftermath: Measurement {
  public var who: Condition
  public var records: [RecordScope]
  /// The records that comparison people must have; `records` are among them.
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
    /// How many different people they were compared with.
    public var others: Int
    public var strata: [Stratum]
    /// The sets with comparison people of the same segments.
    public var within: [Stratum]

    public init(cases: Int, others: Int, strata: [Stratum], within: [Stratum]) {
      self.cases = cases
      self.others = others
      self.strata = strata
      self.within = within
    }
  }

  public static let schema: [ReplyColumn] =
    [ReplyColumn.people("kinds[].cases"), .people("kinds[].others")]
    + ["kinds[].strata[]", "kinds[].within[]"].flatMap { ReplyColumn.all($0, Stratum.schema) }

  public var request: Request { .aftermath(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .aftermath(let reply) = response { reply } else { nil }
  }
}
