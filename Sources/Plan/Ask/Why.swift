/// `why churned among sellers`: what goes with it.
public struct Why: Hashable, Sendable {
  /// What is asked about.
  public var condition: Condition
  /// How it was asked: `churned`.
  public var words: String
  public var who: Who
  /// `over last 60 days`: how many days before it count.
  public var days: Int
  /// `ending 14 days before`: how long before it they end.
  public var lead: Int
  public var seed: UInt64
  public var limit: Int?

  public init(
    _ condition: Condition, words: String, among who: Who, days: Int = Why.usualDays, lead: Int = 0,
    seed: UInt64 = 1, limit: Int? = nil
  ) {
    self.condition = condition
    self.words = words
    self.who = who
    self.days = days
    self.lead = lead
    self.seed = seed
    self.limit = limit
  }

  public static let usualDays = 90
}

/// `why person s0042 in sellers where churned`: what makes one person one of them, or what is missing.
public struct Proof: Hashable, Sendable {
  /// Exactly as the store has it.
  public var id: String
  public var who: Who

  public init(id: String, who: Who) {
    self.id = id
    self.who = who
  }
}
