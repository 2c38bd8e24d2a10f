/// The mean of a sample with its interval by Student's t (Student, Biometrika 6, 1908).
public struct Mean: Hashable, Sendable {
  public var value: Double
  /// Nil under two values.
  public var interval: Interval?

  /// From the number of values, their mean and the variance of the sample (divided by n − 1). Nil for no values.
  public init?(_ value: Double, count: Int, variance: Double?) {
    guard count > 0 else { return nil }
    self.value = value
    guard count > 1, let variance, variance >= 0 else { return }
    let half = studentQuantile(0.975, degrees: Double(count - 1)) * (variance / Double(count)).squareRoot()
    interval = Interval(low: value - half, high: value + half)
  }
}
