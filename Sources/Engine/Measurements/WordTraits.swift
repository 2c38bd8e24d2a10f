internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The words that at least so many people said, and the pairs of them that stand together in a message. Words are
  /// counted first, so that only pairs of words that count are looked at.
  func wordTraits(_ lookback: Lookback, least: Int) throws(BackendError) -> [Trait] {
    let text = try self.words()
    let (stems, isWord) = (text.stems, text.isWord)
    var words = Spoken(text.stemCount)
    try forEachMessage(lookback) { person, document in
      let tokens = text.tokens(of: UInt32(truncatingIfNeeded: document))
      let message = self.message(document, length: tokens.count)
      for form in tokens where isWord[Int(form)] {
        words.count(Int(stems[Int(form)]), person, lookback, message)
      }
    }
    let isKept = (0..<text.stemCount).map { stem in
      words.tally.people(stem) >= least && self.isWord(UInt32(truncatingIfNeeded: stem), text)
    }
    var phrases = Spoken(0)
    var pairs = KeyTable()
    try forEachMessage(lookback) { person, document in
      let tokens = text.tokens(of: UInt32(truncatingIfNeeded: document))
      let message = self.message(document, length: tokens.count)
      var previous: UInt32?
      for form in tokens {
        let stem = stems[Int(form)]
        defer { previous = isKept[Int(stem)] ? stem : nil }
        guard let before = previous, isKept[Int(stem)] else { continue }
        let number = pairs.insert((UInt64(before) + 1) << 32 | UInt64(stem))
        if number == phrases.tally.indices.count { phrases.grow() }
        phrases.count(number, person, lookback, message)
      }
    }
    var traits: [Trait] = []
    for stem in isKept.indices where isKept[stem] {
      let number = UInt32(truncatingIfNeeded: stem)
      traits.append(
        words.trait(
          Trait(
            "word", text.name(ofStem: number), .text(commonestForm(of: number, text)), inside: 0, outside: 0),
          stem, lookback))
    }
    for (number, key) in pairs.keys.enumerated() where phrases.tally.people(number) >= least {
      let (first, second) = (UInt32(key >> 32 - 1), UInt32(truncatingIfNeeded: key))
      let name = text.name(ofStem: first) + " " + text.name(ofStem: second)
      var trait = phrases.trait(Trait("phrase", name, inside: 0, outside: 0), number, lookback)
      trait.value = .text(spelling(of: first, second, in: trait.document, text))
      traits.append(trait)
    }
    return traits
  }

  /// Not a lone letter, or a number.
  private func isWord(_ stem: UInt32, _ text: CutText) -> Bool {
    commonestForm(of: stem, text).unicodeScalars.count { $0.properties.isAlphabetic } >= 2
  }

  /// Two neighbouring words as they stand in a message.
  private func spelling(of first: UInt32, _ second: UInt32, in document: Int?, _ text: CutText) -> String {
    let tokens = document.map { Array(text.tokens(of: UInt32(truncatingIfNeeded: $0))) } ?? []
    for (one, other) in zip(tokens, tokens.dropFirst())
    where text.stem(of: one) == first && text.stem(of: other) == second {
      return text.phrase([one, other])
    }
    return commonestForm(of: first, text) + " " + commonestForm(of: second, text)
  }

  func message(_ document: Int, length: Int) -> Spoken.Message {
    Spoken.Message(
      document: UInt32(truncatingIfNeeded: document),
      distance: UInt32(truncatingIfNeeded: abs(length - 8)), at: store.feedback.timeline.at[document])
  }
}

/// Words with how many people said them, and with a message of each group in which somebody does: the one whose length
/// is nearest to eight words, of these the newest.
struct Spoken {
  struct Message {
    var document: UInt32 = 0
    var distance: UInt32 = .max
    var at: Int64 = .min

    func isBetter(than other: Message) -> Bool {
      distance == other.distance ? at > other.at : distance < other.distance
    }
  }

  var tally: Tally
  private var inside: [Message]
  private var outside: [Message]

  init(_ words: Int) {
    tally = Tally(words)
    inside = [Message](repeating: Message(), count: words)
    outside = inside
  }

  mutating func grow() {
    tally.grow()
    inside.append(Message())
    outside.append(Message())
  }

  @inline(__always)
  mutating func count(_ word: Int, _ person: Int, _ lookback: borrowing Lookback, _ message: Message) {
    tally.count(word, person, lookback)
    if lookback.isInside[person] {
      if message.isBetter(than: inside[word]) { inside[word] = message }
    } else if message.isBetter(than: outside[word]) {
      outside[word] = message
    }
  }

  /// With the people, and a message of the group of which the larger share said it.
  func trait(_ trait: Evaluator.Trait, _ word: Int, _ lookback: Lookback) -> Evaluator.Trait {
    var trait = tally.counted(trait, word)
    let all = lookback.isInside.population
    let others = lookback.compared.population - all
    let leansInside = trait.inside * others >= trait.outside * all
    let message = trait.inside > 0 && (leansInside || trait.outside == 0) ? inside[word] : outside[word]
    if message.distance != .max { trait.document = Int(message.document) }
    return trait
  }
}
