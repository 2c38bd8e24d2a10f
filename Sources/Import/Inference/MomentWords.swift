internal import DataModel

/// Reads dates with words in them and less common ones: `Mon, 13 Jan 2025 10:00:00 +0000`, `13 janvier 2025`,
/// `05-Apr-15`, `2025-Q1`, `2025-W03`, `Jan 2025`, `24-02-2015 9.42`, `2025-01-13 10:00 EST`.
///
/// The cell is taken apart into numbers, words and signs; a date is found first, then a time of day, then a zone. What
/// is left over makes it no date.
struct MomentWords {
  private enum Part: Equatable {
    case number(Int, width: Int)
    case word(String)
    case sign(Unicode.Scalar)
    case blank
  }

  private var parts: [Part]
  private var index = 0
  private let isForced: Bool
  private var traits: MomentCell.Traits = []

  static func read(_ cell: Span<UInt8>, isForced: Bool) -> MomentCell? {
    guard cell.count >= 4, cell.count <= 80 else { return nil }
    guard let parts = parts(of: text(of: cell)) else { return nil }
    var words = MomentWords(parts: parts, isForced: isForced)
    return words.moment()
  }

  private init(parts: [Part], isForced: Bool) {
    self.parts = parts
    self.isForced = isForced
  }

  /// Nil where there is no digit, or too much of anything for a date.
  private static func parts(of text: String) -> [Part]? {
    var parts: [Part] = []
    var digits = 0
    var scalars = text.decomposedStringWithoutMarks[...]
    while let scalar = scalars.first {
      if ("0"..."9").contains(scalar) {
        let run = scalars.prefix { ("0"..."9").contains($0) }
        guard run.count <= 14, let number = Int(String(String.UnicodeScalarView(run))) else { return nil }
        digits += run.count
        parts.append(.number(number, width: run.count))
        scalars = scalars.dropFirst(run.count)
      } else if scalar.properties.isAlphabetic {
        let run = scalars.prefix { $0.properties.isAlphabetic }
        guard run.count <= 12 else { return nil }
        parts.append(.word(String(String.UnicodeScalarView(run)).lowercased()))
        scalars = scalars.dropFirst(run.count)
      } else {
        let isBlank = scalar.properties.isWhitespace || (0x200B...0x200F).contains(scalar.value)
        if isBlank {
          if parts.last != .blank, !parts.isEmpty { parts.append(.blank) }
        } else {
          parts.append(.sign(scalar))
        }
        scalars = scalars.dropFirst()
      }
      if parts.count > 40 { return nil }
    }
    while parts.last == .blank { parts.removeLast() }
    return digits >= 3 ? parts : nil
  }

  private mutating func moment() -> MomentCell? {
    let start = index
    skipWeekday()
    var found = date()
    if found == nil {
      // `mar` is a weekday and a month.
      index = start
      found = date()
    }
    guard let (date, order) = found else { return nil }
    var day = date
    if index == parts.count {
      return MomentCell(kind: .day, value: Int64(day.number), order: order, traits: traits)
    }
    skipLinks()
    guard let time = time() else { return nil }
    // `Mon Jan 13 10:00:00 +0000 2025`: the year comes last.
    eatBlank()
    var offset: Int64?
    if index < parts.count, !isYear {
      offset = zone()
      guard offset != nil else { return nil }
      eatBlank()
    }
    if lacksYear {
      guard isYear, case .number(let year, _) = parts[index],
        let found = Day(year: year, month: day.civil.month, day: day.civil.day)
      else { return nil }
      index += 1
      day = found
    }
    guard index == parts.count else { return nil }
    let local = Int64(day.number) * Instant.microsecondsPerDay + time
    guard let offset else { return MomentCell(kind: .local, value: local, order: order, traits: traits) }
    return MomentCell(kind: .absolute, value: local - offset, order: order, traits: traits)
  }

  /// The date had no year yet: `Jan 13` of `Mon Jan 13 10:00:00 2025`. It then stands in a leap year.
  private var lacksYear = false

  private var isYear: Bool {
    if case .number(_, 4)? = part(0), index == parts.count - 1 { true } else { false }
  }
}

// MARK: - Dates

