/// The SplitMix64 generator (Steele, Lea & Flood 2014): small, fast, and the same on every machine.
struct Random {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// An independent stream for one part of the data, so that a change in one part leaves the others unchanged.
  init(seed: UInt64, stream: UInt64) {
    self.init(seed: seed ^ (stream &* 0xd6e8_feb8_6659_fd93))
    state = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A uniform number in 0..<bound; 0 if `bound` is 1 or less.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True with a probability of `percent` in 100.
  mutating func chance(_ percent: Int) -> Bool {
    below(100) < percent
  }

  /// An index of `weights`, with a probability proportional to its weight.
  mutating func weighted(_ weights: [Int]) -> Int {
    var left = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      if left < weight { return index }
      left -= weight
    }
    return 0
  }

  /// Shuffles (Fisher–Yates).
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.reversed() {
      elements.swapAt(index, below(index + 1))
    }
  }

  /// A shuffled list of `count` values in which each value has its exact share (per thousand); the remainder is `rest`.
  mutating func deck<Element>(_ count: Int, _ shares: [(Element, Int)], rest: Element) -> [Element] {
    var cards: [Element] = []
    var whole = 0
    for (value, share) in shares {
      whole += share
      while cards.count < (count * whole + 500) / 1000 { cards.append(value) }
    }
    while cards.count < count { cards.append(rest) }
    shuffle(&cards)
    return cards
  }
}
