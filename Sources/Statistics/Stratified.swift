internal import Foundation

/// The difference of shares between two groups, comparing only similar people: stratum by stratum. A stratum may be one case
/// and the few people matched with it, or a band of people.
public struct Stratified: Hashable, Sendable {
  /// The people of both groups in one stratum, and how many of them have the trait.
  public struct Stratum: Hashable, Sendable {
    public var hits: Int
    public var of: Int
    public var otherHits: Int
    public var otherOf: Int
    /// How many identical strata this one stands for.
    public var times: Int

    public init(_ hits: Int, of n: Int, and otherHits: Int, of otherN: Int, times: Int = 1) {
      (self.hits, of, self.otherHits, otherOf) = (hits, n, otherHits, otherN)
      self.times = times
    }
  }

  /// The shares of the two groups, each stratum weighted by nm / (n + m).
  public let share: Double
  public let otherShare: Double
  /// The first share minus the second: the difference of Mantel & Haenszel (Journal of the National Cancer Institute 22,
  /// 1959, as risk differences by Greenland & Robins, Biometrics 41, 1985).
  public var difference: Double { share - otherShare }
  /// The two-sided exact p-value: the probability of all numbers of hits in the first group that are no more likely than the
  /// one found, if within each stratum hits are equally likely for everybody. The number is a sum of hypergeometric variables
  /// (Mehta, Patel & Gray, JASA 80, 1985), or of Bernoulli variables if the first group has one person per stratum. If its
  /// variance is above 100, the normal distribution is used, with a continuity correction of ½. 1 if no stratum carries
  /// information.
  public let p: Double
  /// The variance of the number of hits under the same assumption; 0 if no stratum carries information.
  public let variance: Double

  /// Nil if no stratum has people of both groups. O(v) for a variance of v up to 100, times the number of different
  /// strata.
  public init?(_ strata: [Stratum]) {
    var (own, other, weights, variance, expected) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var observed = 0
    var chances: [Margins: Int] = [:]
    for stratum in strata where stratum.of > 0 && stratum.otherOf > 0 && stratum.times > 0 {
      let (n, m, times) = (Double(stratum.of), Double(stratum.otherOf), Double(stratum.times))
      let total = n + m
      own += times * Double(stratum.hits) * m / total
      other += times * Double(stratum.otherHits) * n / total
      weights += times * n * m / total
      let margins = Margins(
        n: stratum.of, total: stratum.of + stratum.otherOf, have: stratum.hits + stratum.otherHits)
      guard margins.have > 0, margins.have < margins.total else { continue }
      let have = Double(margins.have)
      observed += stratum.hits * stratum.times
      expected += times * n * have / total
      variance += times * n * m * have * (total - have) / (total * total * (total - 1))
      chances[margins, default: 0] += stratum.times
    }
    guard weights > 0 else { return nil }
    share = min(1, own / weights)
    otherShare = min(1, other / weights)
    self.variance = variance
    if variance > 100 {
      let distance = max(0, abs(Double(observed) - expected) - 0.5)
      p = min(1, erfc(distance / (2 * variance).squareRoot()))
    } else {
      p = variance > 0 ? Stratified.chance(of: observed, chances) : 1
    }
  }

  /// The larger p-value of this comparison and of the same one in finer strata; 1 if the difference changes its sign there, or if
  /// the finer strata carry no information.
  public func p(within finer: Stratified?) -> Double {
    guard let finer, finer.variance > 0, finer.difference * difference >= 0 else { return 1 }
    return max(p, finer.p)
  }

  /// The totals of a stratum: people in the first group, people in both, and how many of both have the trait.
  private struct Margins: Hashable, Comparable {
    let n: Int
    let total: Int
    let have: Int

    static func < (left: Margins, right: Margins) -> Bool {
      (left.n, left.total, left.have) < (right.n, right.total, right.have)
    }
  }

  private static func chance(of observed: Int, _ strata: [Margins: Int]) -> Double {
    var sum = Distribution(low: 0, chances: [1])
    // In a fixed order, so that floating-point sums are the same each time.
    for (margins, times) in strata.sorted(by: { $0.key < $1.key }) {
      if margins.n == 1 {
        sum = sum.plus(.binomial(times, Double(margins.have) / Double(margins.total)))
      } else {
        let one = Distribution.hypergeometric(margins.n, of: margins.total, having: margins.have)
        for _ in 0..<times { sum = sum.plus(one) }
      }
    }
    let own = sum[observed] * (1 + 1e-7)
    return min(1, sum.chances.reduce(0) { $1 <= own ? $0 + $1 : $0 })
  }
}

/// A probability distribution over whole numbers from `low` up; probabilities below 1e-60 at both ends are dropped.
struct Distribution {
  let low: Int
  let chances: [Double]

  subscript(number: Int) -> Double {
    chances.indices.contains(number - low) ? chances[number - low] : 0
  }

  init(low: Int, chances: [Double]) {
    let first = chances.firstIndex { $0 >= 1e-60 } ?? 0
    let last = chances.lastIndex { $0 >= 1e-60 } ?? 0
    self.low = low + first
    self.chances = Array(chances[first...last])
  }

  static func binomial(_ n: Int, _ share: Double) -> Distribution {
    Distribution(
      low: 0,
      chances: (0...n).map {
        exp(logChoose(n, $0) + Double($0) * log(share) + Double(n - $0) * log1p(-share))
      })
  }

  /// How many of `n` people drawn from `total` are among the `have` with the trait.
  static func hypergeometric(_ n: Int, of total: Int, having have: Int) -> Distribution {
    let low = max(0, n + have - total)
    let whole = logChoose(total, have)
    return Distribution(
      low: low,
      chances: (low...min(n, have)).map {
        exp(logChoose(n, $0) + logChoose(total - n, have - $0) - whole)
      })
  }

  /// The distribution of the sum of two independent numbers. O(length × length)
  func plus(_ other: Distribution) -> Distribution {
    var sums = [Double](repeating: 0, count: chances.count + other.chances.count - 1)
    for (place, chance) in chances.enumerated() {
      for (otherPlace, otherChance) in other.chances.enumerated() {
        sums[place + otherPlace] += chance * otherChance
      }
    }
    return Distribution(low: low + other.low, chances: sums)
  }
}
