internal import DataModel
internal import Plan
internal import Store

/// The moments of a frame's rows: one for all, or one for each row; nil if it is missing.
enum Moments {
  case same(Moment?)
  case each([Moment?])

  subscript(row: Int) -> Moment? {
    switch self {
    case .same(let moment): moment
    case .each(let moments): moments[row]
    }
  }
}

extension Evaluator {
  func moments(of anchor: Anchor, frame: RowSet, among: Bitmap) throws(BackendError) -> Moments {
    switch anchor {
    case .literal(let moment): return .same(moment)
    case .now: return .same(store.clock.map { $0.isDay ? .day($0.today) : .instant($0.now) })
    case .attribute(let attribute):
      return moments(attributeColumn(attribute), ofPeopleIn: frame, among: among)
    case .start:
      return .each(frame.spread(arrivals(of: frame.people(of: among, nobody: store.customers.count))))
    case .end:
      guard let end = store.customers.end else { return .same(nil) }
      return moments(end.values, ofPeopleIn: frame, among: among)
    case .record(let which, let scope):
      if scope.readsOuterRecord {
        return try .each(
          perRow(scope, of: frame, among: among, absent: nil) { batches, bounds in
            self.extreme(which, of: batches, within: bounds)?.moment
          })
      }
      let people = frame.people(of: among, nobody: store.customers.count)
      return .each(frame.spread(try extremes(which, in: scope, of: people)))
    case .property(let property):
      let column = propertyColumn(property, of: frame)
      var moments = [Moment?](repeating: nil, count: frame.count)
      for row in among.ones { moments[row] = column.moment(at: row, zone: zone) }
      return .each(moments)
    }
  }

  private func moments(_ column: Column, ofPeopleIn frame: RowSet, among: Bitmap) -> Moments {
    var moments = [Moment?](repeating: nil, count: frame.count)
    for row in among.ones {
      let person = frame.person(of: row)
      if person < column.count { moments[row] = column.moment(at: person, zone: zone) }
    }
    return .each(moments)
  }

  /// Each person's earliest record with a time, of an event or a message.
  func earliestRecords(of people: Bitmap) -> [Moment?] {
    var moments = [Moment?](repeating: nil, count: people.count)
    for person in people.ones {
      var earliest: (at: Int64, moment: Moment)?
      let sources = [
        (store.events.range(of: person), store.events.timeline),
        (store.feedback.range(of: person), store.feedback.timeline),
      ]
      for (range, timeline) in sources {
        guard let row = range.first(where: { timeline.at[$0] != Timeline.untimed }),
          let moment = timeline.moment(at: row, zone: zone)
        else { continue }
        if let known = earliest, known.at <= timeline.at[row] { continue }
        earliest = (timeline.at[row], moment)
      }
      moments[person] = earliest?.moment
    }
    return moments
  }

  /// When each person's first or last record in a scope was, in the stable order. Records without a time have none.
  private func extremes(
    _ which: Anchor.Which, in scope: RecordScope, of people: Bitmap
  ) throws(BackendError) -> [Moment?] {
    var best = [Extreme?](repeating: nil, count: people.count)
    for batch in try records(in: scope, of: people) {
      try forEachPerson(batch.people) { person, range throws(BackendError) in
        guard person < best.count, let found = extreme(which, of: batch, range) else { return }
        if best[person].map({ found.isBeyond($0, which) }) ?? true { best[person] = found }
      }
    }
    return best.map { $0?.moment }
  }

  /// The first or last of the records of one person.
  func extreme(_ which: Anchor.Which, of batches: [(Records, Range<Int>)], within bounds: Bounds) -> Extreme?
  {
    var best: Extreme?
    for (batch, range) in batches {
      let inside = range.filter { batch.moment(at: $0, zone: zone).map(bounds.holds) ?? (bounds == .always) }
      let timed = inside.filter { batch.at[$0] != Timeline.untimed }
      guard let index = which == .first ? timed.first : timed.last,
        let found = extreme(which, of: batch, index..<index + 1)
      else { continue }
      if best.map({ found.isBeyond($0, which) }) ?? true { best = found }
    }
    return best
  }

  func extreme(_ which: Anchor.Which, of batch: Records, _ range: Range<Int>) -> Extreme? {
    let index: Int?
    switch which {
    case .first: index = range.first { batch.at[$0] != Timeline.untimed }
    case .last: index = range.last.flatMap { batch.at[$0] == Timeline.untimed ? nil : $0 }
    }
    guard let index, let moment = batch.moment(at: index, zone: zone) else { return nil }
    return Extreme(moment: moment, at: batch.at[index], identity: batch.identity(at: index, in: store))
  }

  /// A record that is a candidate for the first or last.
  struct Extreme {
    let moment: Moment
    let at: Int64
    let identity: Int

    func isBeyond(_ other: Extreme, _ which: Anchor.Which) -> Bool {
      let isAfter = (at, identity) > (other.at, other.identity)
      return which == .last ? isAfter : !isAfter
    }
  }
}

extension RowSet {
  /// The person of a row; the number of people if unknown.
  func person(of row: Int) -> Int { records.map { Int($0.people[row]) } ?? row }

  /// Values of people, for the person of each row; nil for unknown people.
  func spread<Value>(_ people: [Value?]) -> [Value?] {
    guard let records else { return people }
    return records.people.map { Int($0) < people.count ? people[Int($0)] : nil }
  }
}
