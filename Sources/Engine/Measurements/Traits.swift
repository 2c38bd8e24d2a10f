internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The traits of people of two groups: one pass over attributes, one over events, two over words.
  func columns(of traits: Traits) throws(BackendError) -> Columns {
    let lookback = try lookback(traits)
    let inside = lookback.isInside.population
    let outside = lookback.compared.population - inside
    var rows = [
      Trait(
        "compared", nil, .boolean(lookback.isOfNewcomers),
        low: lookback.days.map { .integer(Int64($0)) } ?? .missing, inside: inside, outside: outside),
      Trait("short", inside: lookback.short.inside, outside: lookback.short.outside),
      Trait("undated", inside: lookback.undated.inside, outside: lookback.undated.outside),
    ]
    let least = Traits.least(of: inside + outside)
    for attribute in traits.attributes {
      try pause()
      rows += self.traits(of: attributeColumn(attribute), attribute.name, lookback, least: least)
    }
    var found = try eventTraits(lookback)
    found += try spokenTraits(lookback)
    found += try topicTraits(traits.topics, lookback)
    found += try channelTraits(lookback)
    for score in store.feedback.scores { found += try scoreTraits(score, lookback) }
    found += try wordTraits(lookback, least: least)
    rows += found.filter { $0.people >= least }
    return columns(rows)
  }

  /// What many people have in common, and how many of each group do.
  struct Trait {
    var kind: String
    var name: Scalar = .missing
    var value: Scalar = .missing
    var low: Scalar = .missing
    var high: Scalar = .missing
    var inside: Int
    var outside: Int
    /// A message in which somebody says it.
    var document: Int?

    init(
      _ kind: String, _ name: String? = nil, _ value: Scalar = .missing, low: Scalar = .missing,
      high: Scalar = .missing, inside: Int, outside: Int
    ) {
      self.kind = kind
      self.name = name.map { .text($0) } ?? .missing
      self.value = value
      self.low = low
      self.high = high
      self.inside = inside
      self.outside = outside
    }

    var people: Int { inside + outside }
  }

  private func columns(_ rows: [Trait]) -> Columns {
    let messages = rows.map { row in row.document.map { message($0) } }
    let names = ["customer", "label", "at", "channel", "score", "scale.low", "scale.high", "text"]
    var columns = Columns(
      names: ["kind", "name", "value", "low", "high", "inside", "outside"],
      values: [
        rows.map { .text($0.kind) }, rows.map(\.name), rows.map(\.value), rows.map(\.low), rows.map(\.high),
        rows.map { .integer(Int64($0.inside)) }, rows.map { .integer(Int64($0.outside)) },
      ])
    for (index, name) in names.enumerated() {
      columns.names.append(name)
      columns.values.append(messages.map { $0?[index] ?? .missing })
    }
    return columns
  }

  /// One message, in the columns of `Verbatims`.
  private func message(_ document: Int) -> [Scalar] {
    let feedback = store.feedback
    let author = Int(feedback.customers[document])
    let isKnown = author < store.customers.count
    let at = feedback.timeline.moment(at: document, zone: zone)
    return [
      isKnown ? .text(store.customers.ids[author]) : .missing, isKnown ? label(of: author) : .missing,
      at.map { .moment($0) } ?? .missing, feedback.channel.scalar(at: document, zone: zone),
    ] + score(of: document) + [.text(feedback.texts[document])]
  }

  // MARK: Attributes

  private func traits(
    of column: Column, _ name: String, _ lookback: Lookback, least: Int
  ) -> [Trait] {
    var missing = Tally(1)
    var tally: Tally
    var label: (Int) -> Trait
    switch column.values {
    case .boolean(let holds):
      tally = Tally(2)
      for person in lookback.compared.ones where column.isPresent(at: person) {
        tally.count(holds[person] ? 1 : 0, person, lookback)
      }
      label = { Trait("attribute", name, .boolean($0 == 1), inside: 0, outside: 0) }
    case .texts(let codes, let dictionary):
      tally = Tally(dictionary.count)
      for person in lookback.compared.ones where column.isPresent(at: person) {
        tally.count(codes[person], person, lookback)
      }
      label = { Trait("attribute", name, .text(dictionary[$0]), inside: 0, outside: 0) }
    case .lists(let offsets, let codes, let dictionary):
      tally = Tally(dictionary.count)
      for person in lookback.compared.ones {
        for code in codes[Int(offsets[person])..<Int(offsets[person + 1])] {
          tally.count(Int(code), person, lookback)
        }
      }
      label = { Trait("attribute", name, .text(dictionary[$0]), inside: 0, outside: 0) }
    case .integers, .reals:
      let numbers = lookback.compared.ones.compactMap { column.number(at: $0) }
      if let few = Evaluator.few(numbers) {
        tally = Tally(few.count)
        var values = [Scalar](repeating: .missing, count: few.count)
        for person in lookback.compared.ones {
          guard let number = column.number(at: person), let index = few.firstIndex(of: number) else {
            continue
          }
          tally.count(index, person, lookback)
          values[index] = column.scalar(at: person, zone: zone)
        }
        label = { [values] in Trait("attribute", name, values[$0], inside: 0, outside: 0) }
        break
      }
      guard let edges = Edges(.quantiles(Traits.bands), numbers: { numbers }) else { return [] }
      tally = Tally(Traits.bands)
      for person in lookback.compared.ones {
        if let number = column.number(at: person) {
          tally.count(edges.ordinal(of: number), person, lookback)
        }
      }
      label = { band in
        Trait("band", name, low: edges.low(of: band), high: edges.high(of: band), inside: 0, outside: 0)
      }
    case .days, .instants:
      tally = Tally(0)
      label = { _ in Trait("band", name, inside: 0, outside: 0) }
    }
    for person in lookback.compared.ones where !column.isPresent(at: person) {
      missing.count(0, person, lookback)
    }
    var traits = tally.indices.filter { tally.people($0) >= least }
      .sorted { (tally.people($1), $0) < (tally.people($0), $1) }.prefix(Traits.mostValues)
      .map { tally.counted(label($0), $0) }
    if missing.people(0) > 0 {
      traits.append(missing.counted(Trait("missing", name, inside: 0, outside: 0), 0))
    }
    return traits
  }

  /// The different numbers, if there are no more of them than bands.
  private static func few(_ numbers: [Double]) -> [Double]? {
    var found: [Double] = []
    for number in numbers where !found.contains(number) {
      if found.count == Traits.bands { return nil }
      found.append(number)
    }
    return found.isEmpty ? nil : found
  }

  // MARK: Records

  private func eventTraits(_ lookback: Lookback) throws(BackendError) -> [Trait] {
    let events = store.events
    var tally = Tally(events.runs.count)
    for person in lookback.compared.ones {
      try pause(every: person)
      let range = lookback.range(of: person)
      for event in events.range(of: person) where range.contains(events.timeline.at[event]) {
        tally.count(Int(events.kinds[event]), person, lookback)
      }
    }
    return events.runs.indices.map {
      tally.counted(Trait("event", events.runs[$0].name, inside: 0, outside: 0), $0)
    }
  }

  private func topicTraits(_ topics: [Traits.Topic], _ lookback: Lookback) throws(BackendError) -> [Trait] {
    let feedback = store.feedback
    var traits: [Trait] = []
    for topic in topics {
      try pause()
      var spoken = Spoken(1)
      for document in documents(matching: topic.pattern) {
        let person = Int(feedback.customers[Int(document)])
        guard person < lookback.compared.count, lookback.compared[person],
          lookback.range(of: person).contains(feedback.timeline.at[Int(document)])
        else { continue }
        let length = feedback.index.tokens(of: document).count
        spoken.count(0, person, lookback, message(Int(document), length: length))
      }
      traits.append(spoken.trait(Trait("topic", topic.name, inside: 0, outside: 0), 0, lookback))
    }
    return traits
  }

  private func spokenTraits(_ lookback: Lookback) throws(BackendError) -> [Trait] {
    var tally = Tally(1)
    try forEachMessage(lookback) { person, _ in tally.count(0, person, lookback) }
    return [tally.counted(Trait("spoke", "feedback", inside: 0, outside: 0), 0)]
  }

  private func channelTraits(_ lookback: Lookback) throws(BackendError) -> [Trait] {
    guard case .texts(let codes, let dictionary) = store.feedback.channel.values else { return [] }
    var tally = Tally(dictionary.count + 1)
    try forEachMessage(lookback) { person, document in tally.count(codes[document], person, lookback) }
    return (0..<dictionary.count).map {
      tally.counted(Trait("channel", dictionary[$0], inside: 0, outside: 0), $0)
    }
  }

  /// The bands of each person's latest score on each scale that has bands.
  private func scoreTraits(_ score: Feedback.Score, _ lookback: Lookback) throws(BackendError) -> [Trait] {
    let banded = score.scales.indices.filter { score.scales[$0]?.bands != nil }
    var traits: [Trait] = []
    for code in banded {
      guard let scale = score.scales[code], let bands = scale.bands else { continue }
      var latest: [Int: Int] = [:]
      try forEachMessage(lookback) { person, document in
        if Int(score.scaleCodes[document]) == code, score.values.isPresent(at: document) {
          latest[person] = document
        }
      }
      var tally = Tally(3)
      for (person, document) in latest {
        guard let number = score.values.number(at: document) else { continue }
        tally.count(
          number >= Double(bands.top) ? 2 : (number <= Double(bands.bottom) ? 0 : 1), person, lookback)
      }
      let edges = [(scale.low, bands.bottom), (bands.bottom + 1, bands.top - 1), (bands.top, scale.high)]
      for (band, edges) in edges.enumerated() where edges.0 <= edges.1 {
        traits.append(
          tally.counted(
            Trait(
              "score", score.values.name, .text(scale.words), low: .integer(Int64(edges.0)),
              high: .integer(Int64(edges.1)), inside: 0, outside: 0), band))
      }
    }
    return traits
  }

  /// Every message that counts, by person and in the stable order.
  func forEachMessage(
    _ lookback: Lookback, _ body: (_ person: Int, _ document: Int) -> Void
  ) throws(BackendError) {
    let timeline = store.feedback.timeline
    for person in lookback.compared.ones {
      try pause(every: person)
      let range = lookback.range(of: person)
      for document in store.feedback.range(of: person) where range.contains(timeline.at[document]) {
        body(person, document)
      }
    }
  }
}

/// How many people of each group have each of some traits; somebody with one twice counts once, if their counts come
/// together.
struct Tally {
  private var inside: [UInt32]
  private var outside: [UInt32]
  private var latest: [UInt32]

  init(_ traits: Int) {
    inside = [UInt32](repeating: 0, count: traits)
    outside = inside
    latest = [UInt32](repeating: .max, count: traits)
  }

  var indices: Range<Int> { inside.indices }

  @inline(__always)
  mutating func count(_ trait: Int, _ person: Int, _ lookback: borrowing Lookback) {
    let number = UInt32(truncatingIfNeeded: person)
    if latest[trait] == number { return }
    latest[trait] = number
    if lookback.isInside[person] { inside[trait] += 1 } else { outside[trait] += 1 }
  }

  mutating func grow() {
    inside.append(0)
    outside.append(0)
    latest.append(.max)
  }

  func people(_ trait: Int) -> Int { Int(inside[trait]) + Int(outside[trait]) }

  func counted(_ trait: Evaluator.Trait, _ index: Int) -> Evaluator.Trait {
    var trait = trait
    trait.inside = Int(inside[index])
    trait.outside = Int(outside[index])
    return trait
  }
}
