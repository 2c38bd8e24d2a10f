public import DataModel
public import Text

/// What people are, did and said before a moment of their own, compared with similar people at the same time after their start.
///
/// A start is here the date in the `start` slot; where the data declares none, the earliest record.
///
/// With `onset`, by risk sets (Prentice & Breslow, Biometrika 65, 1978; Lubin & Gail, Biometrics 40, 1984). A *case*
/// is somebody inside whose `onset` falls, while they are a customer, on a local day that is not before their start
/// and not after today; t is the number of days from their start to it. Who may be compared with a case: all others
/// of both groups who, t days after their own start, were customers, had not had the outcome on an earlier day, and
/// whose day t is not after today. (People inside without a day of the onset, or with one before their start, are
/// never chosen.) The `others` with the fewest days between their start and the case's are taken, and of
/// equally near ones those that come first after the case on a ring: a person's place is the first 16 hexadecimal
/// digits of the MD5 of `seed:id`, the point of a case the last 16 of its own; places not below the point come first,
/// then the others, both ascending. A case with nobody to compare is left out. Records count on the
/// min(`days`, t − `lead`) local days that end `lead` days before the day; those of a comparison person, before the
/// day t after their own start.
///
/// Without `onset`: today's customers (started by today, not ended by today), inside compared with outside, in up to
/// `startBands` quantile bands of their start, and a band for those without one; records count on the last `days`
/// days, including today.
///
/// With `segments`, everything is done a second time with comparison people, or strata, of the same segments.
///
/// Only features that at least `least(of:)` of the compared people have, in no particular order.
public struct FeatureCounts: Measurement {
  /// The two groups, which do not overlap.
  public var inside: Condition
  public var outside: Condition
  public var onset: FirstTrueTime?
  /// How many days count, and how many days before the moment they end.
  public var days: Int
  public var lead: Int
  public var attributes: [AttributeRef]
  /// The attributes by which people are matched the second time.
  public var segments: [AttributeRef]
  public var topics: [Topic]
  public var seed: UInt64

  /// How many people each case is compared with.
  public static let others = 5
  public static let startBands = 10
  public static let mostValues = 200
  public static let bands = 4

  /// How many of the compared people must have a feature for it to be included.
  public static func least(of people: Int) -> Int { max(5, (people + 199) / 200) }

  public struct Topic: Hashable, Sendable, Codable {
    public var name: String
    public var pattern: Pattern

    public init(_ name: String, _ pattern: Pattern) {
      self.name = name
      self.pattern = pattern
    }
  }

