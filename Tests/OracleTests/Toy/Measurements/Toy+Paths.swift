import DataModel
import Plan

extension Toy {
  func reply(_ counts: PathCounts) throws(BackendError) -> PathCounts.Reply {
    var names: [String: [String]] = [:]
    var starters: [Subject] = []
    for soul in try people(counts.who) {
      guard let path = try path(of: soul, counts.query) else { continue }
      names[soul.id] = path
      starters.append(Subject(soul: soul))
    }
    return PathCounts.Reply(
      groups: try grouped(starters, by: counts.keys).map { group in
        let all = group.members.compactMap { names[$0.soul.id] }
        let levels = (0...counts.query.length).map { level in
          let begun = all.filter { $0.count >= level }.map { Array($0.prefix(level)) }
          let rows = Dictionary(grouping: begun) { $0 }.map {
            PathCounts.Path($0.key, people: $0.value.count)
          }
          let sorted = rows.sorted { left, right in
            if left.people != right.people { return left.people > right.people }
            return left.names.lexicographicallyPrecedes(right.names)
          }
          return PathCounts.Level(paths: sorted.count, rows: Array(sorted.prefix(counts.limit)))
        }
        return Grouped(keys: group.keys, parts: levels)
      })
  }

  /// The events next to the step, nearest first, and an empty text at their end; nil for people who never did the step.
  private func path(of soul: Soul, _ query: PathQuery) throws(BackendError) -> [String]? {
    let isAfter = query.direction == .after
    let steps = try records(query.step, of: soul)
    guard let step = isAfter ? steps.first : steps.last else { return nil }
    let events = isAfter ? soul.events : soul.events.reversed()
    let isEvent = events.contains { $0 === step }
    var next: ArraySlice<Record>
    if isEvent {
      next = events.drop { $0 !== step }.dropFirst()
    } else {
      next =
        events.filter { event in
          let order = census.place.compare(event.at, step.at)
          return isAfter ? order >= 0 : order <= 0
        }[...]
    }
    if let span = query.span {
      let end = moved(step.at, TimeSpan(isAfter ? span.count : -span.count, span.unit))
      next = next.prefix { event in
        let order = census.place.compare(event.at, end)
        return isAfter ? order <= 0 : order >= 0
      }
    }
    var names: [String] = []
    for event in next where event.kind != names.last ?? (isEvent ? step.kind : nil) {
      names.append(event.kind)
    }
    return names.count < query.length ? names + [""] : Array(names.prefix(query.length))
  }
}
