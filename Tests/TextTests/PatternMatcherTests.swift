import Testing

@testable import Text

/// A text with what a pattern marks in angle brackets.
private func marked(_ pattern: Pattern?, _ text: String, _ language: Language = .english) -> String {
  guard let pattern else { return "no pattern" }
  var bytes = Array(text.utf8)
  for range in PatternMatcher(pattern, language: language).matches(in: text).reversed() {
    bytes.insert(UInt8(ascii: ">"), at: range.upperBound)
    bytes.insert(UInt8(ascii: "<"), at: range.lowerBound)
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func word(_ text: String) -> Pattern { .phrase([.stem(text)]) }

@Suite struct PatternMatcherTests {
  @Test func wordsAndPhrases() {
    #expect(marked(Pattern(typed: "trust"), "Trusted? No trust.") == "<Trusted>? No <trust>.")
    #expect(marked(Pattern(typed: "trust"), "the truth") == "the truth")
    #expect(
      marked(Pattern(typed: "late delivery"), "Late -- deliveries, late") == "<Late -- deliveries>, late")
    #expect(marked(Pattern(typed: "don't"), "I DON’T, don t") == "I <DON’T>, <don t>")
    #expect(marked(Pattern(typed: "a a"), "a a a b") == "<a a a> b")
    #expect(marked(Pattern(typed: "trust"), "") == "")
  }

  @Test func accentsMayBeLeftOut() throws {
    let portuguese = try #require(Language("portuguese"))
    let text = "Informação, informacao e INFORMAC\u{327}O\u{303}ES"
    #expect(
      marked(Pattern(typed: "informação"), text, portuguese)
        == "<Informação>, <informacao> e <INFORMAC\u{327}O\u{303}ES>")
    #expect(
      marked(Pattern(typed: "informacao"), text, portuguese)
        == "<Informação>, <informacao> e INFORMAC\u{327}O\u{303}ES")
    #expect(
      marked(Pattern(typedExactly: "informacao"), text)
        == "<Informação>, <informacao> e INFORMAC\u{327}O\u{303}ES")
    #expect(
      marked(Pattern(typedExactly: "Informação"), text)
        == "<Informação>, informacao e INFORMAC\u{327}O\u{303}ES")
  }

  @Test func prefixesAndParts() {
    #expect(marked(Pattern(typedPrefix: "refund"), "Refundable prerefund") == "<Refundable> prerefund")
    #expect(marked(Pattern(typedPart: "fund"), "Refundable prerefund fun") == "<Refundable> <prerefund> fun")
    #expect(marked(Pattern(typedPrefix: "cafe"), "Cafétéria") == "<Cafétéria>")
  }

  @Test func exactTextsCompareCharacters() {
    #expect(marked(Pattern(typedExactly: "bag"), "Bag, bags BAG") == "<Bag>, bags <BAG>")
    #expect(marked(Pattern(typedExactly: "C++"), "C, C+ and C++!") == "C, C+ and <C++>!")
    #expect(marked(Pattern(typedExactly: ".net"), "a net, a .NET") == "a net, a <.NET>")
    #expect(
      marked(Pattern(typedExactly: "late, delivery"), "late delivery, Late, Delivery")
        == "late delivery, <Late, Delivery>")
    #expect(marked(Pattern(typedExactly: "退款"), "不退款 退,款") == "不<退款> 退,款")
  }

  @Test func nearCountsPositionsBetweenNearestEnds() {
    let near = Pattern.near(word("price"), word("slow"), within: Pattern.nearDistance)
    let seven = "a b c d e f g"
    #expect(marked(near, "price \(seven) slow") == "<price> \(seven) <slow>")
    #expect(marked(near, "slow \(seven) price") == "<slow> \(seven) <price>")
    #expect(marked(near, "price \(seven) h slow") == "price \(seven) h slow")
    #expect(marked(near, "price price \(seven) slow") == "price <price> \(seven) <slow>")
    let phrases = Pattern.near(.phrase([.stem("very"), .stem("slow")]), word("price"), within: 1)
    #expect(marked(phrases, "very slow price very x") == "<very slow> <price> very x")
    #expect(marked(phrases, "very slow x price") == "very slow x price")
  }

  @Test func nearNeedsTwoPlaces() {
    let twice = Pattern.near(word("trust"), word("trust"), within: 8)
    #expect(marked(twice, "trust") == "trust")
    #expect(marked(twice, "trust trusted") == "<trust> <trusted>")
    let inside = Pattern.near(word("late"), .phrase([.stem("late"), .stem("delivery")]), within: 8)
    #expect(marked(inside, "late delivery") == "late delivery")
    let far = Pattern.near(word("price"), word("slow"), within: .max)
    #expect(marked(far, "price x slow") == "<price> x <slow>")
  }

  @Test func combinationsMarkTheirParts() {
    #expect(marked(.anyOf([word("a"), word("b")]), "a c b") == "<a> c <b>")
    #expect(marked(.allOf([word("a"), word("b")]), "a c b a") == "<a> c <b> <a>")
    #expect(marked(.allOf([word("a"), word("b")]), "a c a") == "a c a")
    #expect(marked(.topic("t", word("a")), "a c") == "<a> c")
    #expect(marked(.anyOf([]), "a") == "a")
    #expect(marked(.phrase([]), "a") == "a")
  }

  @Test(arguments: [
    ("退款", "我要退款！", "我要<退款>！"), ("タカ", "カタカナ", "カ<タカ>ナ"), ("がな", "ひらか\u{3099}な", "ひら<か\u{3099}な>"),
    ("한국", "대\u{1112}\u{1161}\u{11AB}국어", "대<\u{1112}\u{1161}\u{11AB}국>어"), ("เงิน", "คืนเงินช้า", "คืน<เงิน>ช้า"),
    ("iphone手机", "买iPhone 手机", "买<iPhone 手机>"), ("款退", "退款", "退款"),
  ])
  func textWithoutSpacesIsFoundAnywhere(pattern: String, text: String, expected: String) {
    #expect(marked(Pattern(typed: pattern), text) == expected)
  }

  @Test func aMatcherServesManyTexts() {
    let matcher = PatternMatcher(word("trust"), language: .english)
    #expect(
      ["trusted", "truth", "TRUST", "trusted"].map { matcher.matches($0) } == [true, false, true, true])
  }
}
