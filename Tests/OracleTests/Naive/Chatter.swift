import Foundation
import Text

/// What some people talk about more than the others: words and runs of two or three, counted by people, with plain loops.
struct Chatter {
  struct Entry {
    /// A stem, or two or three in a row; empty for a defined topic.
    var stems: [String]
    var topic: String?
    /// Ids of those inside and outside who say it.
    var people: Set<String> = []
    var others: Set<String> = []
    /// The messages of those inside that say it, in the stable order.
    var messages: [Record] = []
  }

  private(set) var speakers: Set<String> = []
  private(set) var others: Set<String> = []
  /// All messages of those inside that count.
  private(set) var messages: [Record] = []
  /// Defined topics that somebody mentions, then terms; in no order.
  private(set) var entries: [Entry] = []

  struct Topic {
    var name: String
    var sayings: [Saying]
  }

  /// - Parameters:
  ///   - census: the world whose words are searched for those of topics.
  ///   - counts: which messages count.
  ///   - least: how many people a term needs, given how many spoke.
  ///   - without: terms with words that this finds are left out.
  init(
    of inside: [Soul], against outside: [Soul], in census: Census, topics: [Topic] = [],
    counts: (Soul, Record) -> Bool, least: (Int) -> Int, without: Saying? = nil
  ) {
    let leftOut = without.map { census.stems(foundBy: [$0]) } ?? []
    func messages(of soul: Soul) -> [Record] { soul.said.filter { $0.hasWords && counts(soul, $0) } }
    self.messages = inside.flatMap(messages)
    speakers = Set(inside.filter { !messages(of: $0).isEmpty }.map(\.id))
    others = Set(outside.filter { !messages(of: $0).isEmpty }.map(\.id))
    var terms: [[String]: Entry] = [:]
    for soul in inside {
      for message in messages(of: soul) {
        let all = message.utterance?.words ?? []
        for stems in Set(Chatter.runs(of: all, without: leftOut)) {
          terms[stems, default: Entry(stems: stems)].people.insert(soul.id)
          terms[stems, default: Entry(stems: stems)].messages.append(message)
        }
      }
    }
    let least = least(speakers.count)
    var kept = Chatter.uncovered(terms.values.filter { $0.people.count >= least && $0.hasLetters })
    var defined: [Entry] = []
    for topic in topics {
      var entry = Entry(stems: [], topic: topic.name)
      for soul in inside {
        let raising = messages(of: soul).filter { message in topic.sayings.contains { message.says($0) } }
        if !raising.isEmpty { entry.people.insert(soul.id) }
        entry.messages += raising
      }
      // A topic replaces terms with its words if it covers most of their people.
      let own = census.stems(foundBy: topic.sayings)
      kept.removeAll { term in
        term.stems.contains(where: own.contains)
          && 10 * term.people.intersection(entry.people).count >= 6 * term.people.count
      }
      for soul in outside {
        let raises = messages(of: soul).contains { message in topic.sayings.contains { message.says($0) } }
        if raises { entry.others.insert(soul.id) }
      }
      defined.append(entry)
    }
    for soul in outside {
      for message in messages(of: soul) {
        let said = Set(Chatter.runs(of: message.utterance?.words ?? [], without: leftOut))
        for index in kept.indices where said.contains(kept[index].stems) {
          kept[index].others.insert(soul.id)
        }
      }
    }
    entries = defined.filter { !$0.people.isEmpty } + kept
  }

  /// Words and runs of two or three that can be terms, with no stop word at either end. Words that a dictionary cuts out of
  /// scripts without spaces are tested in `CutTextTests`.
  private static func runs(of words: [Utterance.Word], without leftOut: Set<String>) -> [[String]] {
    var runs: [[String]] = []
    for start in words.indices {
      for length in 1...3 where start + length <= words.count {
        let run = words[start..<start + length]
        if run.contains(where: \.isCharacter) { continue }
        if stopWords.contains(stem: run[start].stems[0]) { continue }
        if stopWords.contains(stem: run[start + length - 1].stems[0]) { continue }
        if run.contains(where: { leftOut.contains($0.stems[0]) }) { continue }
        runs.append(run.map { $0.stems[0] })
      }
    }
    return runs
  }

