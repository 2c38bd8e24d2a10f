internal import DataModel
internal import Plan
internal import Store

/// The attempt at a funnel that counts for a person (or for one of their keys): the first of those that get furthest.
struct FunnelAttempt {
  /// The number of steps reached: 1 or more.
  var reached = 0
  /// The identity and the time of its first record.
  var origin = -1
  var start: Int64 = 0
  /// Days from each step to the next.
  var days: [Double] = []
  /// Whether one of the person's attempts may still get further in the future.
  var isPending = false
  /// The most steps reached by an attempt whose span is over; 0 if there is none.
  var settled = 0
}

extension Evaluator {
  /// The counted attempt at a funnel of each person.
  func attempts(at spec: FunnelSpec, of people: Bitmap) throws(BackendError) -> CountedAttempts {
    var attempts = CountedAttempts(steps: spec.steps.count)
    let sequence = Plan.Sequence(
      spec.steps.map { .init($0) }, span: spec.span, sameKey: spec.sameKey, window: spec.window,
      isConfined: spec.isConfined)
    var keys = SequenceKeys(property: spec.sameKey)
    let (steps, first) = try stepRecords(of: sequence, by: people, &keys)
    attempts.firstSteps = first
    guard let starters = steps.first?.people(count: people.count) else { return attempts }
    var breaks = try breaks(of: spec, people: starters, &keys)
    let matcher = SequenceMatcher(
      sequence, steps: steps, others: [breaks.keyed, breaks.free], allowsPartial: true, clock: store.clock,
      zone: zone, checkCancellation: checkCancellation)
    let isOfDates = spec.steps.map(\.isOfDates)
    try matcher.forEachGroup { group, ranges throws(BackendError) in
      try checkCancellation(every: ranges[0].lowerBound)
      let records = breaks.records(of: group, zone: zone)
      let person = Int(group >> 32)
      var group = FunnelGroup(
        matcher, ranges, isOfDates: isOfDates,
        interruptions: records.isEmpty && !spec.isStrict
          ? nil : Interruptions(of: person, breaks: records, isStrict: spec.isStrict, in: self))
      attempts.add(try group.furthest(), of: person)
    }
    return attempts
  }

  private func breaks(
    of spec: FunnelSpec, people: Bitmap, _ keys: inout SequenceKeys
  ) throws(BackendError) -> FunnelBreaks {
    var keyed: [Records] = []
    var free: [Records] = []
    for scope in spec.without {
      for batch in try stepBatches(scope, window: nil, of: people) {
        let hasKey = spec.sameKey.map { hasProperty($0, batch) } ?? false
        if hasKey { keyed.append(batch) } else { free.append(batch) }
      }
    }
    var none = SequenceKeys(property: nil)
    return FunnelBreaks(keyed: stepRecords(keyed, &keys), free: stepRecords(free, &none))
  }

  private func hasProperty(_ property: PropertyRef, _ batch: Records) -> Bool {
    let column = propertyColumn(property, of: RowSet(batch))
    return (0..<column.count).contains { column.isPresent(at: $0) }
  }
}

/// The records of `without`, which interrupt attempts.
private struct FunnelBreaks {
  /// Those that have the funnel's key: they interrupt attempts with the same key.
  let keyed: StepRecords
  /// Those without a key: they interrupt all attempts of the person.
  let free: StepRecords
  private var keyedRange = 0..<0
  private var freeRange = 0..<0

  init(keyed: StepRecords, free: StepRecords) {
    self.keyed = keyed
    self.free = free
  }

  /// The records that interrupt attempts of a group, in order of time. Groups must be asked for in ascending order.
  mutating func records(of group: UInt64, zone: Zone) -> [StepRecord] {
    keyedRange = keyed.range(of: group, after: keyedRange)
    let person = group & ~0xFFFF_FFFF
    // The range of a person is the same for each of their keys.
    if freeRange.isEmpty || free.groups[freeRange.lowerBound] != person {
      freeRange = free.range(of: person, after: freeRange)
    }
    if keyedRange.isEmpty { return free.records(in: freeRange, zone: zone) }
    if freeRange.isEmpty { return keyed.records(in: keyedRange, zone: zone) }
    return (keyed.records(in: keyedRange, zone: zone) + free.records(in: freeRange, zone: zone))
      .sorted { $0.at < $1.at }
  }
}

