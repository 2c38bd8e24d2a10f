import TestSupport

/// Random choices that can be repeated with the same seed.
struct Dice: RandomNumberGenerator {
  private var random: SplitMix

  init(_ seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func next() -> UInt64 { random.next() }

  mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True `percent` times in a hundred.
  mutating func chance(_ percent: Int) -> Bool { roll(1...100) <= percent }

  mutating func pick<T>(_ options: [T]) -> T { options[roll(0...options.count - 1)] }

  /// An index, each as often as its weight.
  mutating func weighted(_ weights: [Int]) -> Int {
    var left = roll(1...weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left <= 0 { return index }
    }
    return weights.count - 1
  }

  /// A few of the options, in their order.
  mutating func some<T>(_ options: [T], _ count: Int) -> [T] {
    var left = Array(options.indices)
    var taken: [Int] = []
    while taken.count < count, !left.isEmpty { taken.append(left.remove(at: roll(0...left.count - 1))) }
    return taken.sorted().map { options[$0] }
  }

  /// The seed of this run: `HEED_SEED`, or one that is always the same.
  static let seed = TestRun.seed(else: 20_250_301)
}
