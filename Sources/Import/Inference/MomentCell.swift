internal import DataModel
private import Kernels

/// A date or time as parsed from one cell, before the column's order of day and month and its zone are known.
struct MomentCell: Hashable {
  enum Kind: Int64 {
    /// Days since 1970.
    case day = 0
    /// Microseconds since 1970 in local time.
    case local = 1
    /// Microseconds since 1970 UTC: the cell has an offset.
    case absolute = 2
    /// A placeholder for no date: `0000-00-00`, `9999-12-31`.
    case missing = 3
  }

  /// Features of the spelling that are reported to the user.
  struct Traits: OptionSet, Hashable {
    let rawValue: UInt16
    static let seconds = Traits(rawValue: 1)
    static let milliseconds = Traits(rawValue: 2)
    static let microseconds = Traits(rawValue: 4)
    static let nanoseconds = Traits(rawValue: 8)
    static let serial = Traits(rawValue: 16)
    /// A week, month or quarter, read as its first day.
    static let period = Traits(rawValue: 32)
    /// A zone abbreviation, which may stand for several zones.
    static let namedZone = Traits(rawValue: 64)
  }

  /// What a cell reveals about the order of day and month in its column.
  enum Order: Hashable {
    /// Unambiguous, or day and month are the same number.
    case certain
    case dayFirst, monthFirst
    /// Ambiguous, but with points between the numbers: day first, unless another cell proves otherwise.
    case dotted
    /// Ambiguous: provisionally day first.
    case open
  }

  var kind: Kind
  var value: Int64
  var order: Order
  var traits: Traits = []
  /// The first and last number of a date with a two-digit year.
  var shortYear: ShortYear?
}

extension MomentCell {
  /// Parses ISO 8601 dates and times, `dd-mm-yyyy` and `mm/dd/yyyy` with `-`, `/` or `.`, `15 Mar 2024`, `Mar 15,
  /// 2024`, each with an optional time of day (`14:30`, `14:30:05.25`, `2:30 PM`) and offset (`Z`, `UTC`, `+05:30`),
  /// and the forms of `MomentTokenParser`. If `isForced` (the column is known to hold times), digits alone are epochs,
  /// compact dates (`20250315`) or spreadsheet day numbers, and years outside 1900 to 2100 are rejected.
  init?(_ cell: Span<UInt8>, isForced: Bool = false) {
    guard let moment = MomentCell(spelled: cell, isForced: isForced) else { return nil }
    if moment.isSentinel {
      self.init(kind: .missing, value: 0, order: .certain)
      return
    }
    if isForced, !moment.isPlausible { return nil }
    self = moment
  }

  private init?(spelled cell: Span<UInt8>, isForced: Bool) {
    if let plain = MomentCell(plain: cell) {
      self = plain
      return
    }
    if let scanned = MomentCell(scanned: cell) {
      self = scanned
      return
    }
    if isForced, let digits = MomentCell(digits: cell) {
      self = digits
      return
    }
    guard let words = MomentTokenParser.read(cell, isForced: isForced) else { return nil }
    self = words
  }

  /// Whether a cell writes a date exactly as Heed prints it.
  func isSpelled(as cell: Span<UInt8>) -> Bool {
    kind == .day
      && Day(Int32(truncatingIfNeeded: value)).iso == text(of: cell.extracting(trimmedBounds(cell)))
  }

  private init?(scanned cell: Span<UInt8>) {
    var scan = MomentScanner(cell)
    guard let (day, order) = scan.date(cell) else { return nil }
    guard let day else {
      // A zero date, with an optional zero time.
      guard scan.isAtEnd || scan.timeOfDay(cell) != nil, scan.isAtEnd else { return nil }
      self.init(kind: .missing, value: 0, order: .certain)
      return
    }
    guard !scan.isAtEnd else {
      self.init(kind: .day, value: Int64(day.number), order: order, shortYear: scan.shortYear)
      return
    }
    guard let time = scan.timeOfDay(cell) else { return nil }
    let local = Int64(day.number) * Instant.microsecondsPerDay + time
    scan.skipBlanks(cell)
    if scan.isAtEnd {
      self.init(kind: .local, value: local, order: order, shortYear: scan.shortYear)
    } else {
      guard let offset = scan.offset(cell), scan.isAtEnd else { return nil }
      self.init(kind: .absolute, value: local - offset, order: order, shortYear: scan.shortYear)
    }
  }

  /// A date from two numbers and a year, and what it reveals about the order of day and month.
  static func ordered(
    _ first: Int, _ second: Int, year: Int, isDotted: Bool
  ) -> (day: Day, order: Order)? {
    if second > 12 { return Day(year: year, month: first, day: second).map { ($0, .monthFirst) } }
    let order: Order =
      first > 12 ? .dayFirst : first == second ? .certain : isDotted ? .dotted : .open
    return Day(year: year, month: second, day: first).map { ($0, order) }
  }

