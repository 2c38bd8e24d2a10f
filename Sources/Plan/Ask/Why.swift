/// `why churned among sellers`: what goes with it.
public struct Why: Hashable, Sendable {
  /// What is asked about.
  public var condition: Condition
  /// How it was asked: `churned`.
  public var words: String
  public var who: Who
  /// `over last 60 days`: how many days before it count; nil: 90, and 30 where too few people have so many.
  public var lookBack: Int?
  public var seed: UInt64
  public var limit: Int?

  public init(
    _ condition: Condition, words: String, among who: Who, lookBack: Int? = nil, seed: UInt64 = 1,
    limit: Int? = nil
  ) {
    self.condition = condition
    self.words = words
    self.who = who
    self.lookBack = lookBack
    self.seed = seed
    self.limit = limit
  }

  /// The lengths to look back over, in the order in which they are tried.
  public var lookBacks: [Int] { lookBack.map { [$0] } ?? [90, 30] }
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
