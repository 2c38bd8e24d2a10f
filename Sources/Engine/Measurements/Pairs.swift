internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// Pairs of values over the people who have both.
  func reply(to pairs: Pairs) throws(BackendError) -> Pairs.Reply {
    let who = try people(where: pairs.who)
    var reply = Pairs.Reply(rows: [])
    for pair in pairs.pairs {
      try checkCancellation()
      let first = try column(of: pair.first, frame: everybody, among: who)
      let second = try column(of: pair.second, frame: everybody, among: who)
      let both = who.ones.filter { first.number(at: $0) != nil && second.number(at: $0) != nil }
      func sum(_ column: Column) -> Scalar {
        Aggregation(parts: [Part(column: column, records: nil, rows: both)], store: store).sum.total
      }
      let differences = both.map { (first.number(at: $0) ?? 0) - (second.number(at: $0) ?? 0) }
      reply.rows.append(
        Pairs.Row(n: both.count, first: sum(first), second: sum(second), variance: variance(of: differences)))
    }
    return reply
  }

  /// The variance of a sample, with n − 1; nil under two. Two passes.
  private func variance(of numbers: [Double]) -> Double? {
    guard numbers.count > 1 else { return nil }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - 1)
  }
}
