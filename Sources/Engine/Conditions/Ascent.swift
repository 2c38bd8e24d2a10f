internal import DataModel
internal import Plan
internal import Store

/// How far attempts at a funnel get, person by person (with a key, key by key).
///
/// Where all times are of one precision and no record can be two steps, the earliest next record is always the best, and
/// one forward walk through the steps' records together finds every attempt. Otherwise chains are tried (see `Climb`).
struct Ascent {
  let spec: FunnelSpec
  let steps: [StepRecords]
  let breaks: (keyed: StepRecords, free: StepRecords)
  let store: DataStore
  private let isPlain: Bool
  private let fixedSpan: Int64?
  /// Of each step whether it is a date, which may come to the end of a day.
  private let isOfDays: [Bool]

  /// The attempt that counts for a person (or a key of theirs).
  struct Attempt {
    var reached = 1
    var origin: Int
    var start: Int64
    /// Between one step and the next.
    var days: [Double] = []
    var isPending = false
    /// How far attempts get whose span is over by the clock; 0 where there is none.
    var settled = 0
  }

  init(
    _ spec: FunnelSpec, steps: [StepRecords], breaks: (keyed: StepRecords, free: StepRecords),
    store: DataStore
  ) {
    self.spec = spec
    self.steps = steps
    self.breaks = breaks
    self.store = store
    isOfDays = spec.steps.map(\.isOfDates)
    let all = steps + [breaks.keyed, breaks.free]
    let isUniform = !all.contains(where: \.hasDays) || !all.contains(where: \.hasInstants)
    isPlain = isUniform && Plan.Sequence(spec.steps.map { .init($0) }).hasDisjointSteps
    switch spec.span?.unit {
    case .hour: fixedSpan = Ascent.length(spec.span, Instant.microsecondsPerHour)
    case .day: fixedSpan = Ascent.length(spec.span, Instant.microsecondsPerDay)
    case .week: fixedSpan = Ascent.length(spec.span, 7 * Instant.microsecondsPerDay)
    case .month, .quarter, .year, nil: fixedSpan = nil
    }
  }

  private static func length(_ span: TimeSpan?, _ unit: Int64) -> Int64? {
    guard let span else { return nil }
    let (length, overflow) = Int64(span.count).multipliedReportingOverflow(by: unit)
    return overflow || length > Int64.max / 4 ? nil : length
  }

  /// Where a person's breaks stand.
  struct Breaks {
    var keyed: Range<Int>
    var free: Range<Int>
  }

  /// Calls `body` with each person (and key) that has a record of the first step.
  func forEachGroup(
    _ body: (_ person: Int, _ ranges: [Range<Int>], _ breaks: Breaks) throws(BackendError) -> Void
  ) throws(BackendError) {
    guard let first = steps.first else { return }
    var ranges = steps.map { _ in 0..<0 }
    var breaks = Breaks(keyed: 0..<0, free: 0..<0)
    while ranges[0].upperBound < first.count {
      let group = first.groups[ranges[0].upperBound]
      for step in steps.indices { ranges[step] = range(of: group, in: steps[step], after: ranges[step]) }
      breaks.keyed = range(of: group, in: self.breaks.keyed, after: breaks.keyed)
      // By person: the same ones again for another key.
      let person = group & ~0xFFFF_FFFF
      if breaks.free.isEmpty || self.breaks.free.groups[breaks.free.lowerBound] != person {
        breaks.free = range(of: person, in: self.breaks.free, after: breaks.free)
      }
      try body(Int(group >> 32), ranges, breaks)
    }
  }

  private func range(of group: UInt64, in records: StepRecords, after range: Range<Int>) -> Range<Int> {
    var start = range.upperBound
    while start < records.count, records.groups[start] < group { start += 1 }
    var end = start
    while end < records.count, records.groups[end] == group { end += 1 }
    return start..<end
  }

  func furthest(
    _ person: Int, _ ranges: [Range<Int>], _ breaks: Breaks
  ) throws(BackendError) -> Attempt {
    if isPlain, let attempt = walk(person, ranges, breaks) { return attempt }
    return try climb(person, ranges, breaks)
  }

