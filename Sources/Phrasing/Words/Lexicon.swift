import SourceText
import Syntax

/// What a word or a few words can name.
enum Sense: Sendable, Hashable {
  /// A value of a column; of a column whose values name populations it is a noun, too.
  case value(String, column: String, isPopulation: Bool)
  case column(WorkspaceWords.Column)
  /// A date of people by its short name: `churned` of `churned_at`.
  case date(String)
  case event(String)
  /// A property of an event; `nil` of messages.
  case property(WorkspaceWords.Column, event: String?)
  case channel(String)
  case condition(String)
  case figure(String)
  case metric(String)
  case topic(String)
  /// The opposite of a sense: `still with us`.
  indirect case opposite(Sense)
}

/// The senses of every name of a workspace and of the words of life, by their stems.
struct Lexicon: Sendable {
  struct Match {
    var count: Int
    var sense: Sense
    /// Names go before words of life.
    var cost: Int
  }

  private var senses: [String: [(sense: Sense, cost: Int)]] = [:]
  /// The words of all these, as they are spelt.
  private(set) var spelt: Set<String> = []
  private var longest = 1

  init(_ words: WorkspaceWords) {
    for column in words.columns { add(column) }
    for event in words.events {
      add(event.name, .event(event.name))
      for property in event.properties { add(property.name, .property(property, event: event.name), 1) }
    }
    for column in words.messageColumns { add(column.name, .property(column, event: nil), 1) }
    for channel in words.channels { add(channel, .channel(channel)) }
    for name in words.conditions { add(name, .condition(name)) }
    for name in words.figures { add(name, .figure(name)) }
    for name in words.metrics { add(name, .metric(name)) }
    for name in words.topics { add(name, .topic(name), 1) }
    for synonym in words.synonyms {
      for sense in named(synonym.meant, words) { add(synonym.said, sense) }
    }
    for entry in LifeWords.entries { add(entry, words) }
  }

  private mutating func add(_ column: WorkspaceWords.Column) {
    add(column.name, .column(column))
    if column.kind == .time {
      let short = shortDateName(column.name)
      add(short, .date(short))
    }
    if column.kind == .flag { add(column.name, .condition(column.name)) }
    for value in column.values
    where value.count > 1 && Int(value) == nil && value != "true" && value != "false" {
      add(
        value, .value(value, column: column.name, isPopulation: column.isPopulation),
        column.isPopulation ? 0 : 1)
    }
  }

  private mutating func add(_ entry: LifeWords.Entry, _ words: WorkspaceWords) {
    for (place, names) in entry.meant.enumerated() {
      for name in names {
        let isDenied = name.hasPrefix("!")
        let found = named(isDenied ? String(name.dropFirst()) : name, words)
        guard !found.isEmpty else { continue }
        for sense in found {
          insert(entry.said.joined(separator: " "), isDenied ? .opposite(sense) : sense, 2 + place)
        }
        break
      }
    }
  }

  /// What a name stands for that is known.
  private func named(_ name: String, _ words: WorkspaceWords) -> [Sense] {
    switch name {
    case "@end": words.end.map { [.date(shortDateName($0))] } ?? []
    case "@start": words.start.map { [.date(shortDateName($0))] } ?? []
    case "@value": words.value.flatMap(words.column).map { [.column($0)] } ?? []
    case _: (senses[key(of: name)] ?? []).filter { $0.cost < 2 }.map(\.sense).prefix(1).map { $0 }
    }
  }

  private mutating func add(_ name: String, _ sense: Sense, _ cost: Int = 0) {
    insert(key(of: name), sense, cost)
    for word in pieces(of: name) where word.utf8.count > 2 { spelt.insert(word) }
  }

  private mutating func insert(_ key: String, _ sense: Sense, _ cost: Int) {
    guard !key.isEmpty, senses[key]?.contains(where: { $0.sense == sense }) != true else { return }
    senses[key, default: []].append((sense, cost))
    longest = min(5, max(longest, key.split(separator: " ").count))
  }

  private func pieces(of name: String) -> [String] {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private func key(of name: String) -> String { pieces(of: name).map(stem).joined(separator: " ") }

  /// What the words from a place on can name, longest first; also one name written as two words (`log in`).
  func matches(_ words: [Word], at start: Int) -> [Match] {
    var found: [Match] = []
    let most = min(longest + 1, words.count - start)
    guard most > 0 else { return [] }
    for count in stride(from: most, through: 1, by: -1) {
      let part = words[start..<start + count]
      if count > 1, part.contains(where: { $0.kind == .sign || $0.kind == .quoted }) { continue }
      let key = part.map(\.stem).joined(separator: " ").replacing("_", with: " ")
      let keys = [key] + (count == 2 ? [part.map(\.stem).joined()] : []) + articleLess(part)
      for key in keys {
        for (sense, cost) in senses[key] ?? [] { found.append(Match(count: count, sense: sense, cost: cost)) }
      }
      if part.first?.text.contains("_") == true, count == 1 {
        for (sense, cost) in senses[self.key(of: words[start].text)] ?? [] {
          found.append(Match(count: 1, sense: sense, cost: cost))
        }
      }
    }
    var seen: Set<Sense> = []
    return found.filter { seen.insert($0.sense).inserted }
  }

  /// `listed an item` without its article.
  private func articleLess(_ part: ArraySlice<Word>) -> [String] {
    let kept = part.filter { !["a", "an", "the", "any"].contains($0.text) }
    return kept.count < part.count && kept.count > 1 && part.last?.text == kept.last?.text
      ? [kept.map(\.stem).joined(separator: " ")] : []
  }

  /// Whether a word names something loaded or defined, in any inflection.
  func names(_ word: String) -> Bool {
    spelt.contains(word) || (senses[stem(word)] ?? []).contains { $0.cost < 2 }
      || (senses[key(of: word)] ?? []).contains { $0.cost < 2 }
  }

  func knows(_ word: Word) -> Bool {
    word.kind != .word || senses[word.stem] != nil || senses[key(of: word.text)] != nil
      || spelt.contains(word.text)
  }
}

/// The name that says whether a date is set: `churned` of `churned_at`.
func shortDateName(_ name: String) -> String {
  let ending = ["_at", "_on", "_date"].first { name.lowercased().hasSuffix($0) && name.count > $0.count }
  return ending.map { String(name.dropLast($0.count)) } ?? name
}

/// A name as the language writes it.
func nameText(_ name: String) -> String { Spelling.name(name) }

/// A value as the language writes it after `is`.
func valueText(_ value: String) -> String { Spelling.value(value) }
