internal import Foundation

/// SplitMix64 (Steele, Lea & Flood 2014), so that a seed gives the same world everywhere.
public struct Chance {
  private var state: UInt64

  public init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 ^ 0x5851_F42D_4C95_7F2D }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// In 0 ..< 1.
  mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }

  mutating func holds(_ probability: Double) -> Bool { unit() < probability }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  /// Days until something that happens at a rate a day.
  mutating func wait(_ rate: Double) -> Double { rate > 0 ? -log(1 - unit()) / rate : .infinity }
}
