internal import DataModel

/// How the numbers of one column are parsed, and what its cells reveal about decimal mark and currency.
struct NumberParser {
  /// The notations that a cell may use.
  enum Grammar {
    /// Digits with a decimal point. A leading zero or a plus sign may be an id or a phone number, so it is not a
    /// number.
    case plain
    /// The same with a decimal point or comma, one of them in the whole column.
    case pointOrComma
    /// Whatever `LooseNumber` accepts, for columns that must be numbers.
    case loose
    /// `27:13:05`: hours, minutes and seconds, converted to hours.
    case duration
  }

  /// A number of cells, and the first of them as an example.
  struct Tally: Hashable {
    var count = 0
    var first = ""
  }

  private(set) var grammar: Grammar
  /// Whether only integers are accepted, in any notation: `5.0`, `1e3`.
  private let isWhole: Bool
  let settings: ColumnSettings
  /// The decimal mark of loosely written numbers, once known.
  private(set) var hasDecimalComma: Bool?
  private(set) var sawPoint = false
  private(set) var sawComma = false
  /// For plainly written numbers: the first whose point may separate thousands, such as `1.200`, and whether another
  /// proves that the point is a decimal mark.
  private(set) var openPoint: String?
  private var isPointProven: Bool
  /// Whether a number has four digits or more without a separator, so that thousands are not separated.
  private var sawUngrouped = false
  /// Whether there is an amount of money such as `€1.200`. Money has two decimals, so its point separates thousands.
  private var sawOpenMoney = false
  /// What the distinct values reveal about the decimal mark.
  private(set) var marks: [LooseNumber.Mark: Tally] = [:]
  /// The rows that have each currency or percent sign.
  private(set) var units: [NumberUnit: Tally] = [:]
  /// The rows with numbers without a unit, other than 0.
  private(set) var plain = Tally()

  init(_ target: ColumnTarget, _ settings: ColumnSettings) {
    self.settings = settings
    isWhole = target == .integer
    hasDecimalComma = settings.hasDecimalComma
    isPointProven = settings.hasDecimalComma != nil
    switch target {
    case .duration: grammar = .duration
    case .number, .integer, .cents: grammar = .loose
    case .inferred, .text, .id, .words, .boolean, .moment, .date, .timestamp, .list:
      grammar = settings.allowsCommas && settings.hasDecimalComma != false ? .pointOrComma : .plain
    }
    if grammar == .plain, settings.hasDecimalComma == true { grammar = .pointOrComma }
  }

  /// Looks at a distinct value, before any is parsed, to find the decimal mark.
  mutating func look(at cell: Span<UInt8>) {
    guard grammar == .loose, settings.hasDecimalComma == nil, let number = LooseNumber(cell) else { return }
    var tally = marks[number.mark] ?? Tally()
    if tally.count == 0 { tally.first = text(of: cell) }
    tally.count += 1
    marks[number.mark] = tally
    if case .exact(let units, 0)? = NumberCell(cell), units.magnitude >= 1000 { sawUngrouped = true }
    if number.mark == .openPoint, case .money? = number.unit { sawOpenMoney = true }
  }

  /// Evidence for both decimal marks: cells that prove each, or ambiguous cells of each kind.
  private(set) var clash: (point: Tally, comma: Tally)?

  /// Decides the decimal mark from the values looked at. Returns false if it stays undecided; more cells may change
  /// that.
  mutating func decideMark() -> Bool {
    guard grammar == .loose, settings.hasDecimalComma == nil else { return true }
    clash = nil
    switch (marks[.point], marks[.comma]) {
    case (let point?, let comma?): clash = (point, comma)
    case (_?, nil): hasDecimalComma = false
    case (nil, _?): hasDecimalComma = true
    case (nil, nil):
      switch (marks[.openPoint], marks[.openComma]) {
      case (nil, nil): return true
      case (nil, _?): hasDecimalComma = settings.allowsCommas
      case (let point?, nil):
        if settings.allowsCommas || settings.isMoney || sawOpenMoney || !sawUngrouped {
          clash = (point, Tally())
        }
        hasDecimalComma = false
      case (let point?, let comma?): clash = (point, comma)
      }
      return false
    }
    return clash == nil
  }

