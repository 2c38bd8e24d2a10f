import Foundation
import Testing

@testable import Text

private func index(_ texts: [String], _ language: Language = .english, order: [UInt32]? = nil) -> TextIndex {
  var builder = TextIndexBuilder()
  for text in texts { builder.add(text) }
  return builder.finish(language: language, order: order)
}

extension TextIndex {
  fileprivate func documents(_ pattern: Pattern?, in texts: [String] = []) -> [UInt32] {
    pattern.map { documents(matching: $0) { texts[Int($0)] } } ?? []
  }
}

@Suite struct TextIndexTests {
  @Test func documentsKeepTheirTokens() {
    let index = index(["No trust, no TRUST!", "", "退x"])
    #expect(index.documentCount == 3)
    #expect(index.tokens(of: 0).map(index.form) == ["no", "trust", "no", "trust"])
    #expect(index.tokens(of: 1).isEmpty && index.tokens(of: 3).isEmpty && index.tokens(of: .max).isEmpty)
    #expect(index.tokens(of: 2).map(index.isCharacter) == [true, false])
    #expect(index.formCount == 4)
  }

  @Test func orderRenumbersAndLeavesOut() {
    let texts = ["trust", "price", "trust price", "refund"]
    let index = index(texts, order: [2, 0, 1])
    #expect(index.documentCount == 3 && index.formCount == 2)
    #expect(index.documents(Pattern(typed: "trust")) == [0, 1])
    #expect(index.documents(Pattern(typed: "price")) == [0, 2])
    #expect(index.documents(Pattern(typed: "refund")) == [])
    #expect(index.forms(matching: .phrase([.stem("refund")])) == [])
  }

  @Test func buildersOnEndAreAsOne() {
    let texts = ["trust", "Price", "", "trust price", "refund 退x"]
    for cut in 0...texts.count {
      var (first, second) = (TextIndexBuilder(), TextIndexBuilder())
      for text in texts[..<cut] { first.add(text) }
      for text in texts[cut...] { second.add(text) }
      first.add(second)
      let (joined, whole) = (first.finish(language: .english), index(texts))
      #expect(joined.documentCount == whole.documentCount && joined.formCount == whole.formCount)
      for document in 0..<5 as Range<UInt32> {
        #expect(joined.tokens(of: document).map(joined.form) == whole.tokens(of: document).map(whole.form))
      }
      #expect(joined.documents(Pattern(typed: "price")) == [1, 3])
    }
  }

