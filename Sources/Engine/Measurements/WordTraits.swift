internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The words that at least so many people said, and the pairs of them that stand together in a message. Words are
  /// counted first, so that only pairs of words that count are looked at.
  func wordTraits(_ lookback: Lookback, least: Int) throws(BackendError) -> [Trait] {
    let index = store.feedback.index
    let stems = index.stemsOfForms
    var words = Spoken(index.stemCount)
    try forEachMessage(lookback) { person, document in
      let tokens = index.tokens(of: UInt32(truncatingIfNeeded: document))
      let message = self.message(document, length: tokens.count)
      for form in tokens { words.count(Int(stems[Int(form)]), person, lookback, message) }
    }
    let isKept = (0..<index.stemCount).map { stem in
      words.tally.people(stem) >= least && isWord(UInt32(truncatingIfNeeded: stem))
    }
    var phrases = Spoken(0)
    var pairs = KeyTable()
    try forEachMessage(lookback) { person, document in
      let tokens = index.tokens(of: UInt32(truncatingIfNeeded: document))
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
            "word", index.name(ofStem: number), .text(commonestForm(of: number)), inside: 0, outside: 0),
          stem, lookback))
    }
    for (number, key) in pairs.keys.enumerated() where phrases.tally.people(number) >= least {
      let (first, second) = (UInt32(key >> 32 - 1), UInt32(truncatingIfNeeded: key))
      let name = index.name(ofStem: first) + " " + index.name(ofStem: second)
      var trait = phrases.trait(Trait("phrase", name, inside: 0, outside: 0), number, lookback)
      trait.value = .text(spelling(of: first, second, in: trait.document))
      traits.append(trait)
    }
    return traits
  }

  /// Not a lone letter, a number or a character of a script without spaces.
  private func isWord(_ stem: UInt32) -> Bool {
    let index = store.feedback.index
    if index.forms(ofStem: stem).contains(where: { index.isCharacter($0) }) { return false }
    return commonestForm(of: stem).unicodeScalars.count { $0.properties.isAlphabetic } >= 2
  }

  /// Two neighbouring words as they stand in a message.
  private func spelling(of first: UInt32, _ second: UInt32, in document: Int?) -> String {
    let index = store.feedback.index
    let tokens = document.map { Array(index.tokens(of: UInt32(truncatingIfNeeded: $0))) } ?? []
    for (one, other) in zip(tokens, tokens.dropFirst())
    where index.stem(of: one) == first && index.stem(of: other) == second {
      return index.form(one) + " " + index.form(other)
    }
    return commonestForm(of: first) + " " + commonestForm(of: second)
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