extension MomentWords {
  private mutating func date() -> (day: Day, order: MomentCell.Order)? {
    switch part(0) {
    case .number(let number, let width)?:
      index += 1
      if width == 4 { return certain(fromYear(number)) }
      if width == 8, eatWordT(ahead: true) { return certain(compact(number)) }
      return width <= 2 ? fromDay(number, width) : nil
    case .word(let word)?:
      index += 1
      if word == "q", case .number(let quarter, 1)? = part(0) {
        index += 1
        eatBlank()
        _ = eat("/") || eat("-") || eatWord(["of"])
        eatBlank()
        return certain(year().flatMap { period(year: $0, quarter: quarter) })
      }
      guard let month = MonthNames.month(word) else { return nil }
      return certain(fromMonth(month))
    case .sign?, .blank?, nil: return nil
    }
  }

  private func certain(_ day: Day?) -> (day: Day, order: MomentCell.Order)? { day.map { ($0, .certain) } }

  private func compact(_ number: Int) -> Day? {
    Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  /// `2025-Q1`, `2025-W03-1`, `2025-01`, `2018.02.26`, `2025 Mar 1`.
  private mutating func fromYear(_ year: Int) -> Day? {
    let separator = part(0)
    let isParted = eat("-") || eat("/") || eat(".")
    if !isParted { eatBlank() }
    switch part(0) {
    case .word("q")?:
      index += 1
      guard case .number(let quarter, 1)? = part(0) else { return nil }
      index += 1
      return period(year: year, quarter: quarter)
    case .word("w")?:
      index += 1
      guard case .number(let week, 2)? = part(0), let monday = Day(isoYear: year, week: week) else {
        return nil
      }
      index += 1
      if eat("-") {
        guard case .number(let weekday, 1)? = part(0), (1...7).contains(weekday) else { return nil }
        index += 1
        return monday.adding(days: weekday - 1)
      }
      traits.insert(.period)
      return monday
    case .word(let word)?:
      guard let month = MonthNames.month(word) else { return nil }
      index += 1
      if let separator, isParted { guard part(0) == separator else { return nil } }
      _ = eat("-") || eat("/") || eat(".")
      eatBlank()
      guard case .number(let day, 1...2)? = part(0) else { return nil }
      index += 1
      return Day(year: year, month: month, day: day)
    case .number(let month, 1...2)?:
      guard isParted else { return nil }
      index += 1
      guard let separator, part(0) == separator else {
        guard index == parts.count, separator != .sign(".") else { return nil }
        traits.insert(.period)
        return Day(year: year, month: month, day: 1)
      }
      index += 1
      guard case .number(let day, 1...2)? = part(0) else { return nil }
      index += 1
      return Day(year: year, month: month, day: day)
    case .number?, .sign?, .blank?, nil: return nil
    }
  }

  private mutating func period(year: Int, quarter: Int) -> Day? {
    traits.insert(.period)
    return (1...4).contains(quarter) ? Day(year: year, month: quarter * 3 - 2, day: 1) : nil
  }

  /// `Jan 14, 2025`, `January 14th 2025`, `Jan 2025`, `Jan-14-2025`, `Jan 13` before a time and a year.
  private mutating func fromMonth(_ month: Int) -> Day? {
    _ = eat(".")
    _ = eat("-") || eat("/") || eat(",")
    eatBlank()
    guard case .number(let number, let width)? = part(0) else { return nil }
    index += 1
    if width == 4 {
      traits.insert(.period)
      return Day(year: number, month: month, day: 1)
    }
    guard width <= 2 else { return nil }
    _ = eatWord(["st", "nd", "rd", "th"])
    let mark = index
    let isParted = eat(",") || eat("-") || eat("/")
    eatBlank()
    if case .number(let year, 4)? = part(0) {
      index += 1
      return Day(year: year, month: month, day: number)
    }
    guard !isParted, case .number? = part(0),
      parts.last.map({ if case .number(_, 4) = $0 { true } else { false } }) == true
    else { return nil }
    index = mark
    lacksYear = true
    return Day(year: 2000, month: month, day: number)
  }

  /// `13 janvier 2025`, `1. Januar 2025`, `13/Jan/25`, `1 de enero de 2025`; and `24-02-2015`, `15.03.25`, `01/2025`.
  private mutating func fromDay(_ first: Int, _ width: Int) -> (day: Day, order: MomentCell.Order)? {
    let separator = part(0)
    if case .number(let second, let secondWidth)? = part(1), let separator, separator != .blank {
      index += 2
      return numeric(first, width, separator, second, secondWidth)
    }
    _ = eatWord(["st", "nd", "rd", "th", "er", "e"])
    _ = eat(".") || eat("\u{BA}") || eat("-") || eat("/")
    eatBlank()
    while eatWord(["de", "of"]) { eatBlank() }
    guard case .word(let word)? = part(0), let month = MonthNames.month(word) else { return nil }
    index += 1
    _ = eat(".")
    _ = eat("-") || eat("/") || eat(",")
    eatBlank()
    while eatWord(["de", "del", "of"]) { eatBlank() }
    return certain(year().flatMap { Day(year: $0, month: month, day: first) })
  }

  private mutating func numeric(
    _ first: Int, _ width: Int, _ separator: Part, _ second: Int, _ secondWidth: Int
  ) -> (day: Day, order: MomentCell.Order)? {
    let isDot = separator == .sign(".")
    guard separator == .sign("/") || separator == .sign("-") || isDot else { return nil }
    if secondWidth == 4 {
      // A month: `01/2025`.
      guard !isDot, index == parts.count else { return nil }
      traits.insert(.period)
      return certain(Day(year: second, month: first, day: 1))
    }
    guard secondWidth <= 2, part(0) == separator else { return nil }
    index += 1
    // Versions and codes look so too: only two digits each are a date by themselves.
    let isPlain = separator == .sign("/") || width == 2 && secondWidth == 2
    if !isPlain, !isForced, case .number(_, 2)? = part(0) { return nil }
    guard let year = year() else { return nil }
    if isDot { return certain(Day(year: year, month: second, day: first)) }
    if second > 12 { return Day(year: year, month: first, day: second).map { ($0, .monthFirst) } }
    let order: MomentCell.Order =
      first > 12 ? .dayFirst : first == second ? .certain : .open
    return Day(year: year, month: second, day: first).map { ($0, order) }
  }

  /// Four digits, or two: those below 70 are of this century.
  private mutating func year() -> Int? {
    switch part(0) {
    case .number(let year, 4)?:
      index += 1
      return year
    case .number(let year, 2)?:
      index += 1
      return year + (year < 70 ? 2000 : 1900)
    case .number?, .word?, .sign?, .blank?, nil: return nil
    }
  }
}

// MARK: - Times and zones

extension MomentWords {
  /// Microseconds since midnight: `10:00`, `9.42`, `2:30:05.25 PM`, `14h30`, `T143000`.
  private mutating func time() -> Int64? {
    guard case .number(var hour, let width)? = part(0) else { return nil }
    index += 1
    var (minute, second, fraction): (Int, Int, Int64) = (0, 0, 0)
    var hasSeconds = width == 6
    if width == 6 || width == 4 {
      guard wasT else { return nil }
      (hour, minute, second) =
        width == 6 ? (hour / 10_000, hour / 100 % 100, hour % 100) : (hour / 100, hour % 100, 0)
    } else {
      guard width <= 2 else { return nil }
      if let half = halfOfDay() { return microseconds(hour, 0, 0, 0, half) }
      let mark = part(0)
      guard eat(":") || eat(".") || eatWord(["h"]), case .number(let minutes, 2)? = part(0) else {
        return nil
      }
      index += 1
      minute = minutes
      if let mark, mark != .word("h"), part(0) == mark, case .number(let seconds, 2)? = part(1) {
        index += 2
        second = seconds
        hasSeconds = true
      }
    }
    if hasSeconds, part(0) == .sign(".") || part(0) == .sign(","),
      case .number(let digits, let width)? = part(1)
    {
      index += 2
      var (value, places) = (Int64(digits), width)
      while places > 6 { (value, places) = (value / 10, places - 1) }
      while places < 6 { (value, places) = (value * 10, places + 1) }
      fraction = value
    }
    return microseconds(hour, minute, second, fraction, halfOfDay())
  }