  /// Its date as days since 1970, ignoring the offset.
  var days: Int64 {
    switch kind {
    case .day: value
    case .local, .absolute: floorDivide(value, Instant.microsecondsPerDay)
    case .missing: 0
    }
  }

  /// From 1900 to 2100, as days since 1970.
  private static let plausible: ClosedRange<Int64> = -25_567...47_846

  private var isPlausible: Bool {
    kind != .day && MomentCell.ordinaryTimes.contains(value) || MomentCell.plausible.contains(days)
  }

  /// Up to 2100, except the very first moment of 1970.
  private static let ordinaryTimes: ClosedRange<Int64> = 1...plausible.upperBound * Instant.microsecondsPerDay

  /// Whether it is a date that systems write for null: 0001-01-01, 1899-12-30, 1900-01-01 and 9999-12-31 at any time of
  /// day, and the first second of 1970.
  private var isSentinel: Bool {
    switch kind {
    case .missing: false
    case .local where MomentCell.ordinaryTimes.contains(value),
      .absolute where MomentCell.ordinaryTimes.contains(value):
      false
    case .local where value == 0, .absolute where value == 0: true
    case .day, .local, .absolute:
      switch days {
      // 0001-01-01, 1899-12-30, 1900-01-01 and 9999-12-31.
      case -719_162, -25_569, -25_567, 2_932_896: true
      case _: false
      }
    }
  }
}

extension MomentCell {
  /// Fast path for the forms of nearly all exports: `2025-03-01`, `2025-03-01T10:00:00`, the same with a blank or a
  /// `Z`. Nil for anything else.
  private init?(plain cell: Span<UInt8>) {
    guard let plain = DateKernel.plain(cell),
      let day = Day(year: plain.year, month: plain.month, day: plain.day)
    else { return nil }
    guard let (hour, minute, second, isUTC) = plain.time else {
      self.init(kind: .day, value: Int64(day.number), order: .certain)
      return
    }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let seconds = Int64(day.number) * 86_400 + Int64((hour * 60 + minute) * 60 + second)
    self.init(kind: isUTC ? .absolute : .local, value: seconds * 1_000_000, order: .certain)
  }
}

/// A cursor over the parts of a date.
private struct MomentScanner {
  private(set) var shortYear: ShortYear?
  private var index: Int
  private let end: Int

  init(_ cell: Span<UInt8>) {
    let bounds = trimmedBounds(cell)
    index = bounds.lowerBound
    end = bounds.upperBound
  }

  var isAtEnd: Bool { index == end }

  /// The date; `day` is nil for a zero date, the result is nil if there is no date.
  mutating func date(_ cell: Span<UInt8>) -> (day: Day?, order: MomentCell.Order)? {
    guard let (first, width) = number(cell, upTo: 4) else {
      guard let month = monthName(cell) else { return nil }
      skipBlanks(cell)
      guard let (day, _) = number(cell, upTo: 2) else { return nil }
      _ = eat(cell, ",")
      skipBlanks(cell)
      guard let year = number(cell, exactly: 4) else { return nil }
      return Day(year: year, month: month, day: day).map { ($0, .certain) }
    }
    guard index < end else { return nil }
    let separator = cell[index]
    if width == 4 {
      guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") else { return nil }
      index += 1
      guard let (month, _) = number(cell, upTo: 2), eatByte(cell, separator),
        let (day, _) = number(cell, upTo: 2)
      else { return nil }
      if first == 0, month == 0, day == 0 { return (nil, .certain) }
      return Day(year: first, month: month, day: day).map { ($0, .certain) }
    }
    guard width <= 2 else { return nil }
    index += 1
    if digitAhead(cell) { return numericDate(cell, first: first, separator: separator) }
    skipBlanks(cell)
    guard separator == blank || separator == UInt8(ascii: "-"), let month = monthName(cell) else {
      return nil
    }
    if !eatByte(cell, separator) { skipBlanks(cell) }
    guard let year = number(cell, exactly: 4) else { return nil }
    return Day(year: year, month: month, day: first).map { ($0, .certain) }
  }

  /// The rest of `03-04-2024` after its first number.
  private mutating func numericDate(
    _ cell: Span<UInt8>, first: Int, separator: UInt8
  ) -> (day: Day?, order: MomentCell.Order)? {
    let (slash, point) = (UInt8(ascii: "/"), UInt8(ascii: "."))
    guard separator == slash || separator == point || separator == UInt8(ascii: "-"),
      let (second, _) = number(cell, upTo: 2), eatByte(cell, separator),
      var (year, width) = number(cell, upTo: 4)
    else { return nil }
    if width == 2, separator == slash {
      shortYear = ShortYear(first, second, year)
      year = ShortYear.whole(year)
      width = 4
    }
    guard width == 4 else { return nil }
    guard index == end || digit(cell[index]) == nil else { return nil }
    if first == 0, second == 0, year == 0 { return (nil, .certain) }
    return MomentCell.ordered(first, second, year: year, isDotted: separator == point)
  }

