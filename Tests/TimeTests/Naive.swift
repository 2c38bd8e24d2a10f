import DataModel

/// The verbs over time as documented, for one person and one record at a time: no index, no bitmap, no cursor.
struct Naive {
  let world: World
  let zone: Zone
  let now: Instant
  var today: Day { zone.day(of: now) }

  struct Record: Equatable {
    let place: Int
    let who: String
    let kind: String
    let day: Day
    let at: Int64
    let isDay: Bool
    let load: Int
  }

  /// All records in the stable order: time, load, row.
  let records: [Record]

  init(_ world: World) {
    self.world = world
    let zone = Zone(named: world.zone) ?? .utc
    self.zone = zone
    let all = world.records.enumerated().map { place, record in
      let at =
        record.minute.map {
          zone.instant(local: (Int64(record.day.number) * 1440 + Int64($0)) * 60_000_000).microseconds
        } ?? zone.start(of: record.day).microseconds
      return Record(
        place: place, who: record.who, kind: record.kind, day: record.day, at: at,
        isDay: record.minute == nil,
        load: record.text != nil ? 2 : (record.minute == nil ? 1 : 0))
    }
    let newest = all.map(\.at).max() ?? 0
    let newestIsDay = all.contains { $0.at == newest && $0.isDay }
    let end = { (day: Day) in Instant(microseconds: zone.start(of: day.adding(days: 1)).microseconds - 1) }
    now =
      world.today.map(end)
      ?? (newestIsDay ? end(zone.day(of: Instant(microseconds: newest))) : Instant(microseconds: newest))
    let limit = now.microseconds
    records = all.filter { $0.at <= limit }.sorted { ($0.at, $0.load, $0.place) < ($1.at, $1.load, $1.place) }
  }

  /// The people who have started by now.
  var people: [World.Person] { world.people.filter { $0.start.map { $0 <= today } ?? true } }

  /// Records of people who have started.
  func ofPeople(doing kind: String) -> [Record] {
    let here = Set(people.map(\.id))
    return records.filter { $0.kind == kind && here.contains($0.who) }
  }

  func records(of who: String, _ kinds: String...) -> [Record] {
    records.filter { $0.who == who && (kinds.isEmpty ? $0.load < 2 : kinds.contains($0.kind)) }
  }

  /// Negative, zero or positive, at the coarser precision.
  func order(_ first: Record, _ second: Record) -> Int {
    if first.isDay || second.isDay { return Int(first.day.number) - Int(second.day.number) }
    return first.at == second.at ? 0 : (first.at < second.at ? -1 : 1)
  }

  // MARK: Funnel

  struct Funnel {
    var steps: [String]
    var days: Int?
    var without: String?
    var isStrict = false
  }

  /// The number of steps that a person reaches, and whether they may still get further.
  func depth(of who: String, _ funnel: Funnel) -> (reached: Int, isPending: Bool, settled: Int) {
    let own = records.filter { $0.who == who }
    let events = own.filter { $0.load < 2 }
    let broken = own.filter { $0.kind == funnel.without }
    var best = 0
    var isPending = false
    var settled = 0
    /// At equal times by load, then row; a date and a time on that day have no order.
    func isBefore(_ first: Record, _ second: Record) -> Bool {
      let order = order(first, second)
      if order != 0 || first.isDay != second.isDay { return order < 0 }
      return (first.load, first.place) < (second.load, second.place)
    }
    func between(_ first: Record, _ next: Record?, _ others: [Record]) -> Bool {
      others.contains { other in isBefore(first, other) && next.map { isBefore(other, $0) } ?? true }
    }
    func isStrictlyNext(_ chain: [Record], _ next: Record?) -> Bool {
      !funnel.isStrict || !between(chain[chain.count - 1], next, events.filter { !chain.contains($0) })
    }
    func isInside(_ start: Record, _ next: Record) -> Bool {
      guard let days = funnel.days else { return true }
      if start.isDay || next.isDay { return next.day.number - start.day.number <= days }
      return next.at - start.at <= Int64(days) * 86_400_000_000
    }
    func longest(_ chain: [Record]) -> [Record] {
      guard chain.count < funnel.steps.count else { return chain }
      var best = chain
      for next in own
      where next.kind == funnel.steps[chain.count] && !chain.contains(next)
        && order(chain[chain.count - 1], next) <= 0 && isInside(chain[0], next)
        && !between(chain[0], next, broken)
        && isStrictlyNext(chain, next)
      {
        let found = longest(chain + [next])
        if found.count > best.count { best = found }
        if best.count == funnel.steps.count { break }
      }
      return best
    }
    for start in own where start.kind == funnel.steps[0] {
      let chain = longest([start])
      best = max(best, chain.count)
      guard let days = funnel.days else { continue }
      let isOpen =
        start.isDay
        ? !isOver(start.day.adding(days: days))
        : start.at + Int64(days) * 86_400_000_000 >= now.microseconds
      if !isOpen { settled = max(settled, chain.count) }
      guard chain.count < funnel.steps.count, !between(start, nil, broken) else { continue }
      if isOpen, isStrictlyNext(chain, nil) { isPending = true }
    }
    return (best, isPending && best < funnel.steps.count, settled)
  }

  // MARK: Periods

