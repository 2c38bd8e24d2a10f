internal import DataModel

/// Numbers that may be missing, as scalars, cells and figures.
extension Scalar {
  init(_ count: Int?) { self = count.map { .integer(Int64($0)) } ?? .missing }
  init(_ number: Double?) { self = number.map { .real($0) } ?? .missing }
}

extension Answer.Cell {
  init(_ count: Int?) { self.init(Scalar(count)) }
  init(_ text: String) { self.init(.text(text)) }

  init(
    _ number: Double?, low: Double? = nil, high: Double? = nil, of: (Int, Int)? = nil, isSmall: Bool = false
  ) {
    self.init(Scalar(number), low: low, high: high, of: of, isSmall: isSmall)
  }
}

extension Answer.Figure {
  init(_ key: String, _ count: Int?, unit: Answer.Unit = .none, low: Int? = nil, high: Int? = nil) {
    self.init(
      key, Scalar(count), unit: unit, low: low.map { .integer(Int64($0)) },
      high: high.map { .integer(Int64($0)) })
  }

  init(_ key: String, _ number: Double?, unit: Answer.Unit = .none, low: Double? = nil, high: Double? = nil) {
    self.init(
      key, Scalar(number), unit: unit, low: low.map { .real($0) }, high: high.map { .real($0) })
  }
}
