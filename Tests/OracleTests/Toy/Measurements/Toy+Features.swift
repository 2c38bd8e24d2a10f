import DataModel
import Plan

extension Toy {
  func reply(_ features: FeatureCounts) throws(BackendError) -> FeatureCounts.Reply {
    let inside = try people(features.inside)
    let outside = try people(features.outside).filter { soul in !inside.contains { $0 === soul } }
    let held = try Held(features, inside, outside, self)
    var reply = FeatureCounts.Reply(
      compared: held.comparisons(held.all), within: held.within.map(held.comparisons),
      undated: held.undated, alone: held.alone, gone: held.gone, features: [])
    let traits = try FeatureTable(features, held, inside + outside, self)
    let (cases, others) = (held.people(held.all.flatMap(\.inside)), held.people(held.all.flatMap(\.outside)))
    let least = FeatureCounts.least(of: cases + others)
    for trait in traits.all {
      let row = traits.row(trait)
      let people = row.counts.people.inside + row.counts.people.outside
      if people >= (trait.kind == .missing ? 1 : least) { reply.features.append(row) }
    }
    return reply
  }
}

/// Who is compared with whom.
struct Held {
  private(set) var all: [Matching.Stratum] = []
  /// Compared with people of the same segments.
  private(set) var within: [Matching.Stratum]?
  private(set) var undated = FeatureCounts.Sides(inside: 0, outside: 0)
  private(set) var alone = FeatureCounts.Sides(inside: 0, outside: 0)
  private(set) var gone = FeatureCounts.Sides(inside: 0, outside: 0)
  /// The day on which the outcome comes to those inside.
  private var days: [String: Int] = [:]
  private let insiders: Set<String>
  private let hasOnset: Bool
  /// Whether records of the day itself are looked at too, to find what came with the outcome.
  let looksAtTheDay: Bool

  init(_ features: FeatureCounts, _ inside: [Soul], _ outside: [Soul], _ toy: Toy) throws(BackendError) {
    insiders = Set(inside.map(\.id))
    hasOnset = features.onset != nil
    looksAtTheDay = features.onset != nil && features.lead == 0
    let matching = Matching(
      census: toy.census, days: features.days, lead: features.lead, seed: Int(features.seed))
    if let onset = features.onset {
      for soul in inside {
        days[soul.id] = try toy.firstTrue(onset, soul).map { toy.census.place.day($0) }
      }
      hold(inside, outside, features.segments, matching, toy)
    } else {
      holdToday(inside, outside, features.segments, matching, toy)
    }
  }

  func people(_ sights: [Matching.Sight]) -> Int { Set(sights.map(\.soul.id)).count }

  /// Whether the outcome never comes.
  private func isNever(_ sight: Matching.Sight) -> Bool { days[sight.soul.id] == nil || !hasOnset }

  private mutating func hold(
    _ inside: [Soul], _ outside: [Soul], _ segments: [AttributeRef], _ matching: Matching, _ toy: Toy
  ) {
    let (days, insiders, today) = (days, insiders, toy.census.now.day)
    func isUnknown(_ soul: Soul) -> Bool {
      guard insiders.contains(soul.id) else { return false }
      guard let day = days[soul.id], let start = matching.start(soul) else { return true }
      return day < start
    }
    func sets(_ alike: (Soul, Soul) -> Bool) -> [Matching.Stratum] {
      matching.sets(inside + outside, outcome: { days[$0.id] }, unknown: isUnknown, alike: alike)
    }
    all = sets { _, _ in true }
    if !segments.isEmpty { within = sets { toy.isAlike($0, $1, by: segments) } }
    for soul in inside {
      let end = toy.census.moment(.end, of: soul).map { toy.census.place.day($0) } ?? .max
      if isUnknown(soul) || days[soul.id] ?? .max > today {
        undated.inside += 1
      } else if days[soul.id] ?? .max > end {
        gone.inside += 1
      } else if !all.contains(where: { $0.inside[0].soul === soul }) {
        alone.inside += 1
      }
    }
    undated.outside = outside.count { matching.start($0) == nil }
  }

  private mutating func holdToday(
    _ inside: [Soul], _ outside: [Soul], _ segments: [AttributeRef], _ matching: Matching, _ toy: Toy
  ) {
    let insiders = insiders
    func segment(_ soul: Soul) -> String {
      segments.map { String(describing: soul.attributes[$0.name]) }.joined()
    }
    func isInside(_ soul: Soul) -> Bool { insiders.contains(soul.id) }
    all = matching.bands(inside + outside, inside: isInside)
    if !segments.isEmpty { within = matching.bands(inside + outside, inside: isInside, segment: segment) }
    let current = (inside + outside).filter(matching.isCustomerToday)
    func sides(_ people: [Soul]) -> FeatureCounts.Sides {
      FeatureCounts.Sides(inside: people.count(where: isInside), outside: people.count { !isInside($0) })
    }
    gone = sides((inside + outside).filter { !matching.isCustomerToday($0) })
    let held = Set(all.flatMap { $0.inside + $0.outside }.map(\.soul.id))
    alone = sides(current.filter { !held.contains($0.id) })
  }

  func comparisons(_ strata: [Matching.Stratum]) -> FeatureCounts.Comparisons {
    let distances = strata.flatMap(\.distances).sorted()
    func percentile(_ percent: Int) -> Int? {
      distances.isEmpty ? nil : distances[(percent * distances.count + 99) / 100 - 1]
    }
    return FeatureCounts.Comparisons(
      counts: counts(strata, own: { _ in true }, byThen: { _ in true }),
      times: strata.reduce(0) { $0 + $1.outside.count }, medianDays: percentile(50),
      mostDays: percentile(95))
  }

  /// How many have a feature, without the day itself and including it.
  func counts(
    _ strata: [Matching.Stratum], own: (Matching.Sight) -> Bool, byThen: (Matching.Sight) -> Bool
  ) -> FeatureCounts.Counts {
    let (cases, others) = (strata.flatMap(\.inside), strata.flatMap(\.outside))
    return FeatureCounts.Counts(
      people: .init(inside: people(cases.filter(own)), outside: people(others.filter(own))),
      byThen: .init(
        inside: cases.count(where: byThen), outside: others.count { byThen($0) && !$0.isOutcome }),
      neverOutside: people(others.filter { own($0) && isNever($0) }))
  }
}
