internal import DataModel

/// What is drawn of a table, before any ink: which figures, on which scale. The terminal and the page draw the same.
///
/// A scale always holds zero, so that no bar and no distance looks larger than it is. What is missing has no mark.
enum Picture {
  /// A figure a row: bars, or dots with their intervals.
  case rows(Rows)
  /// Figures over time.
  case lines(Lines)
  /// A shade for each pair of row and column.
  case grid(Grid)
  /// Steps that people pass.
  case steps(Steps)

  struct Rows {
    enum Look { case bar, dot, shade }

    /// What is measured.
    var title: String
    var unit: Answer.Unit
    var look: Look
    var labels: [String]
    var marks: [Mark?]
    /// The mark of the "all" row, where it is on the same scale: a share or a mean, never a sum.
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
    /// A figure holds until the next one: a step, not a slope.
    var isStepped = false
  }

  struct Grid {
    /// What is measured, and what the columns are.
    var title: String
    var unit: Answer.Unit
    var rows: [String]
    var columns: [String]
    var cells: [[Mark?]]
    var axis: Axis
    /// The columns are calendar periods, of which the newest matter most.
    var isOfTime = false
  }

  struct Steps {
    struct Step {
      var label: String
      var people: Int
      /// Of those who stopped here, who may still go on.
      var pending: Int
    }

    /// The group whose steps these are; empty where there is one.
    var title: String
    var steps: [Step]
  }
}

extension Picture {
  /// Every mark that is drawn; steps are bare counts.
  var marks: [Mark] {
    switch self {
    case .rows(let rows): rows.marks.compactMap { $0 }
    case .lines(let lines): lines.series.flatMap { $0.marks.compactMap { $0 } }
    case .grid(let grid): grid.cells.flatMap { $0.compactMap { $0 } }
    case .steps: []
    }
  }

  /// A figure with what qualifies it.
  struct Mark {
    var value: Double
    var low: Double?
    var high: Double?
    var isSmall: Bool
    var isUnfinished: Bool

    /// Nil where there is no number.
    init?(_ cell: Answer.Cell) {
      guard let value = cell.value.number, value.isFinite else { return nil }
      self.value = value
      (low, high) = (cell.low, cell.high)
      if let low, let high, !low.isFinite || !high.isFinite { (self.low, self.high) = (nil, nil) }
      (isSmall, isUnfinished) = (cell.isSmall, cell.isUnfinished)
    }

    var hasInterval: Bool { low != nil && high != nil }
  }

  /// From where to where; zero lies on it.
  struct Axis {
    let low: Double
    let high: Double

    /// Holds all marks with their intervals. `rounded` goes on to plain ends: 70% instead of 69.4%.
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

    /// One, or five, of the second digit of a range.
    private static func step(_ range: Double) -> Double {
      var unit = 1.0
      while unit * 10 <= range { unit *= 10 }
      while unit > range, unit > 1e-12 { unit /= 10 }
      return range < 2 * unit ? unit / 10 : unit / 2
    }

    /// 0 at the low end, 1 at the high one.
    func place(_ value: Double) -> Double { min(1, max(0, (value - low) / (high - low))) }

    /// Where zero is.
    var zero: Double { place(0) }
  }
}