  /// Whether every cell with a separator is ambiguous, such as `1.200`.
  var isOpen: Bool {
    if settings.hasDecimalComma != nil { return false }
    if grammar != .loose { return openPoint != nil && !isPointProven }
    return marks[.point] == nil && marks[.comma] == nil
      && (marks[.openPoint] != nil || marks[.openComma] != nil)
  }

  /// The number in a cell; nil if it is none, or uses the other decimal mark.
  mutating func number(_ cell: Span<UInt8>) -> NumberCell? {
    switch grammar {
    case .plain:
      guard let number = NumberCell(cell) else { return nil }
      if !isPointProven { lookAtPoint(of: number, cell) }
      return number
    case .pointOrComma: return pointOrComma(cell)
    case .duration: return NumberCell(duration: cell)
    case .loose: return isWhole ? loose(cell)?.whole : loose(cell)
    }
  }

  private mutating func lookAtPoint(of number: NumberCell, _ cell: Span<UInt8>) {
    switch number {
    case .exact(let units, 0) where units.magnitude < 1000: break
    case .exact(let units, 3) where (1000..<1_000_000).contains(units.magnitude):
      if openPoint == nil { openPoint = text(of: cell) }
    case .exact(_, let places):
      if places > 0 { sawPoint = true }
      isPointProven = true
    case .real: isPointProven = true
    }
  }

  private mutating func pointOrComma(_ cell: Span<UInt8>) -> NumberCell? {
    let hasComma = NumberCell.hasComma(cell)
    guard let number = NumberCell(cell, mark: UInt8(ascii: hasComma ? "," : ".")) else { return nil }
    if hasComma { sawComma = true } else if case .exact(_, 1...) = number { sawPoint = true }
    if !hasComma, !isPointProven { lookAtPoint(of: number, cell) }
    let isBoth = sawComma && sawPoint || settings.hasDecimalComma == true && sawPoint
    return isBoth ? nil : number
  }

  private mutating func loose(_ cell: Span<UInt8>) -> NumberCell? {
    learnMark(cell)
    let hasComma = hasDecimalComma ?? false
    // Plainly written numbers need no closer look.
    if let number = NumberCell(cell, mark: UInt8(ascii: hasComma ? "," : ".")) {
      count(nil, number, cell)
      return converted(number, nil)
    }
    guard let loose = LooseNumber(cell), let number = loose.number(hasDecimalComma: hasComma) else {
      return nil
    }
    if hasComma, loose.mark == .comma { sawComma = true }
    count(loose.unit, number, cell)
    return converted(number, loose.unit)
  }

  /// If no earlier cell had a decimal mark, the first that has one decides.
  private mutating func learnMark(_ cell: Span<UInt8>) {
    guard hasDecimalComma == nil else { return }
    if case .exact(_, 0)? = NumberCell(cell) { return }
    switch LooseNumber(cell)?.mark {
    case .point: hasDecimalComma = false
    case .comma: hasDecimalComma = true
    case .openPoint, .openComma: hasDecimalComma = settings.allowsCommas
    case .some(.none), nil: break
    }
  }

  private mutating func count(_ unit: NumberUnit?, _ number: NumberCell, _ cell: Span<UInt8>) {
    guard let unit else {
      if case .exact(0, _) = number { return }
      if plain.count == 0 { plain.first = text(of: cell) }
      plain.count += 1
      return
    }
    if units[unit] == nil { units[unit] = Tally(count: 0, first: text(of: cell)) }
    units[unit]?.count += 1
  }

  private func converted(_ number: NumberCell, _ unit: NumberUnit?) -> NumberCell {
    guard let rates = settings.rates, case .money(let currency)? = unit,
      let rate = rates.values[currency.code]
    else { return number }
    return number.converted(by: rate)
  }

  /// Converts the tallies from distinct values to rows, given each distinct value and its number of rows.
  mutating func weigh(_ cells: [(cell: [UInt8], rows: Int)]) {
    guard !units.isEmpty else { return }
    (units, plain) = ([:], Tally())
    for (cell, rows) in cells {
      let before = (units, plain)
      guard loose(cell.span) != nil else { continue }
      for (unit, tally) in units where tally.count != before.0[unit]?.count { units[unit]?.count += rows - 1 }
      if plain.count != before.1.count { plain.count += rows - 1 }
    }
  }

