internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// For each kind of record, the outcomes of people after their first record of that kind.
  func reply(to aftermath: Aftermath) throws(BackendError) -> Aftermath.Reply {
    let who = try people(where: aftermath.who)
    let outcome = try outcomes(of: aftermath, among: who)
    var lives = try lives(of: who, follow: aftermath.days, seed: aftermath.seed)
    for person in who.ones { lives.last[person] = min(lives.last[person], outcome[person]) }
    let segments = try self.segments(aftermath.segments, among: who)
    let spoke = try times(in: aftermath.speaking, of: who) { moments in
      moments.isEmpty ? nil : moments.map { self.zone.day(of: $0).number }
    }
    var speakers = Bitmap(count: who.count)
    for person in who.ones where spoke[person] != nil { speakers[person] = true }
    let rings = StartRings(speakers, lives, segments: segments)
    /// Days from a person's start to the first day near `tenure` on which they spoke; nil if there is none.
    func speaking(_ other: Int, near tenure: Int32) -> Int32? {
      let middle = lives.starts[other] + tenure
      let first = max(lives.starts[other], middle - Int32(clamping: aftermath.near))
      let day = spoke[other]?.first { $0 >= first } ?? .max
      return day <= middle + Int32(clamping: aftermath.near) ? day - lives.starts[other] : nil
    }
    let order = SeededOrder(seed: aftermath.seed)
    var kinds: [Aftermath.Kind] = []
    var outcomes = Compared.Outcomes(tenures: [Int32](repeating: .max, count: who.count))
    for scope in aftermath.records {
      try checkCancellation()
      let raising = try people(where: .records(scope, .some)).intersection(who)
      let firsts = try moments(of: .record(scope, number: 1), among: raising)
      outcomes.cases = []
      for person in raising.ones {
        let day = firsts[person].map { zone.day(of: $0).number }
        let tenure = day.flatMap { lives.tenure(of: person, at: $0) } ?? -1
        outcomes.tenures[person] = tenure
        if tenure >= 0, tenure <= lives.last[person] { outcomes.cases.append((person, tenure)) }
      }
      defer { for person in raising.ones { outcomes.tenures[person] = .max } }
      var compared = Compared(looksAtTheDay: false)
      try compared.draw(
        outcomes, lives, days: 0, lead: 0, layers: segments == nil ? 1 : 2,
        ring: { rings.ring($0, of: $1) },
        serving: { other, tenure in
          speaking(other, near: tenure).flatMap {
            $0 <= lives.last[other] && $0 < outcomes.tenures[other] ? $0 : nil
          }
        },
        point: { order.point(of: self.store.customers.ids.bytes(of: $0)) },
        checkCancellation: { number throws(BackendError) in
          if number & 0xFFF == 0xFFF { try self.checkCancellation() }
        })
      var profiles = Profiles()
      for sight in compared.sights {
        profiles.begin()
        let person = Int(sight.person)
        let tenure = sight.end - lives.starts[person]
        if outcome[person] != .max, outcome[person] - tenure <= Int32(clamping: aftermath.days) {
          profiles.add(0)
        }
      }
      let tallies = Tallies(compared)
      let strata = tallies.counts(profiles, features: 1).flatMap(\.strata)
      kinds.append(
        Aftermath.Kind(
          cases: tallies.inside, others: tallies.outside, strata: strata.first ?? [],
          within: strata.count > 1 ? strata[1] : []))
    }
    return Aftermath.Reply(kinds: kinds)
  }

  /// How many days after their start people had the outcome; `.max` if they did not, negative if its date is unknown or
  /// before the start.
  private func outcomes(
    of aftermath: Aftermath, among who: Bitmap
  ) throws(BackendError) -> [Int32] {
    var tenures = [Int32](repeating: .max, count: who.count)
    let had = try people(where: aftermath.outcome).intersection(who)
    let starts = givenStarts(of: had)
    var moments = [Moment?](repeating: nil, count: who.count)
    if let onset = aftermath.outcome.onset { moments = try self.moments(of: onset, among: had) }
    for person in had.ones {
      guard let start = starts[person], let moment = moments[person] else {
        tenures[person] = -1
        continue
      }
      let days = Int(zone.day(of: moment).number) - Int(zone.day(of: start).number)
      tenures[person] = days < 0 ? -1 : Int32(clamping: days)
    }
    return tenures
  }
}
