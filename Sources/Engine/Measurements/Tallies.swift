internal import Plan
internal import Store

/// The features of each sight, in one array, one sight after the other.
struct Profiles {
  /// The features by sight, each with whether only the day itself has it.
  private(set) var features: [UInt32] = []
  private(set) var bounds = [0]
  private var latest: [UInt32] = []

  var count: Int { bounds.count - 1 }

  /// Starts the next sight.
  mutating func begin() { bounds.append(features.count) }

  /// Adds a feature of the current sight. Those of the day itself must be added after all others.
  @inline(__always)
  mutating func add(_ feature: Int, later: Bool = false) {
    let number = UInt32(truncatingIfNeeded: bounds.count)
    if feature >= latest.count { latest += [UInt32](repeating: 0, count: feature + 1 - latest.count) }
    if latest[feature] == number { return }
    latest[feature] = number
    features.append(UInt32(truncatingIfNeeded: feature) << 1 | (later ? 1 : 0))
    bounds[bounds.count - 1] = features.count
  }

  /// The features of a sight, each as 2 × its number, plus 1 if only the day itself has it.
  func range(of sight: Int) -> Range<Int> { bounds[sight]..<bounds[sight + 1] }
}

/// The number of people of each group with each feature, in all and by stratum.
struct Tallies {
  struct Counts {
    /// Distinct people.
    var inside = 0
    var outside = 0
    /// The same including the day itself: people inside, sights outside.
    var thenInside = 0
    var thenOutside = 0
    /// Distinct people outside who never have the outcome.
    var neverOutside = 0
    /// One list for each layer.
    var strata: [[Stratum]] = []
  }

  private let compared: Compared
  /// For each layer, the sights outside, those of one person together.
  private let outsiders: [[UInt32]]
  /// How many different people are compared.
  private(set) var inside = 0
  private(set) var outside = 0

  init(_ compared: Compared) {
    self.compared = compared
    outsiders = compared.layers.map { strata in
      var sights: [UInt32] = []
      for stratum in 0..<strata.count { sights += strata.outside(stratum) }
      return sights.sorted { (compared.sights[Int($0)].person, $0) < (compared.sights[Int($1)].person, $1) }
    }
    if let all = compared.layers.indices.first.map({ people(layer: $0) }) {
      (inside, outside) = (all.inside, all.outside)
    }
  }

  /// The people who are compared in a layer.
  func people(layer: Int) -> Counts {
    var counts = Counts()
    counts.inside = compared.layers[layer].insides.reduce(0) { $0 + Int($1) }
    counts.thenInside = counts.inside
    var latest: UInt32?
    for sight in outsiders[layer].lazy.map({ compared.sights[Int($0)] }) {
      if sight.person != latest {
        counts.outside += 1
        if !sight.hasOutcome { counts.neverOutside += 1 }
      }
      latest = sight.person
      if !sight.isOutcome { counts.thenOutside += 1 }
    }
    return counts
  }

  /// - Parameter profiles: of all sights.
  func counts(_ profiles: Profiles, features: Int) -> [Counts] {
    var counts = [Counts](repeating: Counts(), count: features)
    guard let first = compared.layers.first, let outsiders = outsiders.first else { return counts }
    for stratum in 0..<first.count {
      for sight in first.inside(stratum) {
        for index in profiles.range(of: Int(sight)) {
          let feature = Int(profiles.features[index] >> 1)
          counts[feature].thenInside += 1
          if profiles.features[index] & 1 == 0 { counts[feature].inside += 1 }
        }
      }
    }
    var latest = [UInt32](repeating: .max, count: features)
    for number in outsiders {
      let sight = compared.sights[Int(number)]
      for index in profiles.range(of: Int(number)) {
        let feature = Int(profiles.features[index] >> 1)
        if !sight.isOutcome { counts[feature].thenOutside += 1 }
        if profiles.features[index] & 1 == 0, latest[feature] != sight.person {
          latest[feature] = sight.person
          counts[feature].outside += 1
          if !sight.hasOutcome { counts[feature].neverOutside += 1 }
        }
      }
    }
    for layer in compared.layers {
      var cells = Cells(layer, features: features)
      for stratum in 0..<layer.count {
        for (members, isInside) in [(layer.inside(stratum), true), (layer.outside(stratum), false)] {
          for sight in members {
            for index in profiles.range(of: Int(sight)) where profiles.features[index] & 1 == 0 {
              cells.count(Int(profiles.features[index] >> 1), inside: isInside)
            }
          }
        }
        cells.close(stratum)
      }
      for feature in counts.indices { counts[feature].strata.append(cells.strata(of: feature)) }
    }
    return counts
  }
}

