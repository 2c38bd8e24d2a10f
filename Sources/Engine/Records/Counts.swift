internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// The rows whose person has the amount of records in a scope that is asked for.
  func rows(
    of frame: RowSet, having amount: Amount, in scope: RecordScope, among: Bitmap
  ) throws(BackendError) -> Bitmap {
    let times = try counts(of: scope, frame: frame, among: among)
    var holds = Bitmap(count: frame.count)
    for row in among.ones where amount.times.holds(times: Int(times[row]), amount.timesCount) {
      holds[row] = true
    }
    guard let days = amount.days else { return holds }
    let distinct = try distinctDays(of: scope, frame: frame, among: holds)
    for row in holds.ones where !days.holds(times: Int(distinct[row]), amount.daysCount) {
      holds[row] = false
    }
    return holds
  }

  /// The number of records in a scope of each row's person; 0 for an unknown person.
  func counts(of scope: RecordScope, frame: RowSet, among: Bitmap) throws(BackendError) -> [UInt32] {
    if scope.readsOuterRecord {
      return try perRow(scope, of: frame, among: among, absent: 0) { batches, bounds in
        var count: UInt32 = 0
        for (batch, range) in batches {
          for index in range {
            if batch.moment(at: index, zone: self.zone).map(bounds.holds) ?? (bounds == .always) {
              count += 1
            }
          }
        }
        return count
      }
    }
    let nobody = store.customers.count
    var counts = [UInt32](repeating: 0, count: nobody + 1)
    for batch in try records(in: scope, of: frame.people(of: among, nobody: nobody)) {
      for person in batch.people { counts[Int(person)] &+= 1 }
    }
    counts[nobody] = 0
    guard let records = frame.records else { return Array(counts.dropLast()) }
    return records.people.map { counts[Int($0)] }
  }

  /// The number of local days with such a record.
  private func distinctDays(
    of scope: RecordScope, frame: RowSet, among: Bitmap
  ) throws(BackendError) -> [UInt32] {
    if scope.readsOuterRecord {
      return try perRow(scope, of: frame, among: among, absent: 0) { batches, bounds in
        var days: Set<Day> = []
        for (batch, range) in batches {
          for index in range {
            if let moment = batch.moment(at: index, zone: self.zone), bounds.holds(moment) {
              days.insert(self.zone.day(of: moment))
            }
          }
        }
        return UInt32(truncatingIfNeeded: days.count)
      }
    }
    let nobody = store.customers.count
    var counts = [UInt32?](repeating: 0, count: nobody)
    let batches = try records(in: scope, of: frame.people(of: among, nobody: nobody))
    try forEachPerson(batches) { person, ranges throws(BackendError) in
      guard person < nobody else { return }
      var days: Set<Day> = []
      for (batch, range) in ranges {
        for index in range {
          if let moment = batches[batch].moment(at: index, zone: zone) { days.insert(zone.day(of: moment)) }
        }
      }
      counts[person] = UInt32(truncatingIfNeeded: days.count)
    }
    return frame.spread(counts).map { $0 ?? 0 }
  }

  /// Computes a result for each row from its person's records, if the scope's window depends on the row's own record.
  /// `body` gets the records without the window, and the bounds of the window. O(rows × records of the person)
  func perRow<Result>(
    _ scope: RecordScope, of frame: RowSet, among: Bitmap, absent: Result,
    _ body: ([(Records, Range<Int>)], Bounds) -> Result
  ) throws(BackendError) -> [Result] {
    var unbounded = scope
    unbounded.window = nil
    let nobody = store.customers.count
    let batches = try records(in: unbounded, of: frame.people(of: among, nobody: nobody))
    let bounds = try windows(scope.window, of: frame, among: among)
    var results = [Result](repeating: absent, count: frame.count)
    for row in among.ones {
      try checkCancellation(every: row)
      let person = frame.person(of: row)
      guard person < nobody else { continue }
      let own = batches.map { batch in
        let start = firstIndex(in: batch.people, notBelow: UInt32(truncatingIfNeeded: person))
        let end = firstIndex(in: batch.people, notBelow: UInt32(truncatingIfNeeded: person + 1))
        return (batch, start..<end)
      }
      results[row] = body(own, bounds[row])
    }
    return results
  }
}

/// The records of each person over several batches: calls `body` with the person and a range in each batch that has
/// any, people ascending.
func forEachPerson(
  _ batches: [Records],
  _ body: (_ person: Int, _ ranges: [(batch: Int, range: Range<Int>)]) throws(BackendError) -> Void
) throws(BackendError) {
  var starts = [Int](repeating: 0, count: batches.count)
  while true {
    var person = UInt32.max
    for (batch, start) in starts.enumerated() where start < batches[batch].count {
      person = min(person, batches[batch].people[start])
    }
    guard person != .max else { return }
    var ranges: [(batch: Int, range: Range<Int>)] = []
    for batch in batches.indices {
      let start = starts[batch]
      var end = start
      while end < batches[batch].count, batches[batch].people[end] == person { end += 1 }
      if end > start { ranges.append((batch, start..<end)) }
      starts[batch] = end
    }
    try body(Int(person), ranges)
  }
}

extension Comparison {
  /// Whether a number of records compares as asked with another number.
  func holds(times: Int, _ asked: Int) -> Bool { holds(times == asked ? 0 : (times < asked ? -1 : 1)) }
}

extension RecordScope {
  /// Whether its window depends on a time of the enclosing record, rather than on a fixed time or one of the person.
  var readsOuterRecord: Bool {
    window?.anchors.contains(where: \.readsRecord) ?? false
  }
}

extension Anchor {
  fileprivate var readsRecord: Bool {
    switch self {
    case .property: true
    case .record(_, let scope): scope.readsOuterRecord
    case .literal, .now, .attribute, .start, .end: false
    }
  }
}
