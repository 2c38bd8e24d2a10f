internal import Foundation

/// The share of people to whom something has not happened yet, as a function of time: the product-limit estimate (Kaplan &
/// Meier, JASA 53, 1958). Censored people count for as long as they were observed.
///
///     KaplanMeier([.init(at: 6, happened: 3, lost: 1), .init(at: 7, happened: 1), …]).share(at: 6)    // 0.857
public struct KaplanMeier: Sendable {
  /// The people whose observation ended at one time, in whole units: because it happened, or because they were censored
  /// (`lost`).
  public struct Ending: Hashable, Sendable {
    public var time: Int
    public var happened: Int
    public var lost: Int

    public init(at time: Int, happened: Int = 0, lost: Int = 0) {
      (self.time, self.happened, self.lost) = (time, happened, lost)
    }
  }

  /// One step of the curve, from a time at which it happened to the next one.
  public struct Step: Hashable, Sendable {
    public var time: Int
    /// How many people were still observed and it had not happened to them before.
    public var atRisk: Int
    public var happened: Int
    /// The share to whom it has not happened by the end of this time.
    public var share: Double
    /// The 95% interval; nil if the share is 0 or 1, since there is no variance then.
    public var interval: Interval?
  }

  /// One per time, ascending.
  public let endings: [Ending]
  public let steps: [Step]

  /// Estimates the curve. Intervals are those of log(−log S) with Greenwood's variance (Kalbfleisch & Prentice, The Statistical
  /// Analysis of Failure Time Data, 1980), which stay between 0 and 1.
  public init(_ endings: [Ending]) {
    var byTime: [Int: Ending] = [:]
    for ending in endings {
      byTime[ending.time, default: Ending(at: ending.time)].happened += ending.happened
      byTime[ending.time, default: Ending(at: ending.time)].lost += ending.lost
    }
    self.endings = byTime.values.sorted { $0.time < $1.time }
    var atRisk = endings.reduce(0) { $0 + $1.happened + $1.lost }
    var (share, variance) = (1.0, 0.0)
    var steps: [Step] = []
    for ending in self.endings {
      if ending.happened > 0 {
        let (d, n) = (Double(ending.happened), Double(atRisk))
        share *= (n - d) / n
        variance += d / (n * (n - d))
        steps.append(
          Step(
            time: ending.time, atRisk: atRisk, happened: ending.happened, share: share,
            interval: KaplanMeier.interval(share, variance)))
      }
      atRisk -= ending.happened + ending.lost
    }
    self.steps = steps
  }

  private static func interval(_ share: Double, _ greenwood: Double) -> Interval? {
    guard share > 0, share < 1, greenwood.isFinite else { return nil }
    let spread = exp(Interval.z * greenwood.squareRoot() / abs(log(share)))
    return Interval(low: pow(share, spread), high: pow(share, 1 / spread))
  }

  /// How many people were observed.
  public var people: Int { endings.reduce(0) { $0 + $1.happened + $1.lost } }
  /// To how many of them it happened.
  public var happened: Int { endings.reduce(0) { $0 + $1.happened } }
  /// The longest time that anybody was observed; nil without people.
  public var longest: Int? { endings.last?.time }

  /// The step in force at a time; nil before the first one.
  public func step(at time: Int) -> Step? { steps.last { $0.time <= time } }

  /// The share to whom it has not happened by a time.
  public func share(at time: Int) -> Double { step(at: time)?.share ?? 1 }

  /// How many people are still observed at the start of a time and it had not happened to them before.
  public func atRisk(at time: Int) -> Int {
    endings.reduce(0) { $0 + ($1.time >= time ? $1.happened + $1.lost : 0) }
  }

  /// The first time by which it has happened to half, nil if it has not; with the interval of the times whose own interval
  /// contains one half (Brookmeyer & Crowley, Biometrics 38, 1982). An end that is not reached is nil; the lower end may be
  /// known even if the median is not.
  public var median: (time: Int?, low: Int?, high: Int?) {
    (
      steps.first { $0.share <= 0.5 }?.time,
      steps.first { ($0.interval?.low ?? $0.share) <= 0.5 }?.time,
      steps.first { ($0.interval?.high ?? $0.share) <= 0.5 }?.time
    )
  }
}

