internal import Foundation

/// A 2 × 2 table: two groups, and how many people of each have a trait; tests whether group and trait are independent.
///
///     TwoByTwo(189, of: 11_034, and: 104, of: 11_037).chiSquared    // 25.01
public struct TwoByTwo: Hashable, Sendable {
  let hits: Int
  let n: Int
  let otherHits: Int
  let otherN: Int

  /// Nil if either group has nobody, or if more people have the trait than there are.
  public init?(_ hits: Int, of n: Int, and otherHits: Int, of otherN: Int) {
    guard n > 0, otherN > 0, (0...n).contains(hits), (0...otherN).contains(otherHits) else { return nil }
    (self.hits, self.n, self.otherHits, self.otherN) = (hits, n, otherHits, otherN)
  }

  /// The two-sided p-value: Pearson's test, or Fisher's if an expected count is below 5. 1 if everybody or nobody has the trait.
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

  /// The two-sided p-value of Fisher's exact test: the probability of all tables with these margins that are no more likely than this one
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

/// The probability of a χ² with one degree of freedom at least this large: 3.841 gives 0.05.
public func chiSquaredTail(_ statistic: Double) -> Double {
  statistic > 0 ? erfc((statistic / 2).squareRoot()) : 1
}

/// The two-sided p-value for pairs of which `onlyFirst` have a trait only the first time and `onlySecond` only the second time: the
/// exact form of McNemar's test (Psychometrika 12, 1947). 1 if both are 0.
public func pairedChance(onlyFirst: Int, onlySecond: Int) -> Double {
  let n = onlyFirst + onlySecond
  guard n > 0, onlyFirst >= 0, onlySecond >= 0 else { return 1 }
  let fewer = min(onlyFirst, onlySecond)
  // P(X ≤ k) of a fair coin, by the incomplete beta function (DLMF 8.17.5).
  let tail = incompleteBeta(0.5, a: Double(n - fewer), b: Double(fewer + 1))
  return min(1, 2 * tail)
}

/// The natural logarithm of the binomial coefficient n over k.
func logChoose(_ n: Int, _ k: Int) -> Double {
  lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
}
