import Foundation
import Text

/// The meaning of a pattern by brute force, without the library's tokens, foldings or spans: everything except stems is
/// computed independently, for the letters in the random texts.
struct NaiveMatcher {
  struct Token {
    /// The range of its scalars in the composed text.
    var range: Range<Int>
    var form: String
    var isCharacter: Bool
  }

  let stemmer: Stemmer
  /// All forms in the data, by their folded form.
  private let forms: [String: [String]]

  init(language: Language, texts: [String]) {
    stemmer = Stemmer(language)
    let forms = texts.flatMap { text in
      NaiveMatcher.tokens(Array(text.precomposedStringWithCanonicalMapping.unicodeScalars)).map(\.form)
    }
    self.forms = Dictionary(grouping: Set(forms), by: NaiveMatcher.fold)
  }

  // MARK: Letters

  private static let accented: [Unicode.Scalar: String] = [
    "ã": "a", "ç": "c", "õ": "o", "é": "e", "ï": "i", "ø": "o", "æ": "ae", "ё": "е", "ό": "ο",
  ]
  private static let capitals: [Unicode.Scalar: String] = [
    "Ã": "ã", "Ç": "ç", "Õ": "õ", "É": "é", "Ï": "ï", "Ø": "ø", "Æ": "æ", "Ё": "ё", "Е": "е", "ß": "ss",
    "Ο": "ο", "Δ": "δ", "Ό": "ό", "Σ": "σ", "ς": "σ", "’": "'", "\u{FE0F}": "", "\u{AD}": "",
  ]

  static func caseFolded(_ scalar: Unicode.Scalar) -> String {
    if let small = capitals[scalar] { return small }
    if (65...90).contains(scalar.value) { return String(Unicode.Scalar(UInt8(scalar.value + 32))) }
    return String(scalar)
  }

  static func fold(_ text: String) -> String {
    text.unicodeScalars.map { (scalar: Unicode.Scalar) in
      scalar.value == 0x301 ? "" : accented[scalar] ?? String(scalar)
    }.joined()
  }

  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0E7F, 0x3041...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
    default: false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    [.nonspacingMark, .spacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
      || scalar == "\u{AD}"
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal || isMark(scalar)
      || scalar == "\u{AD}"
  }

  static func tokens(_ scalars: [Unicode.Scalar]) -> [Token] {
    var tokens: [Token] = []
    for (index, scalar) in scalars.enumerated() where isWordScalar(scalar) {
      let unspaced = isUnspaced(scalar) && !isMark(scalar)
      if let last = tokens.last, last.range.upperBound == index,
        isMark(scalar) || (!unspaced && !last.isCharacter)
      {
        tokens[tokens.count - 1].range = last.range.lowerBound..<index + 1
        tokens[tokens.count - 1].form += caseFolded(scalar)
      } else if !isMark(scalar) {
        tokens.append(Token(range: index..<index + 1, form: caseFolded(scalar), isCharacter: unspaced))
      }
    }
    return tokens
  }

  // MARK: Patterns

  /// Which scalars of the composed text a pattern marks; nil if it does not match.
  func marked(_ pattern: Pattern, in text: String) -> Set<Int>? {
    let scalars = Array(text.precomposedStringWithCanonicalMapping.unicodeScalars)
    let tokens = NaiveMatcher.tokens(scalars)
    let spans = spans(pattern, tokens, scalars)
    if spans.isEmpty { return nil }
    return Set(
      spans.flatMap { span in
        span.isEmpty
          ? 0..<0 : tokens[span.lowerBound].range.lowerBound..<tokens[span.upperBound - 1].range.upperBound
      })
  }

  private func spans(_ pattern: Pattern, _ tokens: [Token], _ scalars: [Unicode.Scalar]) -> Set<Range<Int>> {
    switch pattern {
    case .phrase(let words):
      return Set(
        (0...tokens.count).flatMap { start in
          alternatives(words).filter { stands($0, at: start, tokens, scalars) }.map { words in
            start..<start + words.count { !$0.isSign }
          }
        })
    case .exactly(let text): return exactSpans(Array(text.unicodeScalars), tokens, scalars)
    case .anyOf(let patterns): return patterns.reduce(into: []) { $0.formUnion(spans($1, tokens, scalars)) }
    case .allOf(let patterns):
      let all = patterns.map { spans($0, tokens, scalars) }
      return all.contains(where: \.isEmpty) ? [] : all.reduce([]) { $0.union($1) }
    case .near(let first, let second, let distance):
      var found: Set<Range<Int>> = []
      for a in spans(first, tokens, scalars) {
        for b in spans(second, tokens, scalars) where apart(a, b).map({ $0 <= distance }) ?? false {
          found.formUnion([a, b])
        }
      }
      return found
    case .negated(let inner, let isNegated):
      let denials = stemmer.stem("trusted") == "trust" ? alternatives([.stem("x"), .stem("not")]) : []
      let all = denials.map { Array($0.dropFirst()) }.flatMap { words in
        (0...tokens.count).filter { stands(words, at: $0, tokens, scalars) }.map { $0..<$0 + words.count }
      }
      return spans(inner, tokens, scalars).filter { span in
        all.contains { apart(span, $0).map { $0 <= 3 } ?? false } == isNegated
      }
    case .topic(let topic): return spans(topic.pattern, tokens, scalars)
    }
  }

