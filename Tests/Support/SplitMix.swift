internal import Foundation

/// A random number generator that gives the same numbers everywhere for a seed (SplitMix64; Steele, Lea & Flood 2014).
public struct SplitMix: RandomNumberGenerator, Sendable {
  /// A generator with this seed continues as this one does.
  public private(set) var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number from 0 to `bound` − 1; 0 if there is none.
  public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  /// In 0 ..< 1.
  public mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }

  /// One of some choices; there must be at least one.
  public mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
}

/// The settings of a test run, from environment variables.
public enum TestRun {
  /// The seed of random tests: `HEED_SEED`, or one that is always the same.
  public static func seed(else usual: UInt64) -> UInt64 {
    variable("HEED_SEED").flatMap { UInt64($0) } ?? usual
  }

  /// The value of a variable as a number: `HEED_WORLDS=40`.
  public static func number(_ name: String, else usual: Int) -> Int {
    variable(name).flatMap { Int($0) } ?? usual
  }

  /// `RECORD=1`: expected texts are rewritten; review the difference before you commit it.
  public static let isRecording = variable("RECORD") == "1"

  private static func variable(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}
