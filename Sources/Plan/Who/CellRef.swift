public import DataModel

/// The people who are counted in one cell of a measurement, where no condition describes them.
public indirect enum CellRef: Hashable, Sendable, Codable {
  /// Those whom a funnel lost at its largest drop: the step after which most stopped for good; of equal ones the
  /// earliest.
  case largestDrop(FunnelCounts)
  /// Those with a standing at a step of a funnel, counted from 0.
  case step(FunnelCounts, Int, Standing)
  /// Those who started in the calendar period with this first day (nil: in any); with `back`, those of them whose
  /// period of that number is over and who came back in it.
  case cohort(Cohorts, startedIn: Day?, back: Int?)
  /// Those who were watched; with `happened`, those of them to whom it happened.
  case lifetime(Lifetimes, happened: Bool)
  /// Those whose query begins with this path, as `PathCounts` names it.
  case path(PathCounts, path: [String])
  /// Those who said these stems in a row, in messages of a scope (nil: in any).
  case said([String], RecordScope?, by: Condition)
  /// Those compared on one side, who have the feature (nil: all of them).
  case feature(FeatureCounts, FeatureCounts.Feature?, inside: Bool)

  public enum Standing: String, Hashable, Sendable, Codable {
    /// Got there.
    case reached
    /// Got no further, and still may.
    case pending
    /// Got no further, and may not any more; nobody at the last step.
    case stopped
  }
}

extension FeatureCounts {
  /// What people did or said, as a row of `FeatureCounts` names it.
  public struct Feature: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
      case event, spoke, topic, channel, score, word, phrase
    }

    public var kind: Kind
    public var name: String
    /// Of a score its scale in words, and the edges of the band.
    public var value: Scalar
    public var low: Scalar
    public var high: Scalar

    public init(_ kind: Kind, _ name: String, _ value: Scalar, low: Scalar, high: Scalar) {
      self.kind = kind
      self.name = name
      self.value = value
      self.low = low
      self.high = high
    }
  }
}