  func start(_ day: Day, _ unit: TimeSpan.Unit) -> Day {
    day.start(of: unit, weekStart: world.weekStart == "sunday" ? 7 : 1)
  }

  func isOver(_ last: Day) -> Bool {
    zone.start(of: last.adding(days: 1)).microseconds - 1 <= now.microseconds
  }

  /// From the period of the first such record to that of the clock.
  func periods(_ kind: String, _ unit: TimeSpan.Unit) -> [Day] {
    guard let first = ofPeople(doing: kind).map(\.day).min() else { return [] }
    var days: [Day] = []
    var day = start(first, unit)
    while day <= today {
      days.append(day)
      day = day.adding(TimeSpan(1, unit))
    }
    return days
  }

  func did(_ who: String, _ kind: String, in period: Day, _ unit: TimeSpan.Unit) -> Bool {
    records(of: who, kind).contains { start($0.day, unit) == period }
  }

  /// Active, new, returning, resurrected, dormant.
  func lifecycle(_ kind: String, _ unit: TimeSpan.Unit, in period: Day) -> [Int?] {
    let previous = period.adding(TimeSpan(-1, unit))
    var counts = [0, 0, 0, 0, 0]
    for person in people.map(\.id) {
      let isHere = did(person, kind, in: period, unit)
      let wasHere = did(person, kind, in: previous, unit)
      let isKnown = records(of: person, kind).contains { $0.day < period }
      if isHere {
        counts[0] += 1
        counts[isKnown ? (wasHere ? 2 : 3) : 1] += 1
      } else if wasHere {
        counts[4] += 1
      }
    }
    let opens = records.allSatisfy { $0.day >= period }
    return opens ? [counts[0], nil, nil, nil, nil] : counts
  }

  func customers(in period: Day, _ unit: TimeSpan.Unit) -> [String] {
    let last = period.adding(TimeSpan(1, unit)).adding(days: -1)
    return people.filter { person in
      let arrival = person.start ?? records.first { $0.who == person.id }?.day
      return arrival.map { $0 <= last } ?? false && !(person.end.map { $0 < period } ?? false)
    }.map(\.id)
  }

  // MARK: Survival

  /// How many days a person was observed, and whether it happened; nil if the person is left out.
  func watch(_ person: World.Person, until kind: String?) -> (days: Int, happened: Bool)? {
    guard let start = person.start else { return nil }
    let seen = min(today, person.end ?? today)
    let happened =
      kind == nil
      ? person.end.flatMap { $0 <= today ? $0 : nil } : records(of: person.id, kind ?? "").first?.day
    if let happened, happened < start { return nil }
    if let happened, happened <= seen { return (Int(happened.number - start.number), true) }
    return (max(0, Int(seen.number) - Int(start.number)), false)
  }

  /// The share left after some days: on each day it happened to d of the n still observed, n − d of n are left.
  func left(_ watches: [(days: Int, happened: Bool)], after days: Int) -> Double {
    (0...max(0, days)).reduce(1.0) { share, day in
      let n = watches.count { $0.days >= day }
      let d = watches.count { $0.days == day && $0.happened }
      return n == 0 ? share : share * Double(n - d) / Double(n)
    }
  }

  // MARK: Retention

  /// By cohort, then k: the people whose period is over, and how many of them came back.
  func retention(
    _ kind: String, from first: String?, _ unit: TimeSpan.Unit, _ periods: Int, calendar: Bool, later: Bool
  ) -> [Day: [(over: Int, back: Int)]] {
    var cells: [Day: [(over: Int, back: Int)]] = [:]
    for person in people {
      let record = first.flatMap { records(of: person.id, $0).first }
      guard let day = first == nil ? person.start : record?.day, day <= today else { continue }
      let cohort = start(day, unit)
      let base = calendar ? cohort : day
      for k in 0...periods {
        let from = base.adding(TimeSpan(k, unit))
        let end = base.adding(TimeSpan(k + 1, unit))
        cells[cohort, default: Array(repeating: (0, 0), count: periods + 1)][k].over +=
          isOver(end.adding(days: -1)) ? 1 : 0
        guard isOver(end.adding(days: -1)) else { continue }
        let isBack = records(of: person.id, kind).contains { other in
          let follows = record.map { other != $0 && order($0, other) <= 0 } ?? (other.day >= day)
          return follows && other.day >= from && (later || other.day < end)
        }
        if isBack { cells[cohort]?[k].back += 1 }
      }
    }
    return cells
  }

  // MARK: Paths

  func path(of who: String, after kind: String, _ length: Int) -> [String]? {
    let own = records(of: who)
    guard let origin = own.firstIndex(where: { $0.kind == kind }) else { return nil }
    return trail(own[(origin + 1)...].map(\.kind), from: kind, length)
  }

  func path(of who: String, before kind: String, _ length: Int) -> [String]? {
    let own = records(of: who)
    guard let origin = own.lastIndex(where: { $0.kind == kind }) else { return nil }
    return trail(own[..<origin].reversed().map(\.kind), from: kind, length).reversed()
  }

  private func trail(_ kinds: [String], from kind: String, _ length: Int) -> [String] {
    var path = [kind]
    for next in kinds where next != path.last && path.count <= length { path.append(next) }
    return Array((path.count <= length ? path + ["(nothing)"] : path).dropFirst())
  }
}
