import Testing

@testable import Demo

@Suite struct MarketplaceTests {
  @Test func writesTheSameBytesTwice() {
    let (first, second) = (Marketplace().files(), Marketplace().files())
    #expect(first.map(\.path) == second.map(\.path))
    for (a, b) in zip(first, second) { #expect(a.bytes == b.bytes, "\(a.path)") }
  }

  @Test func anotherSeedIsAnotherMarketplace() {
    let (first, second) = (Marketplace(seed: 1).files(), Marketplace(seed: 2).files())
    for (a, b) in zip(first, second) {
      #expect((a.bytes == b.bytes) == a.path.hasSuffix(".heed"), "\(a.path)")
    }
  }

  /// Another vocabulary gives the same people, events and outcomes under other names.
  @Test func otherNamesTellTheSameStory() throws {
    var vocabulary = Vocabulary.marketplace
    vocabulary.seller = "host"
    vocabulary.plans[3] = "fleet"
    vocabulary.events.login = "open"
    vocabulary.channels.survey = "poll"
    let (told, retold) = try (Market.of(seed: 2025), Market(seed: 2025, vocabulary: vocabulary))
    #expect(retold.people("host").map(\.id) == told.people("seller").map(\.id))
    #expect(retold.customers.map(\.end) == told.customers.map(\.end))
    #expect(retold.doing("open") == told.doing("login"))
    #expect(retold.messages.map(\.text) == told.messages.map(\.text))
    #expect(retold.messages.count { $0.channel == "poll" } == told.messages.count { $0.channel == "survey" })
    for file in Marketplace(vocabulary: vocabulary).files() where file.path.hasSuffix(".heed") {
      #expect(!String(decoding: file.bytes, as: UTF8.self).contains("seller"), "\(file.path)")
    }
  }

  /// A fifth of those who leave write only about unrelated things.
  @Test(arguments: Market.seeds) func aFifthOfLeaversSpeakOfOtherThings(seed: UInt64) throws {
    let records = Marketplace(seed: seed).records()
    var themes: [Int: Set<Theme>] = [:]
    for verbatim in records.verbatims.all where !verbatim.text.isEmpty {
      themes[verbatim.person, default: []].insert(verbatim.theme)
    }
    for role in Role.allCases {
      let people = records.people.all
      let leavers = people.indices.filter { people[$0].role == role && people[$0].left != nil }
      let unrelated = leavers.count { index in
        themes[index].map { $0.isSubset(of: [.leaving, .offTopic, .listing]) } ?? false
      }
      #expect((16...24).contains(percent(unrelated, of: leavers.count)), "\(role)")
    }
  }

  @Test(arguments: Market.seeds) func manyWriteInOtherLanguages(seed: UInt64) throws {
    let verbatims = Marketplace(seed: seed).records().verbatims.all.filter { !$0.text.isEmpty }
    let counts = Dictionary(verbatims.map { (Composer.languages[$0.language], 1) }, uniquingKeysWith: +)
    let foreign = counts.filter { $0.key != "en" }
    #expect(percent(foreign.values.reduce(0, +), of: verbatims.count) >= 10)
    #expect(foreign.count { $0.value >= 60 } >= 4)
    #expect((counts["ja"] ?? 0) >= 60)
  }

  @Test func everyPhraseThatIsNamedExists() {
    #expect(PhraseBook(Vocabulary.marketplace.phrases).missing.isEmpty)
  }
}

@Suite struct PhraseTests {
  private func write(_ source: String, times: Int) -> Set<String> {
    let book = PhraseBook([source])
    var writer = PhraseWriter(book: book, random: Random(seed: 1))
    return Set(
      (0..<times).map { _ in
        writer.begin()
        writer.write(book.rule("top"))
        return String(decoding: writer.message, as: UTF8.self)
      })
  }

  @Test func choicesOptionsAndNumbers() {
    #expect(write("top\n  a <b|c>[ d]\n", times: 60) == ["a b", "a c", "a b d", "a c d"])
    #expect(write("top\n  {2-4}\n", times: 60) == ["2", "3", "4"])
    #expect(write("top\n  x | y\n  z\n    z\n", times: 60) == ["x", "y", "z z"])
  }

  @Test func stickyChoicesHoldForAWholeMessage() {
    #expect(
      write("top\n  {pet} {pet}\npet!\n  cat | dog | eel\n", times: 60) == ["cat cat", "dog dog", "eel eel"])
  }

  @Test func aRuleThatNamesItselfEnds() {
    #expect(write("top\n  a{top}\n", times: 1).first?.hasPrefix("aaa") == true)
  }

  @Test func typingStylesAdjustCapitalsArticlesAndStops() {
    var hand = TypingStyle(random: Random(seed: 1))
    func copied(_ text: String, _ style: TypingStyle.Style, isEnglish: Bool = true) -> String {
      var bytes: [UInt8] = []
      hand.copy(Array(text.utf8), style, isEnglish: isEnglish, into: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(
      copied("i found a  amber ring , late. why?. étoile", .neat)
        == "I found an amber ring, late. Why? Étoile")
    #expect(copied("I don't", .casual) == "i dont")
    #expect(copied("¿cuándo? a esta", .foreign, isEnglish: false) == "¿Cuándo? A esta")
  }
}
