internal import DataModel

/// `sample 8 sellers where churned spread by plan, region`: a few people, spread fairly, the same each time.
public struct Sample: Hashable, Sendable, Codable {
  public var size: Int
  public var who: Who
  public var spread: [AttributeRef]
  public var seed: UInt64
  public var show: [Segment.Shown]

  /// The default size.
  public static let usualSize = 8
  public static let usualSeed: UInt64 = 1

  public init(
    size: Int = usualSize, who: Who, spread: [AttributeRef] = [], seed: UInt64 = usualSeed,
    show: [Segment.Shown] = []
  ) {
    self.size = size
    self.who = who
    self.spread = spread
    self.seed = seed
    self.show = show
  }

  /// A request for everybody who could be drawn, with the values to spread by.
  public var candidates: Rows {
    Rows(who: who.condition, columns: spread.map { .attribute($0) })
  }

  /// The people drawn from `candidates`, in the order of drawing.
  ///
  /// People with equal values form a stratum. The largest stratum comes first (of equal ones, that of the smaller values);
  /// each round takes one person from every stratum that has any left, by the first 16 hexadecimal digits of the MD5 of
  /// `seed:id`, then by id. O(n log n)
  public func drawn(from candidates: Rows.Reply) -> (ids: [String], strata: Int) {
    let order = SeededOrder(seed: seed)
    var strata: [[Scalar]: [(place: UInt64, id: String)]] = [:]
    for row in candidates.rows {
      strata[row.values, default: []].append((order.place(of: row.id.utf8), row.id))
    }
    let ordered = strata.sorted { left, right in
      if left.value.count != right.value.count { return left.value.count > right.value.count }
      return left.key.lexicographicallyPrecedes(right.key) { $0.precedes($1) }
    }.map { $0.value.sorted { ($0.place, $0.id) < ($1.place, $1.id) } }
    var ids: [String] = []
    var round = 0
    while ids.count < size, ordered.contains(where: { round < $0.count }) {
      ids += ordered.filter { round < $0.count }.prefix(size - ids.count).map { $0[round].id }
      round += 1
    }
    return (ids, strata.count)
  }
}

extension Scalar {
  /// Orders the values of one attribute; missing values come last.
  fileprivate func precedes(_ other: Scalar) -> Bool {
    if self == .missing || other == .missing { return self != .missing && other == .missing }
    if let number, let second = other.number { return number < second }
    switch (self, other) {
    case (.text(let one), .text(let second)): return one < second
    case (.boolean(let one), .boolean(let second)): return one && !second
    case (.moment(let one), .moment(let second)): return Zone.utc.compare(one, second) < 0
    case (.list(let one), .list(let second)): return one.lexicographicallyPrecedes(second)
    case (_, _): return false
    }
  }
}
