import DataModel
import Plan

extension Toy {
  func reply(_ lifetimes: Lifetimes) throws(BackendError) -> Lifetimes.Reply {
    var reply = Lifetimes.Reply(groups: [])
    for group in try grouped(try people(lifetimes.who).map { Subject(soul: $0) }, by: lifetimes.keys) {
      var row = Lifetimes.Group(keys: group.keys, early: 0, unstarted: 0, lengths: [])
      var lengths: [Int: (happened: Int, lost: Int)] = [:]
      for member in group.members {
        switch try watch(member.soul, lifetimes) {
        case .early: row.early += 1
        case .unstarted: row.unstarted += 1
        case .happened(let days): lengths[days, default: (0, 0)].happened += 1
        case .lost(let days): lengths[days, default: (0, 0)].lost += 1
        }
      }
      row.lengths = lengths.sorted { $0.key < $1.key }.map {
        Lifetimes.Length(days: $0.key, happened: $0.value.happened, lost: $0.value.lost)
      }
      reply.groups.append(row)
    }
    return reply
  }

  private enum Watch {
    case early, unstarted
    case happened(Int)
    case lost(Int)
  }

  private func watch(_ soul: Soul, _ lifetimes: Lifetimes) throws(BackendError) -> Watch {
    guard let start = try when(lifetimes.start, soul, nil), hasCome(start) else { return .unstarted }
    if let window = lifetimes.startWindow {
      guard let stretch = try stretch(window, soul, nil), stretch.holds(start, in: census.place) else {
        return .unstarted
      }
    }
    let first = census.place.day(start)
    let last = min(census.now.day, census.moment(.end, of: soul).map { census.place.day($0) } ?? .max)
    if try holds(lifetimes.condition, soul), let moment = try firstTrue(lifetimes.onset, soul) {
      let day = census.place.day(moment)
      if day < first { return .early }
      if day <= last { return .happened(day - first) }
    }
    return .lost(max(0, last - first))
  }
}
