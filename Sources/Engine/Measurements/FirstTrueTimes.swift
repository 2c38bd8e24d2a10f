internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// When a condition first became true for each of some people for whom it is true; nil if that has no date.
  func moments(of onset: FirstTrueTime, among people: Bitmap) throws(BackendError) -> [Moment?] {
    switch onset {
    case .moment(let anchor): return try moments(of: anchor, among: people)
    case .record(let scope, let number):
      return try times(in: scope, of: people) { moments in
        number <= moments.count ? moments[number - 1] : nil
      }
    case .day(let scope, let number):
      return try times(in: scope, of: people) { moments in
        var days: Set<Day> = []
        return moments.first { days.insert(self.zone.day(of: $0)).inserted && days.count == number }
      }
    case .sequence(let sequence, let number):
      return try completions(of: sequence, number: number, by: people)
    case .end(let edge):
      switch edge {
      case .moment(let anchor, _): return try moments(of: anchor, among: people)
      case .day(let anchor, let span):
        return try moments(of: anchor, among: people).map { moment in
          moment.map { .day(self.zone.day(of: $0).adding(span)) }
        }
      case .moved(let anchor, let span, _):
        return try moments(of: anchor, among: people).map { $0.map { self.zone.adding(span, to: $0) } }
      }
    case .latest(let parts):
      var latest = [Moment?](repeating: nil, count: people.count)
      for (index, part) in parts.enumerated() {
        let moments = try nested { () throws(BackendError) in try self.moments(of: part, among: people) }
        for person in people.ones {
          guard index > 0 else {
            latest[person] = moments[person]
            continue
          }
          guard let known = latest[person], let moment = moments[person] else {
            latest[person] = nil
            continue
          }
          if zone.start(of: moment) > zone.start(of: known) { latest[person] = moment }
        }
      }
      return latest
    case .earliest(let parts):
      var earliest = [Moment?](repeating: nil, count: people.count)
      var undated = Bitmap(count: people.count)
      for part in parts {
        let holding = try rows(of: everybody, where: part.condition, among: people)
        let moments = try nested { () throws(BackendError) in
          try self.moments(of: part.onset, among: holding)
        }
        for person in holding.ones {
          guard let moment = moments[person] else {
            undated[person] = true
            continue
          }
          if let known = earliest[person], zone.start(of: known) <= zone.start(of: moment) { continue }
          earliest[person] = moment
        }
      }
      for person in undated.ones { earliest[person] = nil }
      return earliest
    }
  }

  /// The moment of an anchor for each person.
  func moments(of anchor: Anchor, among people: Bitmap) throws(BackendError) -> [Moment?] {
    let moments = try moments(of: anchor, frame: everybody, among: people)
    var each = [Moment?](repeating: nil, count: people.count)
    for person in people.ones { each[person] = moments[person] }
    return each
  }

  /// For each person, what `pick` makes of the times of their records in a scope, given in the stable order.
  func times<Picked>(
    in scope: RecordScope, of people: Bitmap, _ pick: ([Moment]) -> Picked?
  ) throws(BackendError) -> [Picked?] {
    var picked = [Picked?](repeating: nil, count: people.count)
    let batches = try records(in: scope, of: people)
    try forEachPerson(batches) { person, ranges throws(BackendError) in
      guard person < picked.count else { return }
      var records: [(at: Int64, identity: Int, moment: Moment)] = []
      for (batch, range) in ranges {
        let batch = batches[batch]
        for index in range {
          guard let moment = batch.moment(at: index, zone: zone) else { continue }
          records.append((batch.at[index], batch.identity(at: index, in: store), moment))
        }
      }
      if ranges.count > 1 { records.sort { ($0.at, $0.identity) < ($1.at, $1.identity) } }
      picked[person] = pick(records.map(\.moment))
    }
    return picked
  }
}
