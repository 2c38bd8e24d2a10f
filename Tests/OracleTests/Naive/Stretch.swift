/// A window with known anchors.
struct Stretch {
  enum Edge {
    /// A whole local day, included.
    case day(Int)
    case instant(Int, isIn: Bool)
  }

  var from: Edge?
  var to: Edge?

  /// Times are compared at the coarser precision of the two.
  func holds(_ when: When, in place: Place) -> Bool {
    switch from {
    case nil: break
    case .day(let day): if place.day(when) < day { return false }
    case .instant(let instant, let isIn):
      let order = place.compare(when, .instant(instant))
      if order < 0 || order == 0 && !isIn { return false }
    }
    switch to {
    case nil: break
    case .day(let day): if place.day(when) > day { return false }
    case .instant(let instant, let isIn):
      let order = place.compare(when, .instant(instant))
      if order > 0 || order == 0 && !isIn { return false }
    }
    return true
  }
}

extension Census {
  /// Nil if an anchor is missing: nothing is in such a window.
  func stretch(_ window: Window, of soul: Soul) -> Stretch? {
    let today = now.day
    switch window {
    case .last(let length):
      if length.unit == .hour {
        let from = now.instant - length.count * Place.hour
        return Stretch(from: .instant(from, isIn: false), to: .instant(now.instant, isIn: true))
      }
      return Stretch(from: .day(Almanac.adding(-length.count, length.unit, to: today) + 1), to: .day(today))
    case .lastWhole(let unit):
      let this = Almanac.start(of: unit, holding: today, weekStart: world.weekStart)
      let last = Almanac.start(of: unit, holding: this - 1, weekStart: world.weekStart)
      return Stretch(from: .day(last), to: .day(this - 1))
    case .this(let unit):
      return Stretch(
        from: .day(Almanac.start(of: unit, holding: today, weekStart: world.weekStart)), to: .day(today))
    case .period(let period):
      let days = period.days
      return Stretch(from: .day(days.lowerBound), to: .day(days.upperBound))
    case .on(let day): return Stretch(from: .day(day), to: .day(day))
    case .since(let anchor): return edges(anchor, of: soul).map { Stretch(from: $0.since) }
    case .before(let anchor): return edges(anchor, of: soul).map { Stretch(to: $0.before) }
    case .after(let anchor): return edges(anchor, of: soul).map { Stretch(from: $0.after) }
    case .over(let length):
      if length.unit == .hour {
        return Stretch(to: .instant(now.instant - length.count * Place.hour, isIn: false))
      }
      return Stretch(to: .day(Almanac.adding(-length.count, length.unit, to: today) - 1))
    case .between(let low, let high):
      guard let first = edges(low, of: soul), let last = edges(high, of: soul) else { return nil }
      return Stretch(from: first.since, to: last.through)
    case .betweenAgo(let far, let near, let unit):
      return Stretch(
        from: .day(Almanac.adding(-far, unit, to: today)), to: .day(Almanac.adding(-near, unit, to: today)))
    case .betweenBefore(let far, let near, let unit, let anchor):
      guard let day = day(of: anchor, soul) else { return nil }
      return Stretch(
        from: .day(Almanac.adding(-far, unit, to: day)), to: .day(Almanac.adding(-near, unit, to: day)))
    case .inBefore(let length, let anchor):
      guard let day = day(of: anchor, soul) else { return nil }
      return Stretch(from: .day(Almanac.adding(-length.count, length.unit, to: day)), to: .day(day - 1))
    case .inAfter(let length, let anchor):
      guard let day = day(of: anchor, soul) else { return nil }
      return Stretch(from: .day(day + 1), to: .day(Almanac.adding(length.count, length.unit, to: day)))
    case .within(let length, let anchor):
      guard let moment = moment(anchor, of: soul) else { return nil }
      let to = Stretch.Edge.day(Almanac.adding(length.count, length.unit, to: place.day(moment)))
      switch moment {
      case .day(let day): return Stretch(from: .day(day), to: to)
      case .instant(let instant): return Stretch(from: .instant(instant, isIn: true), to: to)
      }
    }
  }

  /// The edges that an anchor means: the moment itself if it has a time of day, otherwise whole days.
  private func edges(
    _ anchor: Anchor, of soul: Soul
  ) -> (since: Stretch.Edge, before: Stretch.Edge, after: Stretch.Edge, through: Stretch.Edge)? {
    if case .period(let period) = anchor {
      let days = period.days
      return (
        .day(days.lowerBound), .day(days.lowerBound - 1), .day(days.upperBound + 1), .day(days.upperBound)
      )
    }
    switch moment(anchor, of: soul) {
    case nil: return nil
    case .day(let day): return (.day(day), .day(day - 1), .day(day + 1), .day(day))
    case .instant(let instant):
      return (
        .instant(instant, isIn: true), .instant(instant, isIn: false), .instant(instant, isIn: false),
        .instant(instant, isIn: true)
      )
    }
  }

  /// When somebody became a customer: their start, otherwise their first record.
  func arrival(of soul: Soul) -> When? {
    moment(.start, of: soul)
      ?? (soul.events + soul.said).map(\.at).min { place.start($0) < place.start($1) }
  }

  private func day(of anchor: Anchor, _ soul: Soul) -> Int? { moment(anchor, of: soul).map { place.day($0) } }

  func moment(_ anchor: Anchor, of soul: Soul) -> When? {
    switch anchor {
    case .day(let day): return .day(day)
    case .instant(let instant): return .instant(instant)
    case .period(let period): return .day(period.days.lowerBound)
    case .today: return .day(now.day)
    case .yesterday: return .day(now.day - 1)
    case .ago(let length):
      if length.unit == .hour { return .instant(now.instant - length.count * Place.hour) }
      return .day(Almanac.adding(-length.count, length.unit, to: now.day))
    case .attribute(let name): return soul.time(name)
    case .start:
      if world.hasStart { return soul.time("signup") }
      return (soul.events + soul.said).map(\.at).min { place.start($0) < place.start($1) }
    case .end: return soul.time("churned_at")
    case .first(let kind, let filter):
      return soul.events.first { $0.kind == kind && holds(filter, soul, $0) }?.at
    case .last(let kind, let filter):
      return soul.events.last { $0.kind == kind && holds(filter, soul, $0) }?.at
    }
  }

  func holds(_ filter: Claim?, _ soul: Soul, _ record: Record) -> Bool {
    filter.map { isTrue($0, of: soul, record) } ?? true
  }
}

extension Soul {
  func time(_ attribute: String) -> When? {
    if case .when(let when) = attributes[attribute] { return when }
    return nil
  }
}

extension Period {
  var days: ClosedRange<Int> {
    switch self {
    case .year(let year): Almanac.day(year, 1, 1)...Almanac.day(year, 12, 31)
    case .quarter(let year, let quarter):
      Almanac.day(
        year, quarter * 3 - 2, 1)...Almanac.day(year, quarter * 3, Almanac.length(year, quarter * 3))
    case .month(let year, let month):
      Almanac.day(year, month, 1)...Almanac.day(year, month, Almanac.length(year, month))
    case .week(let year, let week):
      Almanac.monday(ofWeek: week, year)...Almanac.monday(ofWeek: week, year) + 6
    }
  }
}
