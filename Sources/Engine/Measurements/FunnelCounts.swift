internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// How far people get, by groups of the records that their counted attempts start with.
  func reply(to depths: FunnelCounts) throws(BackendError) -> FunnelCounts.Reply {
    let attempts = try attempts(at: depths)
    let (keys, members) = try groups(of: attempts, by: depths.keys)
    let steps = depths.spec.steps.count
    return FunnelCounts.Reply(
      groups: zip(keys, members).map { keys, members in
        Grouped(keys: keys, parts: (0..<steps).map { step($0, steps, members, attempts) })
      })
  }

  private func step(_ step: Int, _ steps: Int, _ members: [Int], _ attempts: Attempts) -> FunnelCounts.Step {
    let there = members.filter { attempts.reached[$0] > step }
    let days = step == 0 ? [] : there.map { attempts.days[$0 * (steps - 1) + step - 1] }.sorted()
    let quartiles = [0.25, 0.5, 0.75].compactMap { typeSevenQuantile(days, $0) }
    return FunnelCounts.Step(
      people: there.count,
      pending: there.count { attempts.reached[$0] == step + 1 && attempts.isPending[$0] },
      settled: members.count { attempts.settled[$0] > step },
      days: quartiles.count == 3
        ? FunnelCounts.Quartiles(low: quartiles[0], median: quartiles[1], high: quartiles[2]) : nil)
  }

  /// The attempts of each group, as places in `attempts`.
  private func groups(
    of attempts: Attempts, by keys: [GroupKey]
  ) throws(BackendError) -> (keys: [[KeyValue]], members: [[Int]]) {
    if keys.isEmpty { return ([[]], [Array(attempts.people.indices)]) }
    var places = [Int](repeating: -1, count: store.customers.count)
    for (place, person) in attempts.people.enumerated() { places[Int(person)] = place }
    var frames: [RowSet] = []
    var placesOfRows: [[Int]] = []
    for batch in attempts.firstSteps {
      let rows = (0..<batch.count).filter { row in
        let place = places[Int(batch.people[row])]
        return place >= 0 && batch.identity(at: row, in: store) == attempts.origins[place]
      }
      frames.append(RowSet(batch.picked(rows.map { UInt32(truncatingIfNeeded: $0) })))
      placesOfRows.append(rows.map { places[Int(batch.people[$0])] })
    }
    let (values, members) = try grouped(by: keys, frames: frames, rows: frames.map(\.all))
    return (
      values,
      members.map { group in zip(group, placesOfRows).flatMap { rows, places in rows.map { places[$0] } } }
    )
  }

  /// Those lost at the largest drop: who got to the step after which most stopped for good, and no further.
  func lost(in depths: FunnelCounts) throws(BackendError) -> Bitmap {
    var largest = Bitmap(count: store.customers.count)
    for step in depths.spec.steps.indices {
      let stopped = try people(.stopped, at: step, of: depths)
      if stopped.population > largest.population { largest = stopped }
    }
    return largest
  }

  /// Those who stand so at a step.
  func people(
    _ standing: CellRef.Standing, at step: Int, of depths: FunnelCounts
  ) throws(BackendError) -> Bitmap {
    let attempts = try attempts(at: depths)
    var people = Bitmap(count: store.customers.count)
    for place in attempts.people.indices {
      let (reached, isPending) = (attempts.reached[place], attempts.isPending[place])
      let stands =
        switch standing {
        case .reached: reached > step
        case .pending: reached == step + 1 && isPending
        case .stopped: reached == step + 1 && !isPending && reached < depths.spec.steps.count
        }
      if stands { people[Int(attempts.people[place])] = true }
    }
    return people
  }

  /// Each person's counted attempt; worked out once for a run.
  private func attempts(at depths: FunnelCounts) throws(BackendError) -> Attempts {
    let key = FunnelCounts(who: depths.who, spec: depths.spec)
    if let known = attempts[key] { return known }
    let found = try nested { () throws(BackendError) in
      try attempts(at: depths.spec, of: try people(where: depths.who))
    }
    attempts[key] = found
    return found
  }

  private func attempts(at spec: FunnelSpec, of people: Bitmap) throws(BackendError) -> Attempts {
    var attempts = Attempts(steps: spec.steps.count)
    var keys = SequenceKeys(property: spec.sameKey)
    var remaining = people
    var steps: [StepRecords] = []
    for (index, scope) in spec.steps.enumerated() {
      let window = index == 0 || spec.isConfined ? spec.window : nil
      let batches = try stepBatches(scope, window: window, of: remaining)
      if steps.isEmpty { attempts.firstSteps = batches }
      steps.append(stepRecords(batches, &keys))
      // Whoever lacks a step cannot do a later one.
      if let records = steps.last { remaining = records.people(count: people.count) }
    }
    guard let first = steps.first else { return attempts }
    let breaks = try breaks(of: spec, people: first.people(count: people.count), &keys)
    let ascent = Ascent(spec, steps: steps, breaks: breaks, store: store)
    try ascent.forEachGroup { person, ranges, breaks throws(BackendError) in
      try checkCancellation(every: ranges[0].lowerBound)
      attempts.add(try ascent.furthest(person, ranges, breaks), of: person)
    }
    return attempts
  }

  /// The records at which attempts break off: those with the steps' key by key, the others by person.
  private func breaks(
    of spec: FunnelSpec, people: Bitmap, _ keys: inout SequenceKeys
  ) throws(BackendError) -> (keyed: StepRecords, free: StepRecords) {
    var keyed: [Records] = []
    var free: [Records] = []
    for scope in spec.without {
      for batch in try stepBatches(scope, window: nil, of: people) {
        let hasKey = spec.sameKey.map { hasProperty($0, batch) } ?? false
        if hasKey { keyed.append(batch) } else { free.append(batch) }
      }
    }
    var none = SequenceKeys(property: nil)
    return (stepRecords(keyed, &keys), stepRecords(free, &none))
  }

  private func hasProperty(_ property: PropertyRef, _ batch: Records) -> Bool {
    let column = propertyColumn(property, of: RowSet(batch))
    return (0..<column.count).contains { column.isPresent(at: $0) }
  }
}

