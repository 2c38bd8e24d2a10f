import Foundation

/// What can follow `mentioned`.
indirect enum Saying: Hashable, Sendable {
  /// Words in a row.
  case words(String)
  case prefix(String)
  case part(String)
  /// Any of these, as typed.
  case exactly([String])
  case any([Saying])
  case all([Saying])
  /// Nil is within 8.
  case near(Saying, Saying, Int?)
  /// Next to a word of negation, or not.
  case negated(Saying, Bool)
  case topic(String, [Saying])
}

extension Saying {
  /// Whether a text says it.
  func isSaid(in text: Utterance) -> Bool { !spans(in: text).isEmpty }

  /// The positions where it occurs, as ranges of words.
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
    case .exactly(let forms): return forms.flatMap { text.places(ofExactly: $0) }
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
      // Each match that has one of the other near it.
      let (left, right) = (first.spans(in: text), second.spans(in: text))
      func isNear(_ one: ClosedRange<Int>, _ other: ClosedRange<Int>) -> Bool {
        !one.overlaps(other)
          && max(one.lowerBound - other.upperBound, other.lowerBound - one.upperBound) <= distance ?? 8
      }
      return left.filter { one in right.contains { isNear(one, $0) } }
        + right.filter { one in left.contains { isNear(one, $0) } }
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
  /// Where words in a row that start at a position end. The first `not` among several matches any negation.
  fileprivate func ends(of wanted: [Word], from start: Int) -> [Int] {
    let denial = Utterance.denial(among: wanted)
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

  /// The `not` that matches any negation.
  static func denial(among wanted: [Word]) -> Int? {
    wanted.count > 1 ? wanted.firstIndex { $0.form == "not" } : nil
  }

  /// The negations in the text: `not`, `don't`.
  fileprivate var denials: [ClosedRange<Int>] {
    words.indices.flatMap { start in
      Utterance.denials(in: words, at: start).map { start...$0 - 1 }
    }
  }

  /// The parts before the t of `don't`.
  static let cut = [
    "ain", "aren", "can", "couldn", "didn", "doesn", "don", "hadn", "hasn", "haven", "isn", "mightn", "mustn",
    "needn", "shan", "shouldn", "wasn", "weren", "won", "wouldn",
  ]
  static let denying = ["not", "no", "never", "cannot"] + cut.map { $0 + "t" }

  /// Where a negation that starts at a position ends.
  private static func denials(in words: [Word], at start: Int) -> [Int] {
    guard words.indices.contains(start) else { return [] }
    let word = words[start].folded
    if denying.contains(word) { return [start + 1] }
    return cut.contains(word) && start + 1 < words.count && words[start + 1].folded == "t" ? [start + 2] : []
  }

  /// Character by character, from the start of a word to the end of one; accents count if the text has any.
  fileprivate func places(ofExactly typed: String) -> [ClosedRange<Int>] {
    let form = Utterance.caseFold(typed.precomposedStringWithCanonicalMapping)
    let isPlain = Utterance.fold(form) == form
    let wanted = Array(form)
    let text = isPlain ? folded : cased
    let words = Utterance.numbersOfWords(in: text)
    guard text.count >= wanted.count else { return [] }
    return (0...text.count - wanted.count).compactMap { start in
      let end = start + wanted.count
      guard Array(text[start..<end]) == wanted,
        start == 0 || words[start] == nil || words[start] != words[start - 1],
        end == text.count || words[end] == nil || words[end] != words[end - 1]
      else { return nil }
      let own = words[start..<end].compactMap(\.self)
      guard let first = own.first, let last = own.last else { return nil }
      return first...last
    }
  }

  /// The number of each character's word; nil between words.
  private static func numbersOfWords(in text: [Character]) -> [Int?] {
    var numbers: [Int?] = []
    var (last, count) = (Unicode.Scalar?.none, 0)
    for character in text {
      let scalar = character.unicodeScalars.first.flatMap { isWordScalar($0) ? $0 : nil }
      let goesOn = last.map { !standsAlone($0) } ?? false
      if let scalar, !goesOn || standsAlone(scalar) { count += 1 }
      numbers.append(scalar == nil ? nil : count - 1)
      last = scalar
    }
    return numbers
  }
}
