internal import DataModel
internal import Plan

/// Finds the chains of one group (see `SequenceMatcher`) by backtracking, the earliest records first.
///
/// Needed if the earliest next record is not always the best: when one record can match two steps, and when dates are mixed
/// with instants. Those are compared by their days, which is not transitive: 18:00, the date itself, 09:00 of the same day
/// is a chain, but 09:00 does not follow 18:00.
///
/// A record from which an attempt found no way on is not tried again, so most attempts take as many tries as there are
/// pairs of records of neighbouring steps. Only equal times among steps that share records can take more; an attempt of
/// more than `maximumTries` throws.
struct Backtracker {
  private let matcher: SequenceMatcher
  private let interruptions: Interruptions?
  /// The group's records of each step, in order.
  private let records: [[StepRecord]]
  /// Where the group starts in the records of the first step.
  private let base: Int
  /// The first step that must lie within the span: in a funnel every step, since any can be the last reached; otherwise the
  /// last step that is not absent.
  private let firstInSpan: Int
  /// How many different records a step and those after it with the same scope need; 1 where attempts may stop early.
  private let needed: [Int]
  /// Records of each step from which there is no way on, whichever records were used before.
  private var deadEnds: [Set<Int>]
  private var spanEnd: SpanEnd?
  private var chain: [StepRecord] = []
  /// The longest chain of the attempt that was tried last; of equally long ones the earliest.
  private(set) var longest: [StepRecord] = []
  private var triesLeft = 0

  private static let maximumTries = 1_000_000

  private enum Outcome {
    case found
    case failed
    /// Another choice of records for earlier steps might have succeeded.
    case blocked
  }

  private struct SpanEnd {
    let instant: Int64
    let day: Int32
    let startsAsDay: Bool

    /// Whether a record lies within the span, compared by days if either end is a date.
    func holds(_ record: StepRecord) -> Bool {
      startsAsDay || record.isDay ? record.day <= day : record.at <= instant
    }
  }

  init(_ matcher: SequenceMatcher, _ ranges: [Range<Int>], _ interruptions: Interruptions? = nil) {
    self.matcher = matcher
    self.interruptions = interruptions
    records = zip(matcher.steps, ranges).map { $0.records(in: $1, zone: matcher.zone) }
    base = ranges.first?.lowerBound ?? 0
    let steps = matcher.sequence.steps
    firstInSpan = matcher.allowsPartial ? 1 : steps.count - (matcher.sequence.endsAbsent ? 2 : 1)
    needed = steps.indices.map { step in
      matcher.allowsPartial ? 1 : steps[step...].count { $0.scope == steps[step].scope && !$0.isAbsent }
    }
    deadEnds = steps.map { _ in [] }
  }

  /// Whether a chain from a record of the first step takes every step (and no record follows it if the last step is
  /// absent).
  mutating func completes(from first: Int) throws(BackendError) -> Bool {
    let start = records[0][first - base]
    spanEnd = matcher.sequence.span.map { span in
      SpanEnd(
        instant: matcher.limit(of: first), day: Day(start.day).adding(span).number, startsAsDay: start.isDay)
    }
    // Without a span and interruptions, a dead end of one attempt is a dead end of the next.
    if spanEnd != nil || interruptions != nil {
      for step in deadEnds.indices { deadEnds[step].removeAll(keepingCapacity: true) }
    }
    chain = [start]
    longest = chain
    triesLeft = Backtracker.maximumTries
    return try extend(after: start) == .found
  }

  /// Tries every record for the next step of the chain.
  private mutating func extend(after last: StepRecord) throws(BackendError) -> Outcome {
    triesLeft -= 1
    if triesLeft & 0x3F == 0 { try matcher.checkCancellation() }
    if triesLeft < 0 {
      throw .failed(
        "Too many records of one person have equal times for these steps; narrow them with `with`, or give a window."
      )
    }
    let step = chain.count
    if step == records.count { return .found }
    // Records are in order of time; dates count as their midnight.
    let start = records[step].indices.partitionPoint { records[step][$0].day >= last.day }
    if matcher.sequence.steps[step].isAbsent { return absence(of: step, after: last, from: start) }
    if needed[step] > 1, records[step][start...].count(where: { !isUsed($0) }) < needed[step] {
      return .blocked
    }
    var outcome = Outcome.failed
    for index in start..<records[step].count {
      let record = records[step][index]
      guard isInOrder(last, record), step < firstInSpan || spanEnd?.holds(record) ?? true else { continue }
      if isUsed(record) {
        outcome = .blocked
        continue
      }
      if deadEnds[step].contains(record.identity) { continue }
      switch interruptions?.passage(of: chain[...], to: record) {
      case .free, nil: break
      case .interrupted: continue
      case .tied:
        outcome = .blocked
        continue
      }
      chain.append(record)
      if chain.count > longest.count { longest = chain }
      let above = try extend(after: record)
      chain.removeLast()
      switch above {
      case .found: return .found
      case .failed: deadEnds[step].insert(record.identity)
      case .blocked: outcome = .blocked
      }
    }
    return outcome
  }

  /// Succeeds if no record of the step follows within the span, other than those used for earlier steps.
  private func absence(of step: Int, after last: StepRecord, from start: Int) -> Outcome {
    let isThere = records[step][start...].contains { record in
      isInOrder(last, record) && !isUsed(record) && spanEnd?.holds(record) ?? true
    }
    if !isThere { return .found }
    return matcher.sharesRecords ? .blocked : .failed
  }

  private func isUsed(_ record: StepRecord) -> Bool { chain.contains { $0.identity == record.identity } }

  /// Whether the second is at or after the first, at the coarser precision of the two.
  private func isInOrder(_ first: StepRecord, _ second: StepRecord) -> Bool {
    first.isDay || second.isDay ? first.day <= second.day : first.at <= second.at
  }
}
