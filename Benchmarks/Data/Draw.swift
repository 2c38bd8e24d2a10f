import Foundation

/// A random number generator with the same results on every machine (SplitMix64; Steele, Lea & Flood 2014).
struct Draw {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Uniform in 0..<1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0..<bound; `bound` is at least 1.
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  mutating func chance(_ share: Double) -> Bool { unit() < share }

  mutating func exponential(mean: Double) -> Double { -log(1 - unit()) * mean }

  /// A normally distributed number (Box & Muller 1958).
  mutating func normal(mean: Double, deviation: Double) -> Double {
    mean + deviation * sqrt(-2 * log(1 - unit())) * cos(2 * .pi * unit())
  }

  /// Geometrically distributed: the number of trials until the first success, at most `limit`.
  mutating func tries(_ share: Double, atMost limit: Int) -> Int {
    var count = 1
    while count < limit, !chance(share) { count += 1 }
    return count
  }

  /// Shuffles (Fisher–Yates).
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for index in result.indices.reversed() { result.swapAt(index, below(index + 1)) }
    return result
  }
}

/// Draws indices with probabilities proportional to weights.
struct Weighted {
  private var ends: [Double] = []

  init(_ weights: some Sequence<Double>) {
    var sum = 0.0
    for weight in weights {
      sum += weight
      ends.append(sum)
    }
  }

  /// A random index of the weights. O(log n)
  func pick(_ draw: inout Draw) -> Int {
    let goal = draw.unit() * (ends.last ?? 0)
    var (low, high) = (0, ends.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= goal { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
