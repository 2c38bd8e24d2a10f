/// A difference of shares with a third thing held still: two groups, stratum by stratum.
///
/// Somebody's plan may decide both what they use and whether they leave; within each plan the two may have nothing to do
/// with each other.
public struct Stratified: Hashable, Sendable {
  /// People of either group in one stratum, and how many have it.
  public struct Stratum: Hashable, Sendable {
    public var hits: Int
    public var of: Int
    public var otherHits: Int
    public var otherOf: Int

    public init(_ hits: Int, of n: Int, and otherHits: Int, of otherN: Int) {
      (self.hits, of, self.otherHits, otherOf) = (hits, n, otherHits, otherN)
    }
  }

  /// The difference within strata, weighted (Mantel & Haenszel, Journal of the National Cancer Institute 22, 1959, as
  /// risk differences by Greenland & Robins, Biometrics 41, 1985).
  public let difference: Double
  /// Two-sided, by the statistic of Cochran (Biometrics 10, 1954) and Mantel & Haenszel, without continuity correction.
  public let p: Double
  let chiSquared: Double

  /// Nil where no stratum has people of both groups.
  public init?(_ strata: [Stratum]) {
    var (weighted, weights) = (0.0, 0.0)
    var (excess, variance) = (0.0, 0.0)
    for stratum in strata where stratum.of > 0 && stratum.otherOf > 0 {
      let (a, n) = (Double(stratum.hits), Double(stratum.of))
      let (c, m) = (Double(stratum.otherHits), Double(stratum.otherOf))
      let total = n + m
      weighted += (a * m - c * n) / total
      weights += n * m / total
      let have = a + c
      excess += a - n * have / total
      if total > 1 { variance += n * m * have * (total - have) / (total * total * (total - 1)) }
    }
    guard weights > 0 else { return nil }
    difference = weighted / weights
    chiSquared = variance > 0 ? excess * excess / variance : 0
    p = chiSquaredTail(chiSquared)
  }
}
