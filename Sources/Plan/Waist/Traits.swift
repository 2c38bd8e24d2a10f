public import Text

/// What people of two groups are, did and said before a moment of their own: one row a trait, with the people of each
/// group who have it.
///
/// The moment: of a person inside, when `onset` has it that `inside` became true; of a person outside, as long after
/// their start as that moment came after the start of somebody inside. That somebody is drawn, by a hash of `seed` and
/// the person's id, from those inside whose time was no longer than this one's (from the start to the clock, or to the
/// end where that came first). Records count on the N local days before the moment's day. Whoever was there for fewer
/// is left out. N is the first of `lookBacks` that leaves at least half of those inside who have a moment, else the
/// last; where that leaves nobody inside, nobody is left out for it. Without `onset` there are no moments and all records
/// count.
///
/// Columns: `kind`, `name`, `value`, `low`, `high` (edges of bands), `inside`, `outside` (people); for words and
/// phrases also the message, of the group where more do, whose length is nearest to eight words, of these the newest,
/// under the names of `Verbatims`.
/// First come three rows about people: `compared` (`low`: N days, missing without `onset`; `value`: whether nobody inside
/// was there for so long), `short` (left out for want of time) and `undated` (inside without a moment; without a start).
/// Then, by kind:
///
/// - `attribute`: `name` is `value`; the most frequent values of texts, booleans and lists, `mostValues` each; also of a
///   number that has no more than `bands` values, such as 0 and 1, whose quartiles would run together.
/// - `missing`: `name` has no value. Given for every attribute that anybody lacks, however few.
/// - `band`: the quartile bands of a number, `[low, high)`, the last closed; equal cuts merge.
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
  public var lookBacks: [Int]
  public var attributes: [AttributeRef]
  public var topics: [Topic]
  public var seed: UInt64

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
    inside: Condition, outside: Condition, onset: Onset?, lookBacks: [Int], attributes: [AttributeRef],
    topics: [Topic], seed: UInt64
  ) {
    self.inside = inside
    self.outside = outside
    self.onset = onset
    self.lookBacks = lookBacks
    self.attributes = attributes
    self.topics = topics
    self.seed = seed
  }
}

/// Columns, one row a pair of values: `n` (people who have both), `first` and `second` (exact sums over these people),
/// `variance` (of the differences first less second, with n − 1; missing under two).
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
