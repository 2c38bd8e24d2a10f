/// The declared scale of a score: `score nps from 0 to 10`.
public struct Scale: Hashable, Sendable, Codable {
  public var low: Int
  public var high: Int

  public init(low: Int, high: Int) {
    self.low = low
    self.high = high
  }

  /// The thresholds of the top and bottom band: the smallest score of the top band and the largest of the bottom band.
  /// Only for scales with established bands: 0–10 (9, 6), 1–5 (5, 2), 1–7 (6, 3).
  public var bands: (top: Int, bottom: Int)? {
    switch (low, high) {
    case (0, 10): (9, 6)
    case (1, 5): (5, 2)
    case (1, 7): (6, 3)
    case _: nil
    }
  }

  /// The narrowest common scale that contains these values; nil if none does.
  public static func likely(for values: ClosedRange<Double>) -> Scale? {
    inUse.filter { Double($0.low) <= values.lowerBound && Double($0.high) >= values.upperBound }
      .min { $0.high - $0.low < $1.high - $1.low }
  }

  private static let inUse = [(0, 1), (-1, 1), (1, 5), (0, 5), (1, 7), (0, 10), (0, 100), (-100, 100)].map {
    Scale(low: $0, high: $1)
  }

  /// `0–10`.
  public var words: String { "\(low)–\(high)" }
}
