internal import DataModel
internal import Plan
internal import Store

/// Whether some chain of different records completes an attempt at a sequence, for one person: all chains are tried,
/// earliest first, with what failed for good remembered. Needed where days stand beside instants (their order, at the
/// coarser precision, is not transitive) and where one record could be two steps.
struct Search {
  private let course: Course
  /// A person's records of each step, in order.
  private let records: [[Record]]
  /// Steps from each on that have the same scope and must be there: as many different records are needed.
  private let stepsAlike: [Int]
  private var used: Set<Int> = []
  /// Records of a step from which no completion was found, whichever records were used before.
  private var hopeless: [Set<Int>]
  private var triesLeft = 0
  /// When the attempt that was found last was complete.
  private(set) var end: Int64 = 0

  /// Tries for one attempt. Only many equal times among steps that share records come near it.
  private static let mostTries = 1_000_000

  private struct Record {
    let at: Int64
    let day: Int32
    let isDay: Bool
    let identity: Int
  }

  private enum Outcome {
    case found
    case failed
    /// It might have been found, had other records been used for earlier steps.
    case blocked
  }

  init(_ course: Course, _ ranges: [Range<Int>]) {
    self.course = course
    records = zip(course.steps, ranges).map { step, range in
      range.map { index in
        Record(
          at: step.at[index], day: step.day(at: index, zone: course.zone), isDay: step.isDay[index],
          identity: step.identities[index])
      }
    }
    let steps = course.sequence.steps
    stepsAlike = steps.indices.map { step in
      steps[step...].count { $0.scope == steps[step].scope && !$0.isAbsent }
    }
    hopeless = steps.map { _ in [] }
    base = ranges.first?.lowerBound ?? 0
  }

  private let base: Int

  /// Whether an attempt that starts with a record of the first step completes.
  mutating func completes(_ first: Int) throws(BackendError) -> Bool {
    let start = records[0][first - base]
    if course.sequence.endsAbsent, !course.isClosed(first) { return false }
    let limit = course.sequence.span.map { span in
      let moment = course.steps[0].moment(at: first, zone: course.zone)
      let end = course.zone.adding(span, to: moment)
      return Limit(
        instant: course.zone.start(of: end).microseconds,
        day: Day(start.day).adding(span).number, startsAsDay: start.isDay)
    }
    used = [start.identity]
    hopeless = hopeless.map { _ in [] }
    triesLeft = Search.mostTries
    return try complete(from: 1, after: start, limit) == .found
  }

  /// Where an attempt's span ends.
  private struct Limit {
    let instant: Int64
    let day: Int32
    let startsAsDay: Bool

    func holds(_ record: Record) -> Bool {
      startsAsDay || record.isDay ? record.day <= day : record.at <= instant
    }
  }

  private mutating func complete(
    from step: Int, after previous: Record, _ limit: Limit?
  ) throws(BackendError) -> Outcome {
    triesLeft -= 1
    if triesLeft < 0 {
      throw .failed(
        "Too many records of one person have equal times for this sequence; narrow its steps with `with`, or give it a window."
      )
    }
    if step == records.count {
      end = previous.at
      return limit?.holds(previous) ?? true ? .found : .failed
    }
    let later = records[step][firstOnDay(of: previous, in: records[step])...]
    let following = later.filter { isInOrder(previous, $0) }
    if course.sequence.steps[step].isAbsent {
      if let limit, !limit.holds(previous) { return .failed }
      let free = following.contains { !used.contains($0.identity) && limit?.holds($0) ?? true }
      // A record that is used for an earlier step is none that follows.
      return free ? (course.sharesRecords ? .blocked : .failed) : .found
    }
    // The steps alike that are still to come need as many records that are not used yet.
    if stepsAlike[step] > 1, later.count(where: { !used.contains($0.identity) }) < stepsAlike[step] {
      return .blocked
    }
    let free = following.filter { !used.contains($0.identity) }
    var outcome: Outcome = free.count < following.count ? .blocked : .failed
    for record in free where !hopeless[step].contains(record.identity) {
      used.insert(record.identity)
      let found = try complete(from: step + 1, after: record, limit)
      used.remove(record.identity)
      switch found {
      case .found: return .found
      case .failed: hopeless[step].insert(record.identity)
      case .blocked: outcome = .blocked
      }
    }
    return outcome
  }

  /// The first record that is not on an earlier day. Records are in order of time, days at their midnight.
  private func firstOnDay(of previous: Record, in records: [Record]) -> Int {
    var (low, high) = (0, records.count)
    while low < high {
      let middle = (low + high) / 2
      if records[middle].day < previous.day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// At the coarser precision of the two; equal times are in order.
  private func isInOrder(_ first: Record, _ second: Record) -> Bool {
    first.isDay || second.isDay ? first.day <= second.day : first.at <= second.at
  }
}
