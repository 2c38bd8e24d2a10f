/// The date in the name of a snapshot: `crm_2025-03-01.csv`, `export-20250301.csv`, `2025-Q1.csv`.
enum FileDate {
  /// A number that is larger for later dates; nil where the name holds no date that can be read in one way only.
  static func rank(of path: String) -> Double? {
    let name = path.split(separator: "/").last ?? ""
    let parts = parts(of: name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex).lowercased())
    for (index, part) in parts.enumerated() {
      guard let digits = Int(part) else { continue }
      switch part.count {
      case 8, 12, 14:
        let day = digits / (part.count == 8 ? 1 : part.count == 12 ? 10_000 : 1_000_000)
        guard isDate(day / 10_000, day / 100 % 100, day % 100) else { continue }
        let time = part.count == 8 ? 0 : part.count == 12 ? digits % 10_000 * 100 : digits % 1_000_000
        return Double(day) + Double(time) / 1_000_000
      case 6 where isDate(digits / 100, digits % 100, 1): return Double(digits * 100)
      case 4 where isDate(digits, 1, 1): return Double(digits * 10_000 + rest(parts.dropFirst(index + 1)))
      case _: continue
      }
    }
    return nil
  }

  /// Month and day, quarter or week after a year.
  private static func rest(_ parts: ArraySlice<String>) -> Int {
    guard let first = parts.first else { return 0 }
    if first == "q" || first == "w" { return (parts.dropFirst().first.flatMap { Int($0) } ?? 0) * 100 }
    guard first.count == 2, let month = Int(first), isDate(2000, month, 1) else { return 0 }
    guard let second = parts.dropFirst().first, second.count == 2, let day = Int(second),
      (1...31).contains(day)
    else { return month * 100 }
    return month * 100 + day
  }

  private static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    (1990...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
  }

  /// Runs of digits and of letters.
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