  // MARK: The forward walk

  /// Nil where in strict order a record of an equal time stands before the step that it would follow: then another of
  /// that time may be the better one.
  private func walk(_ person: Int, _ ranges: [Range<Int>], _ breaks: Breaks) -> Attempt? {
    var best: Attempt?
    var isPending = false
    var settled = 0
    var cursors = ranges.map(\.lowerBound)
    var breakCursors = breaks
    var chain: [Climb.Record] = []
    for first in ranges[0] {
      let limit = limit(of: first)
      var last = record(first, of: steps[0])
      let breaks = nextBreaks(after: last, &breakCursors)
      chain.removeAll(keepingCapacity: true)
      chain.append(last)
      var days: [Double] = []
      for step in 1..<max(1, steps.count) {
        let at = steps[step].at
        while cursors[step] < ranges[step].upperBound, at[cursors[step]] < last.at { cursors[step] += 1 }
        guard cursors[step] < ranges[step].upperBound, at[cursors[step]] <= limit else { break }
        let next = record(cursors[step], of: steps[step])
        if spec.isStrict, next.at == last.at, !follows(next, last) { return nil }
        if breaks.contains(where: { follows(next, $0) }) || interrupter(person, chain, next) != nil { break }
        days.append(elapsed(last.at, next.at, isDay: last.isDay))
        last = next
        chain.append(next)
      }
      let reached = chain.count
      if reached > best?.reached ?? 0 {
        best = Attempt(reached: reached, origin: chain[0].identity, start: chain[0].at, days: days)
      }
      let isOpen = isOpen(first, for: steps.count - 1)
      if !isOpen { settled = max(settled, reached) }
      if reached == steps.count {
        if !isOpen { break }
        continue
      }
      if !isPending, self.isOpen(first, for: reached), breaks.isEmpty, interrupter(person, chain, nil) == nil
      {
        isPending = true
      }
    }
    guard var best else { return Attempt(origin: -1, start: 0) }
    best.isPending = isPending && best.reached < steps.count
    best.settled = settled
    return best
  }

  /// A record; its day only where it may have to be held against others of another precision.
  private func record(_ index: Int, of records: StepRecords) -> Climb.Record {
    Climb.Record(
      at: records.at[index], day: spec.isStrict ? records.day(at: index, zone: store.zone) : 0,
      isDay: records.isDay[index], identity: records.identities[index])
  }

  /// The first breaks after a start: those of one time, by key and by person. Starts ascend, so the cursors only move on.
  private func nextBreaks(after start: Climb.Record, _ cursors: inout Breaks) -> [Climb.Record] {
    func next(_ records: StepRecords, _ range: inout Range<Int>) -> [Climb.Record] {
      while let first = range.first, !follows(record(first, of: records), start) {
        range = first + 1..<range.upperBound
      }
      guard let first = range.first else { return [] }
      return range.prefix { records.at[$0] == records.at[first] }.map { record($0, of: records) }
        .filter { follows($0, start) }
    }
    return next(breaks.keyed, &cursors.keyed) + next(breaks.free, &cursors.free)
  }

  // MARK: Any chain

  private func climb(
    _ person: Int, _ ranges: [Range<Int>], _ breaks: Breaks
  ) throws(BackendError) -> Attempt {
    var climb = Climb(
      records: zip(steps, ranges).map { Climb.records(of: $0, $1, store.zone) },
      breaks: Climb.records(of: self.breaks.keyed, breaks.keyed, store.zone)
        + Climb.records(of: self.breaks.free, breaks.free, store.zone),
      interrupter: { interrupter(person, $0, $1) }, follows: follows)
    var best: Attempt?
    var isPending = false
    var settled = 0
    for first in ranges[0] {
      let chain = try climb.highest(from: first - ranges[0].lowerBound, limit(first))
      if chain.count > best?.reached ?? 0 {
        best = Attempt(
          reached: chain.count, origin: steps[0].identities[first], start: steps[0].at[first],
          days: zip(chain, chain.dropFirst()).map { before, after in
            before.isDay || after.isDay
              ? Double(after.day - before.day) : elapsed(before.at, after.at, isDay: false)
          })
      }
      let isOpen = isOpen(first, for: steps.count - 1)
      if !isOpen { settled = max(settled, chain.count) }
      if chain.count == steps.count {
        if !isOpen { break }
        continue
      }
      if self.isOpen(first, for: chain.count), !climb.isBroken(chain[0], before: nil),
        interrupter(person, chain, nil) == nil
      {
        isPending = true
      }
    }
    guard var best else { return Attempt(origin: -1, start: 0) }
    best.isPending = isPending && best.reached < steps.count
    best.settled = settled
    return best
  }

