/// `blindspots for customers by role`: which groups give too little feedback, and where behaviour and feedback disagree.
public struct Blindspots: Hashable, Sendable, Codable {
  public var who: Who
  public var keys: [GroupKey]
  /// What having left means; nil if it cannot be known.
  public var churn: Churn?
  /// The last days, in which messages and leaving count; nil without a clock.
  public var recent: Window?
  public var gaps: [Gap]
  /// True of people who left in the last days; at any time, if leaving has no date. Nil if leaving cannot be known.
  public var leaving: Condition? {
    guard let churn, let recent else { return churn?.condition }
    switch churn.condition.onset {
    case .moment(let anchor): return .conjunction([churn.condition, .test(.moment(anchor), .within(recent))])
    case .record(let scope, 1):
      return .conjunction([churn.condition, .test(.moment(.record(.first, scope)), .within(recent))])
    case _: return churn.condition
    }
  }
  /// How many groups are shown.
  public var limit: Int?

  /// A built-in definition of people whose behaviour and feedback disagree.
  public struct Gap: Hashable, Sendable, Codable {
    public var name: String
    public var condition: Condition

    public init(_ name: String, _ condition: Condition) {
      self.name = name
      self.condition = condition
    }
  }

  /// The names of the built-in disagreements, with a short description of each.
  private static let meanings = [
    ("left in silence", "gone, and said nothing in the 90 days before"),
    ("content but leaving", "gone or dormant, though the latest score is in the top band"),
    ("loud but fine", "still active, though the score is low or there are complaints"),
    ("unheard", "still here, and said nothing in the last 90 days"),
    ("paying unused", "still here and paying, and used nothing in the last 90 days"),
  ]

  public static var gapNames: [String] { meanings.map(\.0) }

  public static func meaning(of gap: String) -> String? { meanings.first { $0.0 == gap }?.1 }

  public init(
    who: Who, keys: [GroupKey], churn: Churn?, recent: Window?, gaps: [Gap], limit: Int? = nil
  ) {
    self.who = who
    self.keys = keys
    self.churn = churn
    self.recent = recent
    self.gaps = gaps
    self.limit = limit
  }
}
