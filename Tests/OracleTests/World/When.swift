/// When something happened: on a local day (days since 1970), or at an instant (microseconds since 1970, UTC).
enum When: Hashable, Sendable {
  case day(Int)
  case instant(Int)
}

enum Unit: String, Sendable, CaseIterable {
  case hour, day, week, month, quarter, year
}

/// The civil calendar, counted year by year and month by month.
enum Almanac {
  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func length(_ year: Int, _ month: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    var count = 0
    if year >= 1970 { for y in 1970..<year { count += isLeap(y) ? 366 : 365 } }
    if year < 1970 { for y in year..<1970 { count -= isLeap(y) ? 366 : 365 } }
    for m in 1..<month { count += length(year, m) }
    return count + day - 1
  }

  static func civil(_ number: Int) -> (year: Int, month: Int, day: Int) {
    var (year, month, left) = (1970, 1, number)
    while left < 0 {
      year -= 1
      left += isLeap(year) ? 366 : 365
    }
    while left >= (isLeap(year) ? 366 : 365) {
      left -= isLeap(year) ? 366 : 365
      year += 1
    }
    while left >= length(year, month) {
      left -= length(year, month)
      month += 1
    }
    return (year, month, left + 1)
  }

  /// 1 is Monday. 1970-01-01 was a Thursday.
  static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 + 1 }

  /// Moved by calendar months, clamped to the month's end.
  static func adding(months: Int, to number: Int) -> Int {
    var (year, month, day) = civil(number)
    for _ in 0..<abs(months) {
      month += months < 0 ? -1 : 1
      if month == 0 { (year, month) = (year - 1, 12) }
      if month == 13 { (year, month) = (year + 1, 1) }
    }
    day = min(day, length(year, month))
    return self.day(year, month, day)
  }

  static func adding(_ count: Int, _ unit: Unit, to day: Int) -> Int {
    switch unit {
    case .hour: day
    case .day: day + count
    case .week: day + 7 * count
    case .month: adding(months: count, to: day)
    case .quarter: adding(months: 3 * count, to: day)
    case .year: adding(months: 12 * count, to: day)
    }
  }

  /// The first day of the calendar unit that holds a day.
  static func start(of unit: Unit, holding day: Int, weekStart: Int) -> Int {
    let (year, month, _) = civil(day)
    switch unit {
    case .hour, .day: return day
    case .week:
      var first = day
      while weekday(first) != weekStart { first -= 1 }
      return first
    case .month: return self.day(year, month, 1)
    case .quarter: return self.day(year, [1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10][month - 1], 1)
    case .year: return self.day(year, 1, 1)
    }
  }

  /// The Monday of an ISO week: week 1 holds 4 January.
  static func monday(ofWeek week: Int, _ year: Int) -> Int {
    start(of: .week, holding: day(year, 1, 4), weekStart: 1) + 7 * (week - 1)
  }

  static func text(_ number: Int) -> String {
    let (year, month, day) = civil(number)
    return "\(year)-\(padded(month))-\(padded(day))"
  }

  static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// A time zone by its rules, in years 2020 to 2030.
struct Place: Hashable, Sendable {
  static let second = 1_000_000
  static let hour = 3_600 * second
  static let dayLength = 24 * hour

  let name: String
  private let standard: Int
  /// Instants at which an offset begins to hold.
  private let changes: [Change]

  private struct Change: Hashable {
    let at: Int
    let offset: Int
  }

  static let all = [utc, taipei, newYork, beirut]
  static let utc = Place("UTC", standard: 0)
  static let taipei = Place("Asia/Taipei", standard: 8 * hour)
  /// Daylight time from 2:00 on March's second Sunday to 2:00 on November's first.
  static let newYork = Place("America/New_York", standard: -5 * hour) { year in
    let march = (8...14).map { Almanac.day(year, 3, $0) }.first { Almanac.weekday($0) == 7 } ?? 0
    let november = (1...7).map { Almanac.day(year, 11, $0) }.first { Almanac.weekday($0) == 7 } ?? 0
    return (march * dayLength + 7 * hour, november * dayLength + 6 * hour)
  }
  /// Summer time from midnight (which is skipped) on March's last Sunday to midnight on October's last.
  static let beirut = Place("Asia/Beirut", standard: 2 * hour) { year in
    let march = (25...31).map { Almanac.day(year, 3, $0) }.first { Almanac.weekday($0) == 7 } ?? 0
    let october = (25...31).map { Almanac.day(year, 10, $0) }.first { Almanac.weekday($0) == 7 } ?? 0
    return (march * dayLength - 2 * hour, october * dayLength - 3 * hour)
  }

  private init(_ name: String, standard: Int, summer: ((Int) -> (from: Int, to: Int))? = nil) {
    self.name = name
    self.standard = standard
    changes = (2020...2030).flatMap { year -> [Change] in
      guard let (from, to) = summer?(year) else { return [] }
      return [Change(at: from, offset: standard + Place.hour), Change(at: to, offset: standard)]
    }
  }

  /// Microseconds since 1970 on the local clock.
  func local(_ instant: Int) -> Int {
    var offset = standard
    for change in changes where change.at <= instant { offset = change.offset }
    return instant + offset
  }

  func day(ofInstant instant: Int) -> Int {
    let wall = local(instant)
    return (wall - ((wall % Place.dayLength) + Place.dayLength) % Place.dayLength) / Place.dayLength
  }

  func day(_ when: When) -> Int {
    switch when {
    case .day(let day): day
    case .instant(let instant): day(ofInstant: instant)
    }
  }

  /// All instants at which the local clock shows this time, in order: one; two in a repeated hour; none in a skipped one.
  func instants(atLocal wall: Int) -> [Int] {
    Set([standard, standard + Place.hour]).map { wall - $0 }.filter { local($0) == wall }.sorted()
  }

  /// In a repeated hour the first; in a skipped one, as if the clock had not been changed yet.
  func instant(atLocal wall: Int) -> Int { instants(atLocal: wall).first ?? wall - standard }

  /// The first instant of a day: midnight or, if midnight is skipped, the end of the gap.
  func start(ofDay day: Int) -> Int {
    let midnight = day * Place.dayLength
    return instants(atLocal: midnight).first ?? instant(atLocal: midnight + Place.hour)
  }

  func start(_ when: When) -> Int {
    switch when {
    case .day(let day): start(ofDay: day)
    case .instant(let instant): instant
    }
  }

  /// Negative, zero or positive; by days if either is a date.
  func compare(_ left: When, _ right: When) -> Int {
    if case .instant(let l) = left, case .instant(let r) = right { return l < r ? -1 : l > r ? 1 : 0 }
    return day(left) - day(right)
  }

  /// Hours, days and weeks are elapsed; longer units keep the local time of day.
  func adding(_ count: Int, _ unit: Unit, to instant: Int) -> Int {
    switch unit {
    case .hour: return instant + count * Place.hour
    case .day: return instant + count * Place.dayLength
    case .week: return instant + count * 7 * Place.dayLength
    case .month, .quarter, .year:
      let day = day(ofInstant: instant)
      let timeOfDay = local(instant) - day * Place.dayLength
      return self.instant(atLocal: Almanac.adding(count, unit, to: day) * Place.dayLength + timeOfDay)
    }
  }
}
