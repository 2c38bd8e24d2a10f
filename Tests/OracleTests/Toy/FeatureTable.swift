import DataModel
import Plan

/// The identity of a feature.
struct FeatureKey: Hashable {
  var kind: FeatureCounts.Kind
  var name: String
  var value = Scalar.missing
  var low = Scalar.missing
  var high = Scalar.missing
}

/// The features of each person compared.
struct FeatureTable {
  private let features: FeatureCounts
  private let held: Held
  private let toy: Toy
  /// For each person at each moment, what they are, did and said: without the day itself, and including it.
  private var own: [String: [Int: Set<FeatureKey>]] = [:]
  private var byThen: [String: [Int: Set<FeatureKey>]] = [:]
  /// The messages in which somebody said a word or spoke of a topic.
  private var said: [FeatureKey: [(message: Record, isInside: Bool)]] = [:]
  /// For numbers with many values, the edges of their bands, both ends included.
  private var edges: [String: [Double]] = [:]
  private var sayings: [String: Saying] = [:]

  init(_ features: FeatureCounts, _ held: Held, _ people: [Soul], _ toy: Toy) throws(BackendError) {
    self.features = features
    self.held = held
    self.toy = toy
    for topic in features.topics { sayings[topic.name] = try toy.saying(topic.pattern) }
    for attribute in features.attributes {
      let numbers = people.compactMap {
        toy.census.value(of: .attribute(attribute.name, their: true), $0)?.double
      }
      if Set(numbers).count <= FeatureCounts.bands { continue }
      var cuts: [Double] = []
      for part in 1..<FeatureCounts.bands {
        let cut = toy.quantile(Double(part) / Double(FeatureCounts.bands), of: numbers)
        if cut != cuts.last { cuts.append(cut) }
      }
      edges[attribute.name] = [numbers.min() ?? 0] + cuts + [numbers.max() ?? 0]
    }
    for stratum in held.all + (held.within ?? []) {
      for sight in stratum.inside { add(sight, isInside: true) }
      for sight in stratum.outside { add(sight, isInside: false) }
    }
  }

  private mutating func add(_ sight: Matching.Sight, isInside: Bool) {
    note(sight, isInside)
    if own[sight.soul.id]?[sight.end] != nil { return }
    own[sight.soul.id, default: [:]][sight.end] = traits(of: sight) { sight.counts($0) }
    let looks = held.looksAtTheDay
    byThen[sight.soul.id, default: [:]][sight.end] = traits(of: sight) {
      sight.counts($0) || looks && $0 == sight.end
    }
  }

  var all: Set<FeatureKey> { own.values.flatMap(\.values).reduce(into: []) { $0.formUnion($1) } }

  func row(_ trait: FeatureKey) -> FeatureCounts.Row {
    func has(_ sight: Matching.Sight) -> Bool { own[sight.soul.id]?[sight.end]?.contains(trait) ?? false }
    let counts = held.counts(held.all, own: has) { sight in
      byThen[sight.soul.id]?[sight.end]?.contains(trait) ?? false
    }
    let message = message(trait, counts)
    let value = trait.kind == .phrase ? .text(spelling(of: trait, in: message)) : trait.value
    return FeatureCounts.Row(
      trait.kind, name: trait.name, value: value, low: trait.low, high: trait.high, counts: counts,
      strata: toy.strata(held.all, has), within: toy.strata(held.within ?? [], has),
      message: message)
  }

  // MARK: What they are, did and said

  private func traits(of sight: Matching.Sight, _ counts: (Int) -> Bool) -> Set<FeatureKey> {
    let (soul, place) = (sight.soul, toy.census.place)
    var traits = Set(features.attributes.flatMap { self.traits($0, of: soul) })
    for event in soul.events where counts(place.day(event.at)) {
      traits.insert(FeatureKey(kind: .event, name: event.kind))
    }
    let messages = soul.said.filter { counts(place.day($0.at)) }
    for message in messages {
      traits.insert(FeatureKey(kind: .spoke, name: "feedback"))
      traits.insert(FeatureKey(kind: .channel, name: message.kind))
      traits.formUnion(words(message))
    }
    for scale in toy.census.scales {
      let latest = messages.last { toy.census.scale(of: $0) == scale }
      if let score = latest?.properties["score"]?.double { traits.formUnion(band(of: score, on: scale)) }
    }
    return traits
  }

