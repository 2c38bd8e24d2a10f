import DataModel
import Plan

extension Toy {
  func reply(_ activity: ActivityByPeriod) throws(BackendError) -> ActivityByPeriod.Reply {
    let people = try people(activity.who)
    var days: [String: [Int]] = [:]
    for soul in people {
      days[soul.id] = try records(activity.scope, of: soul).map { census.place.day($0.at) }
    }
    let first = activity.first.map { Int($0.number) } ?? days.values.joined().min()
    let periods = first.map { self.periods(activity.unit, from: $0, to: activity.last) } ?? []
    let oldest = (census.events + census.messages).map { census.place.day($0.at) }.min() ?? .max
    var reply = ActivityByPeriod.Reply(groups: [])
    for group in try grouped(people.map { Subject(soul: $0) }, by: activity.keys) {
      let parts = periods.map { period in
        let before = self.period(activity.unit, holding: period.days.lowerBound - 1)
        func isActive(_ subject: Subject, _ wanted: ClosedRange<Int>) -> Bool {
          days[subject.soul.id, default: []].contains(where: wanted.contains)
        }
        let active = group.members.filter { isActive($0, period.days) }
        return ActivityByPeriod.Period(
          start: period.start, active: active.count,
          first: active.count { !isActive($0, Int.min...before.days.upperBound) },
          kept: active.count { isActive($0, before.days) },
          before: group.members.count { isActive($0, before.days) },
          opens: oldest >= period.days.lowerBound)
      }
      reply.groups.append(Grouped(keys: group.keys, parts: parts))
    }
    return reply
  }
}
