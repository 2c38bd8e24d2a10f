/// Promoters less detractors, per 100 people, with its interval.
public struct NetPromoterScore: Hashable, Sendable {
  /// The plain figure, −100 to 100.
  public var value: Double
  public var interval: Interval

  /// The interval is the adjusted Wald of Rocks ("Interval estimation for the Net Promoter Score", The American
  /// Statistician 70, 2016): n + 3 people, ¾ more promoters and ¾ more detractors. Nil where there is nobody.
  public init?(promoters: Int, detractors: Int, of n: Int) {
    guard promoters >= 0, detractors >= 0, promoters + detractors <= n else { return nil }
    self.init(promoters: Double(promoters), detractors: Double(detractors), of: Double(n))
  }

  /// The same of what need not be whole people: weighted shares of an effective number.
  public init?(promoters: Double, detractors: Double, of n: Double) {
    guard n > 0 else { return nil }
    value = 100 * (promoters - detractors) / n
    let (centre, half) = waldInterval(promoters: promoters + 0.75, detractors: detractors + 0.75, of: n + 3)
    interval = Interval(low: max(-100, 100 * (centre - half)), high: min(100, 100 * (centre + half)))
  }
}

/// The Wald interval of a difference of two shares of one sample: 50 and 17 of 100 give 0.33 ± 0.147.
func waldInterval(promoters: Double, detractors: Double, of n: Double) -> (centre: Double, half: Double) {
  let difference = (promoters - detractors) / n
  let variance = (promoters + detractors) / n - difference * difference
  return (difference, Interval.z * (max(0, variance) / n).squareRoot())
}
