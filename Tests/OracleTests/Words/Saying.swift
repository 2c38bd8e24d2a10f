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
  /// Beside a word that denies it, or not.
  case negated(Saying, Bool)
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
      return words.indices.flatMap { start in
        text.ends(of: wanted, from: start).map { start...$0 - 1 }
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
    case .negated(let saying, let isNegated):
      return saying.spans(in: text).filter { span in
        text.denials.contains { denial in
          !denial.overlaps(span)
            && max(denial.lowerBound - span.upperBound, span.lowerBound - denial.upperBound) <= 3
        } == isNegated
      }
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
  /// Where words in a row that start at a place end. The first `not` among several is any word that denies.
  fileprivate func ends(of wanted: [Word], from start: Int) -> [Int] {
    let denial = wanted.count > 1 ? wanted.firstIndex { $0.form == "not" } : nil
    var ends = wanted.isEmpty ? [] : [start]
    for (index, word) in wanted.enumerated() {
      ends = ends.flatMap { next -> [Int] in
        guard next < words.count else { return [] }
        if index > 0, word.isCharacter || wanted[index - 1].isCharacter,
          !gaps[next].allSatisfy(\.isWhitespace)
        {
          return []
        }
        if index == denial { return Utterance.denials(in: words, at: next) }
        return word.isFound(in: words[next]) ? [next + 1] : []
      }
    }
    return ends
  }

  /// The words that deny: `not`, `don't`.
  fileprivate var denials: [ClosedRange<Int>] {
    words.indices.flatMap { start in
      Utterance.denials(in: words, at: start).map { start...$0 - 1 }
    }
  }

  /// What stands before the t of `don't`.
  static let cut = [
    "ain", "aren", "can", "couldn", "didn", "doesn", "don", "hadn", "hasn", "haven", "isn", "mightn", "mustn",
    "needn", "shan", "shouldn", "wasn", "weren", "won", "wouldn",
  ]
  static let denying = ["not", "no", "never", "cannot"] + cut.map { $0 + "t" }

  /// Where a denial that starts at a place ends.
  private static func denials(in words: [Word], at start: Int) -> [Int] {
    guard words.indices.contains(start) else { return [] }
    let word = words[start].folded
    if denying.contains(word) { return [start + 1] }
    return cut.contains(word) && start + 1 < words.count && words[start + 1].folded == "t" ? [start + 2] : []
  }

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
