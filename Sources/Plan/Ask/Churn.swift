/// Having left: `churned` as the name resolves, else the prelude's `dormant`.
public struct Churn: Hashable, Sendable {
  /// `churned` or `dormant`.
  public var name: String
  public var condition: Condition

  public init(_ name: String, _ condition: Condition) {
    self.name = name
    self.condition = condition
  }

  /// Who left for good: whoever is dormant may come back.
  public var left: Condition? { name == "churned" ? condition : nil }

  /// What to say where `dormant` had to do.
  public var note: String? {
    name == "churned"
      ? nil
      : "Nothing here is called churned, so dormant stands for it; `define churned as …` says what it is."
  }
}
