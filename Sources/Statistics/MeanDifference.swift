/// The difference of two means with its 95% interval and p-value.
public struct MeanDifference: Hashable, Sendable {
  public var value: Double
  public var interval: Interval
  /// Student's t and its degrees of freedom.
  public var t: Double
  public var degrees: Double
  /// The two-sided p-value.
  public var p: Double

  /// A sample as its size, mean and variance (divided by n − 1).
  public struct Sample: Hashable, Sendable {
    public var count: Int
    public var mean: Double
    public var variance: Double

    public init(count: Int, mean: Double, variance: Double) {
      self.count = count
      self.mean = mean
      self.variance = variance
    }
  }

  /// For two separate groups, whose variances may differ (Welch, Biometrika 34, 1947). Nil if either has fewer than two
  /// values, or if nothing varies at all.
  public init?(_ first: Sample, _ second: Sample) {
    guard first.count > 1, second.count > 1 else { return nil }
    let a = first.variance / Double(first.count)
    let b = second.variance / Double(second.count)
    guard a >= 0, b >= 0, a + b > 0 else { return nil }
    let degrees = (a + b) * (a + b) / (a * a / Double(first.count - 1) + b * b / Double(second.count - 1))
    self.init(first.mean - second.mean, error: (a + b).squareRoot(), degrees: degrees)
  }

  /// For pairs, from their differences (Student, Biometrika 6, 1908). Nil for fewer than two pairs, or if all differences are
  /// equal.
  public init?(pairs: Sample) {
    guard pairs.count > 1, pairs.variance > 0 else { return nil }
    self.init(
      pairs.mean, error: (pairs.variance / Double(pairs.count)).squareRoot(), degrees: Double(pairs.count - 1)
    )
  }

  private init?(_ value: Double, error: Double, degrees: Double) {
    guard value.isFinite, error.isFinite, degrees.isFinite, error > 0 else { return nil }
    let half = studentQuantile(0.975, degrees: degrees) * error
    self.value = value
    self.degrees = degrees
    t = value / error
    p = min(1, 2 * studentDistribution(-abs(t), degrees: degrees))
    interval = Interval(low: value - half, high: value + half)
  }
}
