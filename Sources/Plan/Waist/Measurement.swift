internal import DataModel

/// What an answer needs from the data: a closed list. A backend turns each into `Columns`, and knows no verb.
///
/// All figures that statistics rest on are exact integers or scaled decimals; intervals are computed above.
public enum Measurement: Hashable, Sendable {
  /// How many people: one row, `n`.
  case people(Condition)
  /// The people themselves, one row each.
  case rows(Rows)
  /// Metrics by groups, one row a group.
  case groups(Groups)
  /// Messages, most telling first, one row each.
  case verbatims(Verbatims)
  /// How many people of each of two groups said each stem.
  case words(Words)
  /// How many people of each of two groups have each trait, before a moment of their own.
  case traits(Traits)
  /// What became of people after records of theirs, against like people.
  case aftermath(Aftermath)
  /// Two values of each person, held against each other.
  case pairs(Pairs)
  /// What people talk about: words and short phrases, by people.
  case terms(Terms)
  /// One person's story, one row a record in the stable order: what they did, said, and what was said of them; the
  /// latest so many records, or all.
  ///
  /// Columns: `at` (missing: no time), `kind` (`event`, `said`, `heard`), `name` (the event, or the channel), `score`,
  /// `scale.low`, `scale.high`, `text`, `author` (of what was heard; missing: unknown), `details` (a list of
  /// "property value", each present property in the order of the file), `events`, `said` and `heard` (how many of each
  /// there are, those that are left out too; the same in every row).
  case story(id: String, latest: Int?)
  /// A metric in each calendar period.
  case series(Series)
  /// People with records in each calendar period: first-timers, and those of the period before.
  case presence(Presence)
  /// Who came back, by the period of their start.
  case cohorts(Cohorts)
  /// How long it was until something happened to people.
  case lifetimes(Lifetimes)
  /// How far people get through steps.
  case depths(Depths)
  /// What people do after a step, or did before it.
  case trails(Trails)
}

/// Columns: `id`, `label` (missing where there is none), then one for each of `columns`, named by position `0`, `1` ….
public struct Rows: Hashable, Sendable {
  public var who: Condition
  public var columns: [Value]
  /// Missing last in either direction; then by id.
  public var order: [Order]
  public var limit: Int?

  public init(who: Condition, columns: [Value], order: [Order], limit: Int?) {
    self.who = who
    self.columns = columns
    self.order = order
    self.limit = limit
  }
}

/// Columns: one for each key (`key0` …), then for each metric those that `Metric.columns` lists, as `m0.n`, `m0.sum` ….
///
/// A key's value is missing in the `(missing)` group. A bin, quantile or split group is given by `key0.low` and
/// `key0.high` beside `key0` (its ordinal; missing low or high: open; the last bin is closed). A period is its first
/// day. A condition is a boolean. Without keys: one row over all. Only groups that have somebody.
public struct Groups: Hashable, Sendable {
  public var who: Condition
  public var subject: Subject
  public var keys: [GroupKey]
  public var metrics: [Metric]

  public init(who: Condition, subject: Subject, keys: [GroupKey], metrics: [Metric]) {
    self.who = who
    self.subject = subject
    self.keys = keys
    self.metrics = metrics
  }
}

