internal import DataModel

/// Consecutive calendar periods.
struct Periods {
  /// The first day of each.
  let days: [Day]
  /// The instant at which each starts, and the end of the last.
  let starts: [Int64]

  var count: Int { days.count }

  /// The periods that cover some days; if there are more than `most`, the newest.
  init(_ unit: TimeSpan.Unit, from first: Day, to last: Day, weekStart: Int, zone: Zone, most: Int) {
    // A day is the shortest period.
    let unit = unit == .hour ? .day : unit
    let start = first.start(of: unit, weekStart: weekStart)
    var days: [Day] = []
    if first <= last {
      let final = last.start(of: unit, weekStart: weekStart)
      let earliest = final.adding(TimeSpan(-max(0, most - 1), unit))
      var day = max(start, earliest)
      while day <= final, days.count < most {
        days.append(day)
        day = day.adding(TimeSpan(1, unit))
      }
    }
    let end = days.last.map { $0.adding(TimeSpan(1, unit)) }
    self.days = days
    starts = (days + (end.map { [$0] } ?? [])).map { zone.start(of: $0).microseconds }
  }

  /// The first day after a period.
  func end(of period: Int, _ unit: TimeSpan.Unit) -> Day {
    days[period].adding(TimeSpan(1, unit == .hour ? .day : unit))
  }

  /// The period of an instant, −1 before the first, `count` after the last. `hint` is the period to try first.
  @inline(__always)
  func index(of at: Int64, near hint: Int) -> Int {
    if hint >= 0, hint < days.count, starts[hint] <= at, at < starts[hint + 1] { return hint }
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low &+ high) >> 1
      if starts[middle] <= at { low = middle &+ 1 } else { high = middle }
    }
    return low &- 1
  }
}
