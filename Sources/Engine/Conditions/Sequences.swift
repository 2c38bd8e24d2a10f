internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// The rows whose person completed a sequence as often as it asks for.
  func rows(
    of frame: RowSet, having sequence: Plan.Sequence, among: Bitmap
  ) throws(BackendError) -> Bitmap {
    if frame.records != nil, sequence.scopes.contains(where: \.readsOuterRecord) {
      return try rowsOneByOne(of: frame, having: sequence, among: among)
    }
    let people = frame.people(of: among, nobody: store.customers.count)
    let (times, days) = try attempts(at: sequence, of: people)
    let holds = people.filtered { person in
      sequence.amount.holds(times: Int(times[person]), days: days[person, default: []].count)
    }
    guard frame.records != nil else { return holds }
    // A row of an unknown person has no attempts.
    let isOfNobody = sequence.amount.holds(times: 0, days: 0)
    return among.filtered { row in
      let person = frame.person(of: row)
      return person < holds.count ? holds[person] : isOfNobody
    }
  }

  /// The rows for which a sequence holds whose window depends on the record itself: matched row by row, with the moments of
  /// that record in place of the anchors.
  private func rowsOneByOne(
    of frame: RowSet, having sequence: Plan.Sequence, among: Bitmap
  ) throws(BackendError) -> Bitmap {
    var holds = Bitmap(count: frame.count)
    for row in among.ones {
      try checkCancellation()
      let person = frame.person(of: row)
      var fixed = sequence
      fixed.window = try sequence.window.map { window throws(BackendError) in
        try self.fixed(window, row, frame)
      }
      for step in sequence.steps.indices {
        fixed.steps[step].scope.window = try sequence.steps[step].scope.window.map {
          window throws(BackendError) in try self.fixed(window, row, frame)
        }
      }
      var one = Bitmap(count: store.customers.count)
      if person < one.count { one[person] = true }
      let (times, days) = try attempts(at: fixed, of: one)
      let isKnown = person < one.count
      holds[row] = sequence.amount.holds(
        times: isKnown ? Int(times[person]) : 0, days: isKnown ? days[person, default: []].count : 0)
    }
    return holds
  }

  /// A window with the moments of one row in place of its anchors; empty if one is missing.
  private func fixed(_ window: Window, _ row: Int, _ frame: RowSet) throws(BackendError) -> Window {
    var one = Bitmap(count: frame.count)
    one[row] = true
    func fixed(_ edge: Window.Edge?) throws(BackendError) -> Window.Edge? {
      func literal(_ anchor: Anchor) throws(BackendError) -> Anchor? {
        try moments(of: anchor, frame: frame, among: one)[row].map { .literal($0) }
      }
      switch edge {
      case .moment(let anchor, let inclusive):
        return try literal(anchor).map { .moment($0, inclusive: inclusive) }
      case .day(let anchor, let span): return try literal(anchor).map { .day($0, moved: span) }
      case .moved(let anchor, let span, let inclusive):
        return try literal(anchor).map { .moved($0, by: span, inclusive: inclusive) }
      case nil: return nil
      }
    }
    let (lower, upper) = (try fixed(window.lower), try fixed(window.upper))
    let isWhole = (lower == nil) == (window.lower == nil) && (upper == nil) == (window.upper == nil)
    if isWhole { return Window(from: lower, to: upper, words: window.words) }
    let day = Anchor.literal(.day(Day(0)))
    return Window(
      from: .moment(day, inclusive: false), to: .moment(day, inclusive: false), words: window.words)
  }

  /// How many attempts at a sequence each person completed and, if it counts days, on which days they began.
  private func attempts(
    at sequence: Plan.Sequence, of people: Bitmap
  ) throws(BackendError) -> (times: [UInt32], days: [Int: Set<Int32>]) {
    var times = [UInt32](repeating: 0, count: people.count)
    var days: [Int: Set<Int32>] = [:]
    let matcher = try matcher(of: sequence, people)
    let wantsOne = sequence.amount == .some
    try matcher.forEachGroup { group, ranges throws(BackendError) in
      let person = Int(group >> 32)
      if wantsOne, times[person] > 0 { return }
      try checkCancellation(every: ranges[0].lowerBound)
      try matcher.forEachCompleted(ranges) { first, _ in
        times[person] &+= 1
        if sequence.amount.days != nil {
          days[person, default: []].insert(matcher.steps[0].record(at: first, zone: zone).day)
        }
        return !wantsOne
      }
    }
    return (times, days)
  }

  /// When each person's n-th attempt was completed, in order of completion; nil for those with fewer.
  func completions(
    of sequence: Plan.Sequence, number: Int, by people: Bitmap
  ) throws(BackendError) -> [Moment?] {
    var ends: [Int: [Int64]] = [:]
    let matcher = try matcher(of: sequence, people)
    try matcher.forEachGroup { group, ranges throws(BackendError) in
      try checkCancellation(every: ranges[0].lowerBound)
      try matcher.forEachCompleted(ranges) { _, end in
        ends[Int(group >> 32), default: []].append(end)
        return true
      }
    }
    var moments = [Moment?](repeating: nil, count: people.count)
    for (person, ends) in ends where person < people.count && number <= ends.count {
      moments[person] = .instant(Instant(microseconds: ends.sorted()[number - 1]))
    }
    return moments
  }

  private func matcher(of sequence: Plan.Sequence, _ people: Bitmap) throws(BackendError) -> SequenceMatcher {
    var keys = SequenceKeys(property: sequence.sameKey)
    let steps = try stepRecords(of: sequence, by: people, &keys).steps
    return SequenceMatcher(
      sequence, steps: steps, clock: store.clock, zone: zone, checkCancellation: checkCancellation)
  }
}

