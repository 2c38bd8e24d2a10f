internal import DataModel

extension MomentTokenParser {
  /// Microseconds since midnight: `10:00`, `9.42`, `2:30:05.25 PM`, `14h30`, `T143000`.
  mutating func time() -> Int64? {
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

  func microseconds(
    _ hour: Int, _ minute: Int, _ second: Int, _ fraction: Int64, _ isAfternoon: Bool?
  ) -> Int64? {
    var hour = hour
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    return microsecondsOfDay(hour, minute, second, fraction, isEndOfDay: isAfternoon == nil)
  }

  /// `PM`, `p.m.` (true), `AM` (false).
  mutating func halfOfDay() -> Bool? {
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

  /// Consumes what may stand between a date and its time: a blank, a comma, `T`, `at`, `um`.
  mutating func skipLinks() {
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
