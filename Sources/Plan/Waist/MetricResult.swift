public import DataModel

/// The result of a metric for one group, as a backend returns it.
public enum MetricResult: Hashable, Sendable, Codable {
  /// For `count` and `records`: how many there are.
  case count(Int)
  /// For `number`, `rate` and `doing`: for how many it is true, out of those for whom it is known. The spread is for a rate of
  /// records; it is nil for people, each of whom counts once.
  case share(hits: Int, n: Int, Spread?)
  /// For averages and CES: `n` values out of `of` looked at, with their exact sum.
  case mean(n: Int, of: Int, sum: Scalar, Spread)
  /// For totals: the exact sum of `n` values out of `of` looked at.
  case total(n: Int, of: Int, sum: Scalar)
  /// For medians and the like: the figure itself, from `n` values out of `of` looked at.
  case value(Scalar, n: Int, of: Int)
  /// The number of different values.
  case distinct(Scalar)
  /// For NPS and CSAT: the number of people (or answers) in the top and bottom band.
  case bands(n: Int, top: Int, bottom: Int, Spread)
  /// For weighted metrics; the mean is nil if nobody has a weight.
  case weighted(n: Int, of: Int, WeightedMean?)
  /// For ratios: the number of people who have anything of either sum, both sums, and the variance of the ratio between people:
  /// with e a person's whole minus the ratio times their part, n / (n − 1) · Σe² / part²; nil for fewer than two people.
  case ratio(n: Int, whole: Double, part: Double, variance: Double?)

  /// How much a mean or share of values varies between people.
  public struct Spread: Hashable, Sendable, Codable {
    /// The number of people; each row of an unknown author counts as one more.
    public var people: Int
    /// The linearised variance of the figure between people (Cochran, Sampling Techniques, 1977, 6.4): with e the sum of the
    /// deviations of a person's values from the mean, people / (people − 1) · Σe² / n²; nil for fewer than two people.
    public var variance: Double?

    public init(people: Int, variance: Double?) {
      self.people = people
      self.variance = variance
    }
  }

  public struct WeightedMean: Hashable, Sendable, Codable {
    public var people: Int
    /// Σwx / Σw, where x is 0 or 1 for a share, and 1, 0 or −1 for NPS.
    public var value: Double
    /// Σw(x − value)² / Σw.
    public var variance: Double
    /// The effective sample size (Σw)² / Σw² (Kish, Survey Sampling, 1965), divided by the design effect if several values come from
    /// one person.
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
  /// How many people, records or values it is calculated over; nil for `distinct`.
  public var n: Int? {
    switch self {
    case .count(let n), .share(_, let n, _), .mean(let n, _, _, _), .total(let n, _, _), .value(_, let n, _),
      .bands(let n, _, _, _), .weighted(let n, _, _), .ratio(let n, _, _, _):
      n
    case .distinct: nil
    }
  }

  /// For how many it is true; 0 for results that do not count.
  public var hits: Int {
    if case .share(let hits, _, _) = self { hits } else { 0 }
  }

  /// The sum behind a mean or total; missing for others.
  public var sum: Scalar {
    switch self {
    case .mean(_, _, let sum, _), .total(_, _, let sum): sum
    case .count, .share, .value, .distinct, .bands, .weighted, .ratio: .missing
    }
  }
}
