internal import DataModel

/// A number as people and spreadsheets write it: `$1,200.50`, `1.200,50 €`, `20%`, `(12)`, `1.2K`, `12-`, `50¢`. The
/// whole cell has to be the number.
struct LooseNumber {
  /// What a cell reveals about the decimal mark of its column.
  enum Mark: Hashable {
    /// Nothing: there is no mark, or only groups separated by a blank or apostrophe.
    case none
    case point, comma
    /// `1.200`, `1,200`: three digits after a point or comma may be thousands or decimals.
    case openPoint, openComma
  }

  var mark: Mark
  var unit: NumberUnit?
  private var isNegative: Bool
  /// The digits, with the positions in `digits` of points and commas.
  private var digits: [UInt8] = []
  private var points: [Int] = []
  private var commas: [Int] = []
  /// A power of ten from a suffix: 3 for `K`, -2 for `%`.
  private var shift = 0

  /// Parses a cell; nil if the whole cell is not a number.
  init?(_ cell: Span<UInt8>) {
    var parts = NumberScanner(text(of: cell))
    isNegative = false
    mark = .none
    let isBracketed = parts.eatBrackets()
    var signs = isBracketed ? 1 : 0
    while true {
      if parts.eatSign(&signs) { continue }
      guard let currency = parts.leadingCurrency() else { break }
      guard unit == nil else { return nil }
      unit = .money(currency)
    }
    guard let body = parts.body() else { return nil }
    (digits, points, commas) = (body.digits, body.points, body.commas)
    if let (power, needsMoney) = parts.magnitude() {
      shift += power
      let trailing = parts.trailingCurrency()
      if let trailing, unit == nil { unit = .money(trailing) } else if trailing != nil { return nil }
      if needsMoney, unit == nil { return nil }
    } else if parts.eat("%") {
      guard unit == nil else { return nil }
      (unit, shift) = (.percent, -2)
    } else if parts.eat("¢") {
      guard unit == nil else { return nil }
      (unit, shift) = (.money(Currency(code: "USD")), -2)
    } else if let currency = parts.trailingCurrency() {
      guard unit == nil || unit == .money(currency) else { return nil }
      unit = .money(currency)
    }
    if !parts.isAtEnd { guard parts.eatTrailingMinus(&signs) else { return nil } }
    guard parts.isAtEnd, abs(signs) <= 1, let mark = LooseNumber.mark(body) else { return nil }
    self.mark = mark
    isNegative = signs > 0
  }

  /// What the points and commas can be; nil if they are neither decimal marks nor thousands separators.
  private static func mark(_ body: NumberScanner.Body) -> Mark? {
    let (points, commas, count) = (body.points, body.commas, body.digits.count)
    func isGrouped(_ places: [Int], to end: Int) -> Bool { groups(places, to: end, body) }
    guard let last = (points + commas).max() else {
      return body.hasBlankGroups && !isGrouped(body.blanks, to: count) ? nil : Mark.none
    }
    let isPoint = points.last == last
    let (own, other) = isPoint ? (points, commas) : (commas, points)
    if body.hasBlankGroups {
      guard other.isEmpty, own.count == 1, isGrouped(body.blanks, to: last), count > last else { return nil }
      return isPoint ? .point : .comma
    }
    if !other.isEmpty {
      guard own.count == 1, count > last, isGrouped(other, to: last) else { return nil }
      return isPoint ? .point : .comma
    }
    if own.count > 1 { return isGrouped(own, to: count) ? (isPoint ? .comma : .point) : nil }
    guard count > last else { return nil }
    let isOpen = count - last == 3 && (1...3).contains(last) && body.digits[0] != UInt8(ascii: "0")
    return isOpen ? (isPoint ? .openPoint : .openComma) : isPoint ? .point : .comma
  }

  /// Whether separators at these positions group the digits up to `end` by thousands, or the Indian way (`12,34,567`).
  private static func groups(_ places: [Int], to end: Int, _ body: NumberScanner.Body) -> Bool {
    guard let first = places.first, let last = places.last, first >= 1, end - last == 3,
      body.digits[0] != UInt8(ascii: "0")
    else { return false }
    let widths = zip(places, places.dropFirst()).map { $1 - $0 }
    let isThousands = first <= 3 && widths.allSatisfy { $0 == 3 }
    let isIndian = first <= 2 && places.count > 1 && places == body.commas && widths.allSatisfy { $0 == 2 }
    return isThousands || isIndian
  }

  /// The number, given the column's decimal mark; nil if the cell uses the other mark.
  func number(hasDecimalComma: Bool) -> NumberCell? {
    let decimals: Int
    switch mark {
    case .none: decimals = 0
    case .point:
      guard !hasDecimalComma else { return nil }
      decimals = points.count == 1 ? digits.count - points[0] : 0
    case .comma:
      guard hasDecimalComma else { return nil }
      decimals = commas.count == 1 ? digits.count - commas[0] : 0
    case .openPoint: decimals = hasDecimalComma ? 0 : 3
    case .openComma: decimals = hasDecimalComma ? 3 : 0
    }
    return value(places: decimals - shift)
  }

  private func value(places: Int) -> NumberCell? {
    var units: Int64 = 0
    var overflows = false
    for byte in digits {
      let (product, over) = units.multipliedReportingOverflow(by: 10)
      let (sum, past) = product.addingReportingOverflow(digit(byte) ?? 0)
      (units, overflows) = (sum, overflows || over || past)
    }
    var places = places
    while places < 0, !overflows {
      let (product, over) = units.multipliedReportingOverflow(by: 10)
      (units, overflows, places) = (product, over, places + 1)
    }
    while places > 6, units % 10 == 0, !overflows { (units, places) = (units / 10, places - 1) }
    if !overflows, (0...6).contains(places) {
      return .exact(units: isNegative ? -units : units, places: places)
    }
    let text = (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self) + "e\(-places)"
    guard let real = Double(text), real.isFinite else { return nil }
    return .real(real)
  }
}

