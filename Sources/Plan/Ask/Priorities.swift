public import DataModel
public import Text

/// `priorities for sellers`: topics by people, value, severity, growth and churn.
public struct Priorities: Hashable, Sendable, Codable {
  public var who: Who
  /// Which messages count; nil for all.
  public var scope: RecordScope?
  /// The defined topics.
  public var vocabularies: [Terms.Vocabulary]
  /// The value of each person; nil if the workspace declares none.
  public var value: AttributeRef?
  /// Each person's latest score, once for each scale.
  public var scores: [Scored]
  /// The two periods that growth compares, the later first; empty if there is no growth.
  public var trend: [Window]
  /// The people that growth is a rate of; nil means all.
  public var active: Condition?
  public var churn: Churn?
  /// Nil means by rank.
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

  /// The least number of people for a topic to be ranked; the number of rows if the statement sets no limit; and the number of
  /// topics that are ranked, the most typical of these people first, so that common words do not crowd them out.
  public static let least = 5
  public static let usualLimit = 20
  public static let candidates = 100
  /// For how many days people are followed after they raise a topic, to see whether they leave; and the seed for drawing the
  /// people they are compared with.
  public static let followed = 90
  /// Within how many days of the same time after their start the people they are compared with must have given feedback.
  public static let near = 45
  public static let seed: UInt64 = 1

  public init(who: Who) {
    self.who = who
    vocabularies = []
    scores = []
    trend = []
  }

  /// The columns that the rank averages.
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

  /// Messages with any words, among those that count.
  public var speaking: RecordScope {
    var speaking = scope ?? RecordScope(.feedback)
    speaking.saying = speaking.saying ?? .something
    return speaking
  }

  /// Messages that match a pattern, in a window if one is given.
  public func mentions(of pattern: Pattern, in window: Window? = nil) -> RecordScope {
    var scope = RecordScope.saying(pattern, within: scope)
    if let window { scope.window = window }
    return scope
  }
}
