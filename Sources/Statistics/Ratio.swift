/// One sum by another, with its interval from the variance between people.
public struct Ratio: Hashable, Sendable {
  public var value: Double
  /// Nil under two people.
  public var interval: Interval?

  /// The variance is that of the linearised ratio (Cochran, Sampling Techniques, 1977, 6.4), the interval Student's t
  /// with one degree less than people. Nil where there is nothing to divide by.
  public init?(_ whole: Double, per part: Double, people: Int, variance: Double?) {
    guard part != 0,
      let mean = Mean(whole / part, count: people, variance: variance.map { $0 * Double(people) })
    else { return nil }
    value = mean.value
    interval = mean.interval
  }
}
