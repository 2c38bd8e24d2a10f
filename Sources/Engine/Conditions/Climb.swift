internal import DataModel
internal import Plan
internal import Store

/// The highest chain of different records through the steps of a funnel, for one person: chains are tried earliest
/// first, and a record from which no full chain was found is not tried again. Needed where days stand beside instants
/// (their order, at the coarser precision, is not transitive) and where one record could be two steps.
struct Climb {
  struct Record {
    let at: Int64
    let day: Int32
    let isDay: Bool
    let identity: Int
  }

  /// Where an attempt's span ends.
  struct Limit {
    let instant: Int64
    let day: Int32
    let startsAsDay: Bool

    func holds(_ record: Record) -> Bool {
      startsAsDay || record.isDay ? record.day <= day : record.at <= instant
    }
  }

  /// A person's records of each step, in order.
  let records: [[Record]]
  /// Records at which an attempt breaks off.
  let breaks: [Record]
  /// What lies between the last record of a chain and the next, and may not.
  let interrupter: ([Record], Record) -> Record?
  /// Whether the first of two comes after the second.
  let follows: (Record, Record) -> Bool

  private var used: Set<Int> = []
  private var hopeless: [Set<Int>] = []
  private var chain: [Record] = []
  private var highest: [Record] = []
  private var triesLeft = 0

  /// Tries for one attempt. Only many equal times among steps that share records come near it.
  private static let mostTries = 1_000_000

  init(
    records: [[Record]], breaks: [Record], interrupter: @escaping ([Record], Record) -> Record?,
    follows: @escaping (Record, Record) -> Bool
  ) {
    self.records = records
    self.breaks = breaks
    self.interrupter = interrupter
    self.follows = follows
  }

  static func records(of step: StepRecords, _ range: Range<Int>, _ zone: Zone) -> [Record] {
    range.map { index in
      Record(
        at: step.at[index], day: step.day(at: index, zone: zone), isDay: step.isDay[index],
        identity: step.identities[index])
    }
  }

  /// The longest chain from a record of the first step; of equal ones the first found.
  mutating func highest(from first: Int, _ limit: Limit?) throws(BackendError) -> [Record] {
    let start = records[0][first]
    used = [start.identity]
    hopeless = records.map { _ in [] }
    chain = [start]
    highest = chain
    triesLeft = Climb.mostTries
    _ = try climb(limit)
    return highest
  }

  /// Whether an attempt broke off after its start and before a record, or at all.
  func isBroken(_ start: Record, before next: Record?) -> Bool {
    breaks.contains { other in follows(other, start) && next.map { follows($0, other) } ?? true }
  }

  private enum Outcome {
    case top
    case failed
    /// It might have gone on, had other records been used for earlier steps.
    case blocked
  }

  private mutating func climb(_ limit: Limit?) throws(BackendError) -> Outcome {
    triesLeft -= 1
    if triesLeft < 0 {
      throw .failed(
        "Too many records of one person have equal times for these steps; narrow them with `with`, or give a window."
      )
    }
    let step = chain.count
    guard step < records.count, let last = chain.last else { return .top }
    var outcome = Outcome.failed
    for record in records[step] where isInOrder(last, record) && limit?.holds(record) ?? true {
      if used.contains(record.identity) {
        outcome = .blocked
        continue
      }
      if hopeless[step].contains(record.identity) || isBroken(chain[0], before: record) { continue }
      if let other = interrupter(chain, record) {
        // What is as early as the last step might have been a step itself.
        if other.at == last.at { outcome = .blocked }
        continue
      }
      used.insert(record.identity)
      chain.append(record)
      if chain.count > highest.count { highest = chain }
      let above = try climb(limit)
      chain.removeLast()
      used.remove(record.identity)
      switch above {
      case .top: return .top
      case .failed: hopeless[step].insert(record.identity)
      case .blocked: outcome = .blocked
      }
    }
    return outcome
  }

  /// At the coarser precision of the two; equal times are in order.
  private func isInOrder(_ first: Record, _ second: Record) -> Bool {
    first.isDay || second.isDay ? first.day <= second.day : first.at <= second.at
  }
}
