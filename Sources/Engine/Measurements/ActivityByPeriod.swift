internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// People with records by period.
  func reply(to presence: ActivityByPeriod) throws(BackendError) -> ActivityByPeriod.Reply {
    let who = try people(where: presence.who)
    let groups = try groups(of: who, by: presence.keys)
    let batches = try records(in: presence.scope, of: who)
    guard let first = presence.first ?? earliestDay(of: batches),
      let shown = periods(presence.unit, from: first, to: presence.last)
    else { return ActivityByPeriod.Reply(groups: groups.keys.map { Grouped(keys: $0, parts: []) }) }
    // One more period at the front shows who was kept in the first one shown.
    let before = shown.days[0].adding(days: -1)
    let last = shown.end(of: shown.count - 1, presence.unit).adding(days: -1)
    let periods = Periods(
      presence.unit, from: before, to: last, weekStart: store.weekStart, zone: zone, most: shown.count + 1)
    let tally = try tally(batches, groups, periods, alive: nil)
    let oldest = oldestRecord
    return ActivityByPeriod.Reply(
      groups: groups.keys.enumerated().map { group, keys in
        let parts = (1..<periods.count).map { period in
          let cell = group * periods.count + period
          return ActivityByPeriod.Period(
            start: shown.days[period - 1], active: tally.active[cell], first: tally.first[cell],
            kept: tally.kept[cell], before: tally.active[cell - 1], opens: oldest >= periods.starts[period])
        }
        return Grouped(keys: keys, parts: parts)
      })
  }

  /// The time of the oldest record of all.
  private var oldestRecord: Int64 {
    var oldest = Int64.max
    for at in store.events.timeline.at where at != Timeline.untimed && at < oldest { oldest = at }
    for at in store.feedback.timeline.at where at != Timeline.untimed && at < oldest { oldest = at }
    return oldest
  }

  /// The number of people with a record in each cell: all periods of group 0, then of group 1, and so on.
  struct PeriodTally {
    var active: [Int]
    /// Of these, people with none in an earlier period.
    var first: [Int]
    /// Of these, people with one in the period before.
    var kept: [Int]
  }

  /// Each person has a row of bits, one for each period. People are handled in blocks, so that the bits stay in the cache.
  ///
  /// - Parameter alive: the periods in which each person counts; nil for all.
  func tally(
    _ batches: [Records], _ groups: PersonGroups, _ periods: Periods, alive: [Range<Int>]?
  ) throws(BackendError) -> PeriodTally {
    let width = periods.count
    let none = [Int](repeating: 0, count: groups.count * width)
    var tally = PeriodTally(active: none, first: none, kept: none)
    // Bit 0 is for all time before the first period.
    let words = (width + 1 + 63) / 64
    let block = max(64, 65_536 / words)
    let people = store.customers.count
    var cursors = batches.map { _ in 0 }
    var bits = [UInt64](repeating: 0, count: block * words)
    var start = 0
    while start < people {
      try checkCancellation()
      let end = min(start + block, people)
      for index in bits.indices { bits[index] = 0 }
      for (batch, records) in batches.enumerated() {
        var row = cursors[batch]
        var hint = 0
        while row < records.count, Int(records.people[row]) < end {
          let at = records.at[row]
          let person = Int(records.people[row])
          row += 1
          if at == Timeline.untimed { continue }
          hint = periods.index(of: at, near: hint)
          if hint >= width { continue }
          let bit = hint + 1
          bits[(person - start) * words + bit >> 6] |= 1 << UInt64(bit & 63)
        }
        cursors[batch] = row
      }
      for person in start..<end {
        add(
          bits[(person - start) * words..<(person - start + 1) * words], of: person, to: &tally, groups,
          width, alive?[person])
      }
      start = end
    }
    return tally
  }

  @inline(__always)
  private func add(
    _ bits: ArraySlice<UInt64>, of person: Int, to tally: inout PeriodTally, _ groups: PersonGroups,
    _ width: Int,
    _ alive: Range<Int>?
  ) {
    var before = -1
    for (index, word) in bits.enumerated() {
      var word = word
      while word != 0 {
        let bit = index << 6 | word.trailingZeroBitCount
        word &= word - 1
        let period = bit - 1
        if period >= 0, alive?.contains(period) ?? true {
          groups.forEach(of: person) { group in
            let cell = group * width + period
            tally.active[cell] += 1
            if before < 0 { tally.first[cell] += 1 } else if before == bit - 1 { tally.kept[cell] += 1 }
          }
        }
        before = bit
      }
    }
  }
}
