import DataModel
import Plan

extension Toy {
  func reply(_ aftermath: Aftermath) throws(BackendError) -> Aftermath.Reply {
    let people = try people(aftermath.who)
    let matching = Matching(
      census: census, days: 0, lead: 0, follow: aftermath.days, seed: Int(aftermath.seed))
    var came: [String: Int] = [:]
    var spoke: [String: [Int]] = [:]
    for soul in people {
      spoke[soul.id] = try records(aftermath.speaking, of: soul).map { census.place.day($0.at) }
      guard try holds(aftermath.outcome, soul) else { continue }
      let moment = try aftermath.outcome.onset.flatMap { onset throws(BackendError) in
        try firstTrue(onset, soul)
      }
      let day = moment.map { census.place.day($0) }
      // A person whose outcome has no known date, or one before their start, serves nowhere.
      came[soul.id] = day.flatMap { $0 < matching.start(soul) ?? .max ? nil : $0 } ?? .min
    }
    var reply = Aftermath.Reply(kinds: [])
    for scope in aftermath.records {
      var firsts: [String: Int] = [:]
      for soul in people {
        firsts[soul.id] = try records(scope, of: soul).first.map { census.place.day($0.at) }
      }
      func sets(_ alike: (Soul, Soul) -> Bool) -> [Matching.Stratum] {
        matching.sets(
          people, outcome: { firsts[$0.id] },
          unknown: { soul in firsts[soul.id].map { $0 < matching.start(soul) ?? .max } ?? false },
          bound: { came[$0.id] }, spoke: { spoke[$0.id] ?? [] }, near: aftermath.near, alike: alike)
      }
      func hasCome(_ sight: Matching.Sight) -> Bool {
        came[sight.soul.id].map { $0 - sight.end <= aftermath.days } ?? false
      }
      let all = sets { _, _ in true }
      let within = aftermath.segments.isEmpty ? [] : sets { isAlike($0, $1, by: aftermath.segments) }
      reply.kinds.append(
        Aftermath.Kind(
          cases: all.count, others: Set(all.flatMap { $0.outside.map(\.soul.id) }).count,
          strata: strata(all, hasCome), within: strata(within, hasCome)))
    }
    return reply
  }

  func isAlike(_ one: Soul, _ other: Soul, by segments: [AttributeRef]) -> Bool {
    segments.allSatisfy { one.attributes[$0.name] == other.attributes[$0.name] }
  }

  /// Equal sets are counted together.
  func strata(_ sets: [Matching.Stratum], _ has: (Matching.Sight) -> Bool) -> [Stratum] {
    let each = sets.map { set in
      Stratum(
        inside: set.inside.count(where: has), of: set.inside.count, outside: set.outside.count(where: has),
        others: set.outside.count, times: 1)
    }
    return Dictionary(grouping: each) { $0 }.map { stratum, alike in
      var stratum = stratum
      stratum.times = alike.count
      return stratum
    }
  }
}
