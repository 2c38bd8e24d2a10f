import DataModel
import Plan
import Text

extension Toy {
  func reply(_ terms: Terms) throws(BackendError) -> Terms.Reply {
    let talk = try Talk(terms, self)
    let listed = talk.terms.map { term in
      Terms.Term(stems: term.stems, label: talk.label(of: term), talk.said(term))
    }.sorted { ($1.said.inside, $0.label) < ($0.said.inside, $1.label) }
    return Terms.Reply(
      speakers: talk.said(talk.speakers),
      topics: talk.vocabularies.map { Terms.Topic($0.name, talk.said($0)) }, terms: listed)
  }
}

/// Who said what, message by message.
private struct Talk {
  /// Something that is said: a term, a topic, or anything.
  struct Entry {
    var stems: [String] = []
    var name = ""
    var inside: [Record] = []
    var outside: [Record] = []

    var people: Set<String> { Set(inside.compactMap(\.customer)) }
    var others: Set<String> { Set(outside.compactMap(\.customer)) }
  }

  private(set) var speakers = Entry()
  private(set) var vocabularies: [Entry] = []
  private(set) var terms: [Entry] = []
  private let asked: Terms
  private let toy: Toy
  /// The messages in each period, by person.
  private var periods: [[Record]] = []

  init(_ asked: Terms, _ toy: Toy) throws(BackendError) {
    self.asked = asked
    self.toy = toy
    let scope = asked.scope ?? RecordScope(.feedback)
    let inside = try toy.people(asked.inside)
    for soul in inside { speakers.inside += try toy.records(scope, of: soul).filter(\.hasWords) }
    if let outside = asked.outside {
      for soul in try toy.people(outside) {
        speakers.outside += try toy.records(scope, of: soul).filter(\.hasWords)
      }
    }
    for window in asked.periods {
      var found: [Record] = []
      for soul in inside { found += try toy.records(scope, of: soul, in: window) }
      periods.append(found)
    }
    let without = try asked.without.map { pattern throws(BackendError) in
      toy.census.stems(foundBy: [try toy.saying(pattern)])
    }
    list(without ?? [])
    for vocabulary in asked.vocabularies {
      try take(vocabulary.name, toy.saying(vocabulary.pattern))
    }
  }

  private mutating func list(_ without: Set<String>) {
    var found: [[String]: Entry] = [:]
    for message in speakers.inside {
      for run in Set(runs(message, without)) { found[run, default: Entry(stems: run)].inside.append(message) }
    }
    let least = max(1, asked.least, (speakers.people.count * asked.percent + 99) / 100)
    let frequent = found.values.filter { $0.people.count >= least && hasLetters($0.stems) }
    for length in [3, 2, 1] {
      let longer = terms
      terms += frequent.filter { term in
        term.stems.count == length
          && !longer.contains { run in
            run.stems.holds(term.stems)
              && Double(run.people.count) >= Terms.coverage * Double(term.people.count)
          }
      }
    }
    for message in speakers.outside {
      let said = Set(runs(message, without))
      for index in terms.indices where said.contains(terms[index].stems) {
        terms[index].outside.append(message)
      }
    }
  }

  /// Adds a topic, which replaces terms that it covers.
  private mutating func take(_ name: String, _ saying: Saying) {
    let entry = Entry(
      name: name, inside: speakers.inside.filter { $0.says(saying) },
      outside: speakers.outside.filter { $0.says(saying) })
    let own = toy.census.stems(foundBy: [saying])
    terms.removeAll { term in
      term.stems.contains(where: own.contains)
        && Double(term.people.intersection(entry.people).count)
          >= Terms.coverage * Double(term.people.count)
    }
    vocabularies.append(entry)
  }

  /// Words and runs of two or three that can be terms.
  private func runs(_ message: Record, _ without: Set<String>) -> [[String]] {
    let stems = (message.utterance?.words ?? []).map { $0.stems[0] }
    return stems.indices.flatMap { start in
      (1...3).filter { start + $0 <= stems.count }.map { Array(stems[start..<start + $0]) }
    }.filter { run in
      !run.contains(where: without.contains) && !stopWords.contains(stem: run[0])
        && !stopWords.contains(stem: run[run.count - 1])
    }
  }

  private let stopWords = StopWords(.english)

  private func hasLetters(_ stems: [String]) -> Bool {
    stems.joined().unicodeScalars.count { $0.properties.isAlphabetic } >= 2
  }

  func said(_ entry: Entry) -> Terms.Said {
    Terms.Said(
      inside: entry.people.count, outside: entry.others.count,
      shared: vocabularies.map { $0.people.intersection(entry.people).count }.max() ?? 0,
      periods: periods.map { period in
        Set(entry.inside.filter { message in period.contains { $0 === message } }.map(\.customer)).count
      },
      scores: asked.scales.map { scale in
        let scored = entry.inside.filter { toy.census.scale(of: $0).map(toy.scale) == scale }
        let latest = Dictionary(scored.map { ($0.customer, $0.properties["score"]?.double ?? 0) }) { $1 }
        return Terms.Score(n: latest.count, sum: latest.values.reduce(0, +))
      })
  }

  /// The most frequent form of a word, or the most frequent spelling of a run; among equals, the first in alphabetical
  /// order.
  func label(of term: Entry) -> String {
    if term.stems.count == 1 { return toy.commonestForm(of: term.stems[0]) }
    var written: [String: Int] = [:]
    for words in term.inside.map({ $0.utterance?.words ?? [] }) where words.count >= term.stems.count {
      for start in 0...words.count - term.stems.count {
        let run = words[start..<start + term.stems.count]
        if run.map({ $0.stems[0] }) == term.stems {
          written[run.map(\.form).joined(separator: " "), default: 0] += 1
        }
      }
    }
    return written.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
  }
}

extension [String] {
  /// Whether it contains these stems in a row.
  fileprivate func holds(_ part: [String]) -> Bool {
    part.count <= count && (0...count - part.count).contains { Array(self[$0..<$0 + part.count]) == part }
  }
}