  /// Microseconds since midnight, from `T14:30`, ` 2:30:05.25 PM`.
  mutating func timeOfDay(_ cell: Span<UInt8>) -> Int64? {
    if !eat(cell, "T") && !eat(cell, "t") {
      _ = eat(cell, ",")
      guard index < end, cell[index] == blank else { return nil }
      skipBlanks(cell)
    }
    guard var (hour, _) = number(cell, upTo: 2), eat(cell, ":"), let minute = number(cell, exactly: 2)
    else { return nil }
    var (second, fraction) = (0, 0)
    if eat(cell, ":") {
      guard let value = number(cell, exactly: 2) else { return nil }
      second = value
      if eat(cell, ".") || eat(cell, ",") {
        guard let (value, width) = number(cell, upTo: 6) else { return nil }
        fraction = (width..<6).reduce(value) { value, _ in value * 10 }
        while digitAhead(cell) { index += 1 }
      }
    }
    let mark = index
    skipBlanks(cell)
    if let isAfternoon = halfOfDay(cell) {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    } else {
      index = mark
    }
    return microsecondsOfDay(hour, minute, second, Int64(fraction), isEndOfDay: index == mark)
  }

  /// The offset from UTC in microseconds, from `Z`, `UTC`, `+05:30`, `-0800`, `+01`.
  mutating func offset(_ cell: Span<UInt8>) -> Int64? {
    if eat(cell, "Z") || eat(cell, "z") || eatWord(cell, utc) || eatWord(cell, gmt), isAtEnd { return 0 }
    let isBehind = eat(cell, "-")
    guard isBehind || eat(cell, "+"), let hours = number(cell, exactly: 2) else { return nil }
    var minutes = 0
    if !isAtEnd {
      _ = eat(cell, ":")
      guard let value = number(cell, exactly: 2) else { return nil }
      minutes = value
    }
    guard hours <= 15, minutes < 60 else { return nil }
    return Int64(hours * 60 + minutes) * 60_000_000 * (isBehind ? -1 : 1)
  }

  mutating func skipBlanks(_ cell: Span<UInt8>) {
    while index < end, cell[index] == blank { index += 1 }
  }

  /// The number of the next digits, at most `width` of them, and how many there are.
  private mutating func number(_ cell: Span<UInt8>, upTo width: Int) -> (value: Int, width: Int)? {
    let start = index
    var value = 0
    while index < end, index - start < width, let digit = digit(cell[index]) {
      value = value * 10 + Int(digit)
      index += 1
    }
    return index > start ? (value, index - start) : nil
  }

  private mutating func number(_ cell: Span<UInt8>, exactly width: Int) -> Int? {
    guard let (value, found) = number(cell, upTo: width), found == width else { return nil }
    return value
  }

  private func digitAhead(_ cell: Span<UInt8>) -> Bool { index < end && digit(cell[index]) != nil }

  private mutating func eat(_ cell: Span<UInt8>, _ scalar: Unicode.Scalar) -> Bool {
    eatByte(cell, UInt8(truncatingIfNeeded: scalar.value))
  }

  private mutating func eatByte(_ cell: Span<UInt8>, _ byte: UInt8) -> Bool {
    guard index < end, cell[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func eatWord(_ cell: Span<UInt8>, _ word: [UInt8]) -> Bool {
    guard end - index >= word.count else { return false }
    for (offset, byte) in word.enumerated() where lowercased(cell[index + offset]) != byte { return false }
    index += word.count
    return true
  }

  /// Consumes `AM` (false) or `PM` (true).
  private mutating func halfOfDay(_ cell: Span<UInt8>) -> Bool? {
    guard index < end else { return nil }
    let letter = lowercased(cell[index])
    guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
    index += 1
    _ = eat(cell, ".")
    guard eat(cell, "M") || eat(cell, "m") else { return nil }
    _ = eat(cell, ".")
    return letter == UInt8(ascii: "p")
  }

  /// The month of an English name, in full or three letters.
  private mutating func monthName(_ cell: Span<UInt8>) -> Int? {
    let start = index
    for (number, name) in monthNames.enumerated() {
      if eatWord(cell, name) || eatWord(cell, Array(name.prefix(3))) {
        // As part of a longer word it may be a month in another language.
        if index < end, cell[index] >= 0x80 || lowercased(cell[index]) &- 0x61 < 26 {
          index = start
          return nil
        }
        _ = eat(cell, ".")
        return number + 1
      }
    }
    return nil
  }
}

/// Microseconds since midnight. A leap second becomes the first second of the next minute, and 24:00 the start of the
/// next day.
func microsecondsOfDay(_ hour: Int, _ minute: Int, _ second: Int, _ fraction: Int64, isEndOfDay: Bool)
  -> Int64?
{
  guard hour < 24 || isEndOfDay && hour == 24 && minute + second == 0 && fraction == 0, minute < 60,
    second <= 60
  else {
    return nil
  }
  return Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
}

private let utc = Array("utc".utf8)
private let gmt = Array("gmt".utf8)

private let monthNames: [[UInt8]] = [
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
  "november",
  "december",
].map { Array($0.utf8) }
