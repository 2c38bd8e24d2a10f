/// One group's count of something compared with the count of all groups, if people were observed for different lengths of time:
/// for example messages, with days as the time.
///
///     CountShare(41, of: 56, time: 28_010, ofTime: 47_027)    // expects 33.4; `more` is 0.024
public struct CountShare: Hashable, Sendable {
  /// The count expected from the group's share of the time.
  public let expected: Double
  /// The count divided by the expected count.
  public let ratio: Double
  /// One-sided exact p-values: the chance of a count this small or smaller, and of one this large or larger, if every unit of
  /// time has the same rate. Given the total, the group's count is then binomial with its share of the time (Przyborowski &
  /// Wilenski, Biometrika 31, 1940). Overdispersed counts are first divided by their dispersion (McCullagh & Nelder,
  /// Generalized Linear Models, 1989, 4.5).
  public let fewer: Double
  public let more: Double

  /// Nil if nothing was counted or the group has no time. `dispersion` is at least 1.
  public init?(_ count: Int, of total: Int, time: Double, ofTime: Double, dispersion: Double = 1) {
    guard total > 0, time > 0, ofTime > 0, (0...total).contains(count) else { return nil }
    let share = min(1, time / ofTime)
    expected = Double(total) * share
    ratio = Double(count) / expected
    let (own, all) = (Double(count) / dispersion, Double(total) / dispersion)
    // P(X <= k) and P(X >= k) by the incomplete beta function (DLMF 8.17.5), which also takes fractional counts.
    fewer = own < all && share < 1 ? incompleteBeta(1 - share, a: all - own, b: own + 1) : 1
    more = own > 0 && share < 1 ? incompleteBeta(share, a: own, b: all - own + 1) : 1
  }
}

/// Sums over people for whom something was counted during the time they were observed.
public struct CountsOverTime: Hashable, Sendable {
  public var people = 0
  public var count = 0
  public var time = 0.0
  /// Sums of count², of count × time and of time².
  public var countSquares = 0.0
  public var products = 0.0
  public var timeSquares = 0.0

  public init() {}

  /// Adds people who were each observed for the same time.
  ///
  /// - Parameters:
  ///   - time: the time of each person.
  ///   - count: the sum of their counts.
  ///   - countSquares: the sum of the squares of their counts.
  public mutating func add(people: Int, time: Double, count: Int, countSquares: Double) {
    self.people += people
    self.count += count
    self.time += Double(people) * time
    self.countSquares += countSquares
    products += Double(count) * time
    timeSquares += Double(people) * time * time
  }

  /// The overdispersion of counts between people of the same group, compared with a Poisson distribution: the sum of (count −
  /// expected)² divided by the sum of the expected counts, with a rate for each group; at least 1 (Wedderburn, Biometrika 61,
  /// 1974).
  public static func dispersion(of groups: [CountsOverTime]) -> Double {
    var (squares, expected, people, used) = (0.0, 0.0, 0, 0)
    for group in groups where group.time > 0 && group.count > 0 {
      let rate = Double(group.count) / group.time
      squares += group.countSquares - 2 * rate * group.products + rate * rate * group.timeSquares
      expected += Double(group.count)
      people += group.people
      used += 1
    }
    guard people > used, expected > 0 else { return 1 }
    return max(1, squares / expected * Double(people) / Double(people - used))
  }
}
