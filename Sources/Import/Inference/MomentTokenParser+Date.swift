internal import DataModel

extension MomentTokenParser {
  mutating func date() -> (day: Day, order: MomentCell.Order)? {
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

  func certain(_ day: Day?) -> (day: Day, order: MomentCell.Order)? { day.map { ($0, .certain) } }

  func compact(_ number: Int) -> Day? {
    Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  /// `2025-Q1`, `2025-W03-1`, `2025-01`, `2018.02.26`, `2025 Mar 1`.
  mutating func fromYear(_ year: Int) -> Day? {
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

  mutating func period(year: Int, quarter: Int) -> Day? {
    traits.insert(.period)
    return (1...4).contains(quarter) ? Day(year: year, month: quarter * 3 - 2, day: 1) : nil
  }

  /// `Jan 14, 2025`, `Mar 1, 69`, `January 14th 2025`, `Jan 2025`, `Jan-14-2025`, `Jan 13` before a time and a year.
  mutating func fromMonth(_ month: Int) -> Day? {
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
    if isParted, case .number(_, 2)? = part(0), part(1) != .sign(":"), part(1) != .word("h") {
      return year().flatMap { Day(year: $0, month: month, day: number) }
    }
    guard !isParted, case .number? = part(0),
      parts.last.map({ if case .number(_, 4) = $0 { true } else { false } }) == true
    else { return nil }
    index = mark
    lacksYear = true
    return Day(year: 2000, month: month, day: number)
  }

  /// `13 janvier 2025`, `1. Januar 2025`, `13/Jan/25`, `1 de enero de 2025`; and `24-02-2015`, `15.03.25`, `01/2025`.
  mutating func fromDay(_ first: Int, _ width: Int) -> (day: Day, order: MomentCell.Order)? {
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

  mutating func numeric(
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
    // Versions and codes look like this too: only two digits each are a date without further proof.
    let isPlain = separator == .sign("/") || width == 2 && secondWidth == 2
    if !isPlain, !isForced, case .number(_, 2)? = part(0) { return nil }
    if case .number(let last, 2)? = part(0) { shortYear = ShortYear(first, second, last) }
    guard let year = year() else { return nil }
    // `10.13.06` is a version number, unless the column has to hold dates.
    if isDot, shortYear != nil, second > 12, !isForced { return nil }
    return MomentCell.ordered(first, second, year: year, isDotted: isDot)
  }

  /// Four digits, or two, with an optional apostrophe. Two-digit years below 69 are in the 2000s, as in POSIX.
  mutating func year() -> Int? {
    _ = eat("'") || eat("\u{2019}")
    switch part(0) {
    case .number(let year, 4)?:
      index += 1
      return year
    case .number(let year, 2)?:
      index += 1
      return ShortYear.whole(year)
    case .number?, .word?, .sign?, .blank?, nil: return nil
    }
  }

  /// Consumes a weekday: `Mon,`, `lundi`. 1 is Monday.
  mutating func weekday() -> Int? {
    guard case .word(let word)? = part(0), let weekday = MonthNames.weekday(word) else { return nil }
    index += 1
    _ = eat(".")
    _ = eat(",")
    eatBlank()
    return weekday
  }
}
