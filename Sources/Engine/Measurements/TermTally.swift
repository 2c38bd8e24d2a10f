internal import DataModel
internal import Plan
internal import Store
internal import Text

/// Who said the listed terms and topics, when, and with which scores, counted person by person.
///
/// An entry is something to count: entry 0 is for all messages with words, then come the topics, then the terms.
struct TermTally {
  struct Vocabulary {
    let name: String
    let messages: Bitmap
    /// The stems of the words that its pattern finds.
    let stems: Set<UInt32>
  }

  private let terms: [Term]
  private let vocabularies: [Vocabulary]
  private let members: TermMembers
  private let periods: [Bitmap]
  private let scales: [Scale]
  private let talk: Talk
  private let store: DataStore
  /// The entry of a word by its form, zero for none; the entry of a run is in `entryOfRun`, by the number of its key.
  private var entryOfWord: [UInt32]
  private var runs = KeyTable()
  private var entryOfRun: [Int] = []
  private let firstTerm: Int

  private var inside: [Count]
  private var outside: [Count]
  private var inPeriods: [[Count]]
  private var scores: [[Scored]]
  /// The number of people for each pair of entry and topic.
  private var shared: [[Int]]
  /// How often each run is written in each spelling.
  private var spelt: [Spelling: (entry: Int, count: Int)] = [:]
  /// The entries of the current person.
  private var raised: [Int] = []
  /// The entries of the current message.
  private var said: [Int] = []

  private typealias Count = (people: UInt32, last: UInt32)
  private typealias Scored = (people: Int, sum: Double, last: UInt32, score: Double)

  /// The forms of a run as somebody wrote it; the third is `.max` for a run of two.
  private struct Spelling: Hashable {
    let forms: (UInt32, UInt32, UInt32)

    static func == (left: Spelling, right: Spelling) -> Bool { left.forms == right.forms }
    func hash(into hasher: inout Hasher) {
      hasher.combine(forms.0)
      hasher.combine(forms.1)
      hasher.combine(forms.2)
    }
  }

  init(
    _ terms: [Term], _ members: TermMembers, vocabularies: [Vocabulary], periods: [Bitmap], scales: [Scale],
    talk: Talk, store: DataStore
  ) {
    self.terms = terms
    self.members = members
    self.vocabularies = vocabularies
    self.periods = periods
    self.scales = scales
    self.talk = talk
    self.store = store
    firstTerm = 1 + vocabularies.count
    entryOfWord = [UInt32](repeating: 0, count: talk.words.formCount)
    let entries = firstTerm + terms.count
    inside = [Count](repeating: (0, .max), count: entries)
    outside = inside
    inPeriods = periods.map { _ in [Count](repeating: (0, .max), count: entries) }
    scores = scales.map { _ in [Scored](repeating: (0, 0, .max, 0), count: entries) }
    shared = [[Int]](repeating: [Int](repeating: 0, count: vocabularies.count), count: entries)
    for (number, term) in terms.enumerated() {
      if term.stems.count == 1 {
        for form in talk.words.forms(ofStem: term.stems[0]) {
          entryOfWord[Int(form)] = UInt32(truncatingIfNeeded: firstTerm + number)
        }
      } else {
        if runs.insert(term.key) == entryOfRun.count { entryOfRun.append(firstTerm + number) }
      }
    }
  }

