internal import DataModel
internal import Plan
internal import Store

/// A record that can match a step.
struct StepRecord {
  /// Microseconds since 1970; for a date, its midnight.
  let at: Int64
  /// The local day.
  let day: Int32
  /// Whether only the day is known.
  let isDay: Bool
  /// See `Records.identity`.
  let identity: Int

  init(at: Int64, isDay: Bool, identity: Int, zone: Zone) {
    self.at = at
    self.isDay = isDay
    self.identity = identity
    day = zone.day(of: Instant(microseconds: at)).number
  }
}

/// The records of one step, stored by column, in order of group, time and identity. The upper half of a group is the
/// person, the lower half the number of the value of `on same P` (0 without one).
struct StepRecords {
  private(set) var groups: [UInt64] = []
  private(set) var at: [Int64] = []
  private(set) var isDay: [Bool] = []
  private(set) var identities: [Int] = []
  private var dayCount = 0

  var count: Int { at.count }
  var hasInstants: Bool { dayCount < count }
  var hasDays: Bool { dayCount > 0 }

  mutating func append(group: UInt64, at time: Int64, isDay day: Bool, identity: Int) {
    groups.append(group)
    at.append(time)
    isDay.append(day)
    identities.append(identity)
    if day { dayCount += 1 }
  }

  mutating func sort() {
    let order = groups.indices.sorted {
      (groups[$0], at[$0], identities[$0]) < (groups[$1], at[$1], identities[$1])
    }
    (groups, at) = (order.map { groups[$0] }, order.map { at[$0] })
    (isDay, identities) = (order.map { isDay[$0] }, order.map { identities[$0] })
  }

  func people(count: Int) -> Bitmap {
    var people = Bitmap(count: count)
    for group in groups where Int(group >> 32) < count { people[Int(group >> 32)] = true }
    return people
  }

  /// The records of a group, found by moving forward from the range of a lower one.
  func range(of group: UInt64, after range: Range<Int>) -> Range<Int> {
    var start = range.upperBound
    while start < groups.count, groups[start] < group { start += 1 }
    var end = start
    while end < groups.count, groups[end] == group { end += 1 }
    return start..<end
  }

  func record(at index: Int, zone: Zone) -> StepRecord {
    StepRecord(at: at[index], isDay: isDay[index], identity: identities[index], zone: zone)
  }

  func records(in range: Range<Int>, zone: Zone) -> [StepRecord] { range.map { record(at: $0, zone: zone) } }

  func moment(at index: Int, zone: Zone) -> Moment {
    let instant = Instant(microseconds: at[index])
    return isDay[index] ? .day(zone.day(of: instant)) : .instant(instant)
  }
}

/// Numbers for the values of `on same P`, the same number for the same value in every step.
struct SequenceKeys {
  let property: PropertyRef?
  private var numbers: [String: UInt32] = [:]

  static let missing = UInt32.max

  init(property: PropertyRef?) { self.property = property }

  mutating func codes(of column: Column, zone: Zone) -> [UInt32] {
    (0..<column.count).map { row in
      guard column.isPresent(at: row) else { return SequenceKeys.missing }
      let text = column.scalar(at: row, zone: zone).plainText
      if let known = numbers[text] { return known }
      let number = UInt32(truncatingIfNeeded: numbers.count + 1)
      numbers[text] = number
      return number
    }
  }
}

extension Evaluator {
  /// The records of each step of a sequence, of some people; those of the first step also as they were found.
  func stepRecords(
    of sequence: Plan.Sequence, by people: Bitmap, _ keys: inout SequenceKeys
  ) throws(BackendError) -> (steps: [StepRecords], first: [Records]) {
    var remaining = people
    var steps: [StepRecords] = []
    var first: [Records] = []
    for (index, step) in sequence.steps.enumerated() {
      let window = index == 0 || sequence.isConfined ? sequence.window : nil
      let batches = try stepBatches(step.scope, window: window, of: remaining)
      if index == 0 { first = batches }
      let records = stepRecords(batches, &keys)
      steps.append(records)
      // Only people who have this step are looked at for the next.
      if !step.isAbsent { remaining = records.people(count: people.count) }
    }
    return (steps, first)
  }

  /// A step's records in its own window and in the sequence's.
  func stepBatches(
    _ scope: RecordScope, window: Window?, of people: Bitmap
  ) throws(BackendError) -> [Records] {
    guard let window else { return try records(in: scope, of: people) }
    guard scope.window != nil else {
      var scope = scope
      scope.window = window
      return try records(in: scope, of: people)
    }
    let bounds = try windows(window, of: everybody, among: people)
    return try records(in: scope, of: people).map { batch in
      batch.picked(
        batch.rows.indices.filter { index in
          batch.moment(at: index, zone: zone).map { bounds[Int(batch.people[index])].holds($0) } ?? false
        }.map { UInt32(truncatingIfNeeded: $0) })
    }
  }

  /// The records of a step as one list, by person, key, time and stable order. Records without a time, or without a key
  /// that is asked for, are left out.
  func stepRecords(_ batches: [Records], _ keys: inout SequenceKeys) -> StepRecords {
    var records = StepRecords()
    for batch in batches {
      let codes = keys.property.map { keys.codes(of: propertyColumn($0, of: RowSet(batch)), zone: zone) }
      for index in 0..<batch.count where batch.at[index] != Timeline.untimed {
        let key = codes?[index] ?? 0
        if key == SequenceKeys.missing { continue }
        records.append(
          group: UInt64(batch.people[index]) << 32 | UInt64(key), at: batch.at[index],
          isDay: batch.isDay?[index] ?? false, identity: batch.identity(at: index, in: store))
      }
    }
    if batches.count > 1 || keys.property != nil { records.sort() }
    return records
  }
}
