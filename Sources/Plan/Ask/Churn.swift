/// What having left means in a workspace: `churned` if that name resolves, otherwise the end that the workspace declares, otherwise
/// a yes/no column with a name like churn, otherwise the built-in `dormant`.
public struct Churn: Hashable, Sendable, Codable {
  /// The name to show: `churned`, the name of the end or column, or `dormant`.
  public var name: String
  public var condition: Condition
  /// Whether leaving is final; dormant people may come back.
  public var isForGood: Bool
  /// Whether it was chosen by its name alone.
  public var isGuess: Bool

  public init(_ name: String, _ condition: Condition, isForGood: Bool = true, isGuess: Bool = false) {
    self.name = name
    self.condition = condition
    self.isForGood = isForGood
    self.isGuess = isGuess
  }

  /// True of people who left for good; nil if nobody can be said to have.
  public var left: Condition? { isForGood ? condition : nil }

  /// The note to show if the choice was a guess, or `dormant`; nil otherwise.
  public var note: String? {
    let advice = "`define churned as …` says what it is."
    if isGuess { return "\(name) is taken to mean who left; \(advice)" }
    return isForGood ? nil : "Nothing here is called churned, so dormant is used instead; \(advice)"
  }
}
