/// One sum divided by another, with a 95% interval based on the variance between people.
public struct Ratio: Hashable, Sendable {
  public var value: Double
  /// Nil for fewer than two people.
  public var interval: Interval?

  /// The variance is that of the linearised ratio (Cochran, Sampling Techniques, 1977, 6.4), the interval is Student's t
  /// with `people` − 1 degrees of freedom. Nil if `part` is 0 or there is nobody.
  public init?(_ whole: Double, per part: Double, people: Int, variance: Double?) {
    guard part != 0,
      let mean = Mean(whole / part, count: people, variance: variance.map { $0 * Double(people) })
    else { return nil }
    value = mean.value
    interval = mean.interval
  }
}
