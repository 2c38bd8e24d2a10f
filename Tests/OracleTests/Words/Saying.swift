import Foundation

/// What may follow `mentioned`, as the tests know it.
indirect enum Saying: Hashable, Sendable {
  /// Words in a row.
  case words(String)
  case prefix(String)
  case part(String)
  /// Any of these, as typed.
  case exactly([String])
  case any([Saying])
  case all([Saying])
  /// Nil: within 8.
  case near(Saying, Saying, Int?)
  case topic(String, [Saying])
}

extension Saying {
  /// Whether a text says it.
  func isSaid(in text: Utterance) -> Bool { !spans(in: text).isEmpty }

  /// Where it is said, as runs of words.
  private func spans(in text: Utterance) -> [ClosedRange<Int>] {
    let words = text.words
    switch self {
    case .words(let typed):
      let wanted = Utterance(typed).words
      guard !wanted.isEmpty, words.count >= wanted.count else { return [] }
      return (0...words.count - wanted.count).compactMap { start in
        for (offset, word) in wanted.enumerated() where !word.isFound(in: words[start + offset]) {
          return nil
        }
        return start...start + wanted.count - 1
      }
    case .prefix(let typed):
      let start = Utterance.fold(typed)
      return words.indices.filter { !words[$0].isCharacter && words[$0].folded.hasPrefix(start) }.map {
        $0...$0
      }
    case .part(let typed):
      let part = Utterance.fold(typed)
      return words.indices.filter { !words[$0].isCharacter && words[$0].folded.contains(part) }.map {
        $0...$0
      }
    case .exactly(let forms):
      // Where it stands is asked of no test; that it stands somewhere is.
      return forms.contains { text.hasExactly($0) } ? [0...0] : []
    case .any(let sayings), .topic(_, let sayings): return sayings.flatMap { $0.spans(in: text) }
    case .all(let sayings):
      let found = sayings.map { $0.spans(in: text) }
      return found.contains { $0.isEmpty } ? [] : found.flatMap { $0 }
    case .near(let first, let second, let distance):
      let others = second.spans(in: text)
      return first.spans(in: text).flatMap { one in
        others.compactMap { other -> ClosedRange<Int>? in
          guard !one.overlaps(other) else { return nil }
          let apart = max(one.lowerBound - other.upperBound, other.lowerBound - one.upperBound)
          guard apart <= distance ?? 8 else { return nil }
          return min(one.lowerBound, other.lowerBound)...max(one.upperBound, other.upperBound)
        }
      }
    }
  }
}

extension Utterance.Word {
  func isFound(in other: Utterance.Word) -> Bool {
    isCharacter || other.isCharacter
      ? form == other.form : stems[0] == other.stems[0] || stems[1] == other.stems[1]
  }
}

extension Utterance {
  /// Character by character, from the start of a word to the end of one; accents count if it has any.
  fileprivate func hasExactly(_ typed: String) -> Bool {
    let form = Utterance.caseFold(typed.precomposedStringWithCanonicalMapping)
    let isPlain = Utterance.fold(form) == form
    let wanted = Array(form)
    let text = isPlain ? folded : cased
    guard text.count >= wanted.count else { return false }
    func joins(_ left: Character, _ right: Character) -> Bool {
      let (l, r) = (left.unicodeScalars.first, right.unicodeScalars.first)
      guard let l, let r, Utterance.isWordScalar(l), Utterance.isWordScalar(r) else { return false }
      return !Utterance.standsAlone(l) && !Utterance.standsAlone(r)
    }
    return (0...text.count - wanted.count).contains { start in
      let end = start + wanted.count
      return Array(text[start..<end]) == wanted && (start == 0 || !joins(text[start - 1], text[start]))
        && (end == text.count || !joins(text[end - 1], text[end]))
    }
  }
}
