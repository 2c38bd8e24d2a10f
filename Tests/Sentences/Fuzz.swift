internal import Foundation

/// How much is tried, and from where: `FUZZ=100000 HEED_SEED=7 swift test --filter GrammarTests`.
public enum Fuzz {
  private static let environment = ProcessInfo.processInfo.environment
  public static let seed = environment["HEED_SEED"].flatMap { UInt64($0) } ?? 8
  public static func total(_ usual: Int) -> Int { environment["FUZZ"].flatMap { Int($0) } ?? usual }
}

/// A generator of a fixed sequence (SplitMix64; Steele, Lea & Flood 2014).
public struct Seeded: RandomNumberGenerator {
  public var state: UInt64

  public init(state: UInt64) { self.state = state }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
