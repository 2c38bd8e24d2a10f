/// Days since 1970-01-01.
typealias Day = Int

/// The day number of a Gregorian date, after Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
func day(_ year: Int, _ month: Int, _ dayOfMonth: Int) -> Day {
  let y = month <= 2 ? year - 1 : year
  let era = y / 400
  let yearOfEra = y - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

/// The inverse of `day`.
func date(_ day: Day) -> (year: Int, month: Int, day: Int) {
  let z = day + 719_468
  let era = z / 146_097
  let dayOfEra = z - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
}

/// A day and the second in it.
struct Moment: Comparable {
  var day: Day
  var second: Int

  static func < (a: Moment, b: Moment) -> Bool {
    (a.day, a.second) < (b.day, b.second)
  }

  /// This moment plus `seconds`.
  func later(_ seconds: Int) -> Moment {
    let total = second + seconds
    return Moment(day: day + total / 86400, second: total % 86400)
  }
}

extension Random {
  /// A random time of day in seconds, rarely at night.
  mutating func timeOfDay() -> Int {
    let hour = chance(94) ? 7 + (below(16) + below(17)) / 2 : below(24)
    return hour * 3600 + below(3600)
  }
}
