internal import DataModel
internal import Plan
internal import Store

/// The lives of people in days: when they started, and until when they can serve as comparison people.
struct Lives {
  /// Local day numbers; `unknown` for those without a start.
  private(set) var starts: [Int32]
  /// The last day after the start on which somebody can be compared: until their end, and until today. Negative if there is
  /// none.
  var last: [Int32]
  /// Each person's position on the ring of people who started on the same day.
  private(set) var places: [UInt64]

  static let unknown = Int32.min

  /// The days from a person's start to a day; nil without a start, and for earlier days.
  func tenure(of person: Int, at day: Int32) -> Int32? {
    guard starts[person] != Lives.unknown, day >= starts[person] else { return nil }
    return day - starts[person]
  }
}

extension Evaluator {
  /// The lives of some people.
  /// - Parameter follow: how many days after a moment they must be observed.
  func lives(of people: Bitmap, follow: Int = 0, seed: UInt64) throws(BackendError) -> Lives {
    let starts = givenStarts(of: people)
    let ends = try moments(of: .end, among: people)
    let today = store.clock?.today.number ?? .max
    let order = SeededOrder(seed: seed)
    var lives = Lives(
      starts: [Int32](repeating: Lives.unknown, count: people.count),
      last: [Int32](repeating: -1, count: people.count), places: [UInt64](repeating: 0, count: people.count))
    for person in people.ones {
      try checkCancellation(every: person)
      guard let start = starts[person].map({ zone.day(of: $0).number }) else { continue }
      let seen = Int32(clamping: Int(today) - Int(start) - follow)
      let end = ends[person].map { Int32(clamping: Int(zone.day(of: $0).number) - Int(start)) } ?? .max
      lives.know(
        person, start: start, last: min(seen, end), order.place(of: store.customers.ids.bytes(of: person)))
    }
    return lives
  }
}

extension Lives {
  fileprivate mutating func know(_ person: Int, start: Int32, last: Int32, _ place: UInt64) {
    starts[person] = start
    self.last[person] = last
    places[person] = place
  }
}

/// People by the day of their start; those of one day form a ring.
struct StartRing {
  /// The days on which anybody started, ascending, and where the people of each begin.
  private var days: [Int32] = []
  private var bounds: [Int] = []
  private var people: [UInt32] = []
  private var places: [UInt64] = []

  /// O(n log n), where n is the number of people with a known start.
  init(_ people: some Swift.Sequence<Int>, _ lives: Lives) {
    let sorted = people.filter { lives.starts[$0] != Lives.unknown }
      .map { (start: lives.starts[$0], place: lives.places[$0], person: UInt32(truncatingIfNeeded: $0)) }
      .sorted { ($0.start, $0.place, $0.person) < ($1.start, $1.place, $1.person) }
    for (index, one) in sorted.enumerated() where one.start != days.last {
      days.append(one.start)
      bounds.append(index)
    }
    bounds.append(sorted.count)
    self.people = sorted.map(\.person)
    places = sorted.map(\.place)
  }

  /// Up to `count` people for whom `serves` holds, those with the nearest starts first; equally near ones in the order of
  /// the ring, starting at a point.
  func nearest(
    _ count: Int, to start: Int32, from point: UInt64, serves: (_ person: Int) -> Bool
  ) -> [UInt32] {
    var found: [UInt32] = []
    found.reserveCapacity(count)
    var right = firstIndex(in: days, notBelow: start)
    var left = right - 1
    while found.count < count, left >= 0 || right < days.count {
      let before = left >= 0 ? Int(start) - Int(days[left]) : .max
      let after = right < days.count ? Int(days[right]) - Int(start) : .max
      if before == after {
        var both: [(distance: UInt64, person: UInt32)] = []
        for day in [left, right] {
          forEach(count - found.count, on: day, from: point, serves) {
            both.append((places[$0] &- point, people[$0]))
          }
        }
        both.sort { ($0.distance, $0.person) < ($1.distance, $1.person) }
        for next in both.prefix(count - found.count) { found.append(next.person) }
      } else {
        forEach(count - found.count, on: before < after ? left : right, from: point, serves) {
          found.append(people[$0])
        }
      }
      if before <= after { left -= 1 }
      if after <= before { right += 1 }
    }
    return found
  }

  /// Calls `body` with the index of each of the next `count` people for whom `serves` holds, on the ring of one day,
  /// starting at a point.
  @inline(__always)
  private func forEach(
    _ count: Int, on day: Int, from point: UInt64, _ serves: (Int) -> Bool, _ body: (_ index: Int) -> Void
  ) {
    let range = bounds[day]..<bounds[day + 1]
    var taken = 0
    var index = range.partitionPoint { places[$0] >= point }
    for _ in range where taken < count {
      if index == range.upperBound { index = range.lowerBound }
      if serves(Int(people[index])) {
        body(index)
        taken += 1
      }
      index += 1
    }
  }
}