/// The strata of each feature. Those of one case and few others are counted by shape, all others are kept one by one.
private struct Cells {
  private typealias Hits = (inside: UInt32, outside: UInt32)

  private let layer: Compared.Strata
  private let areSets: Bool
  private var current: [Hits]
  private var touched: [Int] = []
  /// For each feature the number of sets by shape: how many others, how many of them with it, and whether the case has it.
  private var sets: [UInt32] = []
  private var sizes = [Int](repeating: 0, count: FeatureCounts.others + 1)
  /// For each feature its other strata in which somebody has it.
  private var each: [[(stratum: Int, hits: Hits)]] = []

  private static let perSize = 2 * (FeatureCounts.others + 1)
  private static let perTrait = perSize * (FeatureCounts.others + 1)

  init(_ layer: Compared.Strata, features: Int) {
    self.layer = layer
    current = [Hits](repeating: (0, 0), count: features)
    areSets = (0..<layer.count).allSatisfy {
      layer.inside($0).count == 1 && layer.outside($0).count <= FeatureCounts.others
    }
    if areSets {
      sets = [UInt32](repeating: 0, count: features * Cells.perTrait)
      for stratum in 0..<layer.count { sizes[layer.outside(stratum).count] += 1 }
    } else {
      each = [[(stratum: Int, hits: Hits)]](repeating: [], count: features)
    }
  }

  @inline(__always)
  mutating func count(_ feature: Int, inside: Bool) {
    if current[feature] == (0, 0) { touched.append(feature) }
    if inside { current[feature].inside += 1 } else { current[feature].outside += 1 }
  }

  mutating func close(_ stratum: Int) {
    let others = layer.outside(stratum).count
    for feature in touched {
      let hits = current[feature]
      if areSets {
        sets[feature * Cells.perTrait + others * Cells.perSize + 2 * Int(hits.outside) + Int(hits.inside)] +=
          1
      } else {
        each[feature].append((stratum, hits))
      }
      current[feature] = (0, 0)
    }
    touched.removeAll(keepingCapacity: true)
  }

  func strata(of feature: Int) -> [Stratum] {
    guard areSets else {
      var strata = (0..<layer.count).map {
        Stratum(
          inside: 0, of: layer.inside($0).count, outside: 0, others: layer.outside($0).count, times: 1)
      }
      for (stratum, hits) in each[feature] {
        strata[stratum].inside = Int(hits.inside)
        strata[stratum].outside = Int(hits.outside)
      }
      return strata
    }
    var strata: [Stratum] = []
    for others in sizes.indices where sizes[others] > 0 {
      var rest = sizes[others]
      for cell in 1..<Cells.perSize {
        let times = Int(sets[feature * Cells.perTrait + others * Cells.perSize + cell])
        if times == 0 { continue }
        rest -= times
        strata.append(
          Stratum(inside: cell & 1, of: 1, outside: cell >> 1, others: others, times: times))
      }
      if rest > 0 {
        strata.append(Stratum(inside: 0, of: 1, outside: 0, others: others, times: rest))
      }
    }
    return strata
  }
}
