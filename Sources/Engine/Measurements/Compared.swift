internal import DataModel
internal import Plan
internal import Store

/// The people whose features are counted, with the days on which their records count, in strata for the comparison.
struct Compared {
  /// A person at a moment. Records count on the `length` days before `end`; the day `end` itself does not count.
  struct Sight {
    var person: UInt32
    var end: Int32
    var length: Int32
    var isInside: Bool
    /// Whether the outcome falls on the very day of the comparison, `lead` days after `end`.
    var isOutcome: Bool
    /// Whether the outcome falls on any day.
    var hasOutcome: Bool
  }

  /// Each person at each moment, once.
  private(set) var sights: [Sight] = []
  /// The strata of all people; then, if asked for, those of people in the same segments.
  private(set) var layers: [Strata] = []
  /// The number of people left out: without a date or a start; with nobody to compare them with; no longer customers.
  var undated = (inside: 0, outside: 0)
  var alone = (inside: 0, outside: 0)
  var gone = (inside: 0, outside: 0)
  /// Whether the records of the day itself are looked at too, to find what came with the outcome.
  let looksAtTheDay: Bool

  init(looksAtTheDay: Bool) { self.looksAtTheDay = looksAtTheDay }

  /// Groups of sights that are compared with each other: one or more inside with one or more outside.
  struct Strata {
    /// Indices of sights by stratum; in each, those inside come first.
    private(set) var members: [UInt32] = []
    private(set) var bounds = [0]
    private(set) var insides: [UInt32] = []
    /// At index d: the number of comparisons of two people whose starts are d days apart.
    private(set) var distances: [Int] = []

    var count: Int { insides.count }

    mutating func append(_ inside: [UInt32], _ outside: [UInt32]) {
      guard !inside.isEmpty, !outside.isEmpty else { return }
      members += inside
      members += outside
      bounds.append(members.count)
      insides.append(UInt32(truncatingIfNeeded: inside.count))
    }

    mutating func note(distance: Int) {
      if distance >= distances.count {
        distances += [Int](repeating: 0, count: distance + 1 - distances.count)
      }
      distances[distance] += 1
    }

    func inside(_ stratum: Int) -> ArraySlice<UInt32> {
      members[bounds[stratum]..<bounds[stratum] + Int(insides[stratum])]
    }

    func outside(_ stratum: Int) -> ArraySlice<UInt32> {
      members[bounds[stratum] + Int(insides[stratum])..<bounds[stratum + 1]]
    }

    /// The percentile of the distances by nearest rank, in days; nil without comparisons.
    func percentile(_ percent: Int) -> Int? {
      let wanted = (distances.reduce(0, +) * percent + 99) / 100
      var seen = 0
      return distances.indices.first { distance in
        seen += distances[distance]
        return seen >= wanted && seen > 0
      }
    }
  }

  /// All sights of one side.
  func sights(inside: Bool) -> [Sight] {
    guard let strata = layers.first else { return [] }
    return (0..<strata.count).flatMap { inside ? strata.inside($0) : strata.outside($0) }.map {
      sights[Int($0)]
    }
  }

  private mutating func add(
    _ person: Int, end: Int32, length: Int32, inside: Bool, outcome: Bool, ever: Bool
  ) -> UInt32 {
    sights.append(
      Sight(
        person: UInt32(truncatingIfNeeded: person), end: end, length: length, isInside: inside,
        isOutcome: outcome, hasOutcome: ever))
    return UInt32(truncatingIfNeeded: sights.count - 1)
  }
}

// MARK: With a date

extension Compared {
  /// The cases, with days from start to outcome; and the same days for everybody (`.max` without the outcome).
  struct Outcomes {
    var cases: [(person: Int, tenure: Int32)] = []
    var tenures: [Int32]
  }