/// The log-rank test of whether groups differ in how long something takes: compares what happened in each group with what would
/// be expected if all groups had the same curve (Mantel, Cancer Chemotherapy Reports 50, 1966; Peto & Peto, JRSS A 135, 1972).
public struct LogRank: Hashable, Sendable {
  public let chiSquared: Double
  /// Degrees of freedom.
  public let degrees: Int
  /// The expected number in each group, in order.
  public let expected: [Double]
  public var p: Double { chiSquaredTail(chiSquared, degrees: degrees) }

  /// Nil if there is nothing to compare: fewer than two groups in which it could happen, or it happened to nobody.
  /// O(times × groups²)
  public init?(_ groups: [KaplanMeier]) {
    let times = Set(groups.flatMap { $0.steps.map(\.time) }).sorted()
    let count = groups.count
    var (observed, expected) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    var covariance = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var atRisk = groups.map { Double($0.people) }
    var cursors = groups.map { _ in 0 }
    for time in times {
      for group in groups.indices {
        let endings = groups[group].endings
        while cursors[group] < endings.count, endings[cursors[group]].time < time {
          atRisk[group] -= Double(endings[cursors[group]].happened + endings[cursors[group]].lost)
          cursors[group] += 1
        }
      }
      let happened = groups.indices.map { group -> Double in
        let endings = groups[group].endings
        let cursor = cursors[group]
        return cursor < endings.count && endings[cursor].time == time ? Double(endings[cursor].happened) : 0
      }
      let (n, d) = (atRisk.reduce(0, +), happened.reduce(0, +))
      let factor = n > 1 ? d * (n - d) / (n - 1) : 0
      for group in groups.indices {
        observed[group] += happened[group]
        expected[group] += d * atRisk[group] / n
        for other in groups.indices {
          let share = atRisk[other] / n
          covariance[group][other] += factor * atRisk[group] / n * ((group == other ? 1 : 0) - share)
        }
      }
    }
    // A group in which nothing could happen carries no information; the last of the others follows from the rest.
    let telling = groups.indices.filter { covariance[$0][$0] > 1e-12 }
    guard telling.count > 1 else { return nil }
    let kept = telling.dropLast()
    let excess = kept.map { observed[$0] - expected[$0] }
    guard let weights = solved(kept.map { row in kept.map { covariance[row][$0] } }, excess) else {
      return nil
    }
    chiSquared = max(0, zip(excess, weights).reduce(0) { $0 + $1.0 * $1.1 })
    degrees = kept.count
    self.expected = expected
  }
}

/// The solution of a system of linear equations, by Gaussian elimination with partial pivoting; nil if the matrix is singular.
private func solved(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
  var rows = zip(matrix, right).map { $0 + [$1] }
  for column in rows.indices {
    guard let pivot = (column..<rows.count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
      abs(rows[pivot][column]) > 1e-12
    else { return nil }
    rows.swapAt(column, pivot)
    for row in rows.indices where row != column {
      let factor = rows[row][column] / rows[column][column]
      for cell in column...rows.count { rows[row][cell] -= factor * rows[column][cell] }
    }
  }
  return rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
}

/// The probability of a χ² at least this large: the upper incomplete gamma function Q(degrees / 2, statistic / 2), by its series
/// (DLMF 8.11.4) or its continued fraction (DLMF 8.9.2) with Lentz's method.
public func chiSquaredTail(_ statistic: Double, degrees: Int) -> Double {
  guard statistic > 0, degrees > 0 else { return 1 }
  if degrees == 1 { return chiSquaredTail(statistic) }
  let (a, x) = (Double(degrees) / 2, statistic / 2)
  let front = exp(a * log(x) - x - lgamma(a))
  if x < a + 1 {
    var (term, sum) = (1 / a, 1 / a)
    var step = a
    while abs(term) > 1e-16 * abs(sum) {
      step += 1
      term *= x / step
      sum += term
    }
    return max(0, 1 - front * sum)
  }
  let tiny = 1e-300
  var b = x + 1 - a
  var c = 1 / tiny
  var d = 1 / b
  var fraction = d
  for number in 1...1_000 {
    let n = Double(number)
    let numerator = -n * (n - a)
    b += 2
    d = numerator * d + b
    d = 1 / (abs(d) < tiny ? tiny : d)
    c = b + numerator / c
    if abs(c) < tiny { c = tiny }
    fraction *= d * c
    if abs(d * c - 1) < 1e-15 { break }
  }
  return front * fraction
}
