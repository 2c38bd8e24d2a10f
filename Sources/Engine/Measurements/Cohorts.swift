internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// Who came back in which period: one pass over the records that count as coming back.
  func reply(to cohorts: Cohorts) throws(BackendError) -> Cohorts.Reply {
    let who = try people(where: cohorts.who)
    let (starts, people) = try starts(of: cohorts, people: who)
    let groups = try groups(of: people, by: cohorts.keys)
    let periods = max(0, cohorts.periods)
    var ladders = PeriodBounds(cohorts, store: store)
    let ladderOf = starts.map { $0.map { ladders.number(from: $0.day) } }
    let back = try returns(cohorts, people, starts, ladders, ladderOf)

    var numbers: [Day: Int] = [:]
    var days: [Day] = []
    let cohortOf = starts.map { start -> Int? in
      guard let day = start?.day.start(of: cohorts.unit, weekStart: store.weekStart) else { return nil }
      if let known = numbers[day] { return known }
      numbers[day] = days.count
      days.append(day)
      return days.count - 1
    }
    let cells = groups.count * days.count
    var size = [Int](repeating: 0, count: cells)
    var over = [Int](repeating: 0, count: cells * (periods + 1))
    var returned = over
    for person in people.ones {
      guard let cohort = cohortOf[person], let ladder = ladderOf[person] else { continue }
      groups.forEach(of: person) { group in
        let cell = group * days.count + cohort
        size[cell] += 1
        for k in 0..<ladders[ladder].over {
          over[cell * (periods + 1) + k] += 1
          if back[person, k] { returned[cell * (periods + 1) + k] += 1 }
        }
      }
    }
    return reply(groups, days, periods, size, over, returned)
  }

  /// The people who started in a calendar period (nil: any) and, with `back`, came back in their period of that number.
  func people(
    of cohorts: Cohorts, startedIn cohort: Day?, back period: Int?
  ) throws(BackendError) -> Bitmap {
    var (starts, people) = try starts(of: cohorts, people: try people(where: cohorts.who))
    if let cohort {
      for person in people.ones
      where starts[person]?.day.start(of: cohorts.unit, weekStart: store.weekStart) != cohort {
        people[person] = false
      }
    }
    guard let period, (0...max(0, cohorts.periods)).contains(period) else { return people }
    var ladders = PeriodBounds(cohorts, store: store)
    let ladderOf = starts.map { $0.map { ladders.number(from: $0.day) } }
    let back = try returns(cohorts, people, starts, ladders, ladderOf)
    var returned = Bitmap(count: people.count)
    for person in people.ones {
      guard let ladder = ladderOf[person], period < ladders[ladder].over else { continue }
      returned[person] = back[person, period]
    }
    return returned
  }

  private func reply(
    _ groups: PersonGroups, _ days: [Day], _ periods: Int, _ size: [Int], _ over: [Int], _ returned: [Int]
  ) -> Cohorts.Reply {
    let order = days.indices.sorted { days[$0] < days[$1] }
    return Cohorts.Reply(
      groups: groups.keys.enumerated().map { group, keys in
        let cohorts = order.compactMap { cohort -> Cohorts.Cohort? in
          let cell = group * days.count + cohort
          guard size[cell] > 0 else { return nil }
          let places = cell * (periods + 1)..<(cell + 1) * (periods + 1)
          return Cohorts.Cohort(
            start: days[cohort], people: size[cell],
            periods: places.map { Cohorts.Period(over: over[$0], back: returned[$0]) })
        }
        return Grouped(keys: keys, parts: cohorts)
      })
  }

  /// The start of one person.
  private struct Start {
    let at: Int64
    let day: Day
    let midnight: Int64
    /// The identity of the record that is the start; nil if it is not a record.
    var identity: Int?
  }

  /// The starts that are not in the future and lie in the window, and the people who have one.
  private func starts(
    of cohorts: Cohorts, people: Bitmap
  ) throws(BackendError) -> (starts: [Start?], people: Bitmap) {
    let found = try moments(withRecordsOf: cohorts.start, people)
    let window = try windows(cohorts.startWindow, of: everybody, among: people)
    var starts = [Start?](repeating: nil, count: people.count)
    var kept = Bitmap(count: people.count)
    for person in people.ones {
      guard let (moment, identity) = found[person], store.clock?.hasReached(moment) ?? true,
        window[person].holds(moment)
      else { continue }
      let day = zone.day(of: moment)
      starts[person] = Start(
        at: zone.start(of: moment).microseconds, day: day, midnight: zone.start(of: day).microseconds,
        identity: identity)
      kept[person] = true
    }
    return (starts, kept)
  }

  /// A moment for each person, with the identity of the record that it comes from, if any.
  private func moments(
    withRecordsOf anchor: Anchor, _ people: Bitmap
  ) throws(BackendError) -> [(Moment, Int?)?] {
    var found = [(Moment, Int?)?](repeating: nil, count: people.count)
    switch anchor {
    case .record(let which, let scope):
      for (person, extreme) in try firstRecords(which, in: scope, of: people).enumerated() {
        if let extreme { found[person] = (extreme.moment, extreme.identity) }
      }
    case .start where store.customers.start == nil:
      let sources = [RecordScope(.anyEvent), RecordScope(.feedback)]
      for scope in sources {
        for (person, extreme) in try firstRecords(.first, in: scope, of: people).enumerated() {
          guard let extreme else { continue }
          if let known = found[person], zone.start(of: known.0).microseconds <= extreme.at { continue }
          found[person] = (extreme.moment, extreme.identity)
        }
      }
    case .literal, .now, .attribute, .start, .end, .property:
      let moments = try moments(of: anchor, frame: everybody, among: people)
      var number: Int?
      if case .attribute(let attribute) = anchor {
        let key = attribute.name.lowercased()
        number = store.customers.attributes.firstIndex { $0.name.lowercased() == key }
      }
      let base = store.events.count + store.feedback.count
      for person in people.ones {
        let identity = number.map { base + $0 * store.customers.count + person }
        if let moment = moments[person] { found[person] = (moment, identity) }
      }
    }
    return found
  }

  /// Each person's first or last record in a scope, in the stable order.
  func firstRecords(
    _ which: Anchor.Which, in scope: RecordScope, of people: Bitmap
  ) throws(BackendError) -> [Extreme?] {
    var best = [Extreme?](repeating: nil, count: people.count)
    for batch in try records(in: scope, of: people) {
      try forEachPerson(batch.people) { person, range throws(BackendError) in
        guard person < best.count, let found = extreme(which, of: batch, range) else { return }
        if best[person].map({ found.isBeyond($0, which) }) ?? true { best[person] = found }
      }
    }
    return best
  }

  /// The periods in which each person came back.
  private func returns(
    _ cohorts: Cohorts, _ people: Bitmap, _ starts: [Start?], _ ladders: PeriodBounds, _ ladderOf: [Int?]
  ) throws(BackendError) -> PeriodBits {
    let periods = max(0, cohorts.periods)
    var back = PeriodBits(people: people.count, periods: periods + 1)
    for batch in try records(in: cohorts.returns, of: people) {
      try forEachPerson(batch.people) { person, range throws(BackendError) in
        guard person < starts.count, let start = starts[person], let ladder = ladderOf[person] else { return }
        let bounds = ladders[ladder].bounds
        var k = 0
        for row in range {
          let at = batch.at[row]
          if at == Timeline.untimed { continue }
          // A record with only a date counts on the day of the start, at the coarser precision.
          if at < start.at, !(batch.isDay?[row] == true && at >= start.midnight) { continue }
          if at == start.at, let own = start.identity, batch.identity(at: row, in: store) == own { continue }
          while k <= periods, at >= bounds[k + 1] { k += 1 }
          if k <= periods {
            back[person, k] = true
          } else {
            if cohorts.countsLater { back[person, periods] = true }
            return
          }
        }
      }
      try checkCancellation()
    }
    if cohorts.countsLater { back.spreadBack() }
    return back
  }
}

