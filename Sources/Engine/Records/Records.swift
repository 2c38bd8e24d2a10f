internal import DataModel
internal import Kernels
internal import Plan
internal import Store

/// Some records of one source: by person, and for one person in the stable order. Records of unknown authors come last;
/// their person is the number of people.
struct Records {
  enum Source {
    /// Events of one kind, an index into the store's runs; a row is one of the run.
    case run(Int)
    /// What people said; a row is one of feedback.
    case feedback
    /// What was said about people; a row is one of feedback.
    case heard
    /// Each person's date in an attribute, as one event; a row is a person. `number` identifies the attribute.
    case dates(Column, number: Int)
  }

  let source: Source
  /// In the order of the source.
  var rows: [UInt32]
  var people: [UInt32]
  /// As in `Timeline`.
  var at: [Int64]
  var isDay: Bitmap?

  var count: Int { rows.count }

  /// Only the records at some of the positions.
  func picked(_ kept: [UInt32]) -> Records {
    if kept.count == count { return self }
    return Records(
      source: source, rows: pick(rows, kept), people: pick(people, kept), at: pick(at, kept),
      isDay: isDay.map {
        Bitmap(
          count: kept.count, words: GatherKernels.gatherBits($0.words, count: $0.count, rows: kept, base: 0))
      })
  }

  func picked(_ kept: Bitmap) -> Records { picked(kept.ones.map { UInt32(truncatingIfNeeded: $0) }) }

  func moment(at index: Int, zone: Zone) -> Moment? {
    guard at[index] != Timeline.untimed else { return nil }
    let instant = Instant(microseconds: at[index])
    return isDay?[index] == true ? .day(zone.day(of: instant)) : .instant(instant)
  }

  /// A number that no other record of the store has, ascending with the stable order within a source.
  func identity(at index: Int, in store: DataStore) -> Int {
    let row = Int(rows[index])
    switch source {
    case .run(let kind): return Int(store.events.runs[kind].positions[row])
    case .feedback, .heard: return store.events.count + row
    case .dates(_, let number):
      return store.events.count + store.feedback.count + number * store.customers.count + row
    }
  }

  private func pick<Value: BitwiseCopyable>(_ values: [Value], _ kept: [UInt32]) -> [Value] {
    kept.map { values[Int($0)] }
  }
}

/// Calls `body` with each person and the range of their records, which are next to each other.
func forEachPerson(
  _ people: [UInt32], _ body: (_ person: Int, _ records: Range<Int>) throws(BackendError) -> Void
) throws(BackendError) {
  var start = 0
  while start < people.count {
    var end = start + 1
    while end < people.count, people[end] == people[start] { end += 1 }
    try body(Int(people[start]), start..<end)
    start = end
  }
}