  public init(
    inside: Condition, outside: Condition, onset: FirstTrueTime?, days: Int, lead: Int,
    attributes: [AttributeRef],
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

  public struct Reply: Hashable, Sendable, Codable {
    public var compared: Comparisons
    /// The same with people of the same segments; nil without `segments`.
    public var within: Comparisons?
    /// People inside without a day of the onset up to today, with one before their start, or without a start; people outside
    /// without a start.
    public var undated: Sides
    /// Cases with nobody to compare.
    public var alone: Sides
    /// People who were no longer customers on that day; without `onset`, people who are not customers today.
    public var gone: Sides
    public var features: [Row]

    public init(
      compared: Comparisons, within: Comparisons?, undated: Sides, alone: Sides, gone: Sides, features: [Row]
    ) {
      self.compared = compared
      self.within = within
      self.undated = undated
      self.alone = alone
      self.gone = gone
      self.features = features
    }
  }

  /// A number of people in each of the two groups.
  public struct Sides: Hashable, Sendable, Codable {
    public var inside: Int
    public var outside: Int

    static let schema: [ReplyColumn] = [.people("inside"), .people("outside")]

    public init(inside: Int, outside: Int) {
      self.inside = inside
      self.outside = outside
    }
  }

  /// Several counts of people, for all or for those with a feature.
  public struct Counts: Hashable, Sendable, Codable {
    /// Different people.
    public var people: Sides
    /// The cases, and the comparisons with people who did not have the outcome that same day, if the day itself also counts
    /// (if `lead` is 0).
    public var byThen: Sides
    /// How many of `people.outside` never have the outcome.
    public var neverOutside: Int

    static let schema: [ReplyColumn] =
      ReplyColumn.all("people", Sides.schema)
      + [
        ReplyColumn("byThen.inside", .integer, unit: "people"),
        ReplyColumn("byThen.outside", .integer, unit: "times"),
      ]
      + [ReplyColumn.people("neverOutside")]

    public init(people: Sides, byThen: Sides, neverOutside: Int) {
      self.people = people
      self.byThen = byThen
      self.neverOutside = neverOutside
    }
  }

  /// The comparisons that were made.
  public struct Comparisons: Hashable, Sendable, Codable {
    /// The cases, and the different people compared with them.
    public var counts: Counts
    /// The number of comparisons.
    public var times: Int
    /// The median and the 95th percentile (by nearest rank) of the days between the starts.
    public var medianDays: Int?
    public var mostDays: Int?

    static let schema: [ReplyColumn] =
      ReplyColumn.all("counts", Counts.schema)
      + [
        ReplyColumn("times", .integer, unit: "times"),
        ReplyColumn("medianDays", .integer, unit: "days", optional: true),
        ReplyColumn("mostDays", .integer, unit: "days", optional: true),
      ]

    public init(counts: Counts, times: Int, medianDays: Int?, mostDays: Int?) {
      self.counts = counts
      self.times = times
      self.medianDays = medianDays
      self.mostDays = mostDays
    }
  }

  public enum Kind: String, Hashable, Sendable, Codable {
    /// `name` is `value`: the `mostValues` values that most people have (of equal ones the first in the order of bytes) of texts, booleans and lists; also the values of a number that
    /// has at most `bands` different ones, such as 0 and 1.
    case attribute
    /// `name` has no value. Included for every attribute that anybody lacks, however few.
    case missing
    /// A quartile band of a number among both groups, `[low, high)`, the last including `high`; equal cut points merge.
    case band
    /// Did `name`.
    case event
    /// Gave any feedback.
    case spoke
    /// Said something on the topic `name`.
    case topic
    /// Gave feedback in `name`.
    case channel
    /// The latest score called `name` on the scale `value` is from `low` to `high`, a band of the scale.
    case score
    /// Said the stem `name`, shown as its most common form `value` (as in `Words`), of at least two letters.
    case word
    /// Two adjacent words of one message, by their stems in `name`, shown as `value`: as they stand in `message`.
    case phrase
  }

  /// A feature, and how many people have it.
  public struct Row: Hashable, Sendable, Codable {
    public var kind: Kind
    public var name: String
    public var value: Scalar
    public var low: Scalar
    public var high: Scalar
    public var counts: Counts
    /// The people who have it in each matched set.
    public var strata: [Stratum]
    /// The same for sets of people of the same segments.
    public var within: [Stratum]
    /// For words, phrases and topics, a message on the days that count, from the side (cases, or people compared with them) of
    /// which the larger share says it (inside, if the shares are equal): the one nearest to eight words in length, of several
    /// the newest, then by the bytes of the author's id, then in the stable order.
    public var message: Message?

    public init(
      _ kind: Kind, name: String, value: Scalar, low: Scalar, high: Scalar, counts: Counts, strata: [Stratum],
      within: [Stratum], message: Message?
    ) {
      self.kind = kind
      self.name = name
      self.value = value
      self.low = low
      self.high = high
      self.counts = counts
      self.strata = strata
      self.within = within
      self.message = message
    }
  }

  public static let schema: [ReplyColumn] =
    ReplyColumn.all("compared", Comparisons.schema)
    + ReplyColumn.all("within", Comparisons.schema).map(\.orAbsent)
    + ["undated", "alone", "gone"].flatMap { ReplyColumn.all($0, Sides.schema) }
    + [
      ReplyColumn("features[].kind", .text), ReplyColumn("features[].name", .text),
      ReplyColumn("features[].value", .scalar),
      ReplyColumn("features[].low", .scalar), ReplyColumn("features[].high", .scalar),
    ] + ReplyColumn.all("features[].counts", Counts.schema)
    + ReplyColumn.all("features[].strata[]", Stratum.schema)
    + ReplyColumn.all("features[].within[]", Stratum.schema)
    + ReplyColumn.all("features[].message", Message.schema).map(\.orAbsent)

  public var request: Request { .features(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .features(let reply) = response { reply } else { nil }
  }
}

/// Identical matched sets: in each, `inside` of `of` and `outside` of `others` have the feature; there are `times` of
/// them.
public struct Stratum: Hashable, Sendable, Codable {
  public var inside: Int
  public var of: Int
  public var outside: Int
  public var others: Int
  public var times: Int

  static let schema: [ReplyColumn] = [
    .people("inside"), .people("of"), .people("outside"), .people("others"),
    ReplyColumn("times", .integer, unit: "times"),
  ]

  public init(inside: Int, of: Int, outside: Int, others: Int, times: Int) {
    self.inside = inside
    self.of = of
    self.outside = outside
    self.others = others
    self.times = times
  }
}
