extension Day {
  /// The first day of the calendar period that contains this day. Weeks start on `weekStart` (1 is Monday). For hours
  /// the day itself.
  public func start(of unit: TimeSpan.Unit, weekStart: Int = 1) -> Day {
    let (year, month, _) = civil
    switch unit {
    case .hour, .day: return self
    case .week: return adding(days: -((weekday - weekStart + 7) % 7))
    case .month: return Day(year: year, month: month, day: 1) ?? self
    case .quarter: return Day(year: year, month: (month - 1) / 3 * 3 + 1, day: 1) ?? self
    case .year: return Day(year: year, month: 1, day: 1) ?? self
    }
  }

  /// The label of a period that starts on this day: `2025-03-01`, `2025-W09` (weeks that start on Monday; otherwise the
  /// first day), `2025-03`, `2025-Q1`, `2025`.
  public func label(of unit: TimeSpan.Unit, weekStart: Int = 1) -> String {
    let (year, month, _) = civil
    switch unit {
    case .hour, .day: return iso
    case .week:
      guard weekStart == 1 else { return iso }
      let (isoYear, week) = isoWeek
      return "\(padded(isoYear, 4))-W\(padded(week, 2))"
    case .month: return "\(padded(year, 4))-\(padded(month, 2))"
    case .quarter: return "\(padded(year, 4))-Q\((month - 1) / 3 + 1)"
    case .year: return padded(year, 4)
    }
  }

  /// ISO 8601 week-numbering year and week.
  public var isoWeek: (year: Int, week: Int) {
    let thursday = adding(days: 4 - weekday)
    let year = thursday.civil.year
    guard let first = Day(year: year, month: 1, day: 1) else { return (year, 1) }
    return (year, Int(thursday.number - first.number) / 7 + 1)
  }

  /// The Monday of an ISO 8601 week; nil if the year has no such week.
  public init?(isoYear: Int, week: Int) {
    guard (1...53).contains(week), let fourth = Day(year: isoYear, month: 1, day: 4) else { return nil }
    let monday = fourth.adding(days: (week - 1) * 7 + 1 - fourth.weekday)
    guard monday.isoWeek == (isoYear, week) else { return nil }
    self = monday
  }
}
