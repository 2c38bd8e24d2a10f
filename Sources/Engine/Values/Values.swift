internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// A value for the rows of a frame. Only the rows of `among` are computed; other rows hold arbitrary values. It is
  /// missing for unknown people.
  func column(of value: Value, frame: RowSet, among: Bitmap) throws(BackendError) -> Column {
    let value = value.unnamed
    guard let known = known(frame), value.readsPerson else {
      return try whole(value, frame: frame, among: among)
    }
    return try whole(value, frame: frame, among: among.intersection(known)).present(only: known)
  }

  private func whole(_ value: Value, frame: RowSet, among: Bitmap) throws(BackendError) -> Column {
    try nested { () throws(BackendError) in
      switch value {
      case .literal(let scalar): return .constant(scalar, count: frame.count)
      case .attribute(let attribute):
        let column = attributeColumn(attribute)
        return frame.records.map { column.picked($0.people) } ?? column
      case .property(let property): return propertyColumn(property, of: frame)
      case .count(let scope):
        let counts = try counts(of: scope, frame: frame, among: among)
        return Column("", integers: counts.map { Int64($0) })
      case .aggregate(let aggregate, let property, let scope):
        return try aggregates(aggregate, property, scope, frame: frame, among: among)
      case .moment(let anchor):
        switch try moments(of: anchor, frame: frame, among: among) {
        case .same(let moment): return .constant(moment.map { .moment($0) } ?? .missing, count: frame.count)
        case .each(let moments): return Column("", moments: moments, zone: zone)
        }
      case .elapsed(let unit, let from, let to, let calendar):
        return try elapsed(unit, from: from, to: to, calendar: calendar, frame: frame, among: among)
      case .presence(let window): return try presences(in: window, frame: frame, among: among)
      case .cycle(let cycle, let anchor):
        return try places(in: cycle, of: anchor, frame: frame, among: among)
      case .named: return .constant(.missing, count: frame.count)
      }
    }
  }

  /// The attribute of a name; `known` is made if no file has it. Missing in all rows if there is none.
  func attributeColumn(_ attribute: AttributeRef) -> Column {
    let customers = store.customers
    if let column = customers.attribute(named: attribute.name) ?? customers.knownColumn(attribute.name) {
      return column
    }
    return .constant(.missing, count: store.customers.count)
  }

  private func aggregates(
    _ aggregate: Aggregate, _ property: PropertyRef, _ scope: RecordScope, frame: RowSet, among: Bitmap
  ) throws(BackendError) -> Column {
    let nothing: Scalar = aggregate == .total || aggregate == .distinct ? .integer(0) : .missing
    if scope.readsOuterRecord {
      let figures = try perRow(scope, of: frame, among: among, absent: nothing) { batches, bounds in
        let parts = batches.map { batch, range in
          let inside = range.filter {
            batch.moment(at: $0, zone: self.zone).map(bounds.holds) ?? (bounds == .always)
          }
          return Part(column: self.propertyColumn(property, of: RowSet(batch)), records: batch, rows: inside)
        }
        return Aggregation(parts: parts, store: self.store).figure(aggregate)
      }
      return Column(scalars: figures, zone: zone)
    }
    let batches = try records(in: scope, of: frame.people(of: among, nobody: store.customers.count))
    let columns = batches.map { propertyColumn(property, of: RowSet($0)) }
    if batches.count == 1, let people = perPerson(aggregate, columns[0], of: batches[0]) {
      return frame.records.map { people.picked($0.people) } ?? people
    }
    var figures = [Scalar?](repeating: nothing, count: store.customers.count)
    try forEachPerson(batches) { person, ranges throws(BackendError) in
      guard person < figures.count else { return }
      let parts = ranges.map { Part(column: columns[$0.batch], records: batches[$0.batch], rows: $0.range) }
      figures[person] = Aggregation(parts: parts, store: store).figure(aggregate)
    }
    return Column(scalars: frame.spread(figures).map { $0 ?? nothing }, zone: zone)
  }

  /// The figures that one pass over the records of one source gives for everybody; nil for other figures, and if a sum
  /// would not fit in 64 bits.
  private func perPerson(_ aggregate: Aggregate, _ column: Column, of records: Records) -> Column? {
    let nobody = store.customers.count
    switch aggregate {
    case .latest, .first:
      // The records of one person are in the stable order.
      var rows = [UInt32](repeating: .max, count: nobody)
      for (row, person) in records.people.enumerated() where Int(person) < nobody && column.isPresent(at: row)
      {
        if aggregate == .latest || rows[Int(person)] == .max {
          rows[Int(person)] = UInt32(truncatingIfNeeded: row)
        }
      }
      return column.picked(rows)
    case .total:
      guard case .integers(let units) = column.values else { return nil }
      var sums = [Int64](repeating: 0, count: nobody)
      for (row, person) in records.people.enumerated() where Int(person) < nobody && column.isPresent(at: row)
      {
        let (sum, overflow) = sums[Int(person)].addingReportingOverflow(units[row])
        if overflow { return nil }
        sums[Int(person)] = sum
      }
      if case .decimal(let places) = column.type { return Column("", units: sums, places: places) }
      return Column("", integers: sums)
    case .average, .median, .minimum, .maximum, .distinct, .percentile: return nil
    }
  }

  /// The local days of a window from each person's start to their end, if that has come. None for a person without a start
  /// and without records, if the files give starts at all.
  private func presences(
    in window: Plan.Window, frame: RowSet, among: Bitmap
  ) throws(BackendError) -> Column {
    let people = frame.people(of: among, nobody: store.customers.count)
    let starts = arrivals(of: people)
    let ends = try moments(of: .end, frame: everybody, among: people)
    let bounds = try windows(window, of: everybody, among: people)
    var days = [Int64](repeating: 0, count: store.customers.count)
    for person in people.ones {
      try checkCancellation(every: person)
      var (first, last) = (Int64(bounds[person].days.first), Int64(bounds[person].days.last))
      if let start = starts[person] { first = max(first, Int64(zone.day(of: start).number)) }
      if starts[person] == nil, store.customers.start != nil { continue }
      if let end = ends[person] { last = min(last, Int64(zone.day(of: end).number)) }
      days[person] = max(0, last - first + 1)
    }
    let column = Column("", integers: days)
    return frame.records.map { column.picked($0.people) } ?? column
  }

  /// The weekday of each moment's local day, or its hour on the local clock.
  private func places(
    in cycle: Cycle, of anchor: Anchor, frame: RowSet, among: Bitmap
  ) throws(BackendError) -> Column {
    let moments = try moments(of: anchor, frame: frame, among: among)
    var places = [Int64](repeating: 0, count: frame.count)
    var presence = Bitmap(count: frame.count)
    for row in among.ones {
      try checkCancellation(every: row)
      guard let moment = moments[row] else { continue }
      switch (cycle, moment) {
      case (.weekday, _): places[row] = Int64(zone.day(of: moment).weekday)
      case (.hour, .day): continue
      case (.hour, .instant(let instant)):
        let hours = floorDivide(zone.local(instant), Instant.microsecondsPerHour)
        places[row] = hours - floorDivide(hours, 24) * 24
      }
      presence[row] = true
    }
    return Column("", integers: places, presence: presence)
  }

  /// `days from A to B`: units of 24 hours and the like, with decimals, between instants; of whole days, with decimals, if
  /// either is a date; whole calendar units if the calendar is asked for.
  private func elapsed(
    _ unit: TimeSpan.Unit, from: Anchor, to: Anchor, calendar: Bool, frame: RowSet, among: Bitmap
  ) throws(BackendError) -> Column {
    let starts = try moments(of: from, frame: frame, among: among)
    let ends = try moments(of: to, frame: frame, among: among)
    var lengths = [Scalar](repeating: .missing, count: frame.count)
    for row in among.ones {
      try checkCancellation(every: row)
      if let start = starts[row], let end = ends[row] {
        lengths[row] = zone.elapsed(unit, from: start, to: end, calendar: calendar)
      }
    }
    return Column(scalars: lengths, zone: zone)
  }
}

