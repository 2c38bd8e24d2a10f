import DataModel
import Plan

/// Calendar periods.
extension Toy {
  struct CalendarPeriod {
    /// All of its days.
    var days: ClosedRange<Int>
    var start: Day { Day(Int32(days.lowerBound)) }
    var end: Day { Day(Int32(days.upperBound)) }

    func holds(_ record: Record, _ place: Place) -> Bool { days.contains(place.day(record.at)) }
  }

  /// The periods from the one with the first day to the one with the last, or with the clock's day if that is earlier.
  func periods(_ unit: TimeSpan.Unit, from first: Int, to last: Day?) -> [CalendarPeriod] {
    let last = min(last.map { Int($0.number) } ?? census.now.day, census.now.day)
    var found: [CalendarPeriod] = []
    var day = first
    while day <= last {
      let period = period(unit, holding: day)
      found.append(period)
      day = period.days.upperBound + 1
    }
    return found.suffix(Series.longest)
  }

  func period(_ unit: TimeSpan.Unit, holding day: Int) -> CalendarPeriod {
    let unit = self.unit(unit)
    let start = Almanac.start(of: unit, holding: day, weekStart: census.world.weekStart)
    return CalendarPeriod(days: start...Almanac.adding(1, unit, to: start) - 1)
  }

  func hasCome(_ when: When) -> Bool { census.place.compare(when, census.now.at) <= 0 }

  /// Whether the last moment of a day is not after the clock.
  func isOver(_ day: Int) -> Bool { census.place.start(ofDay: day + 1) - 1 <= census.now.instant }
}
