/// Dates as people write them, in Heed's form: year, month, day.
public enum WrittenDate {
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]

  /// The number of a month by its name or its first three letters.
  public static func month(_ word: String) -> Int? {
    let word = word.lowercased()
    guard word.utf8.count >= 3 else { return nil }
    return months.firstIndex { $0 == word || $0.prefix(3) == word || ($0 == "september" && word == "sept") }
      .map { $0 + 1 }
  }

  /// `march 2025` → `2025-03`, `5 march 2025` → `2025-03-05`, `q1 2025` → `2025-Q1`.
  public static func ofWords(_ words: [String]) -> String? {
    if words.count == 2 {
      let (year, word) = isYear(words[1]) ? (words[1], words[0]) : (words[0], words[1])
      guard isYear(year) else { return nil }
      if let month = month(word) { return "\(year)-\(padded(month))" }
      return ["q1", "q2", "q3", "q4"].contains(word) ? "\(year)-\(word.uppercased())" : nil
    }
    guard words.count == 3, isYear(words[2]) else { return nil }
    let (day, word) = Int(words[0]) == nil ? (words[1], words[0]) : (words[0], words[1])
    guard let month = month(word), let day = Int(day), (1...31).contains(day) else { return nil }
    return "\(words[2])-\(padded(month))-\(padded(day))"
  }

  /// `2025/03/01` → `2025-03-01`; `1/2/2025` → both readings; empty if it is not a date.
  public static func ofDigits(_ text: String) -> [String] {
    let parts = text.split(omittingEmptySubsequences: false) { "/.-".contains($0) }
    guard parts.count == 3, let first = Int(parts[0]), let second = Int(parts[1]), let third = Int(parts[2])
    else { return [] }
    func date(_ year: Int, _ month: Int, _ day: Int) -> String? {
      (1000...9999).contains(year) && (1...12).contains(month) && (1...31).contains(day)
        ? "\(year)-\(padded(month))-\(padded(day))" : nil
    }
    let candidates =
      parts[0].count == 4
      ? [date(first, second, third)] : [date(third, second, first), date(third, first, second)]
    return candidates.compactMap { $0 }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func isYear(_ word: String) -> Bool {
    word.utf8.count == 4 && Int(word).map { $0 >= 1900 && $0 < 2200 } == true
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