  // MARK: Time

  private func moment(_ first: Int) -> Moment { steps[0].moment(at: first, zone: store.zone) }

  /// The last microsecond at which a record of the same precision may be a step of the attempt.
  private func limit(of first: Int) -> Int64 {
    guard let span = spec.span else { return .max }
    if !steps[0].isDay[first], let fixedSpan { return steps[0].at[first] &+ fixedSpan }
    return store.zone.start(of: store.zone.adding(span, to: moment(first))).microseconds
  }

  private func limit(_ first: Int) -> Climb.Limit? {
    spec.span.map { span in
      let end = store.zone.adding(span, to: moment(first))
      return Climb.Limit(
        instant: store.zone.start(of: end).microseconds,
        day: store.zone.day(of: moment(first)).adding(span).number, startsAsDay: steps[0].isDay[first])
    }
  }

  /// Whether a step may still come by the clock, within an attempt's span. Without a span nothing is waited for.
  private func isOpen(_ first: Int, for step: Int) -> Bool {
    guard let span = spec.span, let clock = store.clock else { return false }
    if isOfDays[step] { return !clock.isOver(store.zone.day(of: moment(first)).adding(span)) }
    if !steps[0].isDay[first], let fixedSpan {
      return steps[0].at[first] &+ fixedSpan >= clock.now.microseconds
    }
    return !clock.isOver(store.zone.adding(span, to: moment(first)))
  }

  private func elapsed(_ from: Int64, _ to: Int64, isDay: Bool) -> Double {
    if !isDay { return Double(to - from) / Double(Instant.microsecondsPerDay) }
    let zone = store.zone
    return Double(
      zone.day(of: Instant(microseconds: to)).number - zone.day(of: Instant(microseconds: from)).number)
  }

  // MARK: Order

  /// In strict order, the first event of the person between the last record of a chain and the next (nil: the clock) that
  /// is none of the chain.
  private func interrupter(_ person: Int, _ chain: [Climb.Record], _ next: Climb.Record?) -> Climb.Record? {
    guard spec.isStrict, let last = chain.last else { return nil }
    let (at, days) = (store.events.timeline.at, store.events.timeline.isDay)
    let range = store.events.range(of: person)
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if at[middle] < last.at { low = middle + 1 } else { high = middle }
    }
    while low < range.upperBound, at[low] != Timeline.untimed, at[low] <= next?.at ?? .max {
      let other = Climb.Record(
        at: at[low], day: store.zone.day(of: Instant(microseconds: at[low])).number,
        isDay: days?[low] == true, identity: low)
      if follows(other, last), next.map({ follows($0, other) }) ?? true,
        !chain.contains(where: { $0.identity == low })
      {
        return other
      }
      low += 1
    }
    return nil
  }

  /// Whether one record comes after another: at a later time, of equal times (of one precision) by load, then row. Of a
  /// day and a time on it neither is first.
  private func follows(_ one: Climb.Record, _ other: Climb.Record) -> Bool {
    if one.isDay != other.isDay { return one.day > other.day }
    if one.at != other.at { return one.at > other.at }
    return (load(of: one), one.identity) > (load(of: other), other.identity)
  }

  /// Of dates of people it is before all others.
  private func load(of record: Climb.Record) -> Int {
    let message = record.identity - store.events.count
    if message < 0 { return store.events.loads[record.identity] }
    return message < store.feedback.count ? store.feedback.loads[message] : -1
  }
}