  private func microseconds(
    _ hour: Int, _ minute: Int, _ second: Int, _ fraction: Int64, _ isAfternoon: Bool?
  ) -> Int64? {
    var hour = hour
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    return Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
  }

  /// `PM`, `p.m.` (true), `AM` (false).
  private mutating func halfOfDay() -> Bool? {
    let start = index
    eatBlank()
    if eatWord(["am"]) { return false }
    if eatWord(["pm"]) { return true }
    for (letter, isAfternoon) in [("a", false), ("p", true)] where eatWord([letter]) {
      if eat(".") {
        eatBlank()
        if eatWord(["m"]) {
          _ = eat(".")
          return isAfternoon
        }
      }
    }
    index = start
    if part(0) == .blank, part(1) == .word("uhr") { index += 2 }
    return nil
  }

  /// Microseconds ahead of UTC: `Z`, `+01`, `+0100`, `GMT+01:00 (CET)`, `EST`.
  private mutating func zone() -> Int64? {
    var found: Int64?
    if case .word(let name)? = part(0) {
      index += 1
      guard let minutes = ZoneNames.minutes[name.uppercased()] else { return nil }
      let isUniversal = ["Z", "UTC", "GMT"].contains(name.uppercased())
      if !isUniversal { traits.insert(.namedZone) }
      found = Int64(minutes)
      if !isUniversal || !(part(0) == .sign("+") || part(0) == .sign("-")) { return comment(found) }
    }
    let isBehind = part(0) == .sign("-") || part(0) == .sign("\u{2212}")
    guard isBehind || part(0) == .sign("+"), case .number(let number, let width)? = part(1) else {
      return nil
    }
    index += 2
    var (hours, minutes) = (number, 0)
    if width == 4 {
      (hours, minutes) = (number / 100, number % 100)
    } else if width <= 2, part(0) == .sign(":"), case .number(let rest, 2)? = part(1) {
      index += 2
      minutes = rest
    }
    guard width == 4 || width <= 2, hours <= 15, minutes < 60 else { return nil }
    found = Int64(hours * 60 + minutes) * (isBehind ? -1 : 1)
    return comment(found)
  }

