/// A share of people, `hits` of `of`, with its 95% interval.
public struct Share: Hashable, Sendable {
  public var hits: Int
  public var of: Int
  public var value: Double
  public var interval: Interval

  /// The Wilson score interval (Wilson, JASA 22, 1927): for 81 of 263, 0.2553 to 0.3662. Nil if there is nobody.
  public init?(_ hits: Int, of n: Int) {
    guard n > 0, (0...n).contains(hits) else { return nil }
    self.hits = hits
    of = n
    value = Double(hits) / Double(n)
    interval = Share.interval(of: value, Double(n))
  }

  /// The Wilson interval of a share that is not of whole people, such as a weighted one. `total` is the effective sample size, and
  /// must be positive.
  public static func interval(of value: Double, _ total: Double) -> Interval {
    let z2 = Interval.z * Interval.z
    let centre = (value + z2 / (2 * total)) / (1 + z2 / total)
    let spread =
      Interval.z * (value * (1 - value) / total + z2 / (4 * total * total)).squareRoot() / (1 + z2 / total)
    return Interval(
      low: value <= 0 ? 0 : max(0, centre - spread), high: value >= 1 ? 1 : min(1, centre + spread))
  }
}