  mutating func add(_ person: Int, isInside: Bool) {
    let number = UInt32(truncatingIfNeeded: person)
    raised.removeAll(keepingCapacity: true)
    for document in store.feedback.range(of: person) where talk.counts(document) {
      let tokens = talk.tokens(of: document)
      guard !tokens.isEmpty else { continue }
      said.removeAll(keepingCapacity: true)
      said.append(0)
      for (index, vocabulary) in vocabularies.enumerated() where vocabulary.messages[document] {
        said.append(1 + index)
      }
      for form in tokens {
        let entry = entryOfWord[Int(form)]
        if entry > 0 { said.append(Int(entry)) }
      }
      if !entryOfRun.isEmpty {
        members.forEachRun(tokens) { key, start, length in
          guard let run = runs.number(of: key) else { return }
          let entry = entryOfRun[run]
          said.append(entry)
          if isInside {
            let third = length == 3 ? tokens[start + 2] : .max
            let spelling = Spelling(forms: (tokens[start], tokens[start + 1], third))
            spelt[spelling, default: (entry, 0)].count += 1
          }
        }
      }
      if isInside {
        note(document, by: number)
      } else {
        for entry in said { Term.count(number, in: &outside[entry]) }
      }
    }
    guard isInside else { return }
    let topics = raised.filter { (1..<firstTerm).contains($0) }
    for entry in raised { for topic in topics { shared[entry][topic - 1] += 1 } }
  }

  private mutating func note(_ document: Int, by person: UInt32) {
    let score = score(of: document)
    for entry in said {
      if inside[entry].last != person { raised.append(entry) }
      Term.count(person, in: &inside[entry])
      for period in periods.indices where periods[period][document] {
        Term.count(person, in: &inPeriods[period][entry])
      }
      guard let score else { continue }
      var scored = scores[score.scale][entry]
      if scored.last == person { scored.sum -= scored.score } else { scored.people += 1 }
      scored.sum += score.value
      (scored.last, scored.score) = (person, score.value)
      scores[score.scale][entry] = scored
    }
  }

  private func score(of document: Int) -> (scale: Int, value: Double)? {
    guard let score = store.feedback.score, let value = score.values.number(at: document) else { return nil }
    let code = Int(score.scaleCodes[document])
    guard score.scales.indices.contains(code), let scale = score.scales[code],
      let index = scales.firstIndex(of: scale)
    else { return nil }
    return (index, value)
  }

  // MARK: The reply

  var reply: Terms.Reply {
    var spellings: [Int: [(spelling: Spelling, count: Int)]] = [:]
    for (spelling, use) in spelt { spellings[use.entry, default: []].append((spelling, use.count)) }
    let listed = terms.indices.filter { !isTaken($0) }
      .map { (term: $0, label: label(of: $0, spellings[firstTerm + $0] ?? [])) }
      .sorted { left, right in
        let (one, other) = (inside[firstTerm + left.term].people, inside[firstTerm + right.term].people)
        return one == other ? left.label < right.label : one > other
      }
    return Terms.Reply(
      speakers: said(0),
      topics: vocabularies.enumerated().map { Terms.Topic($1.name, said(1 + $0)) },
      terms: listed.map { Terms.Term(stems: names(of: $0.term), label: $0.label, said(firstTerm + $0.term)) })
  }

  private func said(_ entry: Int) -> Terms.Said {
    Terms.Said(
      inside: Int(inside[entry].people), outside: Int(outside[entry].people),
      shared: shared[entry].max() ?? 0, periods: inPeriods.map { Int($0[entry].people) },
      scores: scores.map { Terms.Score(n: $0[entry].people, sum: $0[entry].sum) })
  }

  private func isTaken(_ term: Int) -> Bool {
    let entry = firstTerm + term
    return vocabularies.indices.contains { topic in
      terms[term].stems.contains(where: vocabularies[topic].stems.contains)
        && Double(shared[entry][topic]) >= Terms.coverage * Double(inside[entry].people)
    }
  }

  private func names(of term: Int) -> [String] { terms[term].stems.map { talk.words.name(ofStem: $0) } }

  /// Its most frequent spelling; of equally frequent ones, the first in alphabetical order.
  private func label(of term: Int, _ spellings: [(spelling: Spelling, count: Int)]) -> String {
    if terms[term].stems.count == 1 { return talk.words.label(ofStem: terms[term].stems[0]) }
    let written = spellings.map { spelling, count in
      let forms = [spelling.forms.0, spelling.forms.1, spelling.forms.2].filter { $0 != .max }
      return (text: talk.words.phrase(forms), count: count)
    }
    return written.min { ($1.count, $0.text) < ($0.count, $1.text) }?.text
      ?? names(of: term).joined(separator: " ")
  }
}
