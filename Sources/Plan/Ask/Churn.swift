/// Having left: `churned` as the name resolves, else the end that the workspace declares, else a yes/no column of such a name,
/// else the prelude's `dormant`.
public struct Churn: Hashable, Sendable, Codable {
  /// `churned`, the name of the end or of the column, or `dormant`.
  public var name: String
  public var condition: Condition
  /// Whoever is dormant may come back.
  public var isForGood: Bool
  /// Whether it is taken for that by its name alone.
  public var isGuess: Bool

  public init(_ name: String, _ condition: Condition, isForGood: Bool = true, isGuess: Bool = false) {
    self.name = name
    self.condition = condition
    self.isForGood = isForGood
    self.isGuess = isGuess
  }

  /// Who left for good.
  public var left: Condition? { isForGood ? condition : nil }

  /// What to say where a guess, or `dormant`, had to do.
  public var note: String? {
    let advice = "`define churned as …` says what it is."
    if isGuess { return "\(name) is taken to mean who left; \(advice)" }
    return isForGood ? nil : "Nothing here is called churned, so dormant is used instead; \(advice)"
  }
}
