import Testing

@testable import Text

@Suite struct PatternTests {
  @Test func typedTextBecomesItsWords() {
    #expect(Pattern(typed: "Trust") == .phrase([.stem("trust")]))
    #expect(Pattern(typed: "late-Delivery!") == .phrase([.stem("late"), .stem("delivery")]))
    #expect(Pattern(typed: "退款") == .phrase([.stem("退"), .stem("款")]))
    #expect(Pattern(typed: "iPhone手机") == .phrase([.stem("iphone"), .stem("手"), .stem("机")]))
    #expect(Pattern(typed: "don't") == Pattern(typed: "Don T"))
  }

  @Test func textsWithoutAWordAreNoPatterns() {
    for text in ["", "  ", "!!!", "\u{301}", "*"] {
      #expect(Pattern(typed: text) == nil)
      #expect(Pattern(typedPrefix: text) == nil)
      #expect(Pattern(typedPart: text) == nil)
    }
    #expect(Pattern(typedExactly: " \u{A0}") == nil)
    #expect(Pattern(typedExactly: "!!!") == .exactly("!!!"))
  }

  @Test func emojiStandInPhrases() {
    #expect(Pattern(typed: "👍🏽") == .phrase([.sign("👍")]))
    #expect(Pattern(typed: "late ❤️!") == .phrase([.stem("late"), .sign("❤")]))
    #expect(Pattern(typed: "退、款") == .phrase([.stem("退"), .sign("、"), .stem("款")]))
    #expect(Pattern(typed: "a, b") == .phrase([.stem("a"), .stem("b")]))
  }

  @Test func starsInQuotesHoldForTheirWord() {
    #expect(Pattern(typed: "late Délív*") == .phrase([.stem("late"), .prefix("deliv")]))
    #expect(Pattern(typed: "*happy") == .phrase([.suffix("happy")]))
    #expect(Pattern(typed: "so *fund* it") == .phrase([.stem("so"), .part("fund"), .stem("it")]))
    #expect(Pattern.hasStarInside("f*ck") && !Pattern.hasStarInside("a * b* *c"))
  }

  @Test func starsHoldForOneWord() {
    #expect(Pattern(typedPrefix: "Réfund") == .phrase([.prefix("refund")]))
    #expect(Pattern(typedPrefix: "don't") == .phrase([.stem("don"), .prefix("t")]))
    #expect(Pattern(typedPrefix: "退款") == Pattern(typed: "退款"))
    #expect(Pattern(typedPart: "FUND") == .phrase([.part("fund")]))
    #expect(Pattern(typedPart: "退款") == Pattern(typed: "退款"))
    #expect(Pattern(typedPart: "don't") == nil)
  }

  @Test func exactTextsKeepAccentsAndPunctuation() {
    #expect(Pattern(typedExactly: " C++ ") == .exactly("c++"))
    #expect(Pattern(typedExactly: "CAFE\u{301}") == .exactly("café"))
  }

  @Test(arguments: [
    (Pattern(typed: "Late, delivery"), "late delivery"), (Pattern(typed: "退款 iPhone 手机"), "退款 iphone 手机"),
    (Pattern(typedPrefix: "refund"), "refund*"), (Pattern(typedPart: "fund"), "*fund*"),
    (.near(.phrase([.stem("price")]), .phrase([.stem("slow")]), within: 8), "price near slow"),
    (.near(.phrase([.stem("price")]), .phrase([.stem("slow")]), within: 10), "price within 10 words of slow"),
    (.anyOf([.exactly("bag"), .phrase([.stem("box")])]), "any of (exactly bag, box)"),
    (.allOf([.topic("safety", .exactly("x")), .phrase([.stem("a")])]), "all of (safety, a)"),
  ])
  func descriptions(pattern: Pattern?, expected: String) {
    #expect(pattern?.description == expected)
  }
}
