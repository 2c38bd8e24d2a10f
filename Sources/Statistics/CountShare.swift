/// One group's count of something beside that of all, where people were watched for different lengths of time: messages
/// by days, say.
///
///     CountShare(41, of: 56, time: 28_010, ofTime: 47_027)    // expects 33.4; `more` is 0.024
public struct CountShare: Hashable, Sendable {
  /// What the group's share of the time would have.
  public let expected: Double
  /// The group's rate by the rate of all.
  public let ratio: Double
  /// One-sided and exact: the chance of a count no larger, and of one no smaller, where every unit of time has the same
  /// (Przyborowski & Wilenski, Biometrika 31, 1940: of the counts of all, the group's is binomial with its share of the
  /// time). Counts that people repeat are divided by their dispersion first (McCullagh & Nelder, Generalized Linear
  /// Models, 1989, 4.5).
  public let fewer: Double
  public let more: Double

  /// Nil where nothing was counted, or the group has no time. `dispersion` is at least 1.
  public init?(_ count: Int, of total: Int, time: Double, ofTime: Double, dispersion: Double = 1) {
    guard total > 0, time > 0, ofTime > 0, (0...total).contains(count) else { return nil }
    let share = min(1, time / ofTime)
    expected = Double(total) * share
    ratio = Double(count) / expected
    let (own, all) = (Double(count) / dispersion, Double(total) / dispersion)
    // P(X <= k) and P(X >= k) by the incomplete beta function (DLMF 8.17.5), which takes parts of a count too.
    fewer = own < all && share < 1 ? incompleteBeta(1 - share, a: all - own, b: own + 1) : 1
    more = own > 0 && share < 1 ? incompleteBeta(share, a: own, b: all - own + 1) : 1
  }
}

/// Sums over people who were watched for some time and of whom something was counted.
public struct CountsOverTime: Hashable, Sendable {
  public var people = 0
  public var count = 0
  public var time = 0.0
  /// Sums of count², of count × time and of time².
  public var countSquares = 0.0
  public var products = 0.0
  public var timeSquares = 0.0

  public init() {}

  /// Adds people who were each watched for the same time.
  public mutating func add(people: Int, time: Double, count: Int, countSquares: Double) {
    self.people += people
    self.count += count
    self.time += Double(people) * time
    self.countSquares += countSquares
    products += Double(count) * time
    timeSquares += Double(people) * time * time
  }

  /// How much more the counts of people of one group differ than chance alone would have them: the sum of (count −
  /// expected)² by the sum of what is expected, groups apart, at least 1 (Wedderburn, Biometrika 61, 1974).
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