extension Zone {
  /// The length between two moments in a unit. Whole calendar months, quarters and years are counted from the earlier
  /// moment; the rest is a share of the next one.
  func elapsed(_ unit: TimeSpan.Unit, from start: Moment, to end: Moment, calendar: Bool) -> Scalar {
    if case .instant(let start) = start, case .instant(let end) = end, !calendar {
      let microseconds = end.microseconds.subtractingReportingOverflow(start.microseconds)
      guard !microseconds.overflow else { return .missing }
      switch unit {
      case .hour: return .real(Double(microseconds.partialValue) / Double(Instant.microsecondsPerHour))
      case .day: return .real(Double(microseconds.partialValue) / Double(Instant.microsecondsPerDay))
      case .week: return .real(Double(microseconds.partialValue) / Double(7 * Instant.microsecondsPerDay))
      case .month: return .real(fractionalMonths(from: start, to: end))
      case .quarter: return .real(fractionalMonths(from: start, to: end) / 3)
      case .year: return .real(fractionalMonths(from: start, to: end) / 12)
      }
    }
    let (first, last) = (day(of: start), day(of: end))
    let days = Int64(last.number) - Int64(first.number)
    switch unit {
    case .hour: return .integer(days * 24)
    case .day: return .integer(days)
    case .week where !calendar: return .real(Double(days) / 7)
    case .month where !calendar: return .real(fractionalMonths(from: first, to: last))
    case .quarter where !calendar: return .real(fractionalMonths(from: first, to: last) / 3)
    case .year where !calendar: return .real(fractionalMonths(from: first, to: last) / 12)
    case .week: return .integer(days / 7)
    case .month: return .integer(Int64(wholeMonths(from: first, to: last)))
    case .quarter: return .integer(Int64(wholeMonths(from: first, to: last) / 3))
    case .year: return .integer(Int64(wholeMonths(from: first, to: last) / 12))
    }
  }

  /// Calendar months that have passed, clamped to month ends; negative if the end is before the start.
  private func wholeMonths(from start: Day, to end: Day) -> Int {
    if end < start { return -wholeMonths(from: end, to: start) }
    let (a, b) = (start.civil, end.civil)
    let months = (b.year - a.year) * 12 + b.month - a.month
    return start.adding(months: months) > end ? months - 1 : months
  }

  private func fractionalMonths(from start: Day, to end: Day) -> Double {
    if end < start { return -fractionalMonths(from: end, to: start) }
    let whole = wholeMonths(from: start, to: end)
    let (low, high) = (start.adding(months: whole), start.adding(months: whole + 1))
    return Double(whole) + Double(end.number - low.number) / Double(high.number - low.number)
  }

  private func fractionalMonths(from start: Instant, to end: Instant) -> Double {
    if end < start { return -fractionalMonths(from: end, to: start) }
    var whole = wholeMonths(from: day(of: start), to: day(of: end))
    func moved(_ months: Int) -> Int64 {
      self.start(of: adding(TimeSpan(months, .month), to: .instant(start))).microseconds
    }
    if moved(whole) > end.microseconds { whole -= 1 }
    let (low, high) = (moved(whole), moved(whole + 1))
    return high > low ? Double(whole) + Double(end.microseconds - low) / Double(high - low) : Double(whole)
  }
}
