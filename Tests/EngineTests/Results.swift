import DataModel
import Plan

extension MetricResult {
  /// Its numbers by name, in a fixed order.
  var parts: [(name: String, value: Scalar)] {
    func count(_ name: String, _ count: Int) -> (String, Scalar) { (name, .integer(Int64(count))) }
    func real(_ name: String, _ number: Double?) -> (String, Scalar) {
      (name, number.map { .real($0) } ?? .missing)
    }
    func spread(_ spread: Spread) -> [(String, Scalar)] {
      [count("people", spread.people), real("variance", spread.variance)]
    }
    switch self {
    case .count(let n): return [count("n", n)]
    case .share(let hits, let n, let share):
      return [count("hits", hits), count("n", n)] + (share.map(spread) ?? [])
    case .mean(let n, let of, let sum, let mean):
      return [count("n", n), count("of", of), ("sum", sum)] + spread(mean)
    case .total(let n, let of, let sum): return [count("n", n), count("of", of), ("sum", sum)]
    case .value(let value, let n, let of): return [count("n", n), count("of", of), ("value", value)]
    case .distinct(let values): return [("value", values)]
    case .bands(let n, let top, let bottom, let mean):
      return [count("n", n), count("top", top), count("bottom", bottom)] + spread(mean)
    case .weighted(let n, let of, let mean):
      guard let mean else { return [count("n", n), count("of", of)] }
      return [
        count("n", n), count("of", of), count("people", mean.people), real("effective", mean.effective),
        real("value", mean.value), real("variance", mean.variance),
      ]
    case .ratio(let n, let whole, let part, let variance):
      return [count("n", n), real("whole", whole), real("part", part), real("variance", variance)]
    }
  }
}

extension KeyValue {
  /// Its value; for a bin, its number and its edges.
  var parts: [Scalar] {
    guard case .band(let ordinal, let low, let high) = self else { return [scalar] }
    return [.integer(Int64(ordinal))] + [low, high].map { $0.map { .real($0) } ?? .missing }
  }
}
