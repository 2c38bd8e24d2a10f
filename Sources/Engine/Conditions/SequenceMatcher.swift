internal import DataModel
internal import Plan

/// Matches records against steps in order: the one matcher of sequence conditions and of funnels.
///
/// A chain takes one record for each step, all different, each at or after the one before. An attempt starts with one
/// record of the first step. Of `search then order then pay`, a person with search 09:00, search 09:10, order 09:20 and
/// pay 09:30 makes two attempts, and both reach the last step. Records are matched within one person, with `on same P`
/// within one person and one value of P (a group).
///
/// If all times have one precision, and any two steps have the same records or none in common, the earliest unused record
/// at or after the step before is always the best choice, and `reach` finds every attempt in one pass: O(records · steps)
/// for all attempts of a group together. Otherwise a `Backtracker` tries the chains.
final class SequenceMatcher {
  let sequence: Plan.Sequence
  /// The records of each step, of all people.
  let steps: [StepRecords]
  let clock: Clock?
  let zone: Zone
  /// Whether attempts that stop before the last step count, as in a funnel.
  let allowsPartial: Bool
  /// Whether one record can match two steps.
  let sharesRecords: Bool
  /// Whether two steps have the same records.
  let repeatsSteps: Bool
  /// Whether `reach` finds the best chains.
  let isLinear: Bool
  /// Throws if the user asked to stop.
  let checkCancellation: () throws(BackendError) -> Void
  /// For each step, the earlier steps with the same records.
  private let twins: [[Int]]
  /// The sequence's span in microseconds, if all such spans are of one length.
  private let fixedSpan: Int64?

  /// - Parameter others: records that must be comparable with those of the steps, such as those that interrupt an attempt.
  init(
    _ sequence: Plan.Sequence, steps: [StepRecords], others: [StepRecords] = [], allowsPartial: Bool = false,
    clock: Clock?, zone: Zone, checkCancellation: @escaping () throws(BackendError) -> Void = {}
  ) {
    self.sequence = sequence
    self.checkCancellation = checkCancellation
    self.steps = steps
    self.clock = clock
    self.zone = zone
    self.allowsPartial = allowsPartial
    let all = steps + others
    let isUniform = !all.contains(where: \.hasDays) || !all.contains(where: \.hasInstants)
    let scopes = sequence.steps.map(\.scope)
    twins = scopes.indices.map { step in (0..<step).filter { scopes[$0] == scopes[step] } }
    repeatsSteps = twins.contains { !$0.isEmpty }
    let overlaps = scopes.indices.contains { step in
      (0..<step).contains { scopes[$0] != scopes[step] && scopes[$0].mayShareRecords(with: scopes[step]) }
    }
    sharesRecords = repeatsSteps || overlaps
    // Before an absent step the latest record may be the best choice.
    isLinear =
      isUniform && !overlaps && (!sequence.endsAbsent || !repeatsSteps && steps.count == 2)
    fixedSpan = sequence.span?.fixedMicroseconds
  }

  /// Calls `body` with each group that has records of every step that an attempt must reach, and with its range in the
  /// records of each step. People ascend.
  func forEachGroup(
    _ body: (_ group: UInt64, _ ranges: [Range<Int>]) throws(BackendError) -> Void
  ) throws(BackendError) {
    guard let first = steps.first else { return }
    let needed = allowsPartial ? 1 : sequence.endsAbsent ? steps.count - 1 : steps.count
    var ranges = steps.map { _ in 0..<0 }
    while ranges[0].upperBound < first.count {
      let group = first.groups[ranges[0].upperBound]
      var isComplete = true
      for step in steps.indices {
        ranges[step] = steps[step].range(of: group, after: ranges[step])
        if step < needed, ranges[step].isEmpty { isComplete = false }
      }
      if isComplete { try body(group, ranges) }
    }
  }

  /// The positions of a group's attempts, kept from one record of the first step to the next.
  struct Cursors {
    /// The first record of each step that is not too early.
    fileprivate(set) var next: [Int]
    /// The records of the chain that was matched last.
    fileprivate(set) var taken: [Int]

    init(_ ranges: [Range<Int>]) {
      next = ranges.map(\.lowerBound)
      taken = next
    }
  }

  /// How many steps the earliest chain from a record of the first step takes within the span; `cursors.taken` then has
  /// its records. Called for a group's records of the first step in order.
  func reach(from first: Int, _ ranges: [Range<Int>], _ cursors: inout Cursors) -> Int {
    let limit = limit(of: first)
    var last = steps[0].at[first]
    cursors.taken[0] = first
    for step in 1..<max(1, steps.count) {
      let at = steps[step].at
      let end = ranges[step].upperBound
      var cursor = cursors.next[step]
      while cursor < end, at[cursor] < last { cursor += 1 }
      cursors.next[step] = cursor
      if !twins[step].isEmpty {
        while cursor < end, isTaken(cursor, of: step, cursors) { cursor += 1 }
      }
      cursors.taken[step] = cursor
      guard cursor < end, at[cursor] <= limit else { return step }
      last = at[cursor]
    }
    return steps.count
  }

  /// Whether an earlier step of the chain took a record.
  private func isTaken(_ record: Int, of step: Int, _ cursors: Cursors) -> Bool {
    let identity = steps[step].identities[record]
    return twins[step].contains { steps[$0].identities[cursors.taken[$0]] == identity }
  }

  /// The last microsecond at which a record of the same precision is within the span of an attempt.
  func limit(of first: Int) -> Int64 {
    guard let span = sequence.span else { return .max }
    if !steps[0].isDay[first], let fixedSpan { return steps[0].at[first] &+ fixedSpan }
    return zone.start(of: zone.adding(span, to: steps[0].moment(at: first, zone: zone))).microseconds
  }
}

extension TimeSpan {
  /// The length of hours, days and weeks in microseconds; nil for units of the calendar, and if it is too long to be added
  /// to a time.
  fileprivate var fixedMicroseconds: Int64? {
    let hours: Int64
    switch unit {
    case .hour: hours = 1
    case .day: hours = 24
    case .week: hours = 7 * 24
    case .month, .quarter, .year: return nil
    }
    let (length, overflow) = Int64(count).multipliedReportingOverflow(by: hours * Instant.microsecondsPerHour)
    return overflow || length > Int64.max / 4 ? nil : length
  }
}

extension Plan.Sequence {
  var endsAbsent: Bool { steps.last?.isAbsent ?? false }
}

extension RecordScope {
  /// Whether a record can match both: they name a kind of event in common, or one names any event.
  fileprivate func mayShareRecords(with other: RecordScope) -> Bool {
    source == .anyEvent || other.source == .anyEvent || !sourceNames.isDisjoint(with: other.sourceNames)
  }

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