extension Metric {
  /// The columns that a backend gives for this metric in `Groups`.
  ///
  /// - `n`: people or records counted; `of`: those looked at (with missing ones); `hits`: those of whom it is true;
  ///   `sum`: exact; `value`: the figure itself; `top`, `bottom`: people (or answers) in the bands.
  /// - `people`: how many stand behind a mean or a share of values (every row of an unknown author is one more), and
  ///   `variance` that of the figure between them, linearised (Cochran, Sampling Techniques, 1977, 6.4): with e the sum
  ///   of what a person's values are above the mean, people / (people − 1) · Σe² / n²; missing under two. Of an nps the
  ///   values are 1, 0 and −1. Both are missing of a rate of people, each of whom counts once.
  /// - Of a weighted one `value` is Σwx / Σw, where x is 0 or 1 of a share, and 1, 0 or −1 of an nps; `variance` is
  ///   Σw(x − value)² / Σw, and `effective` (Σw)² / Σw² (Kish, Survey Sampling, 1965), by the design effect where
  ///   several values are of one person.
  /// - Of a ratio `whole` and `part` are the sums, `n` the people who have anything of either, and `variance` that of
  ///   the ratio: with e the person's whole less the ratio times their part, n / (n − 1) · Σe² / part².
  public var columns: [String] {
    switch self {
    case .count, .records: ["n"]
    case .number: ["hits", "n"]
    case .rate: ["hits", "n", "people", "variance"]
    case .doing: ["hits", "n"]
    case .aggregate(let aggregate, _), .recordAggregate(let aggregate, _, _):
      switch aggregate {
      case .average: ["n", "of", "sum", "people", "variance"]
      case .total: ["n", "of", "sum"]
      case .median, .minimum, .maximum, .percentile, .latest, .first: ["n", "of", "value"]
      case .distinct: ["value"]
      }
    case .satisfaction(let kind, _, _, _, _):
      switch kind {
      case .nps, .csat: ["n", "top", "bottom", "people", "variance"]
      case .ces: ["n", "of", "sum", "people", "variance"]
      }
    case .weighted: ["n", "of", "people", "effective", "value", "variance"]
    case .ratio: ["n", "whole", "part", "variance"]
    case .named(_, let metric, _): metric.columns
    }
  }
}

/// Columns: `customer` (missing: unknown), `label`, `at`, `channel`, `score`, `scale.low`, `scale.high`, `text`,
/// `voice` (index into `voices` of the first that chose it; missing for last words), `copies`, `messages` and `people`
/// (totals before the limit, the same in each row; also given in a lone row with missing text where nothing is shown).
///
/// Order: Σ idf of the message's distinct stems that are in `telling` or among the stems that the voices' patterns
/// match, ÷ √max(8, tokens), descending; newer first; stable order. Equal texts (folded) merge into the first, counted
/// in `copies`. Then one per person a round.
public struct Verbatims: Hashable, Sendable {
  /// Whose messages. `everyone` includes authors unknown.
  public var who: Condition
  /// A message qualifies by any scope whose guard holds of the person.
  public var voices: [Voice]
  /// Without voices: each person's newest message with words.
  public var lastWords: Bool
  /// Stems (as `Words` names them) that tell of these people.
  public var telling: [String]
  /// Instead of the most telling first: by these, over the record's own properties.
  public var order: [Order]
  public var limit: Int?

  public struct Voice: Hashable, Sendable {
    public var when: Condition
    public var scope: RecordScope

    public init(when: Condition, scope: RecordScope) {
      self.when = when
      self.scope = scope
    }
  }

  public init(
    who: Condition, voices: [Voice], lastWords: Bool, telling: [String] = [], order: [Order] = [], limit: Int?
  ) {
    self.who = who
    self.voices = voices
    self.lastWords = lastWords
    self.telling = telling
    self.order = order
    self.limit = limit
  }
}

/// Columns: `stem`, `word` (its commonest form), `inside`, `outside` (people of each group who said it); first row:
/// missing stem, with the number of people who spoke at all. Words of known people only; stems said by at least two.
/// Scripts without spaces are cut into words by dictionary where `cuts` asks for it, and left out otherwise.
public struct Words: Hashable, Sendable {
  public var inside: Condition
  public var outside: Condition
  /// Which messages of each group count; nil for all that people said.
  public var insideScope: RecordScope?
  public var outsideScope: RecordScope?
  public var cuts: Bool

  public init(
    inside: Condition, outside: Condition, insideScope: RecordScope? = nil,
    outsideScope: RecordScope? = nil, cuts: Bool = true
  ) {
    self.cuts = cuts
    self.inside = inside
    self.outside = outside
    self.insideScope = insideScope
    self.outsideScope = outsideScope
  }
}
