/// The mean of a sample with its interval by Student's t (Student, Biometrika 6, 1908).
public struct Mean: Hashable, Sendable {
  public var value: Double
  /// The 95% interval; nil for fewer than two values.
  public var interval: Interval?

  /// From the number of values, their mean and the variance of the sample (divided by n − 1). Nil for no values.
  public init?(_ value: Double, count: Int, variance: Double?) {
    guard count > 0 else { return nil }
    self.init(value, effective: Double(count), variance: variance)
  }

  /// For weighted values: `effective` is (Σw)² / Σw² (Kish, Survey Sampling, 1965), and `variance` is the variance of one value.
  public init(_ value: Double, effective: Double, variance: Double?) {
    self.value = value
    guard effective > 1, let variance, variance >= 0 else { return }
    let half = studentQuantile(0.975, degrees: effective - 1) * (variance / effective).squareRoot()
    interval = Interval(low: value - half, high: value + half)
  }
}
