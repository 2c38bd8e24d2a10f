internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// How long a person was observed, and whether the event happened.
  private enum Watch {
    case days(Int, happened: Bool)
    /// It happened before the start.
    case early
    /// The person has no start.
    case unstarted
  }

  func reply(to lifetimes: Lifetimes) throws(BackendError) -> Lifetimes.Reply {
    let who = try people(where: lifetimes.who)
    let watches = try watches(lifetimes, of: who)
    let groups = try groups(of: who, by: lifetimes.keys)
    var counts = [[Int: (happened: Int, lost: Int)]](repeating: [:], count: groups.count)
    var leftOut = [(happened: Int, lost: Int)](repeating: (0, 0), count: groups.count)
    for person in who.ones {
      groups.forEach(of: person) { group in
        switch watches[person] {
        case .days(let days, happened: true): counts[group][days, default: (0, 0)].happened += 1
        case .days(let days, happened: false): counts[group][days, default: (0, 0)].lost += 1
        case .early: leftOut[group].happened += 1
        case .unstarted, nil: leftOut[group].lost += 1
        }
      }
    }
    return Lifetimes.Reply(
      groups: groups.keys.indices.map { group in
        Lifetimes.Group(
          keys: groups.keys[group], early: leftOut[group].happened, unstarted: leftOut[group].lost,
          lengths: counts[group].sorted { $0.key < $1.key }.map {
            Lifetimes.Length(days: $0.key, happened: $0.value.happened, lost: $0.value.lost)
          })
      })
  }

  /// Those who are counted; with `happened`, only those to whom it happened.
  func people(of lifetimes: Lifetimes, happened: Bool) throws(BackendError) -> Bitmap {
    let who = try people(where: lifetimes.who)
    let watches = try watches(lifetimes, of: who)
    return who.filtered { person in
      guard case .days(_, let has) = watches[person] else { return false }
      return has || !happened
    }
  }

  private func watches(_ lifetimes: Lifetimes, of people: Bitmap) throws(BackendError) -> [Watch?] {
    let starts = try moments(of: lifetimes.start, among: people)
    let window = try windows(lifetimes.startWindow, of: everybody, among: people)
    let ends = try moments(of: .end, among: people)
    let having = try rows(of: everybody, where: lifetimes.condition, among: people)
    let onsets = try moments(of: lifetimes.onset, among: having)
    let today = store.clock?.today ?? Day(.max)
    var watches = [Watch?](repeating: nil, count: people.count)
    for person in people.ones {
      try checkCancellation(every: person)
      guard let start = starts[person], store.clock?.hasReached(start) ?? true, window[person].holds(start)
      else {
        watches[person] = .unstarted
        continue
      }
      let first = zone.day(of: start)
      let seen = min(today, ends[person].map { zone.day(of: $0) } ?? today)
      if let onset = onsets[person].map({ zone.day(of: $0) }) {
        if onset < first {
          watches[person] = .early
          continue
        }
        if onset <= seen {
          watches[person] = .days(Int(onset.number - first.number), happened: true)
          continue
        }
      }
      watches[person] = .days(max(0, Int(seen.number) - Int(first.number)), happened: false)
    }
    return watches
  }
}
