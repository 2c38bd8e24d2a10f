import Testing

@testable import Text

/// Scripts without spaces are segmented by dictionary for counting words, and searched by characters.
@Suite struct CutTextTests {
  private func cut(_ texts: [String]) -> (index: TextIndex, text: SegmentedText) {
    var builder = TextIndexBuilder()
    for text in texts { builder.add(text) }
    let index = builder.finish(language: .english)
    return (index, SegmentedText(index) { texts[Int($0)] })
  }

  private func words(_ text: String) -> [String] {
    let text = cut([text]).text
    return text.tokens(of: 0).map(text.form)
  }

  @Test(arguments: [
    ("入金がまだありません", ["入金", "が", "まだ", "ありま", "せん"]),
    ("我不再信任付款", ["我", "不再", "信任", "付款"]),
    ("ไม่ไว้ใจการจ่ายเงิน", ["ไม่", "ไว้ใจ", "การ", "จ่าย", "เงิน"]),
    ("환불 안 됨", ["환불", "안", "됨"]),
    ("Refund for 返金, please", ["refund", "for", "返金", "please"]),
    ("no such script", ["no", "such", "script"]), ("", []),
  ])
  func runsAreCutByDictionary(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  /// Any character between two runs separates them, and a mark belongs to its letter.
  @Test func runsAreSeparatedByOtherCharacters() {
    #expect(words("東京") == ["東京"] && words("東。京") == ["東", "京"])
    #expect(words("ガ、カ\u{3099}") == words("ガ、ガ"))
  }

  @Test func cutWordsAreTheirOwnStems() throws {
    let (index, text) = cut(["入金が遅い", "late 入金", "late"])
    let paid = try #require(text.tokens(of: 0).first)
    #expect(text.tokens(of: 1).contains(paid))
    let stem = text.stem(of: paid)
    #expect(text.isCut(stem: stem) && Int(stem) >= index.stemCount && Int(stem) < text.stemCount)
    #expect(text.name(ofStem: stem) == "入金" && text.label(ofStem: stem) == "入金")
    #expect(text.isWord[Int(paid)])
    #expect(text.stems(matching: try #require(Pattern(typed: "入金"))).contains(stem))
    #expect(!text.stems(matching: try #require(Pattern(typed: "late"))).contains(stem))
    #expect(Array(text.forms(ofStem: stem)) == [paid] && Int(paid) < text.formCount)
    // Words stay unchanged, including numbers.
    #expect(Array(text.tokens(of: 2)) == Array(index.tokens(of: 2)))
    let late = try #require(text.tokens(of: 2).first)
    #expect(text.stem(of: late) == index.stem(of: late) && !text.isCut(stem: text.stem(of: late)))
  }

  /// A counted word can be searched, and is found in at least the messages in which it was counted.
  @Test(arguments: ["入金がまだ、支払いが遅すぎる", "我不再信任付款。服务员态度差", "ไม่ไว้ใจการจ่ายเงิน", "환불 안됨, 환불이 늦다"])
  func cutWordsAreFound(text: String) throws {
    let (index, cut) = cut([text, "no such script"])
    for form in cut.tokens(of: 0) {
      let pattern = try #require(Pattern(typed: cut.form(form)))
      #expect(index.documents(matching: pattern) { _ in text }.contains(0), "\(cut.form(form))")
    }
  }

  /// Of these scripts, only Hangul has spaces between words.
  @Test(arguments: [
    ("支払いが", "支払いが"), ("我不再", "我不再"), ("환불 안됨", "환불 안됨"), ("late 返金", "late 返金"), ("late fee", "late fee"),
  ])
  func phrasesAreWrittenAsInTheirScript(text: String, expected: String) {
    let text = cut([text]).text
    #expect(text.phrase(text.tokens(of: 0)) == expected)
  }

  @Test func uncutTextsAreThoseOfTheIndex() {
    let index = cut(["入金がまだ late"]).index
    let text = SegmentedText(uncut: index)
    #expect(Array(text.tokens(of: 0)) == Array(index.tokens(of: 0)))
    #expect(text.stemCount == index.stemCount)
    #expect(text.tokens(of: 0).map { text.isWord[Int($0)] } == [false, false, false, false, false, true])
  }
}
