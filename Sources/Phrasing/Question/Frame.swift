/// A question as it is understood so far: what is asked for, of whom, and how the answer is divided.
struct Frame: Sendable, Hashable {
  enum Head: Sendable, Hashable {
    case list, count, measure, share, trend, topics, quotes, words, compare, why, funnel, retention, survival
    case after, before, describe
    case person(String)
  }

  /// A condition of people.
  struct Condition: Sendable, Hashable {
    enum Form: Sendable, Hashable {
      /// A name that is true of somebody: `churned`.
      case name
      /// An event that somebody did.
      case did
      /// Words that somebody used.
      case mentioned
      /// A whole test: `mrr > 50`.
      case test
    }

    var form: Form
    var text: String
    var negated = false
    /// `at least 3 times`
    var times: String?
    var window: String?
    var channel: String?
    /// Whether a window may follow.
    var isTimed = false
    var joinsByOr = false
    /// Whether it stood before the noun.
    var isAdjective = false
    /// The column and value that it tests.
    var value: Value?
  }

  struct Value: Sendable, Hashable {
    var column: String
    var value: String
    var isPopulation: Bool
  }

  struct People: Sendable, Hashable {
    /// The noun: `sellers`; nil for everybody.
    var noun: Value?
    /// Whether a noun was given at all.
    var isNamed = false
    var conditions: [Condition] = []

    var isEmpty: Bool { !isNamed && conditions.isEmpty }
  }

  var head: Head?
  var people = People()
  /// The second group of a comparison; the first is then complete.
  var first: People?
  /// What is measured: `average mrr`, `nps`.
  var metric: String?
  /// Whether the metric is of people's records, and may have a window of its own.
  var metricTakesWindow = false
  /// `average`, still without what it is the average of.
  var aggregate: String?
  /// The records asked about: an event, or `feedback`.
  var records: String?
  var recordTests: [String] = []
  var groups: [Group] = []
  var grain: String?
  /// Whether it is asked how something develops.
  var isOverTime = false
  /// Whether it is asked who does more of something than others.
  var compares = false
  var window: String?
  var channel: String?
  var about: String?
  var sort: String?
  var limit: String?
  var show: [String] = []
  var steps: [String] = []
  /// What the next piece is joined or denied by.
  var denies = false
  var joinsByOr = false
  /// Whether the last piece was a condition, to which a window may belong.
  var endsInCondition = false
  /// Whether the turn it began with is still without its end: `what do … talk about`.
  var wantsVerb = false

  struct Group: Sendable, Hashable {
    enum Of: Sendable, Hashable {
      case people
      case event(String)
      case channel, messages
    }

    var text: String
    var of: Of
  }
}
