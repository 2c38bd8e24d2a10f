public import DataModel

/// `expect rate of churned < 20% for sellers`: a figure and the bound it must keep to.
public struct Expect: Hashable, Sendable, Codable {
  public var measured: Measure.Measured
  public var comparison: Comparison
  /// Whether the comparison is negated: `!=` is a negated `=`.
  public var isNegated: Bool
  public var bound: Scalar
  public var subject: Subject
  public var who: Who

  public init(
    _ measured: Measure.Measured, _ comparison: Comparison, isNegated: Bool = false, _ bound: Scalar,
    subject: Subject, who: Who
  ) {
    self.measured = measured
    self.comparison = comparison
    self.isNegated = isNegated
    self.bound = bound
    self.subject = subject
    self.who = who
  }

  /// Whether the figure, and so the bound, is a share.
  public var isShare: Bool { measured.metric.isShare }
}
