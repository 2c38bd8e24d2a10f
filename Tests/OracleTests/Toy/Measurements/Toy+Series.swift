import DataModel
import Plan

extension Toy {
  func reply(_ series: Series) throws(BackendError) -> Series.Reply {
    let people = try people(series.who)
    let groups = try grouped(people.map { Subject(soul: $0) }, by: series.keys)
    var first = series.first.map { Int($0.number) }
    if first == nil { first = try earliestDay(of: series, people) }
    let periods = first.map { self.periods(series.unit, from: $0, to: series.last) } ?? []
    var reply = Series.Reply(groups: [])
    for group in groups {
      var parts: [Series.Period] = []
      for period in periods {
        var members = group.members
        if series.metric.isOfCustomers {
          let were = Plan.Condition.customers(from: period.start, to: period.end)
          members = []
          for member in group.members where try holds(were, member.soul) { members.append(member) }
        }
        let days = Plan.Window(
          days: max(period.start, series.first ?? period.start), min(period.end, series.last ?? period.end))
        parts.append(
          .init(start: period.start, figure: try figure(series.metric.within(days), members, .people)))
      }
      reply.groups.append(Grouped(keys: group.keys, parts: parts))
    }
    return reply
  }

  private func earliestDay(of series: Series, _ people: [Soul]) throws(BackendError) -> Int? {
    var days: [Int] = []
    for soul in people {
      for scope in series.metric.scopes {
        days += try records(scope, of: soul).map { census.place.day($0.at) }
      }
      if series.metric.scopes.isEmpty {
        days += census.arrival(of: soul).map { [census.place.day($0)] } ?? []
      }
    }
    return days.min()
  }
}