  /// - Parameters:
  ///   - lives: the people who may have the outcome; it bounds until when they can serve as comparison people.
  ///   - rings: the people with whom somebody can be compared, one ring for each layer.
  ///   - serving: the day after their own start on which a person can be compared with a case of `tenure` days after its
  ///     start; nil if they cannot.
  ///   - point: the position of a case on the ring.
  mutating func draw(
    _ outcomes: Outcomes, _ lives: Lives, days: Int, lead: Int, layers count: Int,
    ring: (_ layer: Int, _ person: Int) -> StartRing?,
    serving: (_ other: Int, _ tenure: Int32) -> Int32?, point: (_ person: Int) -> UInt64,
    checkCancellation: (Int) throws(BackendError) -> Void
  ) throws(BackendError) {
    layers = [Strata](repeating: Strata(), count: count)
    for (number, own) in outcomes.cases.enumerated() {
      try checkCancellation(number)
      let start = lives.starts[own.person]
      let length = max(0, min(Int32(clamping: days), own.tenure - Int32(clamping: lead)))
      let end = own.tenure - Int32(clamping: lead)
      let point = point(own.person)
      let drawn = (0..<count).map { layer in
        ring(layer, own.person)?.nearest(FeatureCounts.others, to: start, from: point) { other in
          other != own.person && serving(other, own.tenure) != nil
        } ?? []
      }
      guard !(drawn.first ?? []).isEmpty else {
        alone.inside += 1
        continue
      }
      let inside = add(own.person, end: start + end, length: length, inside: true, outcome: true, ever: true)
      // A person who is drawn in both layers is one sight.
      let firstSight = sights.count
      for (layer, others) in drawn.enumerated() {
        var members: [UInt32] = []
        members.reserveCapacity(others.count)
        for other in others {
          let otherStart = lives.starts[Int(other)]
          layers[layer].note(distance: Int((otherStart - start).magnitude))
          if let known = sights[firstSight...].firstIndex(where: { $0.person == other }) {
            members.append(UInt32(truncatingIfNeeded: known))
          } else {
            let outcome = outcomes.tenures[Int(other)]
            let tenure = serving(Int(other), own.tenure) ?? own.tenure
            members.append(
              add(
                Int(other), end: otherStart + tenure - Int32(clamping: lead), length: length, inside: false,
                outcome: outcome == tenure, ever: outcome != .max))
          }
        }
        layers[layer].append([inside], members)
      }
    }
  }
}

extension Evaluator {
  /// Who is compared for a question about features, and over what time. `segments`: the codes of everybody's values.
  func compared(_ features: FeatureCounts) throws(BackendError) -> Compared {
    let inside = try people(where: features.inside)
    let outside = try people(where: features.outside).subtracting(inside)
    let everybody = inside.union(outside)
    let segments = try self.segments(features.segments, among: everybody)
    guard let onset = features.onset else {
      return try compared(features, inside, everybody, segments: segments)
    }
    let moments = try moments(of: onset, among: inside)
    let lives = try lives(of: everybody, seed: features.seed)
    let today = store.clock?.today.number ?? .max
    var outcomes = Compared.Outcomes(tenures: [Int32](repeating: .max, count: everybody.count))
    var compared = Compared(looksAtTheDay: features.lead == 0)
    for person in everybody.ones where inside[person] {
      let day = moments[person].map { zone.day(of: $0).number }
      outcomes.tenures[person] = day.flatMap { lives.tenure(of: person, at: $0) } ?? -1
      if (day ?? .max) > today || outcomes.tenures[person] < 0 {
        compared.undated.inside += 1
      } else if outcomes.tenures[person] > lives.last[person] {
        compared.gone.inside += 1
      } else {
        outcomes.cases.append((person, outcomes.tenures[person]))
      }
    }
    for person in outside.ones where lives.starts[person] == Lives.unknown { compared.undated.outside += 1 }
    let rings = StartRings(everybody, lives, segments: segments)
    let order = SeededOrder(seed: features.seed)
    try compared.draw(
      outcomes, lives, days: features.days, lead: features.lead, layers: segments == nil ? 1 : 2,
      ring: { rings.ring($0, of: $1) },
      serving: { other, tenure in
        lives.last[other] >= tenure && outcomes.tenures[other] >= tenure ? tenure : nil
      },
      point: { order.point(of: self.store.customers.ids.bytes(of: $0)) },
      checkCancellation: { number throws(BackendError) in
        if number & 0xFFF == 0xFFF { try self.checkCancellation() }
      })
    return compared
  }

  // MARK: Without a date

