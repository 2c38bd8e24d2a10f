import SourceText
import Syntax

/// Mends a statement of the language that has slips: misspelt words, a word that is missing, clauses in another order, a parenthesis too
/// many. What is known is never touched, and no word is left out, so that a repair asks what was meant or nothing.
struct StatementRepair {
  struct Repaired: Hashable {
    var statement: String
    /// The words that were misspelt, with what they became.
    var respelt: [Respelling]
  }

  struct Respelling: Hashable {
    var typed: String
    var meant: String
  }

  private struct Part {
    var text: String
    /// Whether it is a word, rather than what is between words.
    var isWord: Bool
  }

  let lexicon: Lexicon

  private static let mostSpellings = 8
  private static let mostWords = 40

  /// Statements to try, those with the fewest changes first. Empty where the text does not look like a statement.
  func repairs(of text: String) -> [Repaired] {
    let parts = split(text)
    let words = parts.filter(\.isWord)
    guard (2...StatementRepair.mostWords).contains(words.count) else { return [] }
    var found: [Repaired] = []
    for (spelt, respelt) in spellings(parts) where hasVerb(spelt) {
      if !respelt.isEmpty { found.append(Repaired(statement: joined(spelt), respelt: respelt)) }
      for text in variants(spelt) { found.append(Repaired(statement: text, respelt: respelt)) }
    }
    var seen: Set<String> = [text]
    return found.filter { seen.insert($0.statement).inserted }
  }

  private func hasVerb(_ parts: [Part]) -> Bool {
    parts.contains { $0.isWord && Registry.verb(named: $0.text) != nil }
  }

  private func joined(_ parts: [Part]) -> String { parts.map(\.text).joined() }

