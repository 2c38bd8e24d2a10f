public import Text

/// What people are, did and said before a moment of their own, held against like people at a like moment of theirs.
///
/// With `onset`, by risk sets (Prentice & Breslow, Biometrika 65, 1978; Lubin & Gail, Biometrics 40, 1984). A *case*
/// is somebody inside whose `onset` falls, while they are a customer, on a local day that is not before their start
/// and not after today; t is the number of days from their start to it. Who may be compared with a case: all others
/// of both groups who, t days after their own start, were customers, had not had the outcome on an earlier day, and
/// whose day t is not after today. (Who is inside without a day of the onset, or with one before their start, is
/// compared with nobody.) The `others` with the least days between their start and the case's are taken, and of
/// equally near ones those that come first after the case on a ring: by (place of the person − point of the case)
/// modulo 2⁶⁴, where the place is the SipHash-2-4 of the person's id under the key (`seed`, 0) and the point that of
/// the case's id under the key (`seed`, 1). A case with whom nobody may be compared is left out. Records count on the
/// min(`days`, t − `lead`) local days that end `lead` days before the day; those of a comparison person, before the
/// day t after their own start.
///
/// Without `onset`: the customers of today (started by today, not ended by today), inside against outside, in up to
/// `startBands` quantile bands of their start, and a band for those without one; records count on the last `days`
/// days, today among them.
///
/// With `segments` all is done a second time, with comparison people, or strata, of the same segments as well.
///
/// Columns: `kind`, `name`, `value`, `low`, `high`, `inside`, `outside`, `by then inside`, `by then outside`,
/// `never outside`, `of`, `others`, `times`; for words and phrases also a message, of the group where more do, whose length is nearest to
/// eight words, of these the newest, under the names of `Verbatims`.
///
/// First come rows about people:
///
/// - `compared`: `inside` cases (people) and `outside` different people held against them, `value` how often somebody was;
///   `low` and `high` are the median and the 95th percentile (by nearest rank) of the days between the starts.
///   `by then …`: those whom the columns of that name are of.
/// - `within`: the same, with people of the same segments; only with `segments`.
/// - `undated`: inside without a day of the onset up to today, with one before their start, or without a start; outside
///   without a start. `alone`: cases with whom nobody may be compared. `gone`: those who were no customers any
///   more on that day; without `onset` who are none today.
///
/// Then the traits: `inside` and `outside` are the different people who have it, `by then …` the cases, and the times
/// that somebody was held against one without having the outcome that same day, who have it when the day itself
/// counts as well (where `lead` is 0); `never outside` are those of `outside` to whom the outcome does not come on any
/// day. Each trait is followed by its strata: `stratum` rows, and `within` rows of
/// those of the same segments: `inside` of `of`, `outside` of `others`, so many `times`. By kind:
///
/// - `attribute`: `name` is `value`; the most frequent values of texts, booleans and lists, `mostValues` each; also of a
///   number that has no more than `bands` values, such as 0 and 1, whose quartiles would run together.
/// - `missing`: `name` has no value. Given for every attribute that anybody lacks, however few.
/// - `band`: a quartile band of a number among both groups, `[low, high)`, the last closed; equal cuts merge.
/// - `event`: did `name`. `spoke`: gave any `feedback`. `topic`: said something on the topic `name`. `channel`: gave feedback in `name`.
/// - `score`: the latest score called `name` on the scale `value` is from `low` to `high`, a band of the scale.
/// - `word`: said the stem `name`, shown by its commonest form `value`. `phrase`: two adjacent words of one message, by
///   their stems in `name`, shown as `value`. Both of at least two letters.
///
/// Only traits that at least `least(of:)` the compared people have; order is of no account.
public struct Traits: Hashable, Sendable {
  /// The two do not overlap.
  public var inside: Condition
  public var outside: Condition
  public var onset: Onset?
  /// How many days count, and how many days before the moment they end.
  public var days: Int
  public var lead: Int
  public var attributes: [AttributeRef]
  /// Of the attributes, those by which people are matched the second time.
  public var segments: [AttributeRef]
  public var topics: [Topic]
  public var seed: UInt64

  /// How many people each case is held against.
  public static let others = 5
  public static let startBands = 10
  public static let mostValues = 200
  public static let bands = 4

  /// How many of so many people compared must have a trait, so that it is looked at.
  public static func least(of people: Int) -> Int { max(5, (people + 199) / 200) }

  public struct Topic: Hashable, Sendable {
    public var name: String
    public var pattern: Pattern

    public init(_ name: String, _ pattern: Pattern) {
      self.name = name
      self.pattern = pattern
    }
  }

  public init(
    inside: Condition, outside: Condition, onset: Onset?, days: Int, lead: Int, attributes: [AttributeRef],
    segments: [AttributeRef], topics: [Topic], seed: UInt64
  ) {
    self.inside = inside
    self.outside = outside
    self.onset = onset
    self.days = days
    self.lead = lead
    self.attributes = attributes
    self.segments = segments
    self.topics = topics
    self.seed = seed
  }
}

/// What became of people within some days after a record of theirs, held against like people: one row a stratum, of
/// each of some kinds of records.
///
/// The cases of a kind are the people who have such a record, on the day of the first, t days after their start. Those
/// who may be compared have a record of `speaking` from t − `near` to t + `near` days after their own start, and not
/// before it; theirs is the day of the first, which depends on nothing that comes later, and they have none of the kind
/// up to its end. So what having such a record at all goes with is on both sides. Otherwise sets are drawn as those of
/// `Traits` are, among those who can be seen for all of `days`: whose own day is at least `days` days before today, and
/// who had not had the outcome on an earlier day. The outcome counts on the day itself and on the `days` days after
/// it.
///
/// Columns: `kind` (index into `records`), `layer` (0; with `segments` also 1: held against people of the same
/// segments), `inside` of `of` and `outside` of `others`, so many `times`; before them, with missing `times`, one row
/// with the cases (`of`) and the different people held against them (`others`).
public struct Aftermath: Hashable, Sendable {
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
}

/// Columns, one row a pair of values: `n` (people who have both), `first` and `second` (exact sums over these
/// people), `variance` (of the differences first less second, with n − 1; missing under two).
public struct Pairs: Hashable, Sendable {
  public struct Pair: Hashable, Sendable {
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
}
