internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// A metric by period. Plain counts of records and of people with records, and sums and quantiles of properties, are one
  /// pass over the records; any other metric is computed period by period.
  func reply(to series: Series) throws(BackendError) -> Series.Reply {
    let who = try people(where: series.who)
    let groups = try groups(of: who, by: series.keys)
    var first = series.first
    if first == nil { first = try earliestDay(of: series, people: who) }
    guard let first, let periods = periods(series.unit, from: first, to: series.last) else {
      return Series.Reply(groups: groups.keys.map { Grouped(keys: $0, parts: []) })
    }
    let inside = Inside(series: series, who: who, groups: groups, periods: periods)
    let figures = try self.figures(inside)
    return Series.Reply(
      groups: groups.keys.enumerated().map { group, keys in
        let parts = periods.days.enumerated().map { period, start in
          Series.Period(start: start, figure: figures[group * periods.count + period])
        }
        return Grouped(keys: keys, parts: parts)
      })
  }

  /// The inputs of a series.
  struct Inside {
    let series: Series
    let who: Bitmap
    let groups: PersonGroups
    let periods: Periods

    func scope(_ scope: RecordScope) -> RecordScope {
      guard series.first != nil || series.last != nil else { return scope }
      return scope.within(
        Window(days: series.first ?? Day(-1_000_000), series.last ?? Day(1_000_000)))
    }

    /// The number of cells: all periods of group 0, then of group 1, and so on.
    var cells: Int { groups.count * periods.count }
  }

  /// The figure of each cell.
  private func figures(_ inside: Inside) throws(BackendError) -> [MetricResult] {
    if inside.series.metric.takesStrangers { return try eachPeriod(inside) }
    switch inside.series.metric.plain {
    case .records(let scope):
      var counts = [Int](repeating: 0, count: inside.cells)
      try forEachRecord(in: try records(in: inside.scope(scope), of: inside.who), inside) { _, _, cell in
        counts[cell] += 1
      }
      return counts.map { .count($0) }
    case .doing(let scope):
      let tally = try tally(
        try records(in: inside.scope(scope), of: inside.who), inside.groups, inside.periods, alive: nil)
      var people = [Int](repeating: 0, count: inside.groups.count)
      for person in inside.who.ones { inside.groups.forEach(of: person) { people[$0] += 1 } }
      return tally.active.enumerated().map { cell, active in
        .share(hits: active, n: people[cell / inside.periods.count], nil)
      }
    case .count:
      let alive = try alive(inside.who, inside.periods)
      return customers(alive, inside).map { .count($0) }
    case .number(let condition), .rate(let condition):
      guard case .records(let scope, .some) = condition.unnamed else { return try eachPeriod(inside) }
      let alive = try alive(inside.who, inside.periods)
      let tally = try tally(
        try records(in: inside.scope(scope), of: inside.who), inside.groups, inside.periods, alive: alive)
      return zip(tally.active, customers(alive, inside)).map { .share(hits: $0, n: $1, nil) }
    case .recordAggregate(let aggregate, let property, let scope):
      let batches = try records(in: inside.scope(scope), of: inside.who)
      let columns = batches.map { propertyColumn(property, of: RowSet($0)) }
      var rows = batches.map { _ in [[Int]](repeating: [], count: inside.cells) }
      try forEachRecord(in: batches, inside) { batch, row, cell in rows[batch][cell].append(row) }
      return (0..<inside.cells).map { cell in
        let parts = batches.indices.map {
          Part(column: columns[$0], records: batches[$0], rows: rows[$0][cell])
        }
        return self.figures(
          aggregate, Aggregation(parts: parts, store: store), of: parts.reduce(0) { $0 + $1.rows.count })
      }
    case .aggregate, .satisfaction, .weighted, .ratio, .named: return try eachPeriod(inside)
    }
  }

  /// Calls `body` with each record that lies in a period, for each group of its person.
  private func forEachRecord(
    in batches: [Records], _ inside: Inside, _ body: (_ batch: Int, _ row: Int, _ cell: Int) -> Void
  ) throws(BackendError) {
    let periods = inside.periods
    for (batch, records) in batches.enumerated() {
      var hint = 0
      for row in 0..<records.count {
        try checkCancellation(every: row)
        let at = records.at[row]
        hint = periods.index(of: at, near: hint)
        guard hint >= 0, hint < periods.count else { continue }
        inside.groups.forEach(of: Int(records.people[row])) { body(batch, row, $0 * periods.count + hint) }
      }
    }
  }

  /// Any metric: restricted to each period in turn.
  private func eachPeriod(_ inside: Inside) throws(BackendError) -> [MetricResult] {
    let (series, periods) = (inside.series, inside.periods)
    let alive = series.metric.isOfCustomers ? try alive(inside.who, periods) : nil
    // If there are groups, messages of unknown authors are left out.
    let strangers = series.takesStrangers ? [try strangers()] : []
    var figures = [MetricResult](repeating: .count(0), count: inside.cells)
    for period in 0..<periods.count {
      try checkCancellation()
      let (start, end) = (periods.days[period], periods.end(of: period, series.unit).adding(days: -1))
      let window = Window(days: max(start, series.first ?? start), min(end, series.last ?? end))
      var members = [[Int]](repeating: [], count: inside.groups.count)
      for person in inside.who.ones where alive?[person].contains(period) ?? true {
        inside.groups.forEach(of: person) { members[$0].append(person) }
      }
      let found = try self.figures(
        series.metric.within(window), frames: [everybody] + strangers,
        members: members.map { [$0] + strangers.map { Array($0.all.ones) } })
      for group in found.indices { figures[group * periods.count + period] = found[group] }
    }
    return figures
  }

  // MARK: Who was a customer

  /// In which periods each person was a customer.
  private func alive(_ people: Bitmap, _ periods: Periods) throws(BackendError) -> [Range<Int>] {
    let arrivals = arrivals(of: people)
    let ends = try moments(of: .end, frame: everybody, among: people)
    var alive = [Range<Int>](repeating: 0..<0, count: people.count)
    for person in people.ones {
      guard let arrival = arrivals[person] else { continue }
      let first = periods.index(of: zone.start(of: arrival).microseconds, near: 0)
      let last = ends[person].map { periods.index(of: zone.start(of: $0).microseconds, near: 0) }
      let (low, high) = (max(0, first), min(periods.count - 1, last ?? periods.count - 1))
      if low <= high { alive[person] = low..<high + 1 }
    }
    return alive
  }

  /// How many were customers in each cell.
  private func customers(_ alive: [Range<Int>], _ inside: Inside) -> [Int] {
    let width = inside.periods.count
    var changes = [Int](repeating: 0, count: inside.groups.count * (width + 1))
    for person in inside.who.ones where !alive[person].isEmpty {
      inside.groups.forEach(of: person) { group in
        changes[group * (width + 1) + alive[person].lowerBound] += 1
        changes[group * (width + 1) + alive[person].upperBound] -= 1
      }
    }
    return (0..<inside.groups.count).flatMap { group in
      var sum = 0
      return (0..<width).map { period in
        sum += changes[group * (width + 1) + period]
        return sum
      }
    }
  }

  // MARK: Which periods

  /// The periods from a day to another one, or to the clock's day; nil if there is none.
  func periods(_ unit: TimeSpan.Unit, from first: Day, to last: Day?) -> Periods? {
    guard let today = store.clock?.today else { return nil }
    let periods = Periods(
      unit, from: first, to: min(last ?? today, today), weekStart: store.weekStart, zone: zone,
      most: Series.longest)
    return periods.count > 0 ? periods : nil
  }

  private func earliestDay(of series: Series, people: Bitmap) throws(BackendError) -> Day? {
    let scopes = series.metric.scopes
    if scopes.isEmpty {
      let arrivals = arrivals(of: people)
      return people.ones.lazy.compactMap { arrivals[$0].map { self.zone.day(of: $0) } }.min()
    }
    var earliest: Day?
    for scope in scopes {
      let records = try records(in: scope, of: people, includingUnknown: series.takesStrangers)
      if let day = earliestDay(of: records) {
        earliest = min(earliest ?? day, day)
      }
    }
    return earliest
  }

  func earliestDay(of batches: [Records]) -> Day? {
    var earliest: Int64?
    for batch in batches {
      for at in batch.at where at != Timeline.untimed && at < earliest ?? .max { earliest = at }
    }
    return earliest.map { zone.day(of: Instant(microseconds: $0)) }
  }
}

extension Series {
  /// Whether messages of unknown authors are included.
  fileprivate var takesStrangers: Bool { keys.isEmpty && who.isEveryone && metric.takesStrangers }
}

extension Metric {
  /// The metric behind names that have no filter.
  fileprivate var plain: Metric {
    if case .named(_, let inner, nil) = self { return inner.plain }
    return self
  }
}
