/// A calendar day, as the number of days since 1970-01-01 in the proleptic Gregorian calendar. It has no time zone.
public struct Day: Hashable, Comparable, Sendable {
  public var number: Int32

  public init(_ number: Int32) { self.number = number }

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day {
  /// The day of a civil date; nil if there is no such date (2025-02-30). Algorithm: Howard Hinnant, "chrono-compatible
  /// low-level date algorithms" (2013).
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (-9999...9999).contains(year), day >= 1,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(Int32(era * 146_097 + dayOfEra - 719_468))
  }

  /// Year, month (1–12) and day of the month (1–31).
  public var civil: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
  }

  /// 1 is Monday, 7 is Sunday, as in ISO 8601.
  public var weekday: Int { (((Int(number) + 3) % 7) + 7) % 7 + 1 }

  /// The number of days of a month.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    case _: 31
    }
  }

  /// This day plus a number of days; clamped to the range of a day number.
  public func adding(days: Int) -> Day {
    Day(Int32(clamping: Int(number) + max(-3_000_000, min(3_000_000, days))))
  }

  /// This day plus a number of calendar months, clamped to the month's end: 31 March − 1 month is 28 February.
  public func adding(months: Int) -> Day {
    let (year, month, day) = civil
    let index = year * 12 + (month - 1) + max(-200_000, min(200_000, months))
    let (y, m) = (Int((Double(index) / 12).rounded(.down)), ((index % 12) + 12) % 12 + 1)
    return Day(year: y, month: m, day: min(day, Day.length(ofMonth: m, year: y)))
      ?? (months < 0 ? Day(-3_000_000) : Day(3_000_000))
  }

  /// `2025-03-01`.
  public var iso: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// A number with leading zeros: `padded(7, 2)` is `07`.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(abs(number))
  return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
