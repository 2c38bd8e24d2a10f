/// Who is compared with whom, as documented, by loops over everybody.
struct Matching {
  /// A person, and the days that count: the `length` days before day number `end`.
  struct Sight {
    var soul: Soul
    var end: Int
    var length: Int
    /// Whether the outcome comes on day `end` itself.
    var isOutcome: Bool

    func counts(_ day: Int) -> Bool { day < end && day >= end - length }
  }

  struct Stratum {
    var inside: [Sight]
    var outside: [Sight]
    /// Days between the starts of the people compared.
    var distances: [Int] = []
  }

  let census: Census
  var days = 90
  var lead = 0
  /// For how long people must be observed after the day.
  var follow = 0
  var seed = 1

  func start(_ soul: Soul) -> Int? { census.moment(.start, of: soul).map { census.place.day($0) } }
  private func end(_ soul: Soul) -> Int? { census.moment(.end, of: soul).map { census.place.day($0) } }

  /// Risk sets: five comparison people for each case.
  ///
  /// - Parameters:
  ///   - outcome: the day on which it came; nil for those to whom it has not come.
  ///   - unknown: those to whom it came on an unknown day.
  ///   - bound: the last day, counted from their own start, on which people can serve or be cases.
  ///   - spoke: the days on which somebody spoke. Comparison people then serve on the first of these that is `near` the
  ///     case's day, counted from their own start, before the outcome comes to them.
  func sets(
    _ people: [Soul], outcome: (Soul) -> Int?, unknown: (Soul) -> Bool = { _ in false },
    bound: (Soul) -> Int? = { _ in nil }, spoke: ((Soul) -> [Int])? = nil, near: Int = 0,
    alike: (Soul, Soul) -> Bool = { _, _ in true }
  ) -> [Stratum] {
    var sets: [Stratum] = []
    let today = census.now.day
    let lots = people.reduce(into: [String: Lot]()) { $0[$1.id] = Lot($1.id, seed) }
    func mayServe(_ soul: Soul, _ tenure: Int) -> Bool {
      guard let start = start(soul), start + tenure + follow <= today else { return false }
      return start + tenure <= min(end(soul) ?? .max, bound(soul) ?? .max)
    }
    for soul in people {
      guard let day = outcome(soul), let own = start(soul), day >= own, day <= today, !unknown(soul) else {
        continue
      }
      let tenure = day - own
      if !mayServe(soul, tenure) { continue }
      let point = lots[soul.id]?.point ?? ""
      /// The day, counted from their own start, on which somebody serves; nil if they do not.
      func serving(_ other: Soul) -> Int? {
        guard other !== soul, !unknown(other), let start = start(other) else { return nil }
        guard let spoke else {
          let isFree = outcome(other).map { $0 >= start + tenure } ?? true
          return mayServe(other, tenure) && isFree ? tenure : nil
        }
        let first = spoke(other).sorted().first { $0 >= max(start, start + tenure - near) }
        guard let first, first <= start + tenure + near, mayServe(other, first - start) else { return nil }
        return outcome(other).map { $0 > first } ?? true ? first - start : nil
      }
      var others = people.filter { serving($0) != nil }
      others.sort { left, right in
        let (l, r) = (abs((start(left) ?? 0) - own), abs((start(right) ?? 0) - own))
        if l != r { return l < r }
        guard let lot = lots[left.id], let other = lots[right.id] else { return false }
        return lot.follows(point, before: other)
      }
      let chosen = others.filter { alike(soul, $0) }.prefix(5)
      if others.isEmpty { continue }
      func sight(_ one: Soul) -> Sight {
        let start = start(one) ?? 0
        let served = serving(one) ?? tenure
        return Sight(
          soul: one, end: start + served - lead, length: max(0, min(days, tenure - lead)),
          isOutcome: outcome(one) == start + served)
      }
      sets.append(
        Stratum(
          inside: [sight(soul)], outside: chosen.map(sight),
          distances: chosen.map { abs((start($0) ?? 0) - own) }))
    }
    return sets.filter { !$0.outside.isEmpty }
  }

  func isCustomerToday(_ soul: Soul) -> Bool {
    (start(soul) ?? .min) <= census.now.day && (end(soul) ?? .max) > census.now.day
  }

  /// The customers of today, in tenths by start date.
  func bands(_ people: [Soul], inside: (Soul) -> Bool, segment: (Soul) -> String = { _ in "" }) -> [Stratum] {
    let today = census.now.day
    let current = people.filter(isCustomerToday)
    let starts = current.compactMap { start($0) }.sorted()
    var cuts: [Double] = []
    for part in 1..<10 where !starts.isEmpty {
      let place = Double(part) / 10 * Double(starts.count - 1)
      let low = Double(starts[Int(place)])
      let high = Double(starts[min(Int(place) + 1, starts.count - 1)])
      let cut = low + (place - Double(Int(place))) * (high - low)
      if cut != cuts.last { cuts.append(cut) }
    }
    var strata: [String: Stratum] = [:]
    for soul in current {
      let band = start(soul).map { day in cuts.count { $0 <= Double(day) } } ?? -1
      let sight = Sight(soul: soul, end: today + 1 - lead, length: days, isOutcome: inside(soul))
      let key = "\(band) \(segment(soul))"
      if inside(soul) {
        strata[key, default: Stratum(inside: [], outside: [])].inside.append(sight)
      } else {
        strata[key, default: Stratum(inside: [], outside: [])].outside.append(sight)
      }
    }
    return strata.sorted { $0.key < $1.key }.map(\.value).filter { !$0.inside.isEmpty && !$0.outside.isEmpty }
  }
}

/// What the strata show about a trait, computed with the formulas as the papers state them.
struct HeldTrait {
  /// The difference of Mantel & Haenszel; nil without strata.
  var difference: Double?
  /// Two-sided, over all distributions of the trait.
  var p = 1.0
  var variance = 0.0

  init(_ strata: [Matching.Stratum], has: (Matching.Sight) -> Bool) {
    var (weighted, weights) = (0.0, 0.0)
    var chances = [1.0]
    var observed = 0
    for stratum in strata {
      let (n, m) = (stratum.inside.count, stratum.outside.count)
      let (a, c) = (stratum.inside.count(where: has), stratum.outside.count(where: has))
      let total = Double(n + m)
      weighted += (Double(a) * Double(m) - Double(c) * Double(n)) / total
      weights += Double(n) * Double(m) / total
      observed += a
      let have = a + c
      if total > 1 {
        variance +=
          Double(n) * Double(m) * Double(have) * (total - Double(have)) / (total * total * (total - 1))
      }
      var next = [Double](repeating: 0, count: chances.count + n)
      for hits in 0...n where have - hits >= 0 && have - hits <= m {
        let chance = ways(n, hits) * ways(m, have - hits) / ways(n + m, have)
        for (place, before) in chances.enumerated() { next[place + hits] += before * chance }
      }
      chances = next
    }
    guard weights > 0 else { return }
    difference = weighted / weights
    let own = chances[observed] * (1 + 1e-7)
    p = min(1, chances.filter { $0 <= own }.reduce(0, +))
  }
}

func ways(_ n: Int, _ k: Int) -> Double {
  (0..<min(k, n - k)).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
}
