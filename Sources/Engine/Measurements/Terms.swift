internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The terms that people say. Three passes over the messages of people inside: for stems, for runs of frequent stems, and
  /// for the periods and scores of the listed terms; and one over the messages of the others.
  func reply(to terms: Terms) throws(BackendError) -> Terms.Reply {
    let inside = try people(where: terms.inside)
    let outside = try terms.outside.map { other throws(BackendError) in try people(where: other) }
    let everybody = outside.map { inside.union($0) } ?? inside
    let counted = try terms.scope.map { scope throws(BackendError) in try messages(in: scope, of: everybody) }
    let talk = Talk(words: try words(), counted: counted)
    let frequent = try frequent(inside, talk, terms)
    let members = TermMembers(
      talk.words, people: frequent.people, least: frequent.least,
      without: terms.without.map { talk.words.stems(matching: $0) } ?? [])
    let listed = try listed(inside, talk, members, frequent)
    let periods = try terms.periods.map { window throws(BackendError) in
      var scope = terms.scope ?? RecordScope(.feedback)
      scope.window = window
      return try messages(in: scope, of: inside)
    }
    var tally = TermTally(
      listed, members, vocabularies: vocabularies(terms.vocabularies, talk), periods: periods,
      scales: terms.scales, talk: talk, store: store)
    for person in inside.ones {
      try checkCancellation(every: person)
      tally.add(person, isInside: true)
    }
    if let outside {
      for person in outside.ones {
        try checkCancellation(every: person)
        tally.add(person, isInside: false)
      }
    }
    return tally.reply
  }

  /// The number of people who say each stem, and the least number that a term needs.
  private func frequent(
    _ inside: Bitmap, _ talk: Talk, _ terms: Terms
  ) throws(BackendError) -> (people: [UInt32], least: Int) {
    var people = [UInt32](repeating: 0, count: talk.words.stemCount)
    var last = [UInt32](repeating: .max, count: talk.words.stemCount)
    var speakers = 0
    for person in inside.ones {
      try checkCancellation(every: person)
      let number = UInt32(truncatingIfNeeded: person)
      var spoke = false
      for document in store.feedback.range(of: person) where talk.counts(document) {
        for form in talk.tokens(of: document) {
          spoke = true
          let stem = Int(talk.words.stems[Int(form)])
          if last[stem] == number { continue }
          last[stem] = number
          people[stem] += 1
        }
      }
      if spoke { speakers += 1 }
    }
    return (people, max(1, terms.least, (speakers * terms.percent + 99) / 100))
  }

  /// The terms that enough people say, without those covered by a longer one.
  private func listed(
    _ inside: Bitmap, _ talk: Talk, _ members: TermMembers, _ frequent: (people: [UInt32], least: Int)
  ) throws(BackendError) -> [Term] {
    var runs = KeyTable()
    var said: [(people: UInt32, last: UInt32)] = []
    for person in inside.ones {
      try checkCancellation(every: person)
      let number = UInt32(truncatingIfNeeded: person)
      for document in store.feedback.range(of: person) where talk.counts(document) {
        members.forEachRun(talk.tokens(of: document)) { key, _, _ in
          let run = runs.insert(key)
          if run == said.count { said.append((0, .max)) }
          Term.count(number, in: &said[run])
        }
      }
    }
    let frequentRuns = zip(runs.keys, said).filter { Int($1.people) >= frequent.least }.map { key, count in
      Term(key: key, stems: members.stems(of: key), people: Int(count.people))
    }
    let words = members.words.map {
      Term(key: members.key(of: $0), stems: [$0], people: Int(frequent.people[Int($0)]))
    }
    return Term.uncovered((frequentRuns + words).filter { talk.hasLetters($0) }).sorted { $0.key < $1.key }
  }

  private func vocabularies(_ vocabularies: [Terms.Vocabulary], _ talk: Talk) -> [TermTally.Vocabulary] {
    vocabularies.map { vocabulary in
      var messages = Bitmap(count: store.feedback.count)
      for document in documents(matching: vocabulary.pattern) { messages[Int(document)] = true }
      return TermTally.Vocabulary(
        name: vocabulary.name, messages: messages,
        stems: talk.words.stems(matching: vocabulary.pattern))
    }
  }
}

/// The messages that count, as tokens.
struct Talk {
  let words: SegmentedText
  /// Nil if all count.
  let counted: Bitmap?

  func counts(_ document: Int) -> Bool { counted?[document] ?? true }
  func tokens(of document: Int) -> ArraySlice<UInt32> {
    words.tokens(of: UInt32(truncatingIfNeeded: document))
  }

  /// At least two letters, and not all digits.
  func hasLetters(_ term: Term) -> Bool {
    let letters = term.stems.reduce(0) { count, stem in
      count + words.name(ofStem: stem).unicodeScalars.count { $0.properties.isAlphabetic }
    }
    return letters >= 2
  }
}

/// One stem, or a run of two or three.
struct Term {
  /// The numbers of its stems among the frequent ones, plus one, 21 bits each: the first lowest.
  typealias Key = UInt64

