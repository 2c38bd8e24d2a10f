internal import DataModel
internal import Plan
internal import Store

extension DataStore {
  /// The people whose start is not after the clock, or who have none; nil if that is everybody.
  func arrived() -> Bitmap? {
    guard let start = customers.start?.values, let clock else { return nil }
    var arrived = Bitmap(count: customers.count, repeating: true)
    switch start.values {
    case .days(let days):
      let today = clock.today.number
      for person in days.indices where days[person] > today && start.isPresent(at: person) {
        arrived[person] = false
      }
    case .boolean, .integers, .reals, .instants, .texts, .lists:
      for person in 0..<start.count {
        if let moment = start.moment(at: person, zone: zone), !clock.hasReached(moment) {
          arrived[person] = false
        }
      }
    }
    return arrived.isFull ? nil : arrived
  }
}

extension Evaluator {
  /// When each person became a customer: their start, otherwise their earliest record.
  func arrivals(of people: Bitmap) -> [Moment?] {
    guard store.customers.start != nil else { return earliestRecords(of: people) }
    let starts = givenStarts(of: people)
    var without = Bitmap(count: people.count)
    for person in people.ones where starts[person] == nil { without[person] = true }
    let records = earliestRecords(of: without)
    return (0..<people.count).map { starts[$0] ?? records[$0] }
  }

  /// The starts that the files give, for comparing people's lives; if the files give none at all, the earliest records.
  func givenStarts(of people: Bitmap) -> [Moment?] {
    guard let start = store.customers.start?.values else { return earliestRecords(of: people) }
    var starts = [Moment?](repeating: nil, count: people.count)
    for person in people.ones where person < start.count {
      starts[person] = start.moment(at: person, zone: zone)
    }
    return starts
  }
}
