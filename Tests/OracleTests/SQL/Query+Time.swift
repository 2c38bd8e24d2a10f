extension Query {
  /// A time as three expressions: microseconds, the local day, and whether it is a date only.
  struct Time {
    var at: String
    var day: String
    var isDay: String

    init(of name: String) { (at, day, isDay) = ("\(name)_at", "\(name)_day", "\(name)_isday") }

    init(at: String, day: String, isDay: String) { (self.at, self.day, self.isDay) = (at, day, isDay) }

    /// At the coarser precision of the two.
    func compared(_ relation: String, _ other: Time) -> String {
      "(CASE WHEN \(isDay) OR \(other.isDay) THEN \(day) \(relation) \(other.day) ELSE \(at) \(relation) \(other.at) END)"
    }
  }

  // MARK: The calendar of SQLite

  private func date(_ day: String) -> String { "date((\(day)) * 86400, 'unixepoch')" }
  private func number(_ date: String) -> String { "CAST(julianday(\(date)) - 2440587.5 AS INTEGER)" }

  /// A day moved by some units; months are clamped to their end.
  func moved(_ day: String, _ count: Int, _ unit: Unit) -> String {
    switch unit {
    case .hour: return "(\(day))"
    case .day: return "((\(day)) + \(count))"
    case .week: return "((\(day)) + \(7 * count))"
    case .month, .quarter, .year:
      let months = count * (unit == .month ? 1 : unit == .quarter ? 3 : 12)
      let first = "date((\(day)) * 86400, 'unixepoch', 'start of month', '\(months) months')"
      let end = "date(\(first), '1 month', '-1 day')"
      let same = "date(\(first), (strftime('%d', \(date(day))) - 1) || ' days')"
      return number("min(\(end), \(same))")
    }
  }

  private func start(of unit: Unit, holding day: String) -> String {
    switch unit {
    case .hour, .day: return "(\(day))"
    case .week:
      return number("date((\(day)) * 86400, 'unixepoch', '-6 days', 'weekday \(world.weekStart % 7)')")
    case .month: return number("date((\(day)) * 86400, 'unixepoch', 'start of month')")
    case .quarter:
      let back = "(-((strftime('%m', \(date(day))) - 1) % 3)) || ' months'"
      return number("date((\(day)) * 86400, 'unixepoch', 'start of month', \(back))")
    case .year: return number("date((\(day)) * 86400, 'unixepoch', 'start of year')")
    }
  }

  private func days(of period: Period) -> (first: String, last: String) {
    func padded(_ number: Int, _ width: Int) -> String { Almanac.padded(number, width) }
    switch period {
    case .year(let year): return (number("'\(year)-01-01'"), number("'\(year)-12-31'"))
    case .quarter(let year, let quarter):
      let first = "'\(year)-\(padded(3 * quarter - 2, 2))-01'"
      return (number(first), number("date(\(first), '3 months', '-1 day')"))
    case .month(let year, let month):
      let first = "'\(year)-\(padded(month, 2))-01'"
      return (number(first), number("date(\(first), '1 month', '-1 day')"))
    case .week(let year, let week):
      let monday = "date('\(year)-01-04', '-6 days', 'weekday 1', '\(7 * (week - 1)) days')"
      return (number(monday), number("date(\(monday), '6 days')"))
    }
  }

  // MARK: Moments

  mutating func moment(_ anchor: Anchor, _ place: Spot) -> Time {
    func day(_ day: String) -> Time { Time(at: "0", day: day, isDay: "1") }
    switch anchor {
    case .day(let number): return day("\(number)")
    case .instant(let instant):
      return Time(at: "\(instant)", day: "\(world.place.day(ofInstant: instant))", isDay: "0")
    case .period(let period): return day(days(of: period).first)
    case .today: return day("now_day")
    case .yesterday: return day("(now_day - 1)")
    case .ago(let length):
      if length.unit != .hour { return day(moved("now_day", -length.count, length.unit)) }
      let at = "(now_end - \(length.count * Place.hour))"
      // Compared by days if the other side is a date; the local day of an instant comes from the zone.
      return Time(at: at, day: "\(hoursAgo(length.count))", isDay: "0")
    case .attribute(let name): return Time(of: "\(place.person).\(name)")
    case .end: return Time(of: "\(place.person).churned_at")
    case .start:
      if world.hasStart { return Time(of: "\(place.person).signup") }
      return extreme("sort IN ('event', 'message') AND customer = \(place.person).id", isLast: false)
    case .first(let kind, let filter), .last(let kind, let filter):
      let record = alias()
      var isLast = false
      if case .last = anchor { isLast = true }
      let tests = records(.kinds([kind]), record, filter, nil, place)
      return extreme(tests.joined(separator: " AND "), record, isLast: isLast)
    }
  }

  private func extreme(_ tests: String, _ record: String = "x", isLast: Bool) -> Time {
    let order = isLast ? "DESC" : "ASC"
    func cell(_ name: String) -> String {
      "(SELECT \(record).\(name) FROM record \(record) WHERE \(tests) ORDER BY \(record).r_at \(order), \(record).ord \(order) LIMIT 1)"
    }
    return Time(at: cell("r_at"), day: cell("r_day"), isDay: cell("r_isday"))
  }

  // MARK: Windows

  /// Whether a time is in a window; 0 if an anchor is missing.
  mutating func holds(_ window: Window, _ time: Time, _ place: Spot) -> String {
    "IFNULL(\(lies(time, in: window, place)), 0)"
  }

  private mutating func lies(_ time: Time, in window: Window, _ place: Spot) -> String {
    func between(_ first: String, _ last: String) -> String { "(\(time.day) BETWEEN \(first) AND \(last))" }
    switch window {
    case .last(let length):
      if length.unit == .hour {
        let from = Time(
          at: "(now_end - \(length.count * Place.hour))", day: "\(hoursAgo(length.count))", isDay: "0")
        let to = Time(at: "now_end", day: "now_day", isDay: "0")
        return "(\(time.compared(">", from)) AND \(time.compared("<=", to)))"
      }
      return between("\(moved("now_day", -length.count, length.unit)) + 1", "now_day")
    case .lastWhole(let unit):
      let this = start(of: unit, holding: "now_day")
      return between(start(of: unit, holding: "\(this) - 1"), "\(this) - 1")
    case .this(let unit): return between(start(of: unit, holding: "now_day"), "now_day")
    case .period(let period):
      let (first, last) = days(of: period)
      return between(first, last)
    case .on(let day): return between("\(day)", "\(day)")
    case .since(let anchor): return time.compared(">=", moment(anchor, place))
    case .before(let anchor): return time.compared("<", moment(anchor, place))
    case .after(.period(let period)): return "(\(time.day) > \(days(of: period).last))"
    case .after(let anchor): return time.compared(">", moment(anchor, place))
    case .over(let length):
      if length.unit == .hour { return time.compared("<", moment(.ago(length), place)) }
      return "(\(time.day) < \(moved("now_day", -length.count, length.unit)))"
    case .between(let low, let high):
      let from = time.compared(">=", moment(low, place))
      if case .period(let period) = high { return "(\(from) AND \(time.day) <= \(days(of: period).last))" }
      return "(\(from) AND \(time.compared("<=", moment(high, place))))"
    case .betweenAgo(let far, let near, let unit):
      return between(moved("now_day", -far, unit), moved("now_day", -near, unit))
    case .betweenBefore(let far, let near, let unit, let anchor):
      let day = moment(anchor, place).day
      return between(moved(day, -far, unit), moved(day, -near, unit))
    case .inBefore(let length, let anchor):
      let day = moment(anchor, place).day
      return between(moved(day, -length.count, length.unit), "\(day) - 1")
    case .inAfter(let length, let anchor):
      let day = moment(anchor, place).day
      return between("\(day) + 1", moved(day, length.count, length.unit))
    case .within(let length, let anchor):
      let moment = moment(anchor, place)
      return
        "(\(time.compared(">=", moment)) AND \(time.day) <= \(moved(moment.day, length.count, length.unit)))"
    }
  }

  /// The local day some hours before the clock, from the zone of the tests.
  private func hoursAgo(_ hours: Int) -> Int { world.place.day(ofInstant: clock - hours * Place.hour) }

  // MARK: Spans of sequences

  /// Whether a span is kept: elapsed between instants, in days if either is a date. Spans here are of days, weeks and
  /// months.
  func isWithin(_ span: Length, of first: Time, _ last: Time) -> String {
    let byDay = "\(last.day) <= \(moved(first.day, span.count, span.unit))"
    return
      "(CASE WHEN \(first.isDay) OR \(last.isDay) THEN \(byDay) ELSE \(last.at) <= \(end(of: span, from: first)) END)"
  }

  /// Whether a span that starts here is over by the clock, which may be the end of a day.
  func isOver(_ span: Length, from first: Time) -> String {
    "(CASE WHEN \(first.isDay) THEN \(moved(first.day, span.count, span.unit)) < now_day + now_isday ELSE \(end(of: span, from: first)) < now_end END)"
  }

  /// Adding months keeps the local time of day, which depends on the zone.
  private func end(of span: Length, from first: Time) -> String {
    switch span.unit {
    case .hour: "\(first.at) + \(span.count * Place.hour)"
    case .day: "\(first.at) + \(span.count * Place.dayLength)"
    case .week: "\(first.at) + \(7 * span.count * Place.dayLength)"
    case .month, .quarter, .year:
      "months_later(\(first.at), \(span.count * (span.unit == .month ? 1 : span.unit == .quarter ? 3 : 12)))"
    }
  }
}
