internal import DataModel

/// The times of a file's rows, in the form of a `Timeline`.
struct RecordTimes {
  /// Microseconds since 1970 UTC; `Timeline.untimed` if missing.
  var at: [Int64]
  var isDay: Bitmap?

  /// No row has a time.
  init(untimed count: Int) { at = [Int64](repeating: Timeline.untimed, count: count) }

  /// The times of a date or timestamp column; a column of another type gives no times.
  init(_ column: Column, zone: Zone) {
    switch column.values {
    case .days(let days):
      at = zone.midnights(of: days)
      isDay = column.presence ?? Bitmap(count: days.count, repeating: true)
    case .instants(let instants, let days):
      at = instants
      isDay = days
    case .boolean, .integers, .reals, .texts, .lists:
      at = RecordTimes(untimed: column.count).at
    }
    if let presence = column.presence {
      for row in presence.inverted.ones { at[row] = Timeline.untimed }
      isDay?.formIntersection(presence)
    }
  }
}

extension RecordTimes {
  /// The times of several roles, row by row: role `r` of row `i` is at `i * roles.count + r`.
  init(interleaving roles: [RecordTimes]) {
    if roles.count == 1 {
      self = roles[0]
      return
    }
    let rowCount = roles.first?.at.count ?? 0
    self.init(untimed: rowCount * roles.count)
    var days = Bitmap(count: at.count)
    for (role, times) in roles.enumerated() {
      for row in 0..<rowCount { at[row * roles.count + role] = times.at[row] }
      if let ones = times.isDay?.ones { for row in ones { days[row * roles.count + role] = true } }
    }
    isDay = days.isEmpty ? nil : days
  }

  /// Removes the times of these rows; each row has `roleCount` times.
  mutating func drop(_ rows: Bitmap, roleCount: Int = 1) {
    for row in rows.ones {
      for role in 0..<roleCount { at[row * roleCount + role] = Timeline.untimed }
    }
  }
}

extension Zone {
  /// The first instants of many days. If the days are within a few centuries, each distinct day is computed once.
  func midnights(of days: [Int32]) -> [Int64] {
    guard let first = days.min(), let last = days.max() else { return [] }
    guard Int(last) - Int(first) < 200_000 else { return days.map { start(of: Day($0)).microseconds } }
    var known = [Int64](repeating: Timeline.untimed, count: Int(last) - Int(first) + 1)
    return days.map { day in
      let place = Int(day) - Int(first)
      if known[place] == Timeline.untimed { known[place] = start(of: Day(day)).microseconds }
      return known[place]
    }
  }
}
