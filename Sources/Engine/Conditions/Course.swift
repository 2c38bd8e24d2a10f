internal import DataModel
internal import Plan
internal import Store

/// The attempts at a sequence, person by person (with `on same P`, key by key).
///
/// Where all times are of one precision and no record can be two steps, the earliest completion of each attempt is found
/// by moving forward through the steps' records together. Otherwise every chain is searched (see `Search`).
struct Course {
  let sequence: Plan.Sequence
  let steps: [StepRecords]
  let clock: Clock?
  let zone: Zone
  /// Whether a record could be two steps.
  let sharesRecords: Bool
  private let isPlain: Bool
  /// Spans of fixed length, in microseconds.
  private let fixedSpan: Int64?

  init(_ sequence: Plan.Sequence, steps: [StepRecords], clock: Clock?, zone: Zone) {
    self.sequence = sequence
    self.steps = steps
    self.clock = clock
    self.zone = zone
    let isUniform = !steps.contains(where: \.hasDays) || !steps.contains(where: \.hasInstants)
    sharesRecords = !sequence.hasDisjointSteps
    isPlain = isUniform && !sharesRecords && (steps.count == 2 || !sequence.endsAbsent)
    switch sequence.span?.unit {
    case .hour: fixedSpan = Course.span(sequence.span, Instant.microsecondsPerHour)
    case .day: fixedSpan = Course.span(sequence.span, Instant.microsecondsPerDay)
    case .week: fixedSpan = Course.span(sequence.span, 7 * Instant.microsecondsPerDay)
    case .month, .quarter, .year, nil: fixedSpan = nil
    }
  }

  private static func span(_ span: TimeSpan?, _ unit: Int64) -> Int64? {
    guard let span else { return nil }
    let (length, overflow) = Int64(span.count).multipliedReportingOverflow(by: unit)
    return overflow || length > Int64.max / 4 ? nil : length
  }

  /// Calls `body` with each group that has a record of every step that must be there, and its range in each step.
  func forEachGroup(
    _ body: (_ group: UInt64, _ ranges: [Range<Int>]) throws(BackendError) -> Void
  ) throws(BackendError) {
    guard let first = steps.first else { return }
    var ranges = steps.map { _ in 0..<0 }
    while ranges[0].upperBound < first.count {
      let group = first.groups[ranges[0].upperBound]
      var isComplete = true
      for step in steps.indices {
        let groups = steps[step].groups
        var start = ranges[step].upperBound
        while start < groups.count, groups[start] < group { start += 1 }
        var end = start
        while end < groups.count, groups[end] == group { end += 1 }
        ranges[step] = start..<end
        if start == end, !sequence.steps[step].isAbsent { isComplete = false }
      }
      if isComplete { try body(group, ranges) }
    }
  }

  /// Calls `body` with the first record of each attempt that some completion fits, and with the time when it was
  /// complete, until it says no.
  func forEachAttempt(
    _ ranges: [Range<Int>], _ body: (_ first: Int, _ end: Int64) -> Bool
  ) throws(BackendError) {
    if isPlain { return forEachPlainAttempt(ranges, body) }
    var search = Search(self, ranges)
    for first in ranges[0] where try search.completes(first) {
      if !body(first, sequence.endsAbsent ? absenceEnd(of: first) : search.end) { return }
    }
  }

  /// When it was settled that what is absent had not come: at the end of the span, without one at the first step.
  private func absenceEnd(of first: Int) -> Int64 {
    sequence.span == nil ? steps[0].at[first] : limit(of: first)
  }

  private func forEachPlainAttempt(_ ranges: [Range<Int>], _ body: (_ first: Int, _ end: Int64) -> Bool) {
    var cursors = ranges.map(\.lowerBound)
    for first in ranges[0] {
      var last = steps[0].at[first]
      for step in 1..<steps.count {
        let at = steps[step].at
        while cursors[step] < ranges[step].upperBound, at[cursors[step]] < last { cursors[step] += 1 }
        if cursors[step] < ranges[step].upperBound {
          last = at[cursors[step]]
        } else if sequence.steps[step].isAbsent {
          last = .max
        } else {
          return
        }
      }
      let isInside = last <= limit(of: first)
      let fits = sequence.endsAbsent ? !(last < .max && isInside) && isClosed(first) : isInside
      if fits, !body(first, sequence.endsAbsent ? absenceEnd(of: first) : last) { return }
    }
  }

  /// The last microsecond at which a record of the same precision may complete an attempt.
  private func limit(of first: Int) -> Int64 {
    guard let span = sequence.span else { return .max - 1 }
    let at = steps[0].at[first]
    if !steps[0].isDay[first], let fixedSpan { return at &+ fixedSpan }
    return zone.start(of: zone.adding(span, to: steps[0].moment(at: first, zone: zone))).microseconds
  }

  /// Whether an attempt's span lies wholly before the clock, so that what is absent will stay so. Without a span always.
  func isClosed(_ first: Int) -> Bool {
    guard let span = sequence.span, let clock, !sequence.countsOpen else { return true }
    return clock.isOver(zone.adding(span, to: steps[0].moment(at: first, zone: zone)))
  }
}

extension Plan.Sequence {
  var endsAbsent: Bool { steps.last?.isAbsent ?? false }

  /// Whether no record can be of two steps: they name different kinds, or one names events and the other words.
  var hasDisjointSteps: Bool {
    var seen: Set<String> = []
    for step in steps {
      for name in step.scope.sourceNames where !seen.insert(name).inserted { return false }
    }
    return !(seen.contains("") && seen.count > 1 && steps.contains { $0.scope.source == .anyEvent })
  }
}

extension RecordScope {
  /// A name for each source that its records may come from; "" for any event.
  fileprivate var sourceNames: Set<String> {
    switch source {
    case .anyEvent: [""]
    case .feedback, .heard: ["feedback"]
    case .events(let refs):
      Set(
        refs.map { ref in
          switch ref {
          case .kind(let name): "event " + name.lowercased()
          case .attribute(let attribute): "attribute " + attribute.name.lowercased()
          }
        })
    }
  }
}
