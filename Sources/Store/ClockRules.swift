internal import DataModel

/// Determines the clock: `set today`, else the newest time of any record, else the newest date of a customer.
struct ClockRules {
  var zone: Zone
  var weekStart: Int

  /// The clock of `set today`.
  func clock(setTo today: Moment) -> Clock {
    Clock(now: end(of: today), isDay: today.isDay, zone: zone, weekStart: weekStart, origin: .setByUser)
  }

  /// The clock at the newest of these times; nil if there are none. It is isolated if no other time is within the 30
  /// days before it or on its day. Each candidate has a file, and a column for each of the roles whose times are
  /// interleaved.
  func clock(newestOf found: [(times: RecordTimes, path: String, columns: [String])], origin: Clock.Origin)
    -> Clock?
  {
    let candidates = found.map(\.times)
    guard let newest = candidates.compactMap({ $0.at.max() }).max(), newest != Timeline.untimed else {
      return nil
    }
    let source = found.lazy.compactMap { times, path, columns in
      times.at.firstIndex(of: newest).map { Clock.Source(path: path, column: columns[$0 % columns.count]) }
    }.first
    let isDay = candidates.contains { times in
      times.isDay != nil && times.at.indices.contains { times.at[$0] == newest && times.isDay?[$0] == true }
    }
    let instant = Instant(microseconds: newest)
    let today = zone.day(of: instant)
    let earliest = zone.start(of: today.adding(days: -30)).microseconds
    let near = candidates.reduce(0) { total, times in total + times.at.count { $0 >= earliest } }
    let before =
      near < 2
      ? candidates.lazy.flatMap(\.at).filter { $0 < earliest && $0 != Timeline.untimed }.max() : nil
    return Clock(
      now: end(of: isDay ? .day(today) : .instant(instant)), isDay: isDay, zone: zone, weekStart: weekStart,
      origin: origin, isIsolated: near < 2,
      before: before.map { zone.day(of: Instant(microseconds: $0)) }, source: source)
  }

  /// The last microsecond of a day; for an instant, itself.
  private func end(of moment: Moment) -> Instant {
    switch moment {
    case .day(let day): Instant(microseconds: zone.start(of: day.adding(days: 1)).microseconds - 1)
    case .instant(let instant): instant
    }
  }
}
