internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// Ratios of two sums with the variance between people, as `Metric.columns` says.
  func ratios(
    _ whole: Metric, per part: Metric, frames: [Frame], members: [[[Int]]]
  ) throws(BackendError) -> [[String: Scalar]] {
    let wholes = try shares(of: whole, frames: frames, members: members)
    let parts = try shares(of: part, frames: frames, members: members)
    return members.map { group in
      // What somebody has is that of all their rows; every row of an unknown author stands alone.
      var of: [Int: (whole: Double, part: Double)] = [:]
      var strangers = store.customers.count
      for (frame, rows) in group.enumerated() {
        for row in rows {
          let (a, b) = (wholes[frame][row], parts[frame][row])
          if a == 0, b == 0 { continue }
          var person = frames[frame].person(of: row)
          if person >= store.customers.count {
            person = strangers
            strangers += 1
          }
          of[person, default: (0, 0)].whole += a
          of[person, default: (0, 0)].part += b
        }
      }
      let people = of.sorted { $0.key < $1.key }.map(\.value)
      let (a, b) = people.reduce((0.0, 0.0)) { ($0.0 + $1.whole, $0.1 + $1.part) }
      var columns: [String: Scalar] = ["n": .count(people.count), "whole": .real(a), "part": .real(b)]
      if b != 0, people.count > 1 {
        let squares = people.reduce(0) { sum, one in
          let e = one.whole - a / b * one.part
          return sum + e * e
        }
        let n = Double(people.count)
        columns["variance"] = .real(n / (n - 1) * squares / (b * b))
      }
      return columns
    }
  }

  /// What each row of each frame adds to an additive metric.
  private func shares(
    of metric: Metric, frames: [Frame], members: [[[Int]]]
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
