internal import DataModel

extension Zone {
  /// The order of two values of one kind: negative, zero or positive; nil if they have none. Numbers are compared exactly,
  /// times at the coarser precision, texts by their characters; no comes before yes.
  func order(_ left: Scalar, _ right: Scalar) -> Int? {
    switch (left, right) {
    case (.moment(let l), .moment(let r)): return compare(l, r)
    case (.text(let l), .text(let r)): return l == r ? 0 : (l < r ? -1 : 1)
    case (.boolean(let l), .boolean(let r)): return l == r ? 0 : (r ? -1 : 1)
    case (.list(let l), .list(let r)): return l == r ? 0 : nil
    case (_, _): return numericOrder(left, right)
    }
  }
}

/// The order of two numbers, exact for whole numbers and decimals; nil if one is not a number.
func numericOrder(_ left: Scalar, _ right: Scalar) -> Int? {
  if let l = left.units, let r = right.units {
    let places = max(l.places, r.places)
    let (a, b) = (scaled(l.units, by: places - l.places), scaled(r.units, by: places - r.places))
    return a == b ? 0 : (a < b ? -1 : 1)
  }
  guard let l = left.number, let r = right.number else { return nil }
  return l == r ? 0 : (l < r ? -1 : (l > r ? 1 : nil))
}

private func scaled(_ units: Int64, by places: Int) -> Int128 {
  (0..<max(0, min(18, places))).reduce(Int128(units)) { value, _ in value * 10 }
}

extension Scalar {
  /// A whole number or decimal as units of ten to minus `places`.
  var units: (units: Int64, places: Int)? {
    switch self {
    case .integer(let value): (value, 0)
    case .decimal(let units, let places): (units, max(0, places))
    case .missing, .boolean, .real, .moment, .text, .list: nil
    }
  }

  /// The same spelling for equal numbers: whole if possible, without trailing zeros.
  var normalized: Scalar {
    switch self {
    case .decimal(var units, var places):
      while places > 0, units % 10 == 0 {
        units /= 10
        places -= 1
      }
      return places <= 0 ? .integer(units) : .decimal(units: units, places: places)
    case .real(let value):
      return Int64(exactly: value).map { .integer($0) } ?? self
    case .missing, .boolean, .integer, .moment, .text, .list: return self
    }
  }
}
