/// A number as a cell spells it.
enum NumberCell: Hashable {
  /// `units` divided by ten to `places` (0 to 6): exact.
  case exact(units: Int64, places: Int)
  /// More places than six, or an exponent.
  case real(Double)

  /// Reads a plain number; nil where the cell holds none.
  ///
  ///     NumberCell("29.85")  // .exact(units: 2985, places: 2)
  init?(_ cell: Span<UInt8>) { self.init(cell, mark: UInt8(ascii: ".")) }

  /// The same as a whole number: `5.0` as 5; nil where it is none.
  var whole: NumberCell? {
    switch self {
    case .exact(let units, let places):
      let scale = (0..<places).reduce(Int64(1)) { scale, _ in scale * 10 }
      return units % scale == 0 ? .exact(units: units / scale, places: 0) : nil
    case .real(let value): return Int64(exactly: value).map { .exact(units: $0, places: 0) }
    }
  }

  /// The same with no more places than it needs: `1.10` as `1.1`.
  var shortest: NumberCell {
    guard case .exact(var units, var places) = self else { return whole ?? self }
    while places > 0, units % 10 == 0 { (units, places) = (units / 10, places - 1) }
    return .exact(units: units, places: places)
  }

  /// How many places it has, where it is printed with as many as its cell has: not `.5` nor `1e5`.
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

  /// The same with another decimal mark.
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
      // Zeros at the end of a long fraction say nothing; they would only make the number inexact.
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
    // An exponent, too many places or digits: binary, unless it is only digits, which then are an id.
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