/// The attempts at a funnel of one group.
private struct FunnelGroup {
  private let matcher: SequenceMatcher
  private let ranges: [Range<Int>]
  private let interruptions: Interruptions?
  /// For each step, whether it is a date, which may come until the end of a day.
  private let isOfDates: [Bool]
  private var cursors: SequenceMatcher.Cursors
  /// Nil as long as the linear pass finds the best chains.
  private var backtracker: Backtracker?
  /// The number of steps of the attempt that was matched last.
  private var reached = 0

  init(
    _ matcher: SequenceMatcher, _ ranges: [Range<Int>], isOfDates: [Bool], interruptions: Interruptions?
  ) {
    self.matcher = matcher
    self.ranges = ranges
    self.isOfDates = isOfDates
    self.interruptions = interruptions
    cursors = SequenceMatcher.Cursors(ranges)
    // If two steps share records, an interruption may decide which of the records each step should have.
    if !matcher.isLinear || interruptions != nil && matcher.repeatsSteps {
      backtracker = Backtracker(matcher, ranges, interruptions)
    }
  }

  /// The attempt that counts.
  mutating func furthest() throws(BackendError) -> FunnelAttempt {
    var best = FunnelAttempt()
    var settled = 0
    var isPending = false
    let last = matcher.steps.count - 1
    for first in ranges[0] {
      guard try match(from: first) else {
        backtracker = Backtracker(matcher, ranges, interruptions)
        return try furthest()
      }
      if reached > best.reached { best = attempt }
      let isOpen = isOpen(first, for: last)
      if !isOpen { settled = max(settled, reached) }
      if reached > last {
        if !isOpen { break }
        continue
      }
      if !isPending, self.isOpen(first, for: reached), !isInterrupted { isPending = true }
    }
    best.isPending = isPending && best.reached <= last
    best.settled = settled
    return best
  }

  /// Matches the attempt that starts with a record of the first step. False if only backtracking can find out how far it
  /// gets.
  private mutating func match(from first: Int) throws(BackendError) -> Bool {
    if backtracker != nil {
      _ = try backtracker?.completes(from: first)
      reached = chain.count
      return true
    }
    reached = matcher.reach(from: first, ranges, &cursors)
    guard let interruptions else { return true }
    guard let uninterrupted = interruptions.uninterrupted(chain) else { return false }
    reached = uninterrupted
    return true
  }

  /// The records of the attempt that was matched last.
  private var chain: [StepRecord] {
    if let longest = backtracker?.longest { return longest }
    return zip(matcher.steps, cursors.taken).prefix(reached).map { $0.record(at: $1, zone: matcher.zone) }
  }

  private var attempt: FunnelAttempt {
    let chain = chain
    return FunnelAttempt(
      reached: reached, origin: chain[0].identity, start: chain[0].at,
      days: zip(chain, chain.dropFirst()).map { before, after in
        before.isDay || after.isDay
          ? Double(after.day - before.day) : Double(after.at - before.at) / Double(Instant.microsecondsPerDay)
      })
  }

  private var isInterrupted: Bool {
    guard let interruptions else { return false }
    if case .free = interruptions.passage(of: chain[...], to: nil) { return false }
    return true
  }

  /// Whether a step may still come in the future, within the span of an attempt. Without a span, nothing is waited for.
  private func isOpen(_ first: Int, for step: Int) -> Bool {
    guard let span = matcher.sequence.span, let clock = matcher.clock else { return false }
    if !isOfDates[step], !matcher.steps[0].isDay[first] {
      return matcher.limit(of: first) >= clock.now.microseconds
    }
    let start = matcher.steps[0].moment(at: first, zone: matcher.zone)
    return isOfDates[step]
      ? !clock.isOver(matcher.zone.day(of: start).adding(span))
      : !clock.isOver(matcher.zone.adding(span, to: start))
  }
}

/// The counted attempt of each person who did the first step, people ascending.
struct CountedAttempts {
  /// The records of the first step.
  var firstSteps: [Records] = []
  private(set) var people: [UInt32] = []
  /// The number of steps reached: 1 or more.
  private(set) var reached: [Int] = []
  /// The identity of its first record.
  private(set) var origins: [Int] = []
  private(set) var isPending: [Bool] = []
  /// The most steps reached by an attempt whose span is over; 0 if there is none.
  private(set) var settled: [Int] = []
  /// Days from the step before, for each step but the first; 0 for steps that were not reached.
  private(set) var days: [Double] = []
  private var starts: [Int64] = []
  private let steps: Int

  init(steps: Int) { self.steps = steps }

  /// Another attempt of the same person (with another key) replaces the first if it got further, or as far and started
  /// earlier.
  mutating func add(_ attempt: FunnelAttempt, of person: Int) {
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

  private mutating func append(_ attempt: FunnelAttempt, of person: Int) {
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