  let key: Key
  let stems: [UInt32]
  let people: Int

  /// Counts a person, unless it was the last one counted.
  static func count(_ person: UInt32, in said: inout (people: UInt32, last: UInt32)) {
    if said.last == person { return }
    said = (said.people + 1, person)
  }

  /// The runs that are not covered by a longer listed run.
  static func uncovered(_ terms: [Term]) -> [Term] {
    var listed: [Term] = []
    // For each shorter term, the most people of a listed run around it.
    var most: [[UInt32]: Int] = [:]
    for length in [3, 2, 1] {
      let kept = terms.filter { $0.stems.count == length }.filter { term in
        Double(most[term.stems] ?? 0) < Terms.coverage * Double(term.people)
      }
      for term in kept where length > 1 {
        for part in term.parts { most[part] = max(most[part] ?? 0, term.people) }
      }
      listed += kept
    }
    return listed
  }

  /// The shorter runs and the stems inside it.
  private var parts: [[UInt32]] {
    let pairs = stems.count == 3 ? [Array(stems[0..<2]), Array(stems[1..<3])] : []
    return pairs + stems.map { [$0] }
  }
}

/// The stems that enough people say, and where in a run each token can be.
struct TermMembers {
  /// A token as a number: that of its stem among the frequent ones plus one (zero if too few say it), with three flags in
  /// the highest bits.
  private struct Member {
    let bits: UInt32

    static let none = Member(bits: 0)

    var number: UInt64 { UInt64(bits & 0x1F_FFFF) }
    /// Stop words, parts of words and excluded words neither start nor end a term.
    var isEnd: Bool { bits & 1 << 21 != 0 }
    var isCut: Bool { bits & 1 << 22 != 0 }
    /// Whether the token cannot be in a run.
    var isLeftOut: Bool { bits & 1 << 23 != 0 }

    init(bits: UInt32) { self.bits = bits }

    init(number: Int, isEnd: Bool, isCut: Bool, isLeftOut: Bool) {
      let flags: UInt32 = (isEnd ? 1 : 0) | (isCut ? 2 : 0) | (isLeftOut ? 4 : 0)
      bits = UInt32(truncatingIfNeeded: number) | flags << 21
    }
  }

  /// By form number.
  private let members: [Member]
  /// The number of each stem plus one, zero if too few say it; and the stem of each number.
  private let numbers: [UInt32]
  private let frequent: [UInt32]
  /// The stems that are terms by themselves.
  let words: [UInt32]

  /// If more stems than this are frequent, the others are in no runs.
  private static let most = 1 << 21 - 1

  init(_ text: SegmentedText, people: [UInt32], least: Int, without: Set<UInt32>) {
    let stopWords = StopWords(text.language)
    var members = [Member](repeating: .none, count: text.formCount)
    var numbers = [UInt32](repeating: 0, count: people.count)
    var (frequent, words): ([UInt32], [UInt32]) = ([], [])
    for stem in people.indices where Int(people[stem]) >= least && frequent.count < TermMembers.most {
      let number = UInt32(truncatingIfNeeded: stem)
      frequent.append(number)
      numbers[stem] = UInt32(truncatingIfNeeded: frequent.count)
      let isLeftOut = without.contains(number)
      let name = text.name(ofStem: number)
      // A single character of a segmented text may be part of a word that punctuation divides: 退。款.
      let isPart = text.isCut(stem: number) && name.count == 1
      let isEnd = !isLeftOut && !isPart && !stopWords.contains(stem: name)
      let member = Member(
        number: frequent.count, isEnd: isEnd, isCut: text.isCut(stem: number), isLeftOut: isLeftOut)
      for form in text.forms(ofStem: number) { members[Int(form)] = member }
      if isEnd { words.append(number) }
    }
    self.members = members
    self.numbers = numbers
    self.frequent = frequent
    self.words = words
  }

  func key(of stem: UInt32) -> Term.Key { UInt64(numbers[Int(stem)]) }

  func stems(of key: Term.Key) -> [UInt32] {
    let parts: [UInt64] = [key, key >> 21, key >> 42]
    return parts.map { Int($0 & 0x1F_FFFF) }.filter { $0 > 0 }.map { frequent[$0 - 1] }
  }

  /// Calls `body` with every run of two or three tokens that may be a term: its key, where it starts and how long it is.
  @inline(__always)
  func forEachRun(
    _ tokens: ArraySlice<UInt32>, _ body: (_ key: Term.Key, _ start: Int, _ length: Int) -> Void
  ) {
    // The two tokens before; zero for a token that may not be in a run.
    var (first, second) = (Member.none, Member.none)
    for position in tokens.indices {
      let member = members[Int(tokens[position])]
      if member.isEnd, second.number > 0, member.isCut == second.isCut {
        let pair = second.number | member.number << 21
        if second.isEnd { body(pair, position - 1, 2) }
        if first.isEnd, first.isCut == member.isCut {
          body(first.number | pair << 21, position - 2, 3)
        }
      }
      first = second
      second = member.isLeftOut ? .none : member
    }
  }
}
