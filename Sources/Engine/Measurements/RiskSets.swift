internal import DataModel
internal import Plan
internal import Store

/// What is known of people's time, in days: when they started, and how long they may serve as comparison people.
struct Lives {
  /// Local day numbers; `unknown` of those without a start.
  private(set) var starts: [Int32]
  /// The greatest number of days after the start on which somebody can be compared: until their end, and until today.
  /// Negative where there is none.
  var last: [Int32]
  /// Where each stands among those who started on the same day.
  private(set) var places: [UInt64]

  static let unknown = Int32.min

  /// What happened so many days after the start; nil without a start, and for what came before it.
  func tenure(of person: Int, at day: Int32) -> Int32? {
    guard starts[person] != Lives.unknown, day >= starts[person] else { return nil }
    return day - starts[person]
  }
}

extension Evaluator {
  /// The lives of some people. `follow`: how many days after the moment they must be seen.
  func lives(of people: Bitmap, follow: Int = 0, seed: UInt64) throws(BackendError) -> Lives {
    let starts = try moments(of: .start, among: people)
    let ends = try moments(of: .end, among: people)
    let today = store.clock?.today.number ?? .max
    var lives = Lives(
      starts: [Int32](repeating: Lives.unknown, count: people.count),
      last: [Int32](repeating: -1, count: people.count), places: [UInt64](repeating: 0, count: people.count))
    for person in people.ones {
      try pause(every: person)
      guard let start = starts[person].map({ zone.day(of: $0).number }) else { continue }
      let seen = Int32(clamping: Int(today) - Int(start) - follow)
      let end = ends[person].map { Int32(clamping: Int(zone.day(of: $0).number) - Int(start)) } ?? .max
      lives.know(
        person, start: start, last: min(seen, end), sipHash(store.customers.ids.bytes(of: person), seed: seed)
      )
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

/// People by the day of their start, those of one day around a ring.
struct StartRing {
  /// The days on which anybody started, ascending, and where each one's people begin.
  private var days: [Int32] = []
  private var bounds: [Int] = []
  private var people: [UInt32] = []
  private var places: [UInt64] = []

  /// O(n log n), n the people of whom a start is known.
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

  /// Those who serve with the nearest starts, up to `count`, in their order; of one distance in that of the ring from a
  /// point on.
  func nearest(
    _ count: Int, to start: Int32, from point: UInt64, serves: (_ person: Int) -> Bool
  ) -> [UInt32] {
    var found: [UInt32] = []
    var right = firstIndex(in: days, notBelow: start)
    var left = right - 1
    while found.count < count, left >= 0 || right < days.count {
      let before = left >= 0 ? Int(start) - Int(days[left]) : .max
      let after = right < days.count ? Int(days[right]) - Int(start) : .max
      var ring: [(distance: UInt64, person: UInt32)] = []
      if before <= after {
        gather(count - found.count, on: left, from: point, serves, &ring)
        left -= 1
      }
      if after <= before {
        gather(count - found.count, on: right, from: point, serves, &ring)
        right += 1
      }
      if before == after { ring.sort { ($0.distance, $0.person) < ($1.distance, $1.person) } }
      for next in ring.prefix(count - found.count) { found.append(next.person) }
    }
    return found
  }

  /// Those of one day who serve and are the next on the ring after a point.
  private func gather(
    _ count: Int, on day: Int, from point: UInt64, _ serves: (Int) -> Bool,
    _ found: inout [(distance: UInt64, person: UInt32)]
  ) {
    let range = bounds[day]..<bounds[day + 1]
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < point { low = middle + 1 } else { high = middle }
    }
    var taken = 0
    for index in [low..<range.upperBound, range.lowerBound..<low].joined() where serves(Int(people[index])) {
      found.append((places[index] &- point, people[index]))
      taken += 1
      if taken == count { return }
    }
  }
}
