internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The people of one cell of a measurement.
  func people(at place: CellRef) throws(BackendError) -> Bitmap {
    switch place {
    case .largestDrop(let depths): return try lost(in: depths)
    case .step(let depths, let step, let standing): return try people(standing, at: step, of: depths)
    case .cohort(let cohorts, let day, let period):
      return try people(of: cohorts, startedIn: day, back: period)
    case .lifetime(let lifetimes, let happened): return try people(of: lifetimes, happened: happened)
    case .path(let trails, let path): return try people(on: path, of: trails)
    case .said(let stems, let scope, let who): return try people(saying: stems, in: scope, who)
    case .feature(let features, let feature, let isInside):
      let compared = try compared(features)
      return try people(with: feature, features.topics, compared, compared.sights(inside: isInside))
    }
  }

  /// The people who have a feature at one of some moments, judging by the records that count; all of them without a
  /// feature.
  private func people(
    with feature: FeatureCounts.Feature?, _ topics: [FeatureCounts.Topic], _ compared: Compared,
    _ sights: [Compared.Sight]
  ) throws(BackendError) -> Bitmap {
    var people = Bitmap(count: store.customers.count)
    guard let feature else {
      for sight in sights { people[Int(sight.person)] = true }
      return people
    }
    let feedback = store.feedback
    let holds: (Range<Int>) -> Bool
    switch feature.kind {
    case .event:
      let events = store.events
      for (index, sight) in sights.enumerated() {
        try checkCancellation(every: index)
        let records = events.range(of: Int(sight.person))
        let counting = bounds(of: sight, compared).counting(of: records, in: events.timeline.at)
        if counting.contains(where: { events.runs[Int(events.kinds[$0])].name == feature.name }) {
          people[Int(sight.person)] = true
        }
      }
      return people
    case .score: holds = scoring(feature)
    case .spoke: holds = { !$0.isEmpty }
    case .topic:
      guard let topic = topics.first(where: { $0.name == feature.name }) else { return people }
      var matching = Bitmap(count: feedback.count)
      for document in self.documents(matching: topic.pattern) { matching[Int(document)] = true }
      holds = { $0.contains { matching[$0] } }
    case .channel:
      holds = { $0.contains { feedback.channel.scalar(at: $0, zone: self.zone) == .text(feature.name) } }
    case .word, .phrase:
      let words = try self.words()
      let stems = numbers(ofStems: feature.name.split(separator: " ").map(String.init), words)
      holds = { $0.contains { self.hasRun(of: stems, words, $0) } }
    }
    for (index, sight) in sights.enumerated() {
      try checkCancellation(every: index)
      let messages = feedback.range(of: Int(sight.person))
      if holds(bounds(of: sight, compared).counting(of: messages, in: feedback.timeline.at)) {
        people[Int(sight.person)] = true
      }
    }
    return people
  }

  /// A test of some messages: whether their latest score on the feature's scale is in its band.
  private func scoring(_ feature: FeatureCounts.Feature) -> (Range<Int>) -> Bool {
    guard let score = store.feedback.scores.first(where: { $0.values.name == feature.name }) else {
      return { _ in false }
    }
    return { messages in
      let latest = messages.last { document in
        guard let scale = score.scales[Int(score.scaleCodes[document])] else { return false }
        return .text(scale.words) == feature.value && score.values.isPresent(at: document)
      }
      guard let latest, let bands = score.scales[Int(score.scaleCodes[latest])]?.bands,
        let scale = score.scales[Int(score.scaleCodes[latest])], let number = score.values.number(at: latest)
      else { return false }
      let start =
        number >= Double(bands.top)
        ? bands.top : (number <= Double(bands.bottom) ? scale.low : bands.bottom + 1)
      return feature.low == .integer(Int64(start))
    }
  }

  private func people(
    saying names: [String], in scope: RecordScope?, _ condition: Condition
  ) throws(BackendError) -> Bitmap {
    let who = try people(where: condition)
    let counted = try scope.map { scope throws(BackendError) in try messages(in: scope, of: who) }
    let words = try self.words()
    let stems = numbers(ofStems: names, words)
    var people = Bitmap(count: who.count)
    for person in who.ones {
      try checkCancellation(every: person)
      people[person] = store.feedback.range(of: person).contains { document in
        counted?[document] ?? true && hasRun(of: stems, words, document)
      }
    }
    return people
  }

  /// The number of each stem; nil for one that nobody said.
  private func numbers(ofStems names: [String], _ words: SegmentedText) -> [UInt32?] {
    let wanted = Set(names)
    var numbers: [String: UInt32] = [:]
    for stem in 0..<UInt32(truncatingIfNeeded: words.stemCount) {
      let name = words.name(ofStem: stem)
      if wanted.contains(name) { numbers[name] = stem }
    }
    return names.map { numbers[$0] }
  }

  /// Whether these stems occur one after the other in a message.
  private func hasRun(of stems: [UInt32?], _ words: SegmentedText, _ document: Int) -> Bool {
    let tokens = words.tokens(of: UInt32(truncatingIfNeeded: document))
    return tokens.indices.contains { start in
      start + stems.count <= tokens.endIndex
        && stems.indices.allSatisfy { words.stem(of: tokens[start + $0]) == stems[$0] }
    }
  }
}
