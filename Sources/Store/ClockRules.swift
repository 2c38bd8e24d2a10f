internal import DataModel

/// Finds the clock: what was set; else the newest time of any record; else the newest customer date.
struct ClockRules {
  var zone: Zone
  var weekStart: Int

  /// Times that may be the newest, with which of them are days and which count at all.
  struct Candidates {
    var times: RecordTimes
    var superseded: Bitmap?
  }

  /// The clock of `set today`.
  func clock(setTo today: Moment) -> Clock {
    Clock(now: end(of: today), isDay: today.isDay, zone: zone, weekStart: weekStart, origin: .setByUser)
  }

  /// The clock that stands at the newest of these times; nil where there is none. It is isolated where no other time
  /// lies on the 30 days before it or on its own.
  func clock(newestOf candidates: [Candidates], origin: Clock.Origin) -> Clock? {
    var newest = Timeline.untimed
    var isDay = false
    for candidate in candidates {
      for (row, at) in candidate.times.at.enumerated() where at >= newest && at != Timeline.untimed {
        guard candidate.superseded?[row] != true else { continue }
        if at > newest { isDay = false }
        newest = at
        isDay = isDay || candidate.times.isDay?[row] == true
      }
    }
    guard newest != Timeline.untimed else { return nil }
    let instant = Instant(microseconds: newest)
    let today = zone.day(of: instant)
    let earliest = zone.start(of: today.adding(days: -30)).microseconds
    let near = candidates.reduce(0) { total, candidate in
      total
        + candidate.times.at.indices.count {
          candidate.times.at[$0] >= earliest && candidate.superseded?[$0] != true
        }
    }
    return Clock(
      now: end(of: isDay ? .day(today) : .instant(instant)), isDay: isDay, zone: zone, weekStart: weekStart,
      origin: origin, isIsolated: near < 2)
  }

  /// A day's last microsecond; an instant itself.
  private func end(of moment: Moment) -> Instant {
    switch moment {
    case .day(let day): Instant(microseconds: zone.start(of: day.adding(days: 1)).microseconds - 1)
    case .instant(let instant): instant
    }
  }
}
