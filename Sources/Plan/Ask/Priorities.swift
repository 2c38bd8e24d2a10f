public import DataModel
public import Text

/// `priorities for sellers`: topics by people, money, severity, growth and churn.
public struct Priorities: Hashable, Sendable, Codable {
  public var who: Who
  /// Which messages count; nil for all.
  public var scope: RecordScope?
  /// The defined topics.
  public var vocabularies: [Terms.Vocabulary]
  /// The money of each person; nil where there is none.
  public var value: AttributeRef?
  /// Each person's latest score, once for each scale.
  public var scores: [Scored]
  /// The two stretches that growth is between, the later first; none where that cannot be.
  public var trend: [Window]
  /// Whom growth is counted against; nil: all.
  public var active: Condition?
  public var churn: Churn?
  /// Nil: by rank.
  public var order: Order?
  public var limit: Int?

  public struct Scored: Hashable, Sendable, Codable {
    public var scale: Scale
    public var value: Value

    public init(_ scale: Scale, _ value: Value) {
      self.scale = scale
      self.value = value
    }
  }

  public enum Column: String, Hashable, Sendable, CaseIterable, Codable {
    case people, value, severity, growth, churn
  }

  public struct Order: Hashable, Sendable, Codable {
    public var column: Column
    public var descending: Bool

    public init(_ column: Column, descending: Bool) {
      self.column = column
      self.descending = descending
    }
  }

  /// Fewer people than this raise what is not ranked; so many rows there are where the statement does not say; and so
  /// many topics are ranked, those that set these people apart first, so that a common word does not take the place of a
  /// telling one.
  public static let least = 5
  public static let usualLimit = 20
  public static let candidates = 100
  /// For how many days people are followed after they raise something, to see whether they leave; and what draws those whom
  /// they are held against.
  public static let followed = 90
  /// How far from the same time of their lives those must have spoken whom they are held against.
  public static let near = 45
  public static let seed: UInt64 = 1

  public init(who: Who) {
    self.who = who
    vocabularies = []
    scores = []
    trend = []
  }

  /// What the rank is the mean of.
  public var columns: [Column] {
    Column.allCases.filter { column in
      switch column {
      case .people: true
      case .value: value != nil
      case .severity: !scores.isEmpty
      case .growth: !trend.isEmpty
      case .churn: churn != nil
      }
    }
  }

  /// Messages that say anything, of those that count.
  public var speaking: RecordScope {
    var speaking = scope ?? RecordScope(.feedback)
    speaking.saying = speaking.saying ?? .something
    return speaking
  }

  /// Messages that say a pattern, in a window where one is given.
  public func mentions(of pattern: Pattern, in window: Window? = nil) -> RecordScope {
    var scope = RecordScope.saying(pattern, within: scope)
    if let window { scope.window = window }
    return scope
  }
}