  /// After the offset its name may stand in brackets: `(CET)`, `(Central European Standard Time)`.
  private mutating func comment(_ minutes: Int64?) -> Int64? {
    let start = index
    eatBlank()
    if eat("(") {
      while index < parts.count, part(0) != .sign(")") {
        switch part(0) {
        case .word?, .blank?: index += 1
        case .number?, .sign?, nil: return nil
        }
      }
      guard eat(")") else { return nil }
    } else {
      index = start
    }
    return minutes.map { $0 * 60_000_000 }
  }
}

// MARK: - Parts

extension MomentWords {
  private func part(_ ahead: Int) -> Part? { index + ahead < parts.count ? parts[index + ahead] : nil }

  private mutating func eat(_ sign: Unicode.Scalar) -> Bool {
    guard part(0) == .sign(sign) else { return false }
    index += 1
    return true
  }

  private mutating func eatWord(_ words: [String]) -> Bool {
    guard case .word(let word)? = part(0), words.contains(word) else { return false }
    index += 1
    return true
  }

  private mutating func eatBlank() { if part(0) == .blank { index += 1 } }

  private var wasT: Bool { index >= 2 && parts[index - 2] == .word("t") }

  private func eatWordT(ahead: Bool) -> Bool { part(0) == .word("t") || index == parts.count }

  /// `Mon,`, `lundi`.
  private mutating func skipWeekday() {
    guard case .word(let word)? = part(0), MonthNames.isWeekday(word) else { return }
    index += 1
    _ = eat(".")
    _ = eat(",")
    eatBlank()
  }

  /// What stands between a date and its time: a blank, a comma, `T`, `at`, `um`.
  private mutating func skipLinks() {
    _ = eat(",")
    eatBlank()
    if eatWord(["t", "at", "um", "a", "alle", "as", "om", "kl"]) {
      _ = eat(".")
      eatBlank()
    }
    _ = eat(",") || eat("-")
    eatBlank()
  }
}

extension String {
  /// The letters without their accents: `février` as `fevrier`.
  fileprivate var decomposedStringWithoutMarks: [Unicode.Scalar] {
    utf8.allSatisfy { $0 < 0x80 }
      ? Array(unicodeScalars)
      : unicodeScalars.map { bareLetters[$0] ?? $0 }
  }
}

private let bareLetters: [Unicode.Scalar: Unicode.Scalar] = [
  "é": "e", "è": "e", "ê": "e", "á": "a", "à": "a", "ä": "a", "â": "a", "ã": "a", "ç": "c", "û": "u",
  "ü": "u",
  "ú": "u", "ö": "o", "ó": "o", "ô": "o", "í": "i", "î": "i", "ì": "i", "É": "e", "À": "a", "Ä": "a",
  "Û": "u",
  "\u{202F}": " ", "\u{A0}": " ",
]