/// The counted attempt of each person who did the first step, people ascending.
struct Attempts {
  /// The records of the first step.
  var firstSteps: [Records] = []
  private(set) var people: [UInt32] = []
  /// How many steps were reached: 1 or more.
  private(set) var reached: [Int] = []
  /// The identity of the record that it starts with.
  private(set) var origins: [Int] = []
  private(set) var isPending: [Bool] = []
  /// How far those attempts get whose span is over; 0 where there is none.
  private(set) var settled: [Int] = []
  /// From the step before, for each step but the first; of no meaning beyond what was reached.
  private(set) var days: [Double] = []
  private var starts: [Int64] = []
  private let steps: Int

  init(steps: Int) { self.steps = steps }

  /// Another attempt of the same person (by another key) counts if it got further, or as far and started earlier.
  mutating func add(_ attempt: Ascent.Attempt, of person: Int) {
    if let last = people.last, Int(last) == person {
      let place = people.count - 1
      let pending = isPending[place] || attempt.isPending
      let furthest = max(settled[place], attempt.settled)
      let isBetter =
        (attempt.reached, -attempt.start, -attempt.origin) > (reached[place], -starts[place], -origins[place])
      if isBetter {
        removeLast()
        append(attempt, of: person)
      }
      isPending[place] = pending && reached[place] < steps
      settled[place] = furthest
    } else {
      append(attempt, of: person)
    }
  }

  private mutating func append(_ attempt: Ascent.Attempt, of person: Int) {
    people.append(UInt32(truncatingIfNeeded: person))
    reached.append(attempt.reached)
    origins.append(attempt.origin)
    starts.append(attempt.start)
    isPending.append(attempt.isPending)
    settled.append(attempt.settled)
    for step in 0..<max(0, steps - 1) { days.append(step < attempt.days.count ? attempt.days[step] : 0) }
  }

  private mutating func removeLast() {
    people.removeLast()
    reached.removeLast()
    origins.removeLast()
    starts.removeLast()
    isPending.removeLast()
    settled.removeLast()
    days.removeLast(max(0, steps - 1))
  }
}
