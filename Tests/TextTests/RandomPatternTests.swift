import Foundation
import TestSupport
import Testing

@testable import Text

/// Random texts and patterns: the index, the matcher for free text, and brute force find the same.
@Suite struct RandomPatternTests {
  @Test(arguments: [UInt64](1...20))
  func indexAndMatcherAgreeWithBruteForce(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let language = try #require(Language(seed % 2 == 0 ? "english" : "portuguese"))
    var texts = (0..<50).map { _ in randomText(&random) }
    let naive = NaiveMatcher(language: language, texts: texts)
    var builder = TextIndexBuilder()
    for text in texts { builder.add(text) }
    let order = Array(0..<UInt32(texts.count)).shuffled(using: &random)
    let index = builder.finish(language: language, order: order)
    texts = order.map { texts[Int($0)] }

    var (matched, marked) = (0, 0)
    for _ in 0..<80 {
      let pattern = randomPattern(&random, depth: 2)
      let matcher = index.matcher(for: pattern)
      var expected: [UInt32] = []
      for (document, text) in texts.enumerated() {
        let marks = naive.marked(pattern, in: text)
        if marks != nil { expected.append(UInt32(document)) }
        let ranges = matcher.matches(in: text)
        #expect(ranges.isEmpty == (marks == nil), "\(pattern) in \(text.debugDescription), seed \(seed)")
        if let marks, !pattern.hasExact, isComposed(text) {
          #expect(byteMarks(ranges) == byteMarks(marks, in: text), "\(pattern) in \(text.debugDescription)")
          marked += 1
        }
      }
      #expect(index.documents(matching: pattern) { texts[Int($0)] } == expected, "\(pattern), seed \(seed)")
      if !expected.isEmpty, expected.count < texts.count { matched += 1 }
    }
    #expect(matched > 30 && marked > 80, "the texts and patterns must meet: \(matched), \(marked)")
  }

  @Test func bytesThatAreNotUTF8SeparateWords() {
    var random = SplitMix(seed: 7)
    for _ in 0..<2000 {
      let length = Int.random(in: 0..<24, using: &random)
      let bytes = (0..<length).map { _ in randomByte(&random) }
      var builder = TextIndexBuilder()
      builder.add(utf8: bytes.span)
      let index = builder.finish(language: .english)
      let repaired = Token.all(in: String(decoding: bytes, as: UTF8.self))
      #expect(index.tokens(of: 0).map(index.form) == repaired.map(\.form), "\(bytes)")
    }
  }

  // MARK: Making them

  private let words = [
    "trust", "Trusted", "TRUSTING", "trustworthy", "don't", "don’t", "price", "prices", "slow", "slowly",
    "late",
    "delivery", "Deliveries", "refund", "refundable", "prerefunds", "informação", "informacao", "INFORMAÇÕES",
    "informac\u{327}a\u{303}o", "café", "cafe", "CAFE\u{301}", "Straße", "strasse", "naïve", "naive", "Øre",
    "ore",
    "æon", "aeon", "ёлка", "Елка", "οδός", "ΟΔΌΣ", "x", "3", "1,200", "退款", "退", "款", "太慢", "退太", "カタカナ",
    "か\u{3099}",
    "がな", "한국", "\u{1112}\u{1161}\u{11AB}", "คืน", "เงิน", "ที่", "C++", "e-mail", "👍", "❤️", " \u{301}x",
    "not", "not trust", "don’t trust", "dont", "*ing", "late deliv*", "*rus*", "paid", "pay", "re\u{AD}fund",
    "退、款", "!!!",
  ]
  private let separators = [" ", " ", " ", " ", "", ", ", ". ", "-", "\n", "🔥"]

  private func randomText(_ random: inout SplitMix) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<16, using: &random) {
      text += words.randomElement(using: &random) ?? ""
      text += separators.randomElement(using: &random) ?? ""
    }
    return text
  }

  private func randomPattern(_ random: inout SplitMix, depth: Int) -> Pattern {
    let fallback = Pattern.phrase([.stem("trust")])
    let word = words.randomElement(using: &random) ?? ""
    let other = words.randomElement(using: &random) ?? ""
    let separator = separators.randomElement(using: &random) ?? ""
    func inner(_ random: inout SplitMix) -> Pattern { randomPattern(&random, depth: depth - 1) }
    switch Int.random(in: 0..<(depth > 0 ? 15 : 8), using: &random) {
    case 0, 1: return Pattern(typed: word) ?? fallback
    case 2: return Pattern(typed: word + separator + other) ?? fallback
    case 3:
      return Pattern(typedPrefix: String(word.prefix(Int.random(in: 1...4, using: &random)))) ?? fallback
    case 4: return Pattern(typedPart: String(word.dropFirst().prefix(3))) ?? fallback
    case 5: return Pattern(typedExactly: word) ?? fallback
    case 6: return Pattern(typedExactly: word + separator + other) ?? fallback
    case 7: return Pattern(typedExactly: separator + word + separator) ?? fallback
    case 8: return .anyOf([inner(&random), inner(&random)])
    case 9: return .allOf([inner(&random), inner(&random)])
    case 10: return .topic("t", inner(&random))
    case 11: return .negated(inner(&random), true)
    case 12: return .negated(inner(&random), false)
    default:
      return .near(inner(&random), inner(&random), within: Int.random(in: 1...5, using: &random))
    }
  }

  private func randomByte(_ random: inout SplitMix) -> UInt8 {
    let leads: [UInt8] = [
      0xC3, 0xA9, 0xE9, 0x80, 0x80, 0xED, 0xA0, 0xF0, 0x9F, 0x98, 0xC0, 0xFF, 0xF4, 0x61, 0x62, 0x20,
    ]
    return leads.randomElement(using: &random) ?? 0
  }

  // MARK: Comparing marks

  private func isComposed(_ text: String) -> Bool {
    text.unicodeScalars.elementsEqual(text.precomposedStringWithCanonicalMapping.unicodeScalars)
  }

  private func byteMarks(_ ranges: [Range<Int>]) -> Set<Int> { Set(ranges.joined()) }

  private func byteMarks(_ scalars: Set<Int>, in text: String) -> Set<Int> {
    var bytes: Set<Int> = []
    var offset = 0
    for (index, scalar) in text.unicodeScalars.enumerated() {
      let length = String(scalar).utf8.count
      if scalars.contains(index) { bytes.formUnion(offset..<offset + length) }
      offset += length
    }
    return bytes
  }
}

extension Pattern {
  /// Whether characters between words count, so that they may or may not be marked.
  fileprivate var hasExact: Bool { CompiledPattern(self, language: .english).readsText }
}
