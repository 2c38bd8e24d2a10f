internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// The rows whose person made an amount of attempts that some completion fits: the first records of the sequence.
  func rows(
    of frame: RowSet, having sequence: Plan.Sequence, among: Bitmap
  ) throws(BackendError) -> Bitmap {
    if frame.records != nil, sequence.scopes.contains(where: \.readsOuterRecord) {
      return try rowsOneByOne(of: frame, having: sequence, among: among)
    }
    let people = frame.people(of: among, nobody: store.customers.count)
    let (times, days) = try attempts(at: sequence, of: people)
    let amount = sequence.amount
    let holds = people.filtered { person in
      amount.times.holds(times: Int(times[person]), amount.timesCount)
        && (amount.days?.holds(times: days[person, default: []].count, amount.daysCount) ?? true)
    }
    guard frame.records != nil else { return holds }
    // An unknown person attempts nothing.
    let isOfNobody =
      amount.times.holds(times: 0, amount.timesCount)
      && (amount.days?.holds(times: 0, amount.daysCount) ?? true)
    return among.filtered { row in
      let person = frame.person(of: row)
      return person < holds.count ? holds[person] : isOfNobody
    }
  }

  /// A sequence whose window hangs on the record in hand: each record's own moment is put in its place.
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
      let (made, onDays) = person < one.count ? (Int(times[person]), days[person, default: []].count) : (0, 0)
      let amount = sequence.amount
      holds[row] =
        amount.times.holds(times: made, amount.timesCount)
        && (amount.days?.holds(times: onDays, amount.daysCount) ?? true)
    }
    return holds
  }

  /// A window whose anchors are the moments of one row; a missing one makes it empty.
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

  /// How many attempts each person made, and (where the sequence asks) on which days they began.
  private func attempts(
    at sequence: Plan.Sequence, of people: Bitmap
  ) throws(BackendError) -> (times: [UInt32], days: [Int: Set<Int32>]) {
    var times = [UInt32](repeating: 0, count: people.count)
    var days: [Int: Set<Int32>] = [:]
    let course = try course(of: sequence, people)
    let wantsOne = sequence.amount == .some
    try course.forEachGroup { group, ranges throws(BackendError) in
      let person = Int(group >> 32)
      if wantsOne, times[person] > 0 { return }
      try checkCancellation(every: ranges[0].lowerBound)
      try course.forEachAttempt(ranges) { first, _ in
        times[person] &+= 1
        if sequence.amount.days != nil {
          days[person, default: []].insert(course.steps[0].day(at: first, zone: zone))
        }
        return !wantsOne
      }
    }
    return (times, days)
  }

  /// When each person's n-th attempt was complete, by the order in which attempts were; nil for those with fewer.
  func completions(
    of sequence: Plan.Sequence, number: Int, by people: Bitmap
  ) throws(BackendError) -> [Moment?] {
    var ends: [Int: [Int64]] = [:]
    let course = try course(of: sequence, people)
    try course.forEachGroup { group, ranges throws(BackendError) in
      try checkCancellation(every: ranges[0].lowerBound)
      try course.forEachAttempt(ranges) { _, end in
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

  /// The attempts of some people, step by step.
  private func course(of sequence: Plan.Sequence, _ people: Bitmap) throws(BackendError) -> Course {
    var keys = SequenceKeys(property: sequence.sameKey)
    var remaining = people
    var steps: [StepRecords] = []
    for (index, step) in sequence.steps.enumerated() {
      let window = index == 0 || sequence.isConfined ? sequence.window : nil
      let batches = try stepBatches(step.scope, window: window, of: remaining)
      let records = stepRecords(batches, &keys)
      steps.append(records)
      // Whoever lacks a step is not looked at for the next.
      if !step.isAbsent { remaining = records.people(count: people.count) }
    }
    return Course(sequence, steps: steps, clock: store.clock, zone: zone)
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

  /// One list of a step's records, by person, key, time and stable order. Records without a time, and without the key
  /// where one is asked for, are left out.
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

extension Plan.Sequence {
  /// Every scope, and one for the window over all.
  fileprivate var scopes: [RecordScope] {
    steps.map(\.scope) + (window.map { [RecordScope(.anyEvent, window: $0)] } ?? [])
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

/// The records of a step. A group is a person in the upper half, a key in the lower.
struct StepRecords {
  private(set) var groups: [UInt64] = []
  private(set) var at: [Int64] = []
  private(set) var isDay: [Bool] = []
  private(set) var identities: [Int] = []
  private(set) var days = 0

  var count: Int { at.count }
  /// All known by instants, or all by days: then times are in one order.
  var hasInstants: Bool { days < count }
  var hasDays: Bool { days > 0 }

  mutating func append(group: UInt64, at time: Int64, isDay day: Bool, identity: Int) {
    groups.append(group)
    at.append(time)
    isDay.append(day)
    identities.append(identity)
    if day { days += 1 }
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

  func moment(at index: Int, zone: Zone) -> Moment {
    let instant = Instant(microseconds: at[index])
    return isDay[index] ? .day(zone.day(of: instant)) : .instant(instant)
  }

  func day(at index: Int, zone: Zone) -> Int32 { zone.day(of: Instant(microseconds: at[index])).number }
}