  /// The customers of today, in bands of start dates.
  private func compared(
    _ features: FeatureCounts, _ inside: Bitmap, _ everybody: Bitmap, segments: [Int32]?
  ) throws(BackendError) -> Compared {
    let starts = givenStarts(of: everybody)
    let ends = try moments(of: .end, among: everybody)
    let today = store.clock?.today.number ?? .max
    var compared = Compared(looksAtTheDay: false)
    var current: [(person: Int, start: Int32?)] = []
    for person in everybody.ones {
      let start = starts[person].map { zone.day(of: $0).number }
      if start ?? .min > today || ends[person].map({ zone.day(of: $0).number <= today }) ?? false {
        if inside[person] { compared.gone.inside += 1 } else { compared.gone.outside += 1 }
      } else {
        current.append((person, start))
      }
    }
    let edges = Edges(.quantiles(FeatureCounts.startBands)) {
      current.compactMap { $0.start.map(Double.init) }
    }
    let members = current.map { one in
      (one.person, band: one.start.flatMap { edges?.ordinal(of: Double($0)) } ?? -1)
    }
    // Without a clock, no records count.
    let end = store.clock.map { Int32(clamping: Int($0.today.number) + 1 - features.lead) } ?? 0
    compared.hold(members, inside, end: end, length: Int32(clamping: features.days), segments: segments)
    return compared
  }

  /// For each person, the number of their combination of segments; nil if no attributes are given.
  func segments(_ attributes: [AttributeRef], among people: Bitmap) throws(BackendError) -> [Int32]? {
    guard !attributes.isEmpty else { return nil }
    let codings = attributes.map { coding(of: attributeColumn($0), $0.name, among: people) }
    var numbers: [[Int]: Int32] = [:]
    var segments = [Int32](repeating: -1, count: people.count)
    for person in people.ones {
      try checkCancellation(every: person)
      let key = codings.map { Int($0.code(of: person)) }
      let number = numbers[key] ?? Int32(truncatingIfNeeded: numbers.count)
      numbers[key] = number
      segments[person] = number
    }
    return segments
  }
}

extension Compared {
  /// Everybody who can be compared, once, in strata by band of start dates, and by segment within a band.
  fileprivate mutating func hold(
    _ people: [(person: Int, band: Int)], _ inside: Bitmap, end: Int32, length: Int32, segments: [Int32]?
  ) {
    var bands: [Int: (inside: Int, outside: Int)] = [:]
    for one in people {
      if inside[one.person] {
        bands[one.band, default: (0, 0)].inside += 1
      } else {
        bands[one.band, default: (0, 0)].outside += 1
      }
    }
    layers = [Strata](repeating: Strata(), count: segments == nil ? 1 : 2)
    var strata: [[[Int]: (inside: [UInt32], outside: [UInt32])]] = layers.map { _ in [:] }
    for one in people {
      let isInside = inside[one.person]
      let (own, others) = bands[one.band] ?? (0, 0)
      if own == 0 || others == 0 {
        if isInside { alone.inside += 1 } else { alone.outside += 1 }
        continue
      }
      let sight = add(
        one.person, end: end, length: length, inside: isInside, outcome: isInside, ever: isInside)
      for layer in layers.indices {
        let key = layer == 0 ? [one.band] : [one.band, Int(segments?[one.person] ?? -1)]
        if isInside {
          strata[layer][key, default: ([], [])].inside.append(sight)
        } else {
          strata[layer][key, default: ([], [])].outside.append(sight)
        }
      }
    }
    for layer in layers.indices {
      for (_, held) in strata[layer].sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        layers[layer].append(held.inside, held.outside)
      }
    }
  }
}

/// The people with whom somebody can be compared: all of them, or those of the same segments.
struct StartRings {
  private let all: StartRing
  private var bySegment: [Int32: StartRing] = [:]
  private let segments: [Int32]?

  init(_ people: Bitmap, _ lives: Lives, segments: [Int32]?) {
    all = StartRing(people.ones, lives)
    self.segments = segments
    guard let segments else { return }
    var members: [Int32: [Int]] = [:]
    for person in people.ones { members[segments[person], default: []].append(person) }
    bySegment = members.mapValues { StartRing($0, lives) }
  }

  func ring(_ layer: Int, of person: Int) -> StartRing? {
    layer == 0 ? all : segments.flatMap { bySegment[$0[person]] }
  }
}
