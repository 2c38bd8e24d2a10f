/// A number as a cell spells it.
enum NumberCell: Hashable {
  /// `units` divided by ten to `places` (0 to 6): exact.
  case exact(units: Int64, places: Int)
  /// More places than six, or an exponent.
  case real(Double)

  /// How a column spells its numbers.
  enum Grammar {
    /// Digits with a point; what could be an id or a phone number (a leading zero, a plus sign) is no number.
    case plain
    /// The same, with a point or a comma before the decimals.
    case pointOrComma
    /// Whatever a person would read as a number: `$1,200.50`, `1.200,50 €`, `20%`, `(12)`.
    case loose
    /// The same where the column is known to have decimal commas, so that every point groups.
    case looseComma
  }

  /// Reads a cell; nil where it is no number.
  ///
  ///     NumberCell("29.85")  // .exact(units: 2985, places: 2)
  init?(_ cell: Span<UInt8>, _ grammar: Grammar = .plain) {
    switch grammar {
    case .plain: self.init(cell, mark: UInt8(ascii: "."))
    case .pointOrComma:
      self.init(cell, mark: NumberCell.hasComma(cell) ? UInt8(ascii: ",") : UInt8(ascii: "."))
    case .loose, .looseComma:
      guard let digits = NumberCell.stripped(cell, hasDecimalComma: grammar == .looseComma) else {
        return nil
      }
      self.init(digits.span, mark: UInt8(ascii: "."))
    }
  }

  static func hasComma(_ cell: Span<UInt8>) -> Bool {
    for index in cell.indices where cell[index] == UInt8(ascii: ",") { return true }
    return false
  }

  private init?(_ cell: Span<UInt8>, mark: UInt8) {
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

  /// A loosely spelt number as digits with a point: without currency, blanks, grouping and percent sign.
  private static func stripped(_ cell: Span<UInt8>, hasDecimalComma: Bool) -> [UInt8]? {
    var digits: [UInt8] = []
    var isNegative = false
    var letters = 0
    for scalar in text(of: cell).unicodeScalars {
      switch scalar {
      case "0"..."9", ".", ",": digits.append(UInt8(truncatingIfNeeded: scalar.value))
      case "-", "(", "\u{2212}":
        guard digits.isEmpty else { return nil }
        isNegative = true
      case " ", "\t", "'", "\u{2019}", "\u{A0}", "\u{202F}", ")", "%", "+": break
      case "A"..."Z", "a"..."z": letters += 1
      case _:
        guard scalar.properties.generalCategory == .currencySymbol else { return nil }
      }
    }
    // A currency may be spelt: USD 12, R$ 12, 12 kr.
    guard letters <= 3 else { return nil }
    let comma = digits.firstIndex(of: UInt8(ascii: ","))
    guard let mark = hasDecimalComma ? comma ?? digits.count : decimalMark(of: digits) else { return nil }
    let whole = digits[..<mark].filter { digit($0) != nil }
    let fraction = digits[mark...].filter { digit($0) != nil }
    guard digits[mark...].count <= fraction.count + 1, whole.count + fraction.count > 0 else { return nil }
    let significant = whole.drop { $0 == UInt8(ascii: "0") }
    return (isNegative ? [UInt8(ascii: "-")] : []) + (significant.isEmpty ? [UInt8(ascii: "0")] : significant)
      + (fraction.isEmpty ? [] : [UInt8(ascii: ".")] + fraction)
  }

  /// Where the decimals of digits with points and commas begin; the end where there are none. If both occur, the last
  /// is the decimal mark; one that occurs several times groups; so does a single comma before three digits.
  private static func decimalMark(of digits: [UInt8]) -> Int? {
    let (point, comma) = (UInt8(ascii: "."), UInt8(ascii: ","))
    guard let last = digits.lastIndex(where: { $0 == point || $0 == comma }) else { return digits.count }
    let kinds = Set(digits.filter { $0 == point || $0 == comma })
    if kinds.count == 2 { return digits[..<last].contains(digits[last]) ? nil : last }
    if digits[..<last].contains(digits[last]) { return digits.count }
    return digits[last] == comma && digits.count - last == 4 ? digits.count : last
  }
}
