internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The people of one cell of a measurement.
  func people(at place: Place) throws(BackendError) -> Bitmap {
    switch place {
    case .largestDrop(let depths): return try lost(in: depths)
    case .step(let depths, let step, let standing): return try people(standing, at: step, of: depths)
    case .cohort(let cohorts, let day, let period):
      return try people(of: cohorts, startedIn: day, back: period)
    case .lifetime(let lifetimes, let happened): return try people(of: lifetimes, happened: happened)
    case .trail(let trails, let path): return try people(on: path, of: trails)
    case .said(let stems, let scope, let who): return try people(saying: stems, in: scope, who)
    case .trait(let traits, let trait, let isInside):
      var lookback = try lookback(traits)
      lookback.compared = isInside ? lookback.isInside : lookback.compared.subtracting(lookback.isInside)
      guard let trait else { return lookback.compared }
      return try people(with: trait, traits.topics, lookback)
    }
  }

  /// Those of the people compared who have a trait, by the records that count.
  private func people(
    with trait: Traits.Trait, _ topics: [Traits.Topic], _ lookback: Lookback
  ) throws(BackendError) -> Bitmap {
    var people = Bitmap(count: lookback.compared.count)
    let holds: (Int) -> Bool
    switch trait.kind {
    case .event:
      for person in lookback.compared.ones {
        try pause(every: person)
        let range = lookback.range(of: person)
        people[person] = store.events.range(of: person).contains { event in
          range.contains(store.events.timeline.at[event])
            && store.events.runs[Int(store.events.kinds[event])].name == trait.name
        }
      }
      return people
    case .score: return try self.people(scoring: trait, lookback)
    case .spoke: holds = { _ in true }
    case .topic:
      guard let topic = topics.first(where: { $0.name == trait.name }) else { return people }
      var matching = Bitmap(count: store.feedback.count)
      for document in self.documents(matching: topic.pattern) { matching[Int(document)] = true }
      holds = { matching[$0] }
    case .channel:
      holds = { self.store.feedback.channel.scalar(at: $0, zone: self.zone) == .text(trait.name) }
    case .word, .phrase:
      let words = try self.words()
      let stems = numbers(ofStems: trait.name.split(separator: " ").map(String.init), words)
      holds = { self.hasRun(of: stems, words, $0) }
    }
    try forEachMessage(lookback) { person, document in
      if !people[person], holds(document) { people[person] = true }
    }
    return people
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
      try pause(every: person)
      people[person] = store.feedback.range(of: person).contains { document in
        counted?[document] ?? true && hasRun(of: stems, words, document)
      }
    }
    return people
  }

  /// Nil of what nobody said.
  private func numbers(ofStems names: [String], _ words: CutText) -> [UInt32?] {
    let wanted = Set(names)
    var numbers: [String: UInt32] = [:]
    for stem in 0..<UInt32(truncatingIfNeeded: words.stemCount) {
      let name = words.name(ofStem: stem)
      if wanted.contains(name) { numbers[name] = stem }
    }
    return names.map { numbers[$0] }
  }

  /// Whether these stems stand in a row in a message.
  private func hasRun(of stems: [UInt32?], _ words: CutText, _ document: Int) -> Bool {
    let tokens = words.tokens(of: UInt32(truncatingIfNeeded: document))
    return tokens.indices.contains { start in
      start + stems.count <= tokens.endIndex
        && stems.indices.allSatisfy { words.stem(of: tokens[start + $0]) == stems[$0] }
    }
  }

  /// Those whose latest score on a scale lies in a band.
  private func people(
    scoring trait: Traits.Trait, _ lookback: Lookback
  ) throws(BackendError) -> Bitmap {
    var people = Bitmap(count: lookback.compared.count)
    guard let score = store.feedback.scores.first(where: { $0.values.name == trait.name }) else {
      return people
    }
    try forEachMessage(lookback) { person, document in
      guard let scale = score.scales[Int(score.scaleCodes[document])], .text(scale.words) == trait.value,
        let bands = scale.bands, let number = score.values.number(at: document)
      else { return }
      let start =
        number >= Double(bands.top)
        ? bands.top : (number <= Double(bands.bottom) ? scale.low : bands.bottom + 1)
      people[person] = trait.low == .integer(Int64(start))
    }
    return people
  }
}
