public import DataModel

/// The figures of an earlier run of the same statements, to say what has changed since.
public struct EarlierRun: Sendable {
  /// The summary of each answer by its statement: the figures by their keys, as JSON has them.
  private let figures: [String: [String: Double]]

  public init(_ figures: [String: [String: Double]]) { self.figures = figures }

  /// Whether it has none of these statements.
  public var isEmpty: Bool { figures.isEmpty }

  /// What has changed: `Since the earlier run: count 280 → 302, share 23.4% → 25.2%`; that nothing has; or that the statement is new.
  /// Nil for an answer without figures.
  public func change(of answer: Answer, zone: Zone) -> String? {
    let text = FigureText(zone: zone)
    let own = answer.summary.filter {
      !["low", "high", "population"].contains($0.key) && $0.value.number != nil
    }
    guard !own.isEmpty else { return nil }
    guard let earlier = figures[answer.statement] else { return "The earlier run did not ask this." }
    let changes = own.compactMap { figure -> String? in
      guard let now = figure.value.number, let then = earlier[figure.key], now != then else { return nil }
      func written(_ value: Double) -> String {
        let isWhole = figure.value.integer != nil && value == value.rounded() && abs(value) < 1e15
        let scalar: Scalar = isWhole ? .integer(Int64(value)) : .real(value)
        return text.text(
          Answer.Cell(scalar), Answer.Column(figure.key, .real, unit: figure.unit), missing: "–"
        ).figure
      }
      return "\(Takeaway.name(figure.key)) \(written(then)) → \(written(now))"
    }
    return changes.isEmpty
      ? "Nothing has changed since the earlier run."
      : "Since the earlier run: \(changes.joined(separator: ", "))."
  }
}
