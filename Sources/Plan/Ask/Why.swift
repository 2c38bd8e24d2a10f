internal import DataModel

/// `why churned among sellers`: which traits go with a condition.
public struct Why: Hashable, Sendable, Codable {
  /// The condition asked about.
  public var condition: Condition
  /// The words it was asked by: `churned`.
  public var words: String
  public var who: Who
  /// `over last 60 days`: how many days before it count.
  public var days: Int
  /// `ending 14 days before`: how many days before it they end.
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

extension Why {
  /// When the condition became true. In an `and`, parts without a date (`plan is pro`) are ignored if another part has
  /// one.
  public var onset: FirstTrueTime? {
    if let onset = condition.onset { return onset }
    let parts = condition.conjuncts
    let dated = parts.compactMap(\.onset)
    guard !dated.isEmpty, parts.allSatisfy({ $0.onset != nil || $0.isAsOfNow }) else { return nil }
    return dated.count == 1 ? dated[0] : .latest(dated)
  }
}

extension Condition {
  /// Whether it tests only attributes that are not dates.
  fileprivate var isAsOfNow: Bool {
    leaves.allSatisfy { leaf in
      if case .test(let value, _) = leaf, case .attribute(let attribute) = value.unnamed {
        !attribute.type.isTime
      } else {
        false
      }
    }
  }
}

/// `why person s0042 in sellers where churned`: why one person is, or is not, one of these people.
public struct Proof: Hashable, Sendable, Codable {
  /// The id exactly as the store has it.
  public var id: String
  public var who: Who

  public init(id: String, who: Who) {
    self.id = id
    self.who = who
  }
}
