internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// Ratios of two sums with the variance between people, as `MetricResult` says.
  func ratios(
    _ whole: Metric, per part: Metric, frames: [RowSet], members: [[[Int]]]
  ) throws(BackendError) -> [MetricResult] {
    let wholes = try shares(of: whole, frames: frames, members: members)
    let parts = try shares(of: part, frames: frames, members: members)
    return members.map { group in
      let rows = group.enumerated().flatMap { frame, rows in
        rows.lazy.map {
          (person: frames[frame].person(of: $0), whole: wholes[frame][$0], part: parts[frame][$0])
        }
        .filter { $0.whole != 0 || $0.part != 0 }
      }
      let (whole, part) = rows.reduce((0.0, 0.0)) { ($0.0 + $1.whole, $0.1 + $1.part) }
      let ratio = part == 0 ? 0 : whole / part
      let spread = spread(
        of: rows.map { Residual(person: $0.person, e: $0.whole - ratio * $0.part) }, per: part)
      return .ratio(n: spread.people, whole: whole, part: part, variance: spread.variance)
    }
  }

  /// What each row of each frame adds to an additive metric.
  private func shares(
    of metric: Metric, frames: [RowSet], members: [[[Int]]]
  ) throws(BackendError) -> [[Double]] {
    try frames.enumerated().map { index, frame throws(BackendError) in
      let among = union(members, index, frame)
      func numbers(_ column: Column) -> [Double] {
        var numbers = [Double](repeating: 0, count: frame.count)
        for row in among.ones { numbers[row] = column.number(at: row) ?? 0 }
        return numbers
      }
      func ones(_ rows: Bitmap) -> [Double] { (0..<frame.count).map { rows[$0] ? 1 : 0 } }
      switch metric {
      case .count: return ones(among)
      case .number(let condition): return ones(try rows(of: frame, where: condition, among: among))
      case .doing(let scope): return ones(try rows(of: frame, where: .records(scope, .some), among: among))
      case .records(let scope):
        return numbers(try column(of: .count(scope), frame: frame, among: among))
      case .recordAggregate(let aggregate, let property, let scope):
        return numbers(try column(of: .aggregate(aggregate, property, scope), frame: frame, among: among))
      case .aggregate(_, let value): return numbers(try column(of: value, frame: frame, among: among))
      case .named(_, let inner, _): return try shares(of: inner, frames: frames, members: members)[index]
      case .rate, .satisfaction, .weighted, .ratio: return [Double](repeating: 0, count: frame.count)
      }
    }
  }
}