  /// Words, and what is between them; quoted texts are between words.
  private func split(_ text: String) -> [Part] {
    var parts: [Part] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        parts.append(Part(text: String(word), isWord: true))
        rest = rest.dropFirst(word.count)
      } else if "\"'`".contains(first), let end = rest.dropFirst().firstIndex(of: first) {
        parts.append(Part(text: String(rest[...end]), isWord: false))
        rest = rest[rest.index(after: end)...]
      } else {
        // Digits belong to dates and ids, with the letters after them.
        let other =
          first.isNumber ? rest.prefix { $0.isLetter || $0.isNumber || "-_.:".contains($0) } : rest.prefix(1)
        parts.append(Part(text: String(other), isWord: false))
        rest = rest.dropFirst(other.count)
      }
    }
    return parts
  }

  // MARK: Spelling

  /// The parts as they are, and with unknown words put right, nearest first.
  private func spellings(_ parts: [Part]) -> [(parts: [Part], respelt: [Respelling])] {
    var all: [(parts: [Part], respelt: [Respelling])] = [(parts, [])]
    for (index, part) in parts.enumerated() where part.isWord && !isKnown(part.text, parts, index) {
      let near = nearWords(part.text)
      guard !near.isEmpty else { continue }
      all = all.flatMap { before in
        (isSearched(before.parts, index) ? [before] : [])
          + near.map { word in
            var after = before
            after.parts[index].text = word
            after.respelt.append(Respelling(typed: part.text, meant: word))
            return after
          }
      }
      all = Array(all.prefix(StatementRepair.mostSpellings))
    }
    return all
  }

  private func isKnown(_ word: String, _ parts: [Part], _ index: Int) -> Bool {
    let lower = word.lowercased()
    if Keyword(rawValue: lower) != nil || TimeWords.unit(lower) != nil || lower.utf8.count < 2 { return true }
    return lexicon.names(lower)
  }

  /// Whether it is a word to look for in messages, which may be any.
  private func isSearched(_ parts: [Part], _ index: Int) -> Bool {
    let before = parts[..<index].last { $0.isWord }?.text.lowercased() ?? ""
    return ["mentioned", "heard", "about", "mentioning"].contains(before)
  }

  /// The nearest words of the language and of the workspace, at most three.
  private func nearWords(_ word: String) -> [String] {
    let typed = Array(word.lowercased().unicodeScalars)
    let limit = typed.count < 5 ? 1 : typed.count < 9 ? 2 : 3
    var found: [(word: String, edits: Int)] = []
    for candidate in lexicon.spelt.union(StatementRepair.keywords) where candidate.utf8.count > 1 {
      guard let edits = editDistance(typed, Array(candidate.unicodeScalars), limit: limit) else { continue }
      found.append((candidate, edits))
    }
    // A plural is spelt as typed: `selers` is `sellers`.
    if let last = typed.last, last == "s" {
      let singular = Array(typed.dropLast())
      for candidate in lexicon.spelt where candidate.utf8.count > 2 {
        if let edits = editDistance(singular, Array(candidate.unicodeScalars), limit: limit) {
          found.append((candidate + "s", edits))
        }
      }
    }
    guard let best = found.map(\.edits).min() else { return [] }
    let near = found.filter { $0.edits == best }.sorted {
      sameStart($0.word, word) && !sameStart($1.word, word)
        || (sameStart($0.word, word) == sameStart($1.word, word) && $0.word < $1.word)
    }
    return Array(near.map(\.word).prefix(3))
  }

  private func sameStart(_ word: String, _ other: String) -> Bool { word.first == other.lowercased().first }

  private static let keywords = Set(Keyword.allCases.filter { Registry.isOfQuestions($0) }.map(\.rawValue))

  // MARK: Structure

  /// With one change of structure each.
  private func variants(_ parts: [Part]) -> [String] {
    balanced(parts) + reordered(parts) + replaced(parts) + inserted(parts) + counted(parts)
  }

  /// With the words for how often in place of a sign: `did order > 3 times`.
  private func counted(_ parts: [Part]) -> [String] {
    let text = joined(parts)
    return [(">=", "at least"), ("<=", "at most"), (">", "more than"), ("<", "fewer than"), ("=", "exactly")]
      .compactMap {
        sign, words in
        text.contains(" \(sign) ") ? text.replacing(" \(sign) ", with: " \(words) ") : nil
      }
  }

  /// Without stray signs at the end, with parentheses that close.
  private func balanced(_ parts: [Part]) -> [String] {
    let text = joined(parts)
    let (open, close) = (text.count { $0 == "(" }, text.count { $0 == ")" })
    var found: [String] = []
    if open > close { found.append(text + String(repeating: ")", count: open - close)) }
    if close > open {
      var rest = text
      for _ in open..<close { if let place = rest.lastIndex(of: ")") { rest.remove(at: place) } }
      found.append(rest)
    }
    var rest = text[...]
    while let last = rest.last, ",;.?!=<>&|".contains(last) || last.isWhitespace { rest.removeLast() }
    if rest.count < text.count { found.append(String(rest)) }
    let signs = Set(["&", "|", "?", ";"])
    // A sign before a number compares something with it.
    let bare = parts.indices.filter { index in
      let next = parts[(index + 1)...].first { $0.text != " " }
      let isStray = ["<", ">", "="].contains(parts[index].text) && next?.text.first?.isNumber != true
      return parts[index].isWord || !signs.contains(parts[index].text) && !isStray
    }.map { parts[$0] }
    if bare.count < parts.count { found.append(joined(bare).split(separator: " ").joined(separator: " ")) }
    return found
  }

  /// The verb first, and the clauses in their order.
  private func reordered(_ parts: [Part]) -> [String] {
    var clauses: [(rank: Int, text: String)] = []
    var current: (rank: Int, text: String) = (0, "")
    for part in parts {
      let rank = part.isWord ? StatementRepair.rank(part.text.lowercased(), in: current.rank) : nil
      if let rank, rank != current.rank || rank < 0 {
        clauses.append(current)
        current = (rank, "")
      }
      current.text += part.text
    }
    clauses.append(current)
    let trimmed = clauses.map { (rank: $0.rank, text: $0.text.split(separator: " ").joined(separator: " ")) }
      .filter { !$0.text.isEmpty }
    let sorted = trimmed.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element.text)
    return sorted == trimmed.map(\.text) ? [] : [sorted.joined(separator: " ")]
  }

  /// Where a clause that begins with a word stands; -1 is the verb.
  private static func rank(_ word: String, in current: Int) -> Int? {
    if Registry.verb(named: word) != nil, !["topic", "words"].contains(word),
      current != 2 || word == "count" || word == "segment"
    {
      return -1
    }
    let ranks = [
      "for": 2, "among": 2, "where": 3, "by": 4, "having": 5, "show": 6, "sort": 7, "limit": 8, "as": 9,
    ]
    guard let rank = ranks[word] else { return nil }
    return current == 7 && word == "by" ? nil : rank
  }

  /// One small word in another's place.
  private func replaced(_ parts: [Part]) -> [String] {
    let pairs = [
      ("with", "where"), ("that", "where"), ("which", "where"), ("who", "where"), ("and", "where"),
      ("where", "and"), ("of", "for"), ("by", "for"), ("than", "versus"), ("to", "versus"), ("and", "versus"),
      ("with", "versus"), ("are", "where"),
    ]
    return pairs.flatMap { said, meant in
      parts.indices.filter { parts[$0].isWord && parts[$0].text.lowercased() == said }.map { index in
        var changed = parts
        changed[index].text = meant
        return joined(changed)
      }
    }
  }

  /// With one small word that is missing.
  private func inserted(_ parts: [Part]) -> [String] {
    let gaps = parts.indices.filter { $0 > 0 && !parts[$0].isWord && parts[$0].text == " " }
    return ["and", "where", "in", "by", "is", "for", "of", "did", "then", "versus"].flatMap { word in
      gaps.map { gap in
        var changed = parts
        changed[gap].text = " \(word) "
        return joined(changed)
      }
    }
  }
}