/// A flag for each person and period.
private struct PeriodBits {
  private let periods: Int
  private var bits: Bitmap

  init(people: Int, periods: Int) {
    self.periods = periods
    bits = Bitmap(count: people * periods)
  }

  subscript(person: Int, period: Int) -> Bool {
    get { bits[person * periods + period] }
    set { bits[person * periods + period] = newValue }
  }

  /// Sets the flags of all periods of a person before one that is set.
  mutating func spreadBack() {
    guard periods > 1, bits.count > 0 else { return }
    for place in stride(from: bits.count - 2, through: 0, by: -1)
    where place % periods != periods - 1 && bits[place + 1] {
      bits[place] = true
    }
  }
}

/// The periods after a start, for each day on which somebody started.
private struct PeriodBounds {
  struct Ladder {
    /// The start of each period, and the end of the last.
    let bounds: [Int64]
    /// How many of the periods, from the first, are over.
    let over: Int
  }

  private var numbers: [Day: Int] = [:]
  private var ladders: [Ladder] = []
  private let cohorts: Cohorts
  private let store: DataStore

  init(_ cohorts: Cohorts, store: DataStore) {
    self.cohorts = cohorts
    self.store = store
  }

  subscript(number: Int) -> Ladder { ladders[number] }

  mutating func number(from day: Day) -> Int {
    let base = cohorts.isCalendar ? day.start(of: cohorts.unit, weekStart: store.weekStart) : day
    if let known = numbers[base] { return known }
    let days = (0...max(0, cohorts.periods) + 1).map { base.adding(TimeSpan($0, cohorts.unit)) }
    numbers[base] = ladders.count
    ladders.append(
      Ladder(
        bounds: days.map { store.zone.start(of: $0).microseconds },
        over: days.dropFirst().prefix { store.clock?.isOver($0.adding(days: -1)) ?? false }.count))
    return ladders.count - 1
  }
}
