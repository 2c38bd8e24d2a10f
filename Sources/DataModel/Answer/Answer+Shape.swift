extension Answer.Table {
  /// What the rows of a table are to each other, so that a format can draw them.
  public struct Shape: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// Groups side by side.
      case groups
      /// Periods in the order of time.
      case series
      /// What is left at each time since a start: it falls in steps.
      case curve
      /// Cohorts down, periods across.
      case grid
      /// Steps that people pass, the first step first.
      case steps
      /// What sets two sides apart, each row on the same scale.
      case differences
    }

    public var kind: Kind
    /// How many columns, from the left, name a row.
    public var keys: Int
    /// The columns that are drawn.
    public var figures: [Int]
    /// Whether these are of one kind, so that they may be drawn on one scale.
    public var isOneScale: Bool

    public init(_ kind: Kind, keys: Int, figures: [Int], isOneScale: Bool = true) {
      self.kind = kind
      self.keys = keys
      self.figures = figures
      self.isOneScale = isOneScale
    }
  }
}