  private func traits(_ attribute: AttributeRef, of soul: Soul) -> [FeatureKey] {
    guard let value = toy.census.value(of: .attribute(attribute.name, their: true), soul) else {
      return [FeatureKey(kind: .missing, name: attribute.name)]
    }
    if case .when = value { return [] }
    if case .list(let elements) = value {
      return elements.map { FeatureKey(kind: .attribute, name: attribute.name, value: .text($0)) }
    }
    guard let number = value.double, let edges = edges[attribute.name] else {
      return [FeatureKey(kind: .attribute, name: attribute.name, value: toy.scalar(value))]
    }
    let band = edges.dropFirst().dropLast().count { $0 <= number }
    return [
      FeatureKey(kind: .band, name: attribute.name, low: .real(edges[band]), high: .real(edges[band + 1]))
    ]
  }

  private func band(of score: Double, on own: Census.Scale) -> [FeatureKey] {
    guard let bands = toy.scale(own).bands else { return [] }
    let edges =
      score >= Double(bands.top)
      ? (bands.top, own.high)
      : score <= Double(bands.bottom) ? (own.low, bands.bottom) : (bands.bottom + 1, bands.top - 1)
    return [
      FeatureKey(
        kind: .score, name: "score", value: .text(own.words), low: .integer(Int64(edges.0)),
        high: .integer(Int64(edges.1)))
    ]
  }

  /// Words, pairs of neighbouring words, and topics.
  private func words(_ message: Record) -> [FeatureKey] {
    let stems = (message.utterance?.words ?? []).map { $0.stems[0] }
    func isWord(_ stem: String) -> Bool {
      toy.commonestForm(of: stem).unicodeScalars.count { $0.properties.isAlphabetic } >= 2
    }
    let words = stems.filter(isWord).map { stem in
      FeatureKey(kind: .word, name: stem, value: .text(toy.commonestForm(of: stem)))
    }
    let pairs = zip(stems, stems.dropFirst()).filter { isWord($0) && isWord($1) }
    let topics = sayings.filter { message.says($0.value) }.map { FeatureKey(kind: .topic, name: $0.key) }
    return words + pairs.map { FeatureKey(kind: .phrase, name: "\($0) \($1)") } + topics
  }

  // MARK: In whose words

  private mutating func note(_ sight: Matching.Sight, _ isInside: Bool) {
    for message in sight.soul.said where sight.counts(toy.census.place.day(message.at)) {
      for trait in words(message) { said[trait, default: []].append((message, isInside)) }
    }
  }

  /// A phrase as it is written in a message.
  private func spelling(of phrase: FeatureKey, in message: Message?) -> String {
    let words = Utterance(message?.text ?? "").words
    let found = zip(words, words.dropFirst()).first { "\($0.stems[0]) \($1.stems[0])" == phrase.name }
    return found.map { "\($0.form) \($1.form)" } ?? ""
  }

  private func message(_ trait: FeatureKey, _ counts: FeatureCounts.Counts) -> Message? {
    let all = held.comparisons(held.all).counts.people
    let people = counts.people
    let leansInside = people.inside * all.outside >= people.outside * all.inside
    let isInside = people.inside > 0 && (leansInside || people.outside == 0)
    func distance(_ message: Record) -> Int { abs((message.utterance?.words.count ?? 0) - 8) }
    let best = said[trait, default: []].filter { $0.isInside == isInside }.map(\.message).min { one, other in
      let (l, r) = (distance(one), distance(other))
      return l != r ? l < r : toy.isNewer(one, other)
    }
    return best.map(toy.message)
  }
}
