/// The difference of two shares, first minus second, with its 95% interval.
///
///     ShareDifference(56, of: 70, and: 48, of: 80)    // 0.2, from 0.0524 to 0.3339
public struct ShareDifference: Hashable, Sendable {
  public var value: Double
  public var interval: Interval

  /// For two separate groups: the square-and-add interval of Wilson scores (Newcombe, Statistics in Medicine 17:873,
  /// 1998, method 10). Nil if either group has nobody.
  public init?(_ hits: Int, of n: Int, and otherHits: Int, of otherN: Int) {
    guard let first = Share(hits, of: n), let second = Share(otherHits, of: otherN) else { return nil }
    self.init(first, second, correlation: 0)
  }

  /// For two shares that need not be whole numbers of people, such as those of `Stratified`; `n` and `otherN` are the numbers of
  /// people behind them.
  public init?(share: Double, of n: Int, and otherShare: Double, of otherN: Int) {
    guard n > 0, otherN > 0, (0...1).contains(share), (0...1).contains(otherShare) else { return nil }
    self.init(
      (share, Share.interval(of: share, Double(n))),
      (otherShare, Share.interval(of: otherShare, Double(otherN))),
      correlation: 0)
  }

  /// For one group observed twice: the numbers of people with it `both` times, only the first, only the second, or neither. The square-and-add interval
  /// for pairs (Newcombe, Statistics in Medicine 17:2635, 1998, method 10). Nil for no pairs.
  public init?(both: Int, onlyFirst: Int, onlySecond: Int, neither: Int) {
    let n = both + onlyFirst + onlySecond + neither
    guard min(both, onlyFirst, onlySecond, neither) >= 0, let first = Share(both + onlyFirst, of: n),
      let second = Share(both + onlySecond, of: n)
    else { return nil }
    let margins = [both + onlyFirst, onlySecond + neither, both + onlySecond, onlyFirst + neither]
    let product = margins.reduce(1.0) { $0 * Double($1) }
    let a = Double(both) * Double(neither)
    let b = Double(onlyFirst) * Double(onlySecond)
    // Corrected for continuity if the correlation is positive, as in the paper.
    let cross = a > b ? max(a - b - Double(n) / 2, 0) : a - b
    self.init(first, second, correlation: product > 0 ? cross / product.squareRoot() : 0)
  }

  private init(_ first: Share, _ second: Share, correlation phi: Double) {
    self.init((first.value, first.interval), (second.value, second.interval), correlation: phi)
  }

  private init(
    _ first: (value: Double, interval: Interval), _ second: (value: Double, interval: Interval),
    correlation phi: Double
  ) {
    let value = first.value - second.value
    let down = (first.value - first.interval.low, second.interval.high - second.value)
    let up = (first.interval.high - first.value, second.value - second.interval.low)
    func root(_ pair: (Double, Double)) -> Double {
      max(0, pair.0 * pair.0 - 2 * phi * pair.0 * pair.1 + pair.1 * pair.1).squareRoot()
    }
    self.value = value
    interval = Interval(low: max(-1, value - root(down)), high: min(1, value + root(up)))
  }
}