  /// The distance of two spans in words, 1 for neighbours; nil if they overlap.
  private func apart(_ a: Range<Int>, _ b: Range<Int>) -> Int? {
    if a.upperBound <= b.lowerBound { return b.lowerBound - a.upperBound + 1 }
    if b.upperBound <= a.lowerBound { return a.lowerBound - b.upperBound + 1 }
    return nil
  }

  /// Words with the first `not` among several replaced by each kind of negation; `=` marks a whole form.
  private func alternatives(_ words: [Pattern.Word]) -> [[Pattern.Word]] {
    guard words.count > 1, let place = words.firstIndex(of: .stem("not")), stemmer.stem("trusted") == "trust"
    else {
      return [words]
    }
    let ways = [["=not"], ["=no"], ["=never"], ["=cannot"], ["=dont"], ["=don", "=t"]]
    return ways.map { words[..<place] + $0.map { .stem($0) } + words[(place + 1)...] }
  }

  /// Whether words, and the signs between them, follow each other from a token on.
  private func stands(
    _ words: [Pattern.Word], at start: Int, _ tokens: [Token], _ scalars: [Unicode.Scalar]
  ) -> Bool {
    var (next, signs, before) = (start, [String](), false)
    func fits() -> Bool {
      let from = next == 0 ? 0 : tokens[next - 1].range.upperBound
      let to = next == tokens.count ? scalars.count : tokens[next].range.lowerBound
      var gap = String(String.UnicodeScalarView(scalars[from..<to])).map { String($0) }[...]
      let here = next > start && next < tokens.count && (before || tokens[next].isCharacter)
      if signs.isEmpty { return !here || gap.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
      for sign in signs {
        guard
          let found = gap.firstIndex(where: {
            $0.unicodeScalars.map(NaiveMatcher.caseFolded).joined() == sign
          })
        else { return false }
        gap = gap[(found + 1)...]
      }
      return true
    }
    for word in words {
      if case .sign(let sign) = word {
        signs.append(sign)
        continue
      }
      guard next < tokens.count, finds(word, tokens[next].form), fits() else { return false }
      (signs, before) = ([], tokens[next].isCharacter)
      next += 1
    }
    return signs.isEmpty || fits()
  }

  private func finds(_ word: Pattern.Word, _ form: String) -> Bool {
    switch word {
    case .stem(let word) where word.hasPrefix("="): return NaiveMatcher.fold(form) == String(word.dropFirst())
    case .suffix(let end): return NaiveMatcher.fold(form).hasSuffix(end)
    case .sign: return false
    case .stem(let word):
      let spellings = [word] + forms[NaiveMatcher.fold(word), default: []]
      return spellings.contains { word in
        NaiveMatcher.fold(stemmer.stem(word)) == NaiveMatcher.fold(stemmer.stem(form))
          || stemmer.stem(NaiveMatcher.fold(word)) == stemmer.stem(NaiveMatcher.fold(form))
      }
    case .prefix(let start):
      return Array(NaiveMatcher.fold(form).unicodeScalars).starts(with: Array(start.unicodeScalars))
    case .part(let part): return NaiveMatcher.fold(form).range(of: part, options: .literal) != nil
    }
  }

  /// Compares scalar by scalar at every offset, and checks that no token of a match is cut.
  private func exactSpans(
    _ typed: [Unicode.Scalar], _ tokens: [Token], _ scalars: [Unicode.Scalar]
  ) -> Set<Range<Int>> {
    let typedText = typed.map { String($0) }.joined()
    let foldsAccents = NaiveMatcher.fold(typedText) == typedText
    var folded: [(scalar: Unicode.Scalar, origin: Int)] = []
    for (origin, scalar) in scalars.enumerated() {
      let small = NaiveMatcher.caseFolded(scalar)
      let text = foldsAccents ? NaiveMatcher.fold(small) : small
      folded += text.unicodeScalars.map { ($0, origin) }
    }
    // Marks that are folded away belong to the letter before them.
    func isBoundary(_ index: Int) -> Bool {
      let before = index == 0 ? -1 : folded[index - 1].origin
      let after = index == folded.count ? scalars.count : folded[index].origin
      return before < after && !tokens.contains { $0.range.contains(before) && $0.range.contains(after) }
    }
    var found: Set<Range<Int>> = []
    for start in 0..<max(folded.count - typed.count + 1, 0) {
      let end = start + typed.count
      guard zip(folded[start..<end], typed).allSatisfy({ $0.0.scalar == $0.1 }), isBoundary(start),
        isBoundary(end)
      else { continue }
      let origins = folded[start].origin...folded[end - 1].origin
      let inside = tokens.indices.filter { origins.contains(tokens[$0].range.lowerBound) }
      if let first = inside.first, let last = inside.last {
        found.insert(first..<last + 1)
      } else {
        let place = tokens.count { $0.range.upperBound <= origins.lowerBound }
        found.insert(place..<place)
      }
    }
    return found
  }
}

extension Pattern.Word {
  var isSign: Bool { if case .sign = self { true } else { false } }
}
