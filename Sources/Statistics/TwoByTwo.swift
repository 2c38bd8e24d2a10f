internal import Foundation

/// Two groups, and how many of each have something: whether the two go together more than chance would have them.
///
///     TwoByTwo(189, of: 11_034, and: 104, of: 11_037).chiSquared    // 25.01
public struct TwoByTwo: Hashable, Sendable {
  let hits: Int
  let n: Int
  let otherHits: Int
  let otherN: Int

  /// Nil where either group has nobody, or where more have it than there are.
  public init?(_ hits: Int, of n: Int, and otherHits: Int, of otherN: Int) {
    guard n > 0, otherN > 0, (0...n).contains(hits), (0...otherN).contains(otherHits) else { return nil }
    (self.hits, self.n, self.otherHits, self.otherN) = (hits, n, otherHits, otherN)
  }

  /// Two-sided: Pearson's, or Fisher's where an expected count is under 5. 1 where all or none have it.
  public var p: Double { smallestExpected < 5 ? fisher : chiSquaredTail(chiSquared) }

  var smallestExpected: Double {
    let total = Double(n + otherN)
    let have = Double(hits + otherHits)
    return min(have, total - have) * Double(min(n, otherN)) / total
  }

  /// Pearson's statistic with one degree of freedom, uncorrected (Pearson, Philosophical Magazine 50, 1900).
  public var chiSquared: Double {
    let (a, b) = (Double(hits), Double(n - hits))
    let (c, d) = (Double(otherHits), Double(otherN - otherHits))
    let margins = (a + c) * (b + d) * (a + b) * (c + d)
    guard margins > 0 else { return 0 }
    let cross = a * d - b * c
    return (a + b + c + d) * cross * cross / margins
  }

  /// Fisher's exact test, two-sided: the chance of all tables with these margins that are no more likely than this one
  /// (Fisher, Statistical Methods for Research Workers, 5th ed., 1934). O(smaller margin)
  public var fisher: Double {
    let have = hits + otherHits
    let low = max(0, have - otherN)
    let high = min(have, n)
    let whole = logChoose(n + otherN, have)
    func chance(_ count: Int) -> Double {
      exp(logChoose(n, count) + logChoose(otherN, have - count) - whole)
    }
    let own = chance(hits) * (1 + 1e-7)
    return min(1, (low...high).reduce(0) { sum, count in chance(count) <= own ? sum + chance(count) : sum })
  }
}

/// The chance of a χ² with one degree of freedom at least this large: 3.841 gives 0.05.
public func chiSquaredTail(_ statistic: Double) -> Double {
  statistic > 0 ? erfc((statistic / 2).squareRoot()) : 1
}

/// Pairs of which `onlyFirst` have something the first time alone, `onlySecond` the second time alone: the two-sided
/// chance by the sign test (McNemar, Psychometrika 12, 1947, in its exact form). 1 where there are neither.
public func pairedChance(onlyFirst: Int, onlySecond: Int) -> Double {
  let n = onlyFirst + onlySecond
  guard n > 0, onlyFirst >= 0, onlySecond >= 0 else { return 1 }
  let fewer = min(onlyFirst, onlySecond)
  // P(X ≤ k) of a fair coin, by the incomplete beta function (DLMF 8.17.5).
  let tail = incompleteBeta(0.5, a: Double(n - fewer), b: Double(fewer + 1))
  return min(1, 2 * tail)
}

func logChoose(_ n: Int, _ k: Int) -> Double {
  lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
}
