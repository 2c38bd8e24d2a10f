internal import Store

/// What ends a person's attempts at a funnel before their next step: a record of `without` after the first step, and with
/// `strict` any other event between two steps.
///
/// Records of equal time are ordered by their load, then their row. Neither a date nor an instant on that day comes first.
struct Interruptions {
  /// Whether a chain may go on to a record.
  enum Passage {
    case free, interrupted
    /// Interrupted by an event at the time of the chain's last record, which might have been that step itself.
    case tied
  }

  private let evaluator: Evaluator
  private let person: Int
  private let isStrict: Bool
  /// The person's records of `without`, in order of time.
  private let breaks: [StepRecord]

  init(of person: Int, breaks: [StepRecord], isStrict: Bool, in evaluator: Evaluator) {
    self.person = person
    self.breaks = breaks
    self.isStrict = isStrict
    self.evaluator = evaluator
  }

  /// Whether a chain can go on to a record; without a record, whether it can still go on in the future.
  func passage(of chain: ArraySlice<StepRecord>, to next: StepRecord?) -> Passage {
    guard let start = chain.first, let last = chain.last else { return .free }
    if isBroken(start, before: next) { return .interrupted }
    guard isStrict, let other = event(between: chain, last, and: next) else { return .free }
    return other.at == last.at ? .tied : .interrupted
  }

  /// How many records of a chain come before it is interrupted. Nil if, in strict order, a record precedes the one that it
  /// should follow at the same time: another record of that time may then be a better choice.
  func uninterrupted(_ chain: [StepRecord]) -> Int? {
    for step in chain.indices.dropFirst() {
      let (last, next) = (chain[step - 1], chain[step])
      if isStrict, next.at == last.at, !follows(next, last) { return nil }
      guard case .free = passage(of: chain[..<step], to: next) else { return step }
    }
    return chain.count
  }

  private func isBroken(_ start: StepRecord, before next: StepRecord?) -> Bool {
    let first = breaks.indices.partitionPoint { breaks[$0].at >= start.at }
    for other in breaks[first...] {
      if let next, other.at > next.at { return false }
      if follows(other, start), next.map({ follows($0, other) }) ?? true { return true }
    }
    return false
  }

  /// The person's first event between the last record of a chain and the next one that is not part of the chain.
  private func event(
    between chain: ArraySlice<StepRecord>, _ last: StepRecord, and next: StepRecord?
  ) -> StepRecord? {
    let timeline = evaluator.store.events.timeline
    let range = evaluator.store.events.range(of: person)
    var event = range.partitionPoint { timeline.at[$0] >= last.at }
    while event < range.upperBound, timeline.at[event] <= next?.at ?? .max {
      let other = StepRecord(
        at: timeline.at[event], isDay: timeline.isDay?[event] == true, identity: event, zone: evaluator.zone)
      if follows(other, last), next.map({ follows($0, other) }) ?? true,
        !chain.contains(where: { $0.identity == event })
      {
        return other
      }
      event += 1
    }
    return nil
  }

  /// Whether the first of two records comes after the second.
  private func follows(_ one: StepRecord, _ other: StepRecord) -> Bool {
    if one.isDay != other.isDay { return one.day > other.day }
    if one.at != other.at { return one.at > other.at }
    return (load(of: one), one.identity) > (load(of: other), other.identity)
  }

  /// The load of a record; a date of the person counts as loaded before everything else.
  private func load(of record: StepRecord) -> Int {
    let message = record.identity - evaluator.store.events.count
    if message < 0 { return evaluator.store.events.loads[record.identity] }
    return message < evaluator.store.feedback.count ? evaluator.store.feedback.loads[message] : -1
  }
}