  @Test func emptyIndexesFindNothing() {
    for index in [index([]), index(["", "!"])] {
      #expect(index.documents(Pattern(typed: "trust")) == [])
      #expect(index.documents(Pattern(typedPart: "r")) == [])
      #expect(
        index.documents(.allOf([])) == [] && index.documents(.anyOf([])) == []
          && index.documents(.phrase([])) == [])
      #expect(index.nearestForms(to: "trust") == [])
    }
  }

  @Test func formsComeCommonestFirst() {
    let index = index(["trusted", "trust trust", "TRUST trusting", "trusted trust", "truth"])
    let forms = index.forms(matching: .phrase([.stem("trusts")]))
    #expect(
      forms == [
        FormCount(form: "trust", documents: 3), FormCount(form: "trusted", documents: 2),
        FormCount(form: "trusting", documents: 1),
      ])
    let stems = index.stems(matching: .phrase([.stem("trust")]))
    #expect(stems.count == 1)
    #expect(stems.map(index.label(ofStem:)) == ["trust"])
    #expect(stems.map { index.documentCount(ofStem: $0) } == [4])
    #expect(stems.map { index.inverseDocumentFrequency(ofStem: $0) } == [log(5.0 / 4.0)])
    #expect(index.forms(matching: .phrase([.prefix("tru")])).count == 4)
    #expect(index.forms(matching: .phrase([.part("ust")])).count == 3)
  }

  @Test func wordsWithoutAccentsFindThroughTheSpellingsInTheData() throws {
    let texts = ["As informações", "A informação", "confirmação", "informacao"]
    let portuguese = try #require(Language("portuguese"))
    let index = index(texts, portuguese)
    for word in ["informacao", "Informação"] {
      let pattern = try #require(Pattern(typed: word))
      #expect(index.documents(pattern) == [0, 1, 3])
      #expect(texts.map { index.matcher(for: pattern).matches($0) } == [true, true, false, true])
    }
    #expect(
      index.forms(matching: .phrase([.stem("informacao")])).map(\.form) == [
        "informacao", "informação", "informações",
      ])
  }

  @Test func phrasesOfCharactersGoByPairs() {
    let texts = ["退款太慢", "款退", "退,款", "我要退款", "退 x 款"]
    let index = index(texts)
    #expect(index.documents(Pattern(typed: "退款"), in: texts) == [0, 3])
    #expect(index.documents(Pattern(typed: "退,款"), in: texts) == [2])
    #expect(index.documents(Pattern(typed: "退款太"), in: texts) == [0])
    #expect(index.documents(Pattern(typed: "退")) == [0, 1, 2, 3, 4])
    #expect(index.documents(Pattern(typed: "退x款"), in: texts) == [4])
    #expect(index.documents(Pattern(typedExactly: "退款"), in: texts) == [0, 3])
  }

  @Test func textIsReadOnlyForPunctuation() {
    let texts = ["c++ rocks", "c rocks", "late delivery", "late, delivery"]
    let index = index(texts)
    var asked: [UInt32] = []
    let found = index.documents(matching: .exactly("c++")) {
      asked.append($0)
      return texts[Int($0)]
    }
    #expect(found == [0] && asked == [0, 1])
    #expect(index.documents(.exactly("late delivery"), in: texts) == [2])
    asked = []
    #expect(
      index.documents(matching: .exactly("rocks")) {
        asked.append($0)
        return ""
      } == [0, 1])
    #expect(asked.isEmpty)
  }

  @Test func rareAndCommonWordsMeet() {
    let texts = (0..<500).map { $0 % 167 == 7 ? "common rare" : $0 % 2 == 0 ? "common" : "other" }
    let index = index(texts)
    #expect(index.documents(Pattern(typed: "common rare")) == [7, 174, 341])
    let both = Pattern.allOf([.phrase([.stem("rare")]), .phrase([.prefix("co")])])
    #expect(index.documents(both) == [7, 174, 341])
  }

  @Test func nearestFormsAreNear() {
    let index = index(["payout payout", "payout payment", "pay", "fraud", "informação"])
    #expect(index.nearestForms(to: "payuot").map(\.form) == ["payout"])
    #expect(index.nearestForms(to: "payot").map(\.form) == ["payout"])
    #expect(index.nearestForms(to: "Informacoa").map(\.form) == ["informação"])
    #expect(index.nearestForms(to: "zebra") == [])
    #expect(index.nearestForms(to: "") == [])
    #expect(index.nearestForms(to: "pat", limit: 1) == [FormCount(form: "pay", documents: 1)])
  }

  @Test func aTokenOfAMegabyteIsATokenLikeOthers() {
    let long = String(repeating: "tatue", count: 200_000)
    let index = index([long + " trust", "trust"])
    #expect(index.documents(Pattern(typed: "trust")) == [0, 1])
    #expect(index.documents(Pattern(typed: long)) == [0])
    #expect(index.documents(Pattern(typedPrefix: "tat")) == [0])
    #expect(index.nearestForms(to: "trist").map(\.form) == ["trust"])
  }

  @Test func repetitionIsNotSquare() {
    let text = String(repeating: "a b ", count: 50_000)
    let index = index([text])
    let near = Pattern.near(.phrase([.stem("a")]), .phrase([.stem("b")]), within: 8)
    #expect(index.documents(near) == [0])
    #expect(PatternMatcher(near, language: .english).matches(in: text).count == 100_000)
  }
}