/// A cursor over the characters of a loosely written number.
struct NumberScanner {
  struct Body {
    var digits: [UInt8] = []
    var points: [Int] = []
    var commas: [Int] = []
    /// The positions of blanks or apostrophes that separate groups.
    var blanks: [Int] = []
    var hasBlankGroups: Bool { !blanks.isEmpty }
  }

  private var rest: ArraySlice<Unicode.Scalar>

  init(_ text: String) {
    rest = text.unicodeScalars.map { isBlank($0) ? " " : halfWidth($0) }[...]
    skipBlanks()
    while rest.last == " " { rest.removeLast() }
  }

  var isAtEnd: Bool { rest.isEmpty }

  private mutating func skipBlanks() { while rest.first == " " { rest.removeFirst() } }

  mutating func eat(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    skipBlanks()
    return true
  }

  /// Consumes `(12)`, the accounting notation for a negative amount.
  mutating func eatBrackets() -> Bool {
    guard rest.count > 2, rest.first == "(", rest.last == ")" else { return false }
    rest = rest.dropFirst().dropLast()
    skipBlanks()
    while rest.last == " " { rest.removeLast() }
    return true
  }

  /// Counts a minus sign. A plus counts as -1, so that a number with two signs is rejected.
  mutating func eatSign(_ signs: inout Int) -> Bool {
    if eat("-") || eat("\u{2212}") || eat("\u{2013}") {
      signs = signs == 0 ? 1 : 9
      return true
    }
    guard eat("+") else { return false }
    signs = signs == 0 ? -1 : 9
    return true
  }

  mutating func eatTrailingMinus(_ signs: inout Int) -> Bool {
    guard rest.first == "-" || rest.first == "\u{2212}" else { return false }
    return eatSign(&signs)
  }

  mutating func leadingCurrency() -> Currency? { currency { $0 == "-" || $0 == "+" || $0 == "(" } }

  mutating func trailingCurrency() -> Currency? { currency { $0 == "-" || $0 == "\u{2212}" } }

  /// Consumes a currency symbol or code: everything up to a digit, a blank or `isEnd`.
  private mutating func currency(endingAt isEnd: (Unicode.Scalar) -> Bool) -> Currency? {
    let word = rest.prefix { $0 != " " && !("0"..."9").contains($0) && !isEnd($0) }
    guard !word.isEmpty, word.count <= 5 else { return nil }
    var spelled = String.UnicodeScalarView(word)
    // In `$.50` the point belongs to the number.
    var width = word.count
    if spelled.last == ".", Currency(spelled: String(spelled)) == nil {
      spelled.removeLast()
      width -= 1
    }
    guard let currency = Currency(spelled: String(spelled)) else { return nil }
    rest = rest.dropFirst(width)
    skipBlanks()
    return currency
  }

  /// Consumes digits and their separators, up to the last digit.
  mutating func body() -> Body? {
    var body = Body()
    var separator = false
    var apart: Unicode.Scalar?
    loop: while let scalar = rest.first {
      switch scalar {
      case "0"..."9":
        body.digits.append(UInt8(truncatingIfNeeded: scalar.value))
        separator = false
      case ".", ",":
        // A separator must be followed by a digit.
        guard let next = rest.dropFirst().first, ("0"..."9").contains(next), !separator else { break loop }
        if scalar == "." {
          body.points.append(body.digits.count)
        } else {
          body.commas.append(body.digits.count)
        }
        separator = true
      case " ", "'", "\u{2019}":
        guard let next = rest.dropFirst().first, ("0"..."9").contains(next), !body.digits.isEmpty, !separator,
          apart == nil || apart == scalar, body.points.isEmpty, body.commas.isEmpty
        else { break loop }
        apart = scalar
        body.blanks.append(body.digits.count)
        separator = true
      case _: break loop
      }
      rest.removeFirst()
    }
    skipBlanks()
    return body.digits.isEmpty || body.digits.count > 40 ? nil : body
  }

  /// Consumes a suffix such as K or bn: its power of ten, and whether it only applies to money.
  mutating func magnitude() -> (power: Int, needsMoney: Bool)? {
    let word = String(String.UnicodeScalarView(rest.prefix { $0.properties.isAlphabetic }))
    let found: (Int, Bool)? =
      switch word {
      case "K", "k": (3, false)
      case "M", "mn", "Mn", "MM", "mio", "Mio": (6, false)
      case "m": (6, true)
      case "B", "bn", "Bn", "BN", "mrd", "Mrd": (9, false)
      case "b": (9, true)
      case _: nil
      }
    guard let found else { return nil }
    rest = rest.dropFirst(word.unicodeScalars.count)
    if word.lowercased() == "mio" || word.lowercased() == "mrd" { _ = eat(".") }
    skipBlanks()
    return found
  }
}

/// The ASCII form of a full-width character: `１` as `1`; also point, comma, signs and percent sign.
private func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  let isFull =
    (0xFF10...0xFF19).contains(scalar.value)
    || [0xFF05, 0xFF0B, 0xFF0C, 0xFF0D, 0xFF0E].contains(scalar.value)
  return isFull ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
}

private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value <= 0x20 || scalar.properties.isWhitespace || (0x200B...0x200F).contains(scalar.value)
    || scalar.value == 0x2060 || scalar.value == 0xFEFF
}
