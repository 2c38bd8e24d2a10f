/// The ends of a 95% confidence interval.
public struct Interval: Hashable, Sendable {
  public var low: Double
  public var high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// The normal quantile that 95% intervals rest on: Φ(z) = 0.975.
  public static let z = 1.959963984540054
}