  /// Taken from Heed: the list of stop words.
  private static let stopWords = StopWords(.english)

  /// Without terms if a longer term that is kept was said by at least 60% of their people.
  private static func uncovered(_ terms: [Entry]) -> [Entry] {
    var kept: [Entry] = []
    for length in [3, 2, 1] {
      kept += terms.filter { $0.stems.count == length }.filter { term in
        !kept.contains { longer in
          longer.stems.count > length && longer.stems.holds(term.stems)
            && 10 * longer.people.count >= 6 * term.people.count
        }
      }
    }
    return kept
  }

  /// How much more those inside say it: the log odds ratio over its standard error, with a prior of ten people.
  func z(_ entry: Entry) -> Double {
    Chatter.z(entry.people.count, of: speakers.count, entry.others.count, of: others.count)
  }

  static func z(_ said: Int, of speakers: Int, _ saidByOthers: Int, of others: Int) -> Double {
    guard speakers > 0, others > 0 else { return 0 }
    let p = Double(said + saidByOthers) / Double(speakers + others)
    let cells = [
      Double(said) + 10 * p, Double(speakers - said) + 10 * (1 - p), Double(saidByOthers) + 10 * p,
      Double(others - saidByOthers) + 10 * (1 - p),
    ]
    guard cells.allSatisfy({ $0 > 0 }) else { return 0 }
    return (log(cells[0] / cells[1]) - log(cells[2] / cells[3]))
      / cells.map { 1 / $0 }.reduce(0, +).squareRoot()
  }

  /// The entry with this label: its stems are those of the label, or it is the topic of that name.
  func entry(labelled label: String, isDefined: Bool) -> Entry? {
    if isDefined { return entries.first { $0.topic == label } }
    let stems = Utterance(label).words.map { $0.stems[0] }
    return entries.first { $0.topic == nil && $0.stems == stems }
  }
}

extension Chatter.Entry {
  fileprivate var hasLetters: Bool {
    stems.joined().unicodeScalars.count { $0.properties.isAlphabetic } >= 2
  }
}

extension [String] {
  /// Whether it contains these stems in a row.
  fileprivate func holds(_ part: [String]) -> Bool {
    part.count <= count && (0...count - part.count).contains { Array(self[$0..<$0 + part.count]) == part }
  }
}

extension Census {
  /// The stems of all words that the sayings find.
  func stems(foundBy sayings: [Saying]) -> Set<String> {
    Set(vocabulary.filter { word in sayings.contains { $0.finds(word) } }.map { $0.stems[0] })
  }

  var topics: [Chatter.Topic] {
    world.definitions.compactMap { definition in
      guard case .topic(let sayings) = definition.meaning else { return nil }
      return Chatter.Topic(name: definition.name, sayings: sayings)
    }
  }
}

extension Record {
  func says(_ saying: Saying) -> Bool { utterance.map { saying.isSaid(in: $0) } ?? false }
}

extension Saying {
  /// Whether one of its words finds a word.
  func finds(_ word: Utterance.Word) -> Bool {
    switch self {
    case .words(let typed):
      // Words of negation are not searched for.
      Utterance(typed).words.enumerated().contains { place, wanted in
        place != Utterance.denial(among: Utterance(typed).words) && wanted.isFound(in: word)
      }
    case .prefix(let typed): !word.isCharacter && word.folded.hasPrefix(Utterance.fold(typed))
    case .part(let typed): !word.isCharacter && word.folded.contains(Utterance.fold(typed))
    case .exactly(let forms):
      forms.contains { form in
        let isPlain = Utterance.fold(form) == Utterance.caseFold(form)
        return Utterance(form).words.contains { isPlain ? $0.folded == word.folded : $0.form == word.form }
      }
    case .any(let sayings), .all(let sayings), .topic(_, let sayings): sayings.contains { $0.finds(word) }
    case .near(let first, let second, _): first.finds(word) || second.finds(word)
    case .negated(let saying, _): saying.finds(word)
    }
  }
}