extension SequenceMatcher {
  /// Calls `body` with the first record of each attempt of a group that completes the sequence, and the time at which it
  /// was complete, until it returns false.
  ///
  /// An attempt whose last step is absent is complete at the end of its span (without one at its first step), and counts
  /// once that is over.
  fileprivate func forEachCompleted(
    _ ranges: [Range<Int>], _ body: (_ first: Int, _ end: Int64) -> Bool
  ) throws(BackendError) {
    let endsAbsent = sequence.endsAbsent
    func absenceEnd(of first: Int) -> Int64 {
      sequence.span == nil ? steps[0].at[first] : limit(of: first)
    }
    if isLinear {
      var cursors = Cursors(ranges)
      for first in ranges[0] {
        let reached = reach(from: first, ranges, &cursors)
        if endsAbsent {
          let isComplete = reached < steps.count && isSettled(first)
          if isComplete, !body(first, absenceEnd(of: first)) { return }
        } else if reached == steps.count {
          if !body(first, steps[reached - 1].at[cursors.taken[reached - 1]]) { return }
        } else if cursors.next[reached] == ranges[reached].upperBound {
          // No record of the step is left for later attempts either.
          return
        }
      }
    } else {
      var backtracker = Backtracker(self, ranges)
      for first in ranges[0] where !endsAbsent || isSettled(first) {
        guard try backtracker.completes(from: first) else { continue }
        let end = endsAbsent ? absenceEnd(of: first) : backtracker.longest.last?.at ?? steps[0].at[first]
        if !body(first, end) { return }
      }
    }
  }

  /// Whether the span of an attempt is over, so that nothing can follow; always true without a span.
  private func isSettled(_ first: Int) -> Bool {
    guard let span = sequence.span, let clock, !sequence.countsOpen else { return true }
    return clock.isOver(zone.adding(span, to: steps[0].moment(at: first, zone: zone)))
  }
}

extension Amount {
  /// Whether this number of records, on this number of days, meets the amount.
  fileprivate func holds(times: Int, days: Int) -> Bool {
    self.times.holds(times: times, timesCount) && (self.days?.holds(times: days, daysCount) ?? true)
  }
}

extension Plan.Sequence {
  /// The scopes of the steps, and one with the window for all of them.
  fileprivate var scopes: [RecordScope] {
    steps.map(\.scope) + (window.map { [RecordScope(.anyEvent, window: $0)] } ?? [])
  }
}
