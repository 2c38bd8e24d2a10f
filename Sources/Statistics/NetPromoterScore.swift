/// The share of promoters minus that of detractors, in points, with its 95% interval.
public struct NetPromoterScore: Hashable, Sendable {
  /// From −100 to 100.
  public var value: Double
  public var interval: Interval

  /// The interval is the score interval of Tango ("Equivalence test and confidence interval for the difference in
  /// proportions for the paired-sample design", Statistics in Medicine 17, 1998), which Rocks ("Interval estimation for
  /// the Net Promoter Score", The American Statistician 70, 2016) finds reliable with few people too. It always contains
  /// the figure, and lies between −100 and 100. Nil if there is nobody.
  public init?(promoters: Int, detractors: Int, of n: Int) {
    guard promoters >= 0, detractors >= 0, promoters + detractors <= n else { return nil }
    self.init(promoters: Double(promoters), detractors: Double(detractors), of: Double(n))
  }

  /// The same for numbers that need not be whole: weighted shares times the effective sample size.
  public init?(promoters: Double, detractors: Double, of n: Double) {
    guard n > 0 else { return nil }
    let interval = scoreInterval(promoters / n, detractors / n, of: n)
    value = 100 * (promoters - detractors) / n
    self.interval = Interval(low: min(value, 100 * interval.low), high: max(value, 100 * interval.high))
  }
}

/// The differences between two shares of one sample that a score test does not reject: for 5 and 1 of 10, −0.087 to 0.720.
private func scoreInterval(_ up: Double, _ down: Double, of n: Double) -> Interval {
  let figure = up - down
  /// How much further the figure lies from a difference than chance would allow if that were the true difference; above 0, the
  /// test rejects the difference.
  func excess(_ difference: Double) -> Double {
    // The maximum likelihood estimate of the share of detractors, given the difference.
    let b = (2 - figure) * difference - up - down
    let c = -down * difference * (1 - difference)
    let fitting = ((max(0, b * b - 8 * c)).squareRoot() - b) / 4
    let variance = max(0, 2 * fitting + difference * (1 - difference))
    return abs(figure - difference) - Interval.z * (variance / n).squareRoot()
  }
  /// The difference between the figure and `end` at which the test starts to reject, by bisection.
  func edge(towards end: Double) -> Double {
    guard excess(end) > 0 else { return end }
    var (allowed, refused) = (figure, end)
    for _ in 0..<60 {
      let middle = (allowed + refused) / 2
      if excess(middle) > 0 { refused = middle } else { allowed = middle }
    }
    return allowed
  }
  return Interval(low: edge(towards: -1), high: edge(towards: 1))
}
