/// A number as parsed from one cell.
enum NumberCell: Hashable {
  /// `units` divided by ten to the power of `places` (0 to 6): exact.
  case exact(units: Int64, places: Int)
  /// A binary number: more than six places, or an exponent.
  case real(Double)

  /// Parses a plain number; nil if the cell is none.
  ///
  ///     NumberCell("29.85")  // .exact(units: 2985, places: 2)
  init?(_ cell: Span<UInt8>) { self.init(cell, mark: UInt8(ascii: ".")) }

  /// The same as an integer: `5.0` as 5; nil if it has a fraction.
  var whole: NumberCell? {
    switch self {
    case .exact(let units, let places):
      let scale = (0..<places).reduce(Int64(1)) { scale, _ in scale * 10 }
      return units % scale == 0 ? .exact(units: units / scale, places: 0) : nil
    case .real(let value): return Int64(exactly: value).map { .exact(units: $0, places: 0) }
    }
  }

  /// The same without trailing zeros: `1.10` as `1.1`.
  var shortest: NumberCell {
    guard case .exact(var units, var places) = self else { return whole ?? self }
    while places > 0, units % 10 == 0 { (units, places) = (units / 10, places - 1) }
    return .exact(units: units, places: places)
  }

  /// The number of decimal places, if Heed would print the number exactly as the cell writes it; nil for `.5` or `1e5`.
  func places(ifSpelledAs cell: Span<UInt8>) -> Int? {
    let bounds = trimmedBounds(cell)
    guard case .exact(_, let places) = self, let first = bounds.first else { return nil }
    let start = cell[first] == UInt8(ascii: "-") ? first + 1 : first
    return start < bounds.upperBound && digit(cell[start]) != nil ? places : nil
  }

  static func hasComma(_ cell: Span<UInt8>) -> Bool {
    for index in cell.indices where cell[index] == UInt8(ascii: ",") { return true }
    return false
  }

  /// Parses a plain number with the given decimal mark.
  init?(_ cell: Span<UInt8>, mark: UInt8) {
    let bounds = trimmedBounds(cell)
    let end = bounds.upperBound
    var index = bounds.lowerBound
    let isNegative = index < end && cell[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    let first = index
    var units: Int64 = 0
    var overflows = false
    func take(_ value: Int64) {
      let (product, over) = units.multipliedReportingOverflow(by: 10)
      let (sum, past) = product.addingReportingOverflow(value)
      if over || past { overflows = true } else { units = sum }
    }
    while index < end, let value = digit(cell[index]) {
      take(value)
      index += 1
    }
    let whole = index - first
    if whole > 1, cell[first] == UInt8(ascii: "0") { return nil }
    var places = 0
    if index < end, cell[index] == mark {
      index += 1
      // Trailing zeros of a long fraction are dropped; they would only make the number inexact.
      var last = end
      while last - index > 6, cell[last - 1] == UInt8(ascii: "0") { last -= 1 }
      let start = index
      while index < last, let value = digit(cell[index]) {
        if index - start < 6 { take(value) }
        index += 1
      }
      places = index - start
      guard places > 0 else { return nil }
      if index == last { index = end }
    }
    guard whole > 0 || places > 0 else { return nil }
    if index == end, !overflows, places <= 6 {
      self = .exact(units: isNegative ? -units : units, places: places)
      return
    }
    // An exponent, or too many places or digits, gives a binary number. Too many digits and nothing else are an id, so
    // not a number.
    if index == end, places == 0 { return nil }
    if index < end, lowercased(cell[index]) != UInt8(ascii: "e") || whole == 0 { return nil }
    var text = ""
    for position in bounds {
      text.unicodeScalars.append(cell[position] == mark ? "." : Unicode.Scalar(cell[position]))
    }
    guard let real = Double(text), real.isFinite else { return nil }
    self = .real(real)
  }
}
