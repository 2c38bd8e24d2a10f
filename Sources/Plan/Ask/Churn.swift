/// Having left: `churned` as the name resolves, else the end that the workspace declares, else the prelude's `dormant`.
public struct Churn: Hashable, Sendable {
  /// `churned`, the name of the end, or `dormant`.
  public var name: String
  public var condition: Condition
  /// Whoever is dormant may come back.
  public var isForGood: Bool

  public init(_ name: String, _ condition: Condition, isForGood: Bool = true) {
    self.name = name
    self.condition = condition
    self.isForGood = isForGood
  }

  /// Who left for good.
  public var left: Condition? { isForGood ? condition : nil }

  /// What to say where `dormant` had to do.
  public var note: String? {
    isForGood
      ? nil
      : "Nothing here is called churned, so dormant stands for it; `define churned as …` says what it is."
  }
}
