extension Answer.Table {
  /// How the rows of a table relate to each other, so that a format can choose a chart.
  public struct Shape: Hashable, Sendable {
    /// The relation between the rows.
    public enum Kind: Hashable, Sendable {
      /// Groups to compare.
      case groups
      /// Periods in chronological order.
      case series
      /// A survival curve: the share that remains at each time after the start, falling in steps.
      case curve
      /// A cohort grid: cohorts as rows, periods as columns.
      case grid
      /// The steps of a funnel, first step first.
      case steps
      /// Differences between two sides, each row on the same scale.
      case differences
    }

    public var kind: Kind
    /// How many columns, from the left, identify a row.
    public var keys: Int
    /// The indices of the columns that are drawn.
    public var figures: [Int]
    /// Whether these have the same unit, so that they may share a scale.
    public var isOneScale: Bool

    public init(_ kind: Kind, keys: Int, figures: [Int], isOneScale: Bool = true) {
      self.kind = kind
      self.keys = keys
      self.figures = figures
      self.isOneScale = isOneScale
    }
  }
}
