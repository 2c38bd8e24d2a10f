import Syntax

/// Words of time.
enum TimeWords {
  private static let units = [
    "h": "hour", "hr": "hour", "hour": "hour", "d": "day", "day": "day", "w": "week", "wk": "week",
    "week": "week", "mo": "month", "month": "month", "q": "quarter", "quarter": "quarter", "y": "year",
    "yr": "year", "year": "year",
  ]

  /// The unit that a word names: `wks` is a week.
  static func unit(_ word: String) -> String? {
    units[word] ?? (word.hasSuffix("s") && word.utf8.count > 1 ? units[String(word.dropLast())] : nil)
  }

  /// Words for a whole window.
  static let whole = [
    "ytd": "in this year", "year to date": "in this year", "so far this year": "in this year",
    "mtd": "in this month", "month to date": "in this month", "qtd": "in this quarter",
    "quarter to date": "in this quarter", "today": "in this day", "yesterday": "in last day",
    "recently": "in last 30 days", "lately": "in last 30 days", "these days": "in last 30 days",
  ]

  /// Adverbs and adjectives for a period each.
  static let grains = [
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "annually": "year", "hourly": "hour",
  ]

  /// The number of a month by its name; `may` and `march` too, whose place must tell.
  static func month(_ word: String) -> Int? { WrittenDate.month(word) }
}
