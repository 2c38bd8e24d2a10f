internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The features of people at moments of their own: one pass over attributes, one over events, three over words.
  func reply(to features: FeatureCounts) throws(BackendError) -> FeatureCounts.Reply {
    let compared = try compared(features)
    let tallies = Tallies(compared)
    let least = FeatureCounts.least(of: tallies.inside + tallies.outside)
    let all = try people(where: features.inside).union(people(where: features.outside))
    var found: [Feature] = []
    for attribute in features.attributes {
      try checkCancellation()
      found += try attributeTraits(
        coding(of: attributeColumn(attribute), attribute.name, among: all), compared, tallies, least: least)
    }
    var records = try eventTraits(compared, tallies)
    records += try messageTraits(features.topics, compared, tallies)
    for score in store.feedback.scores { records += try scoreTraits(score, compared, tallies) }
    records += try wordTraits(compared, tallies, least: least)
    var reply = reply(compared, tallies)
    reply.features = (found + records.filter { $0.people >= least }).map(row)
    return reply
  }

  /// Something that many people have in common, with the number in each group who have it.
  struct Feature {
    var kind: FeatureCounts.Kind
    var name: String
    var value: Scalar = .missing
    var low: Scalar = .missing
    var high: Scalar = .missing
    var counts: Tallies.Counts
    /// A message in which somebody says it, as an example.
    var document: Int?

    init(
      _ kind: FeatureCounts.Kind, _ name: String, _ value: Scalar = .missing, low: Scalar = .missing,
      high: Scalar = .missing, counts: Tallies.Counts = Tallies.Counts()
    ) {
      self.kind = kind
      self.name = name
      self.value = value
      self.low = low
      self.high = high
      self.counts = counts
    }

    var people: Int { counts.inside + counts.outside }
  }

  /// The reply about who is compared and who is left out.
  private func reply(_ compared: Compared, _ tallies: Tallies) -> FeatureCounts.Reply {
    func sides(_ people: (inside: Int, outside: Int)) -> FeatureCounts.Sides {
      FeatureCounts.Sides(inside: people.inside, outside: people.outside)
    }
    let layers = compared.layers.indices.map { layer in
      let strata = compared.layers[layer]
      return FeatureCounts.Comparisons(
        counts: counts(tallies.people(layer: layer)),
        times: strata.members.count - strata.insides.reduce(0) { $0 + Int($1) },
        medianDays: strata.percentile(50), mostDays: strata.percentile(95))
    }
    let nobody = FeatureCounts.Comparisons(
      counts: counts(Tallies.Counts()), times: 0, medianDays: nil, mostDays: nil)
    return FeatureCounts.Reply(
      compared: layers.first ?? nobody, within: layers.count > 1 ? layers[1] : nil,
      undated: sides(compared.undated), alone: sides(compared.alone), gone: sides(compared.gone), features: []
    )
  }

  private func counts(_ counts: Tallies.Counts) -> FeatureCounts.Counts {
    FeatureCounts.Counts(
      people: .init(inside: counts.inside, outside: counts.outside),
      byThen: .init(inside: counts.thenInside, outside: counts.thenOutside),
      neverOutside: counts.neverOutside)
  }

  private func row(_ feature: Feature) -> FeatureCounts.Row {
    let strata = feature.counts.strata
    return FeatureCounts.Row(
      feature.kind, name: feature.name, value: feature.value, low: feature.low, high: feature.high,
      counts: counts(feature.counts), strata: strata.first ?? [], within: strata.count > 1 ? strata[1] : [],
      message: feature.document.map { message($0) })
  }

  // MARK: Attributes

  private func attributeTraits(
    _ coding: Coding, _ compared: Compared, _ tallies: Tallies, least: Int
  ) throws(BackendError) -> [Feature] {
    // Sights are counted by value first, so that only values that enough people can have are tallied.
    var sights = [Int](repeating: 0, count: coding.count)
    for sight in compared.sights {
      coding.forEachCode(of: Int(sight.person)) { sights[$0] += 1 }
    }
    let kept = sights.indices.filter { sights[$0] >= least }
    var numbers = [Int32](repeating: -1, count: coding.count)
    for (number, code) in kept.enumerated() { numbers[code] = Int32(truncatingIfNeeded: number) }
    var profiles = Profiles()
    for (index, sight) in compared.sights.enumerated() {
      try checkCancellation(every: index)
      let person = Int(sight.person)
      profiles.begin()
      if !coding.isPresent(at: person) { profiles.add(kept.count) }
      coding.forEachCode(of: person) { if numbers[$0] >= 0 { profiles.add(Int(numbers[$0])) } }
    }
    let counts = tallies.counts(profiles, features: kept.count + 1)
    var features = kept.indices.filter { counts[$0].inside + counts[$0].outside >= least }
      .map { index in
        var feature = coding.feature(kept[index])
        feature.counts = counts[index]
        return feature
      }
    features.sort { left, right in
      if left.people != right.people { return left.people > right.people }
      return left.value.plainText.utf8.lexicographicallyPrecedes(right.value.plainText.utf8)
    }
    features = Array(features.prefix(FeatureCounts.mostValues))
    if let missing = counts.last, missing.inside + missing.outside > 0 {
      features.append(Feature(.missing, coding.name, counts: missing))
    }
    return features
  }

  // MARK: Records

  private func eventTraits(_ compared: Compared, _ tallies: Tallies) throws(BackendError) -> [Feature] {
    let events = store.events
    var profiles = Profiles()
    for (index, sight) in compared.sights.enumerated() {
      try checkCancellation(every: index)
      profiles.begin()
      let bounds = bounds(of: sight, compared)
      for event in bounds.range(of: events.range(of: Int(sight.person)), in: events.timeline.at) {
        profiles.add(Int(events.kinds[event]), later: events.timeline.at[event] >= bounds.end)
      }
    }
    let counts = tallies.counts(profiles, features: events.runs.count)
    return events.runs.indices.map { Feature(.event, events.runs[$0].name, counts: counts[$0]) }
  }

  /// Whether they gave feedback at all, in which channels, and on which topics.
  private func messageTraits(
    _ topics: [FeatureCounts.Topic], _ compared: Compared, _ tallies: Tallies
  ) throws(BackendError) -> [Feature] {
    let feedback = store.feedback
    var features = [Feature(.spoke, "feedback")]
    var channels: Codes?
    if case .texts(let codes, let dictionary) = feedback.channel.values {
      channels = codes
      for code in 0..<dictionary.count { features.append(Feature(.channel, dictionary[code])) }
    }
    let firstTopic = features.count
    var matching: [Bitmap] = []
    for topic in topics {
      try checkCancellation()
      features.append(Feature(.topic, topic.name))
      var found = Bitmap(count: feedback.count)
      for document in documents(matching: topic.pattern) { found[Int(document)] = true }
      matching.append(found)
    }
    var told = Told(features.count, MessageOrder(store: store))
    var profiles = Profiles()
    for (index, sight) in compared.sights.enumerated() {
      try checkCancellation(every: index)
      profiles.begin()
      let messages = messages(of: sight, compared)
      for document in messages.all {
        func add(_ feature: Int) {
          profiles.add(feature, later: document >= messages.later)
          if feature >= firstTopic, document < messages.later {
            let length = feedback.index.tokens(of: UInt32(truncatingIfNeeded: document)).count
            told.note(feature, sight.isInside, message(document, length: length))
          }
        }
        add(0)
        if let channels, feedback.channel.isPresent(at: document), 1 + channels[document] < firstTopic {
          add(1 + channels[document])
        }
        for (topic, found) in matching.enumerated() where found[document] { add(firstTopic + topic) }
      }
    }
    let counts = tallies.counts(profiles, features: features.count)
    for index in features.indices {
      features[index].counts = counts[index]
      features[index].document = told.document(index, counts[index], tallies)
    }
    return features
  }

  /// The bands of each person's latest score on each scale that has bands.
  private func scoreTraits(
    _ score: Feedback.Score, _ compared: Compared, _ tallies: Tallies
  ) throws(BackendError) -> [Feature] {
    var features: [Feature] = []
    for code in score.scales.indices {
      guard let scale = score.scales[code], let bands = scale.bands else { continue }
      var profiles = Profiles()
      for (index, sight) in compared.sights.enumerated() {
        try checkCancellation(every: index)
        profiles.begin()
        let latest = messages(of: sight, compared).counting.last {
          Int(score.scaleCodes[$0]) == code && score.values.isPresent(at: $0)
        }
        if let number = latest.flatMap({ score.values.number(at: $0) }) {
          profiles.add(number >= Double(bands.top) ? 2 : (number <= Double(bands.bottom) ? 0 : 1))
        }
      }
      let counts = tallies.counts(profiles, features: 3)
      let edges = [(scale.low, bands.bottom), (bands.bottom + 1, bands.top - 1), (bands.top, scale.high)]
      for (band, edges) in edges.enumerated() where edges.0 <= edges.1 {
        features.append(
          Feature(
            .score, score.values.name, .text(scale.words), low: .integer(Int64(edges.0)),
            high: .integer(Int64(edges.1)), counts: counts[band]))
      }
    }
    return features
  }

  /// The messages of a sight, in the stable order. Those in `all` are looked at; those from `later` on are of the day
  /// itself and do not count.
  struct Messages {
    let all: Range<Int>
    let later: Int

    var counting: Range<Int> { all.lowerBound..<later }
  }

  func messages(of sight: Compared.Sight, _ compared: Compared) -> Messages {
    let at = store.feedback.timeline.at
    let bounds = bounds(of: sight, compared)
    let all = bounds.range(of: store.feedback.range(of: Int(sight.person)), in: at)
    return Messages(all: all, later: bounds.counting(of: all, in: at).upperBound)
  }

  /// The time range of the records that are looked at for a sight, in microseconds.
  struct SightBounds {
    let start: Int64
    /// From here to `last` is the day itself.
    let end: Int64
    let last: Int64

    /// The records of a person, in order of time, that are in the range.
    func range(of records: Range<Int>, in at: [Int64]) -> Range<Int> { range(start, last, records, at) }

    /// The same, without the day itself.
    func counting(of records: Range<Int>, in at: [Int64]) -> Range<Int> { range(start, end, records, at) }

    private func range(_ start: Int64, _ end: Int64, _ records: Range<Int>, _ at: [Int64]) -> Range<Int> {
      let low = records.partitionPoint { at[$0] >= start }
      return low..<(low..<records.upperBound).partitionPoint { at[$0] >= end }
    }
  }

  func bounds(of sight: Compared.Sight, _ compared: Compared) -> SightBounds {
    let end = zone.start(of: Day(sight.end)).microseconds
    let start = zone.start(of: Day(sight.end &- sight.length)).microseconds
    let last = compared.looksAtTheDay ? zone.start(of: Day(sight.end &+ 1)).microseconds : end
    return SightBounds(start: min(start, end), end: end, last: max(last, end))
  }
}
