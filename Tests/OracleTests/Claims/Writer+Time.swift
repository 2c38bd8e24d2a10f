/// Moments and periods of time.
extension Writer {
  mutating func text(_ length: Length) -> String {
    "\(length.count) \(length.unit)\(length.count == 1 ? pick("", "s") : "s")"
  }

  mutating func text(_ period: Period) -> String {
    switch period {
    case .year(let year): "\(year)"
    case .quarter(let year, let quarter): "\(year)-Q\(quarter)"
    case .month(let year, let month): "\(year)-\(Almanac.padded(month))"
    case .week(let year, let week): "\(year)-W\(Almanac.padded(week))"
    }
  }

  mutating func text(_ anchor: Anchor) -> String {
    use("anchor \(anchor.sort)")
    switch anchor {
    case .day(let day): return Almanac.text(day)
    case .instant(let instant): return World.wall(place.local(instant))
    case .period(let period): return text(period)
    case .today: return "today"
    case .yesterday: return "yesterday"
    case .ago(let length): return "\(text(length)) ago"
    case .attribute(let name): return name
    case .start: return "start"
    case .end: return "end"
    case .first(let kind, let filter): return "first \(kind)" + (filter.map { " with (\(text($0)))" } ?? "")
    case .last(let kind, let filter): return "last \(kind)" + (filter.map { " with (\(text($0)))" } ?? "")
    }
  }

  mutating func text(_ window: Window) -> String {
    use("window \(window.sort)")
    switch window {
    case .last(let length): return "in \(chance(10) ? "the " : "")last \(text(length))"
    case .lastWhole(let unit): return "in last \(unit)"
    case .this(let unit): return "in this \(unit)"
    case .period(let period): return "in \(text(period))"
    case .on(let day): return "\(pick("on", "in")) \(Almanac.text(day))"
    case .since(let anchor): return "since \(text(anchor))"
    case .before(let anchor): return "before \(text(anchor))"
    case .after(let anchor): return "after \(text(anchor))"
    case .over(let length): return "over \(text(length)) ago"
    case .between(let low, let high): return "between \(text(low)) and \(text(high))"
    case .betweenAgo(let far, let near, let unit): return "between \(far) and \(near) \(unit)s ago"
    case .betweenBefore(let far, let near, let unit, let anchor):
      return "between \(far) and \(near) \(unit)s before \(text(anchor))"
    case .inBefore(let length, let anchor): return "in \(text(length)) before \(text(anchor))"
    case .inAfter(let length, let anchor): return "in \(text(length)) after \(text(anchor))"
    case .within(let length, let anchor): return "within \(text(length)) of \(text(anchor))"
    }
  }
}
