internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// How far people get, grouped by the records that their counted attempts start with.
  func reply(to depths: FunnelCounts) throws(BackendError) -> FunnelCounts.Reply {
    let attempts = try attempts(at: depths)
    let (keys, members) = try groups(of: attempts, by: depths.keys)
    let steps = depths.spec.steps.count
    return FunnelCounts.Reply(
      groups: zip(keys, members).map { keys, members in
        Grouped(keys: keys, parts: (0..<steps).map { step($0, steps, members, attempts) })
      })
  }

  private func step(_ step: Int, _ steps: Int, _ members: [Int], _ attempts: CountedAttempts)
    -> FunnelCounts.Step
  {
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

  /// The attempts of each group, as indices into `attempts`.
  private func groups(
    of attempts: CountedAttempts, by keys: [GroupKey]
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

  /// The people lost at the largest drop: those who reached the step after which most people stopped for good, and no
  /// further.
  func lost(in depths: FunnelCounts) throws(BackendError) -> Bitmap {
    var largest = Bitmap(count: store.customers.count)
    for step in depths.spec.steps.indices {
      let stopped = try people(.stopped, at: step, of: depths)
      if stopped.population > largest.population { largest = stopped }
    }
    return largest
  }

  /// The people who reached a step, are still waiting after it, or stopped there.
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

  /// Each person's counted attempt; computed once for each run.
  private func attempts(at depths: FunnelCounts) throws(BackendError) -> CountedAttempts {
    let key = FunnelCounts(who: depths.who, spec: depths.spec)
    if let known = attempts[key] { return known }
    let found = try nested { () throws(BackendError) in
      try attempts(at: depths.spec, of: try people(where: depths.who))
    }
    attempts[key] = found
    return found
  }
}
