internal import DataModel
internal import Plan
internal import Store

/// How far attempts at a passage get, person by person (with a key, key by key).
///
/// Where all times are of one precision and no record can be two steps, the earliest next record is always the best, and
/// one forward walk through the steps' records together finds every attempt. Otherwise chains are tried (see `Climb`).
struct Ascent {
  let passage: Passage
  let steps: [StepRecords]
  let breaks: (keyed: StepRecords, free: StepRecords)
  let store: Store
  private let isPlain: Bool
  private let fixedSpan: Int64?

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
    _ passage: Passage, steps: [StepRecords], breaks: (keyed: StepRecords, free: StepRecords), store: Store
  ) {
    self.passage = passage
    self.steps = steps
    self.breaks = breaks
    self.store = store
    let all = steps + [breaks.keyed, breaks.free]
    let isUniform = !all.contains(where: \.hasDays) || !all.contains(where: \.hasInstants)
    isPlain = isUniform && Plan.Sequence(passage.steps.map { .init($0) }).hasDisjointSteps
    switch passage.span?.unit {
    case .hour: fixedSpan = Ascent.length(passage.span, Instant.microsecondsPerHour)
    case .day: fixedSpan = Ascent.length(passage.span, Instant.microsecondsPerDay)
    case .week: fixedSpan = Ascent.length(passage.span, 7 * Instant.microsecondsPerDay)
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
    isPlain ? walk(person, ranges, breaks) : try climb(person, ranges, breaks)
  }

  // MARK: The forward walk

  private func walk(_ person: Int, _ ranges: [Range<Int>], _ breaks: Breaks) -> Attempt {
    var best: Attempt?
    var isPending = false
    var settled = 0
    var cursors = ranges.map(\.lowerBound)
    var breakCursors = breaks
    for first in ranges[0] {
      let start = steps[0].at[first]
      let limit = min(self.limit(of: first), nextBreak(after: start, &breakCursors))
      var last = start
      var reached = 1
      var days: [Double] = []
      for step in 1..<max(1, steps.count) {
        let at = steps[step].at
        while cursors[step] < ranges[step].upperBound, at[cursors[step]] < last { cursors[step] += 1 }
        guard cursors[step] < ranges[step].upperBound, at[cursors[step]] <= limit,
          !isInterrupted(person, last, steps[0].isDay[first], at[cursors[step]], steps[0].isDay[first])
        else { break }
        days.append(elapsed(last, at[cursors[step]], isDay: steps[0].isDay[first]))
        last = at[cursors[step]]
        reached += 1
      }
      if reached > best?.reached ?? 0 {
        best = Attempt(reached: reached, origin: steps[0].identities[first], start: start, days: days)
      }
      let isOpen = isOpen(first)
      if !isOpen { settled = max(settled, reached) }
      if reached == steps.count, !isOpen { break }
      if !isPending, isOpen, nextBreak(after: start, &breakCursors) == .max,
        !isInterrupted(person, last, steps[0].isDay[first], .max, false)
      {
        isPending = true
      }
    }
    guard var best else { return Attempt(origin: -1, start: 0) }
    best.isPending = isPending && best.reached < steps.count
    best.settled = settled
    return best
  }

  /// The first break after a time, `.max` where there is none. Starts ascend, so the cursors only move on.
  private func nextBreak(after start: Int64, _ cursors: inout Breaks) -> Int64 {
    func next(_ records: StepRecords, _ range: inout Range<Int>) -> Int64 {
      while let first = range.first, records.at[first] <= start { range = first + 1..<range.upperBound }
      return range.first.map { records.at[$0] } ?? .max
    }
    return min(next(breaks.keyed, &cursors.keyed), next(breaks.free, &cursors.free))
  }

  // MARK: Any chain

  private func climb(
    _ person: Int, _ ranges: [Range<Int>], _ breaks: Breaks
  ) throws(BackendError) -> Attempt {
    var climb = Climb(
      records: zip(steps, ranges).map { Climb.records(of: $0, $1, store.zone) },
      breaks: Climb.records(of: self.breaks.keyed, breaks.keyed, store.zone)
        + Climb.records(of: self.breaks.free, breaks.free, store.zone),
      interrupts: { isInterrupted(person, $0.at, $0.isDay, $1.at, $1.isDay) })
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
      let isOpen = isOpen(first)
      if !isOpen { settled = max(settled, chain.count) }
      if chain.count == steps.count, !isOpen { break }
      if isOpen, let last = chain.last, !climb.isBroken(chain[0], before: nil),
        !isInterrupted(person, last.at, last.isDay, .max, false)
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
    guard let span = passage.span else { return .max }
    if !steps[0].isDay[first], let fixedSpan { return steps[0].at[first] &+ fixedSpan }
    return store.zone.start(of: store.zone.adding(span, to: moment(first))).microseconds
  }

  private func limit(_ first: Int) -> Climb.Limit? {
    passage.span.map { span in
      let end = store.zone.adding(span, to: moment(first))
      return Climb.Limit(
        instant: store.zone.start(of: end).microseconds,
        day: store.zone.day(of: moment(first)).adding(span).number, startsAsDay: steps[0].isDay[first])
    }
  }

  /// Whether an attempt's span is not over by the clock. Without a span nothing is waited for.
  private func isOpen(_ first: Int) -> Bool {
    guard let span = passage.span, let clock = store.clock else { return false }
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

  /// In strict order, whether the person did anything between two times (`.max`: the clock), at the coarser precision.
  private func isInterrupted(_ person: Int, _ from: Int64, _ isDay: Bool, _ to: Int64, _ isDayToo: Bool)
    -> Bool
  {
    guard passage.isStrict else { return false }
    let (at, days) = (store.events.timeline.at, store.events.timeline.isDay)
    let range = store.events.range(of: person)
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if at[middle] <= from { low = middle + 1 } else { high = middle }
    }
    func day(_ time: Int64) -> Int32 { store.zone.day(of: Instant(microseconds: time)).number }
    while low < range.upperBound, at[low] < to {
      let isDate = days?[low] == true
      let follows = isDate || isDay ? day(from) < day(at[low]) : true
      let precedes = to == .max || !(isDate || isDayToo) || day(at[low]) < day(to)
      if follows, precedes { return true }
      low += 1
    }
    return false
  }
}
