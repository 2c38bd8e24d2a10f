internal import DataModel

/// Parses the date in the name of a snapshot file: `crm_2025-03-01.csv`, `export-20250301.csv`, `2025-Q1.csv`,
/// `crm_jan_2025.csv`, `crm_15-01-2025.csv`.
enum FileDate {
  /// For each path a number that grows with its date; nil if the name has no unambiguous date. Whether day or month
  /// comes first before a year is decided from all names together.
  static func ranks(of paths: [String]) -> [Double?] {
    let names = paths.map { path in
      let name = path.split(separator: "/").last ?? ""
      return parts(of: name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex).lowercased())
    }
    let pairs = names.compactMap(numbersBeforeYear)
    let (day, month) = (pairs.contains { $0.0 > 12 }, pairs.contains { $0.1 > 12 })
    return names.map { rank(of: $0, isDayFirst: day == month ? nil : day) }
  }

  /// For each path the date in its name as a cell has it, `2025-03-01` or `2025-03-01 14:30:00`; empty where there is none.
  /// A month, a quarter and a year are their first days.
  static func texts(of paths: [String]) -> [String] {
    ranks(of: paths).map { rank in
      guard let rank else { return "" }
      let (digits, seconds) = (Int(rank), Int(((rank - rank.rounded(.down)) * 1_000_000).rounded()))
      let (month, day) = (max(1, digits / 100 % 100), max(1, digits % 100))
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let date = "\(digits / 10_000)-\(two(month))-\(two(day))"
      guard seconds > 0 else { return date }
      return "\(date) \(two(seconds / 10_000)):\(two(seconds / 100 % 100)):\(two(seconds % 100))"
    }
  }

  /// `15` and `1` of `15-01-2025`
  private static func numbersBeforeYear(_ parts: [String]) -> (Int, Int)? {
    for (index, part) in parts.enumerated().dropFirst(2) where part.count == 4 {
      guard let year = Int(part), isDate(year, 1, 1), let first = Int(parts[index - 2]),
        let second = Int(parts[index - 1]), parts[index - 2].count <= 2, parts[index - 1].count <= 2
      else { continue }
      return (first, second)
    }
    return nil
  }

  /// `crm_jan_2025`, `15-jan-2025`, `2025-jan-15`
  private static func rankByMonthName(_ parts: [String]) -> Double? {
    for (index, part) in parts.enumerated() {
      guard let month = MonthNames.month(part) else { continue }
      func number(_ index: Int, _ digits: ClosedRange<Int>) -> Int? {
        parts.indices.contains(index) && digits.contains(parts[index].count) ? Int(parts[index]) : nil
      }
      let ends: [(year: Int?, day: Int?)] = [
        (number(index + 1, 4...4), number(index - 1, 1...2)),
        (number(index - 1, 4...4), number(index + 1, 1...2)),
        (number(index + 2, 4...4), number(index + 1, 1...2)),
      ]
      guard let found = ends.first(where: { $0.year != nil }), let year = found.year, isDate(year, month, 1)
      else {
        continue
      }
      return Double(year * 10_000 + month * 100 + (found.day ?? 0))
    }
    return nil
  }

  private static func rank(of parts: [String], isDayFirst: Bool?) -> Double? {
    if let named = rankByMonthName(parts) { return named }
    for (index, part) in parts.enumerated() {
      guard let digits = Int(part) else { continue }
      switch part.count {
      case 8, 12, 14:
        let day = digits / (part.count == 8 ? 1 : part.count == 12 ? 10_000 : 1_000_000)
        guard isDate(day / 10_000, day / 100 % 100, day % 100) else { continue }
        let time = part.count == 8 ? 0 : part.count == 12 ? digits % 10_000 * 100 : digits % 1_000_000
        return Double(day) + Double(time) / 1_000_000
      case 6 where isDate(digits / 100, digits % 100, 1): return Double(digits * 100)
      case 4 where isDayFirst != nil && isDate(digits, 1, 1) && numbersBeforeYear(parts) != nil:
        guard let (first, second) = numbersBeforeYear(parts) else { continue }
        return Double(
          digits * 10_000 + (isDayFirst == true ? second * 100 + first : first * 100 + second))
      case 4 where isDate(digits, 1, 1):
        return Double(digits * 10_000 + rest(parts.dropFirst(index + 1), in: digits))
      case _: continue
      }
    }
    return nil
  }

  /// A number for the month and day, quarter or week after a year.
  private static func rest(_ parts: ArraySlice<String>, in year: Int) -> Int {
    guard let first = parts.first else { return 0 }
    let number = parts.dropFirst().first.flatMap { Int($0) } ?? 0
    if first == "q" { return (1...4).contains(number) ? (number * 3 - 2) * 100 : 0 }
    if first == "w", (1...53).contains(number), let fourth = Day(year: year, month: 1, day: 4) {
      let day = fourth.start(of: .week).adding(days: number * 7 - 7).civil
      return (day.year - year) * 10_000 + day.month * 100 + day.day
    }
    guard first.count == 2, let month = Int(first), isDate(2000, month, 1) else { return 0 }
    guard let second = parts.dropFirst().first, second.count == 2, let day = Int(second),
      (1...31).contains(day)
    else { return month * 100 }
    return month * 100 + day
  }

  private static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    (1990...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
  }

  /// The name split into runs of digits and runs of letters.
  private static func parts(of name: String) -> [String] {
    var parts: [String] = []
    var last: Bool?
    for letter in name {
      let isDigit = letter.isASCII && letter.isNumber
      guard isDigit || letter.isLetter else {
        last = nil
        continue
      }
      if last == isDigit { parts[parts.count - 1].append(letter) } else { parts.append(String(letter)) }
      last = isDigit
    }
    return parts
  }
}
