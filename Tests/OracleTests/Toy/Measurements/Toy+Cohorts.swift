import DataModel
import Plan

extension Toy {
  /// When somebody started, and the record that marks it, if any.
  private typealias Start = (when: When, record: Record?)

  func reply(_ cohorts: Cohorts) throws(BackendError) -> Cohorts.Reply {
    var starts: [String: Start] = [:]
    var back: [String: [Bool]] = [:]
    var started: [Subject] = []
    for soul in try people(cohorts.who) {
      guard let start = try start(of: soul, cohorts.start), hasCome(start.when) else { continue }
      if let window = cohorts.startWindow {
        guard let stretch = try stretch(window, soul, nil), stretch.holds(start.when, in: census.place) else {
          continue
        }
      }
      started.append(Subject(soul: soul))
      starts[soul.id] = start
      back[soul.id] = try returns(of: soul, since: start, cohorts)
    }
    func first(_ subject: Subject) -> Int? {
      starts[subject.soul.id].map { period(cohorts.unit, holding: census.place.day($0.when)).days.lowerBound }
    }
    var reply = Cohorts.Reply(groups: [])
    for group in try grouped(started, by: cohorts.keys) {
      let byStart = Dictionary(grouping: group.members, by: first).sorted { ($0.key ?? 0) < ($1.key ?? 0) }
      let parts = byStart.map { start, members in
        let periods = (0...cohorts.periods).map { k in
          let over = members.filter { member in
            starts[member.soul.id].map { isOver(days(k, since: $0, cohorts).upperBound) } ?? false
          }
          return Cohorts.Period(over: over.count, back: over.count { back[$0.soul.id]?[k] ?? false })
        }
        return Cohorts.Cohort(start: Day(Int32(start ?? 0)), people: members.count, periods: periods)
      }
      reply.groups.append(Grouped(keys: group.keys, parts: parts))
    }
    return reply
  }

  private func start(of soul: Soul, _ anchor: Plan.Anchor) throws(BackendError) -> Start? {
    switch anchor {
    case .record(let which, let scope):
      let found = try records(scope, of: soul)
      return (which == .first ? found.first : found.last).map { ($0.at, $0) }
    case .attribute(let attribute):
      return census.records(.attribute(attribute.name), of: soul).first.map { ($0.at, $0) }
    case .start where !census.world.hasStart:
      return census.stable(soul.events + soul.said).first.map { ($0.at, $0) }
    case .literal, .now, .start, .end, .property: return try when(anchor, soul, nil).map { ($0, nil) }
    }
  }

  private func days(_ k: Int, since start: Start, _ cohorts: Cohorts) -> ClosedRange<Int> {
    let day = census.place.day(start.when)
    let base = cohorts.isCalendar ? period(cohorts.unit, holding: day).days.lowerBound : day
    let unit = unit(cohorts.unit)
    return Almanac.adding(k, unit, to: base)...Almanac.adding(k + 1, unit, to: base) - 1
  }

  private func returns(of soul: Soul, since start: Start, _ cohorts: Cohorts) throws(BackendError) -> [Bool] {
    let found = try records(cohorts.returns, of: soul).filter { record in
      !(start.record.map { $0.isSame(as: record) } ?? false)
        && census.place.compare(record.at, start.when) >= 0
    }
    return (0...cohorts.periods).map { k in
      let days = days(k, since: start, cohorts)
      return found.contains { record in
        let day = census.place.day(record.at)
        return cohorts.countsLater ? day >= days.lowerBound : days.contains(day)
      }
    }
  }
}
