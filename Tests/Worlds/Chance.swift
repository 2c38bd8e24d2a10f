internal import Foundation
internal import TestSupport

/// The random events of a world: a seed gives the same world everywhere.
public struct Chance {
  private var random: SplitMix

  public init(_ seed: UInt64) {
    random = SplitMix(seed: seed &* 0x9E37_79B9_7F4A_7C15 ^ 0x5851_F42D_4C95_7F2D)
  }

  /// In 0 ..< 1.
  mutating func unit() -> Double { random.unit() }

  mutating func holds(_ probability: Double) -> Bool { unit() < probability }

  mutating func below(_ count: Int) -> Int { random.below(count) }

  /// Days until something happens that has a rate for each day.
  mutating func wait(_ rate: Double) -> Double { rate > 0 ? -log(1 - unit()) / rate : .infinity }
}
