internal import DataModel

/// A chart of a table, independent of how it is drawn: which figures, on which scale. The terminal and the page draw the same
/// pictures.
///
/// A scale always includes zero, so that no bar and no difference looks larger than it is. Missing figures have no mark.
enum Picture {
  /// One figure per row: bars, or dots with their intervals.
  case rows(Rows)
  /// Figures over time.
  case lines(Lines)
  /// A shaded cell for each pair of row and column.
  case grid(Grid)
  /// The steps of a funnel.
  case steps(Steps)

  struct Rows {
    enum Look { case bar, dot, shade }

    /// What is measured.
    var title: String
    var unit: Answer.Unit
    var look: Look
    var labels: [String]
    var marks: [Mark?]
    /// The mark of the row for all, if it is on the same scale: a share or a mean, never a sum.
    var total: Mark?
    var axis: Axis
  }

  struct Lines {
    struct Series {
      var title: String
      var unit: Answer.Unit
      var marks: [Mark?]
      var axis: Axis
    }

    var periods: [String]
    var series: [Series]
    var isBars: Bool
    /// Whether a figure stays in force until the next one, so that it is drawn as steps and not as slopes.
    var isStepped = false
  }

  struct Grid {
    /// What is measured.
    var title: String
    var unit: Answer.Unit
    var rows: [String]
    var columns: [String]
    var cells: [[Mark?]]
    var axis: Axis
    /// Whether the columns are calendar periods, of which the newest matter most.
    var isOfTime = false
  }

  struct Steps {
    struct Step {
      var label: String
      var people: Int
      /// How many of those who stopped here may still go on.
      var pending: Int
    }

    /// The group that these steps belong to; empty if there are no groups.
    var title: String
    var steps: [Step]
  }
}

extension Picture {
  /// All marks drawn; empty for steps, which are plain counts.
  var marks: [Mark] {
    switch self {
    case .rows(let rows): rows.marks.compactMap { $0 }
    case .lines(let lines): lines.series.flatMap { $0.marks.compactMap { $0 } }
    case .grid(let grid): grid.cells.flatMap { $0.compactMap { $0 } }
    case .steps: []
    }
  }

  /// A figure with its interval and its qualifications.
  struct Mark {
    var value: Double
    var low: Double?
    var high: Double?
    var isSmall: Bool
    var isUnfinished: Bool

    /// Nil if the cell has no finite number.
    init?(_ cell: Answer.Cell) {
      guard let value = cell.value.number, value.isFinite else { return nil }
      self.value = value
      (low, high) = (cell.low, cell.high)
      if let low, let high, !low.isFinite || !high.isFinite { (self.low, self.high) = (nil, nil) }
      (isSmall, isUnfinished) = (cell.isSmall, cell.isUnfinished)
    }

    var hasInterval: Bool { low != nil && high != nil }
  }

  /// A scale from `low` to `high`, which includes zero.
  struct Axis {
    let low: Double
    let high: Double

    /// A scale that includes all marks with their intervals. `rounded` extends it to round numbers: 70% instead of 69.4%.
    init(_ marks: some Sequence<Mark>, rounded: Bool = false) {
      var (low, high) = (0.0, 0.0)
      for mark in marks {
        low = min(low, mark.low ?? mark.value, mark.value)
        high = max(high, mark.high ?? mark.value, mark.value)
      }
      if low == 0, high == 0 { high = 1 }
      let step = rounded ? Axis.step(high - low) : 0
      self.low = step > 0 ? (low / step).rounded(.down) * step : low
      self.high = step > 0 ? (high / step).rounded(.up) * step : high
    }

    /// The step to round the ends to, a tenth or a half of the leading digit of the range.
    private static func step(_ range: Double) -> Double {
      var unit = 1.0
      while unit * 10 <= range { unit *= 10 }
      while unit > range, unit > 1e-12 { unit /= 10 }
      return range < 2 * unit ? unit / 10 : unit / 2
    }

    /// The position of a value on the scale: 0 at the low end, 1 at the high end.
    func place(_ value: Double) -> Double { min(1, max(0, (value - low) / (high - low))) }

    /// The position of zero.
    var zero: Double { place(0) }

    /// Round values within the scale, three to six of them, at which an axis is marked; zero is one of them.
    var ticks: [Double] {
      let range = high - low
      guard range > 0, range.isFinite else { return [] }
      var unit = 1.0
      while unit > range / 4 { unit /= 10 }
      while unit * 10 <= range / 4 { unit *= 10 }
      let step = [1, 2, 5, 10].map { $0 * unit }.first { range / $0 <= 5 } ?? unit * 10
      let first = Int((low / step - 1e-9).rounded(.up))
      let last = Int((high / step + 1e-9).rounded(.down))
      return first <= last ? (first...last).map { Double($0) * step } : []
    }
  }
}
