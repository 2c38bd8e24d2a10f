public import DataModel

/// What a backend gives for a metric over a group.
public enum MetricResult: Hashable, Sendable, Codable {
  /// Of `count` and `records`: how many there are.
  case count(Int)
  /// Of `number`, `rate` and `doing`: of how many it is true, of those of whom it can be said. The spread is that of a
  /// rate of records; of people, each of whom counts once, it is nil.
  case share(hits: Int, n: Int, Spread?)
  /// Of an average, and of a ces: over `n` values of the `of` that were looked at, with the exact sum.
  case mean(n: Int, of: Int, sum: Scalar, Spread)
  /// Of a total: the exact sum of `n` values, of the `of` that were looked at.
  case total(n: Int, of: Int, sum: Scalar)
  /// Of a median and the like: the figure itself.
  case value(Scalar, n: Int, of: Int)
  /// How many different values there are.
  case distinct(Scalar)
  /// Of nps and csat: people (or answers) in the top and the bottom band.
  case bands(n: Int, top: Int, bottom: Int, Spread)
  /// The mean is nil where nobody has any weight.
  case weighted(n: Int, of: Int, WeightedMean?)
  /// Of one sum by another: the people who have anything of either, both sums, and the variance of the ratio between
  /// people: with e a person's whole less the ratio times their part, n / (n − 1) · Σe² / part²; nil under two.
  case ratio(n: Int, whole: Double, part: Double, variance: Double?)

  /// What a mean or a share of values varies by from person to person.
  public struct Spread: Hashable, Sendable, Codable {
    /// How many stand behind it; every row of an unknown author is one more.
    public var people: Int
    /// Of the figure between them, linearised (Cochran, Sampling Techniques, 1977, 6.4): with e the sum of what a person's
    /// values are above the mean, people / (people − 1) · Σe² / n²; nil under two.
    public var variance: Double?

    public init(people: Int, variance: Double?) {
      self.people = people
      self.variance = variance
    }
  }

  public struct WeightedMean: Hashable, Sendable, Codable {
    public var people: Int
    /// Σwx / Σw, where x is 0 or 1 of a share, and 1, 0 or −1 of an nps.
    public var value: Double
    /// Σw(x − value)² / Σw.
    public var variance: Double
    /// (Σw)² / Σw² (Kish, Survey Sampling, 1965), by the design effect where several values are of one person.
    public var effective: Double

    public init(people: Int, value: Double, variance: Double, effective: Double) {
      self.people = people
      self.value = value
      self.variance = variance
      self.effective = effective
    }
  }
}

extension MetricResult {
  /// How many people, records or values it is over; nil where that is not told.
  public var n: Int? {
    switch self {
    case .count(let n), .share(_, let n, _), .mean(let n, _, _, _), .total(let n, _, _), .value(_, let n, _),
      .bands(let n, _, _, _), .weighted(let n, _, _), .ratio(let n, _, _, _):
      n
    case .distinct: nil
    }
  }

  /// Of how many it is true; 0 where that is not asked.
  public var hits: Int {
    if case .share(let hits, _, _) = self { hits } else { 0 }
  }

  /// The sum of a mean or of a total.
  public var sum: Scalar {
    switch self {
    case .mean(_, _, let sum, _), .total(_, _, let sum): sum
    case .count, .share, .value, .distinct, .bands, .weighted, .ratio: .missing
    }
  }
}
