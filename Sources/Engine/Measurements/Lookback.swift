internal import DataModel
internal import Plan
internal import Store

/// Whom traits are counted of, and which of their records count: those before a moment of each one's own.
struct Lookback {
  /// The people compared, and who of them are inside.
  var compared: Bitmap
  var isInside: Bitmap
  /// Days that count; nil where all records do.
  var days: Int?
  /// The first day that does not count any more, of each person compared.
  private var ends: [Int32] = []
  /// Left out: with too short a time, inside without a moment, without a start.
  var short = (inside: 0, outside: 0)
  var undated = (inside: 0, outside: 0)
  /// Nobody inside was there for so many days when their moment came, so a short time leaves nobody out.
  private(set) var isOfNewcomers = false

  private let zone: Zone

  /// All records of all people.
  init(inside: Bitmap, outside: Bitmap, zone: Zone) {
    compared = inside.union(outside)
    isInside = inside
    self.zone = zone
  }

  /// The microseconds in which a person's records count, the last one out.
  func range(of person: Int) -> Range<Int64> {
    guard let days else { return .min..<Int64.max }
    let end = Day(ends[person])
    let from = zone.start(of: end.adding(days: -days)).microseconds
    return from..<max(from, zone.start(of: end).microseconds)
  }
}

extension Lookback {
  /// What is known of a person's time: day numbers, and how long they were seen.
  struct Life {
    let start: Int32
    /// Days from the start to the clock, or to the end where that came first.
    let observed: Int32
  }

  /// - Parameters:
  ///   - moments: of the people inside, when they came to be.
  ///   - lives: of all who have a start.
  ///   - draw: a number for each person outside, to draw a time of somebody inside by.
  init(
    inside: Bitmap, outside: Bitmap, moments: [Moment?], lives: [Life?], lookBacks: [Int], zone: Zone,
    draw: (_ person: Int) -> UInt64
  ) {
    self.init(inside: inside, outside: outside, zone: zone)
    ends = [Int32](repeating: 0, count: inside.count)
    var tenures: [Int32] = []
    /// Days from the start to the moment; negative where left out.
    var tenure = [Int32](repeating: -1, count: inside.count)
    for person in inside.ones {
      guard let moment = moments[person], let life = lives[person] else {
        undated.inside += 1
        compared[person] = false
        continue
      }
      ends[person] = zone.day(of: moment).number
      tenure[person] = max(0, ends[person] &- life.start)
      tenures.append(tenure[person])
    }
    tenures.sort()
    for person in outside.ones {
      guard let life = lives[person] else {
        undated.outside += 1
        compared[person] = false
        continue
      }
      // Those inside whose time was no longer than this one's.
      let donors = firstIndex(in: tenures, notBelow: life.observed &+ 1)
      if donors > 0 {
        tenure[person] = tenures[Int(draw(person) % UInt64(donors))]
        ends[person] = life.start &+ tenure[person]
      }
    }
    func remain(_ days: Int) -> Int {
      tenures.count - firstIndex(in: tenures, notBelow: Int32(clamping: days))
    }
    let days = lookBacks.first { remain($0) * 2 >= tenures.count && remain($0) > 0 } ?? lookBacks.last ?? 0
    self.days = days
    isOfNewcomers = remain(days) == 0 && !tenures.isEmpty
    for person in compared.ones where tenure[person] < (isOfNewcomers ? 0 : days) {
      compared[person] = false
      if isInside[person] { short.inside += 1 } else { short.outside += 1 }
    }
    isInside.formIntersection(compared)
  }
}

extension Evaluator {
  /// Who is compared for a question about traits, and over what time.
  func lookback(_ traits: Traits) throws(BackendError) -> Lookback {
    let inside = try people(where: traits.inside)
    let outside = try people(where: traits.outside).subtracting(inside)
    guard let onset = traits.onset else { return Lookback(inside: inside, outside: outside, zone: zone) }
    let moments = try moments(of: onset, among: inside)
    let everybody = inside.union(outside)
    let starts = try self.moments(of: .start, among: everybody)
    let ends = try self.moments(of: .end, among: everybody)
    let today = store.clock?.today.number ?? .max
    var lives = [Lookback.Life?](repeating: nil, count: everybody.count)
    for person in everybody.ones {
      guard let start = starts[person] else { continue }
      let last = ends[person].map { min(today, zone.day(of: $0).number) } ?? today
      let first = zone.day(of: start).number
      lives[person] = Lookback.Life(start: first, observed: max(0, last &- first))
    }
    return Lookback(
      inside: inside, outside: outside, moments: moments, lives: lives, lookBacks: traits.lookBacks,
      zone: zone
    ) { person in
      Lot(seed: traits.seed, id: self.store.customers.ids.bytes(of: person)).number
    }
  }
}

/// A number drawn by a seed and an id, the same on every machine: FNV-1a over the id (Fowler, Noll & Vo), then the
/// finaliser of SplitMix64 (Steele, Lea & Flood 2014).
struct Lot {
  let number: UInt64

  init(seed: UInt64, id: some Swift.Sequence<UInt8>) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var mixed = hash &+ (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    number = mixed ^ mixed >> 31
  }
}
