public import DataModel

/// A statement about one person, or, inside a record scope, about one record and its person. Always true or false.
///
/// Negative spellings are `not` of their positive, so that a missing value makes them true.
public indirect enum Condition: Hashable, Sendable, Codable {
  /// True of everybody: a population without conditions.
  case everyone
  case not(Condition)
  /// Two or more.
  case all([Condition])
  /// Two or more.
  case any([Condition])
  /// A test of a value; false where the value is missing, except for `isMissing`.
  case test(Value, Test)
  /// How many records of the person are in a scope: did, mentioned, heard, said something, responded.
  case records(RecordScope, Amount)
  /// Steps in order.
  case sequence(Sequence)
  /// The person is one of these: `them`, `rest`, a drill.
  case among(People)
  /// A name that stands for a condition: kept so that the reading and the proof can say it.
  case named(Name, Condition)

  /// Where a named condition comes from.
  public struct Name: Hashable, Sendable, Codable {
    public enum Origin: String, Hashable, Sendable, Codable {
      case user, prelude, population, attribute, event
    }

    public var word: String
    public var origin: Origin

    public init(_ word: String, _ origin: Origin) {
      self.word = word
      self.origin = origin
    }
  }
}

/// How many records, or days with records: both bounds hold. `did order` is at least 1; `once` is exactly 1.
public struct Amount: Hashable, Sendable, Codable {
  public var times: Comparison
  public var timesCount: Int
  /// `on at least 5 days`: distinct local days with such a record; then `times` is at least 1 unless given too.
  public var days: Comparison?
  public var daysCount: Int

  public init(_ times: Comparison = .atLeast, _ count: Int = 1, days: Comparison? = nil, daysCount: Int = 0) {
    self.times = times
    self.timesCount = count
    self.days = days
    self.daysCount = daysCount
  }

  public static let some = Amount()
}

public enum Comparison: String, Hashable, Sendable, CaseIterable, Codable {
  case equal = "="
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="

  /// Whether it holds for two operands of a known order: negative where the first is less, zero where they are equal,
  /// else positive.
  public func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .less: order < 0
    case .atMost: order <= 0
    case .greater: order > 0
    case .atLeast: order >= 0
    }
  }
}

/// A test of a value. Negative spellings are `not` of these.
public indirect enum Test: Hashable, Sendable, Codable {
  /// `is true`: a boolean that holds.
  case isTrue
  case isMissing
  /// A date that is set and not after the clock: `churned` alone, of a date attribute.
  case hasCome
  /// Numbers by size, times at the coarser precision, texts exactly (for `equal` only), booleans; for a list, any
  /// element.
  case compare(Comparison, Value)
  /// One of these values, compared as `equal`.
  case oneOf([Scalar])
  /// From the first to the second, both included.
  case between(Value, Value)
  /// Letter case and accents ignored; with `exactly`, accents count if the text has any.
  case contains(String, exactly: Bool = false)
  case startsWith(String)
  case endsWith(String)
  /// A regular expression, found anywhere unless anchored.
  case matches(pattern: String, ignoresCase: Bool)
  /// A date or time in a window.
  case within(Window)
  /// Of the text of a message: what it says, as a scope asks of messages.
  case says(RecordScope.Saying)
}

/// A set of people: what `them` stands for.
public struct People: Hashable, Sendable, Codable {
  /// How a reading calls them: "them (31 sellers where churned)".
  public var words: String
  public var members: Members

  public indirect enum Members: Hashable, Sendable, Codable {
    case ids([String])
    /// Those for whom a condition holds, evaluated for people even inside a record scope.
    case holding(Condition)
    case place(CellRef)
  }

  public init(words: String, ids: [String]) {
    self.words = words
    members = .ids(ids)
  }

  public init(words: String, holding condition: Condition) {
    self.words = words
    members = .holding(condition)
  }

  public init(words: String, at place: CellRef) {
    self.words = words
    members = .place(place)
  }
}
