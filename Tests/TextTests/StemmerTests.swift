import Testing

@testable import Text

@Suite struct StemmerTests {
  @Test func languagesAreKnownByNameInAnyCase() throws {
    #expect(Language("Portuguese")?.name == "portuguese")
    #expect(Language("klingon") == nil)
    #expect(Language("") == nil)
    #expect(Language.supported.contains("english") && Language.supported == Language.supported.sorted())
    for name in Language.supported {
      let language = try #require(Language(name))
      #expect(!Stemmer(language).stem("word").isEmpty, "\(name)")
    }
  }

  @Test(arguments: [
    ("english", "trusted", "trust"), ("english", "deliveries", "deliveri"),
    ("portuguese", "informações", "inform"),
    ("german", "häuser", "haus"), ("russian", "книги", "книг"), ("english", "退", "退"),
    ("english", "2nd", "2nd"),
  ])
  func stems(language: String, word: String, expected: String) throws {
    #expect(Stemmer(try #require(Language(language))).stem(word) == expected)
  }

  @Test func veryLongWordsAreTheirOwnStems() {
    let stemmer = Stemmer(.english)
    let long = String(repeating: "a", count: 252)
    #expect(stemmer.stem(long + "ing") == long)
    #expect(stemmer.stem(long + "xing") == long + "xing")
  }

  @Test(arguments: [
    ("portuguese", "informacao", "informação", true), ("portuguese", "informação", "informações", true),
    ("portuguese", "informação", "informacao", true), ("portuguese", "informação", "confirmação", false),
    ("english", "trust", "trusting", true), ("english", "trust", "truth", false),
    ("english", "cafe", "cafés", true), ("english", "pay", "paid", true),
    ("english", "bought", "buying", true),
    ("english", "children", "child", true), ("english", "left", "leaving", true),
    ("english", "bit", "bite", false),
    ("dutch", "pay", "paid", false),
  ])
  func aWordFindsWhatSharesItsStemWithOrWithoutAccents(
    language: String, word: String, token: String, expected: Bool
  ) throws {
    let stemmer = Stemmer(try #require(Language(language)))
    #expect(stemmer.keys(of: word).finds(stemmer.keys(of: token)) == expected)
  }

  /// A stop word of one language may be an ordinary word in another.
  @Test func stopWordsOfOtherLanguages() throws {
    for word in ["war", "mode", "part"] { #expect(!StopWords(.english).contains(stem: word), "\(word)") }
    #expect(StopWords(.english).contains(stem: "the") && StopWords(.english).contains(stem: "nicht"))
    #expect(StopWords(try #require(Language("german"))).contains(stem: "war"))
  }
}
