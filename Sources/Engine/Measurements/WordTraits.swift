internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The words that enough people said, and pairs of them that are adjacent in a message. Words are counted first, so that
  /// only pairs of frequent words are counted.
  func wordTraits(_ compared: Compared, _ tallies: Tallies, least: Int) throws(BackendError) -> [Feature] {
    let text = try self.words()
    let (stems, isWord) = (text.stems, text.isWord)
    var words = SightCounts(text.stemCount)
    for (index, sight) in compared.sights.enumerated() {
      try checkCancellation(every: index)
      words.begin()
      for document in messages(of: sight, compared).all {
        for form in text.tokens(of: UInt32(truncatingIfNeeded: document)) where isWord[Int(form)] {
          words.count(Int(stems[Int(form)]))
        }
      }
    }
    var numbers = [Int32](repeating: -1, count: text.stemCount)
    var kept: [UInt32] = []
    for stem in 0..<text.stemCount where words.sights[stem] >= least {
      let number = UInt32(truncatingIfNeeded: stem)
      guard self.isWord(number, text) else { continue }
      numbers[stem] = Int32(truncatingIfNeeded: kept.count)
      kept.append(number)
    }
    var pairs = KeyTable()
    var phrases = SightCounts(0)
    func key(_ first: UInt32, _ second: UInt32) -> UInt64 { (UInt64(first) + 1) << 32 | UInt64(second) }
    func forEachPair(_ document: Int, _ body: (UInt64) -> Void) {
      var previous: UInt32?
      for form in text.tokens(of: UInt32(truncatingIfNeeded: document)) {
        let stem = stems[Int(form)]
        let isKept = numbers[Int(stem)] >= 0
        if isKept, let previous { body(key(previous, stem)) }
        previous = isKept ? stem : nil
      }
    }
    for (index, sight) in compared.sights.enumerated() {
      try checkCancellation(every: index)
      phrases.begin()
      for document in messages(of: sight, compared).all {
        forEachPair(document) { phrases.count(pairs.insert($0)) }
      }
    }
    var pairNumbers = [Int32](repeating: -1, count: pairs.keys.count)
    var keptPairs: [UInt64] = []
    for (number, key) in pairs.keys.enumerated() where phrases.sights[number] >= least {
      pairNumbers[number] = Int32(truncatingIfNeeded: kept.count + keptPairs.count)
      keptPairs.append(key)
    }
    var profiles = Profiles()
    var told = Told(kept.count + keptPairs.count, MessageOrder(store: store))
    for (index, sight) in compared.sights.enumerated() {
      try checkCancellation(every: index)
      profiles.begin()
      let messages = messages(of: sight, compared)
      for document in messages.all {
        let tokens = text.tokens(of: UInt32(truncatingIfNeeded: document))
        let message = self.message(document, length: tokens.count)
        func add(_ feature: Int32) {
          guard feature >= 0 else { return }
          profiles.add(Int(feature), later: document >= messages.later)
          if document < messages.later { told.note(Int(feature), sight.isInside, message) }
        }
        for form in tokens where isWord[Int(form)] { add(numbers[Int(stems[Int(form)])]) }
        if !keptPairs.isEmpty {
          forEachPair(document) { add(pairs.number(of: $0).map { pairNumbers[$0] } ?? -1) }
        }
      }
    }
    let counts = tallies.counts(profiles, features: kept.count + keptPairs.count)
    var features: [Feature] = []
    for (index, stem) in kept.enumerated() {
      var feature = Feature(
        .word, text.name(ofStem: stem), .text(commonestForm(of: stem, text)), counts: counts[index])
      feature.document = told.document(index, counts[index], tallies)
      features.append(feature)
    }
    for (offset, key) in keptPairs.enumerated() {
      let index = kept.count + offset
      let (first, second) = (UInt32(key >> 32 - 1), UInt32(truncatingIfNeeded: key))
      let name = text.name(ofStem: first) + " " + text.name(ofStem: second)
      var feature = Feature(.phrase, name, counts: counts[index])
      feature.document = told.document(index, counts[index], tallies)
      feature.value = .text(spelling(of: first, second, in: feature.document, text))
      features.append(feature)
    }
    return features
  }

  /// Whether it has more than one letter.
  private func isWord(_ stem: UInt32, _ text: SegmentedText) -> Bool {
    commonestForm(of: stem, text).unicodeScalars.count { $0.properties.isAlphabetic } >= 2
  }

  /// Two adjacent words as written in a message.
  private func spelling(of first: UInt32, _ second: UInt32, in document: Int?, _ text: SegmentedText)
    -> String
  {
    let tokens = document.map { Array(text.tokens(of: UInt32(truncatingIfNeeded: $0))) } ?? []
    for (one, other) in zip(tokens, tokens.dropFirst())
    where text.stem(of: one) == first && text.stem(of: other) == second {
      return text.phrase([one, other])
    }
    return commonestForm(of: first, text) + " " + commonestForm(of: second, text)
  }

  func message(_ document: Int, length: Int) -> Told.Message {
    Told.Message(
      document: UInt32(truncatingIfNeeded: document),
      distance: UInt32(truncatingIfNeeded: abs(length - 8)), at: store.feedback.timeline.at[document])
  }
}

/// The number of sights that have each word; a sight with a word twice counts once.
private struct SightCounts {
  private(set) var sights: [Int]
  private var latest: [Int]
  private var sight = 0

  init(_ words: Int) {
    sights = [Int](repeating: 0, count: words)
    latest = sights
  }

  mutating func begin() { sight += 1 }

  @inline(__always)
  mutating func count(_ word: Int) {
    if word >= sights.count {
      sights.append(0)
      latest.append(0)
    }
    if latest[word] == sight { return }
    latest[word] = sight
    sights[word] += 1
  }
}

/// An example of each feature for each group: the message that says it whose length is nearest to eight words; among
/// equals, the first in the `MessageOrder`.
struct Told {
  struct Message {
    var document: UInt32 = 0
    var distance: UInt32 = .max
    var at: Int64 = .min
  }

  private let order: MessageOrder
  private var inside: [Message]
  private var outside: [Message]

  init(_ features: Int, _ order: MessageOrder) {
    self.order = order
    inside = [Message](repeating: Message(), count: features)
    outside = inside
  }

  @inline(__always)
  mutating func note(_ feature: Int, _ isInside: Bool, _ message: Message) {
    if isInside {
      if isBetter(message, than: inside[feature]) { inside[feature] = message }
    } else if isBetter(message, than: outside[feature]) {
      outside[feature] = message
    }
  }

  @inline(__always)
  private func isBetter(_ message: Message, than best: Message) -> Bool {
    if message.distance != best.distance { return message.distance < best.distance }
    if message.at != best.at { return message.at > best.at }
    return message.document != best.document && order.precedes(Int(message.document), Int(best.document))
  }

  /// The example from the group in which the larger share said it.
  func document(_ feature: Int, _ counts: Tallies.Counts, _ tallies: Tallies) -> Int? {
    let leansInside = counts.inside * tallies.outside >= counts.outside * tallies.inside
    let message =
      counts.inside > 0 && (leansInside || counts.outside == 0) ? inside[feature] : outside[feature]
    return message.distance == .max ? nil : Int(message.document)
  }
}