  /// The unit of the numbers; nil if no cell has one.
  var unit: NumberUnit? {
    if grammar == .duration { return .duration }
    if let rates = settings.rates, units.keys.contains(where: { if case .money = $0 { true } else { false } })
    {
      return .money(rates.base)
    }
    return units.count == 1 ? units.keys.first : nil
  }

  /// CustomerKinds that cannot share a column, most frequent first; nil if there is no conflict.
  var mixture: MixedUnits? {
    var found = units.map { (words: $0.key.words, tally: $0.value) }
    let isPercentApart = units[.percent] == nil || units.count == 1 && plain.count == 0
    let isAllRated = units.keys.allSatisfy { unit in
      if case .money(let currency) = unit { settings.rates?.values[currency.code] != nil } else { false }
    }
    if isPercentApart, isAllRated || settings.rates == nil && found.count < 2 { return nil }
    if units.count == 1, units[.percent] != nil, plain.count == 0 { return nil }
    if units[.percent] != nil, plain.count > 0 {
      found.append((words: "without a percent sign", tally: plain))
    }
    return MixedUnits(kinds: found.sorted { ($0.tally.count, $1.words) > ($1.tally.count, $0.words) })
  }
}

extension NumberUnit {
  /// The unit's name in messages: `USD`, `per cent`.
  var words: String {
    switch self {
    case .money(let currency): currency.code
    case .currencies(let column): "the currencies in \(column)"
    case .percent: "per cent"
    case .duration: "hours"
    case .year: "years"
    }
  }
}

extension NumberCell {
  /// Parses a duration as hours: `27:13:05`, `27:13:05.5`, `mm:ss` as in `13:05`, `1h 20m`, `2d 4h`; nil if it is none.
  init?(duration cell: Span<UInt8>) {
    let bounds = trimmedBounds(cell)
    guard bounds.count <= 32, !bounds.isEmpty else { return nil }
    var text = text(of: cell.extracting(bounds)).lowercased()
    let isNegative = text.hasPrefix("-")
    if isNegative { text.removeFirst() }
    guard let seconds = NumberCell.clockSeconds(text) ?? NumberCell.spelledSeconds(text) else { return nil }
    self = .real((isNegative ? -seconds : seconds) / 3600)
  }

  private static func clockSeconds(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let last = parts.last else { return nil }
    let whole = parts.dropLast().compactMap { $0.allSatisfy(\.isASCIIDigit) ? Int($0) : nil }
    let isPlain = last.allSatisfy { $0.isASCIIDigit || $0 == "." } && last.prefix { $0 != "." }.count == 2
    guard whole.count == parts.count - 1, isPlain, let seconds = Double(last), seconds < 60 else {
      return nil
    }
    guard parts.count == 3 else { return Double(whole[0] * 60) + seconds }
    guard parts[1].count == 2, whole[1] < 60, whole[0] < 10_000_000 else { return nil }
    return Double(whole[0] * 3600 + whole[1] * 60) + seconds
  }

  /// `1h 20m`, `90 min`, `2 days`.
  private static func spelledSeconds(_ text: String) -> Double? {
    var rest = text[...]
    var total = 0.0
    var largest = Double.infinity
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCIIDigit || $0 == "." }
      rest = rest.dropFirst(number.count).drop { $0 == " " }
      let word = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(word.count).drop { $0 == " " || $0 == "," }
      let factor: Double? =
        switch word {
        case "d", "day", "days": 86_400
        case "h", "hr", "hrs", "hour", "hours": 3600
        case "m", "min", "mins", "minute", "minutes": 60
        case "s", "sec", "secs", "second", "seconds": 1
        case _: nil
        }
      guard let factor, factor < largest, let value = Double(number) else { return nil }
      (total, largest) = (total + value * factor, factor)
    }
    return largest < .infinity ? total : nil
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { self >= "0" && self <= "9" && isASCII }
}
