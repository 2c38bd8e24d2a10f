import Demo
import Testing

/// The texts vary as those of people do.
@Suite struct WordsTests {
  @Test(arguments: Market.seeds) func textsAreManyAndTheirWordsToo(seed: UInt64) throws {
    let written = try Market.of(seed: seed).written
    #expect(Set(written.map(\.text)).count >= 4000)
    let stems = written.reduce(into: Set<String>()) { $0.formUnion($1.stems) }
    // Numbers, typos and other scripts do not count here.
    let repeated = Dictionary(written.flatMap { $0.stems.map { ($0, 1) } }, uniquingKeysWith: +)
      .filter { $0.value > 1 && $0.key.utf8.allSatisfy { (97...122).contains($0) } }
    #expect(stems.count >= 4000)
    #expect(repeated.count >= 3000)
  }

  @Test(arguments: Market.seeds) func noRunOfSixWordsIsCommon(seed: UInt64) throws {
    let written = try Market.of(seed: seed).written
    var texts: [ArraySlice<String>: Int] = [:]
    for message in written where message.tokens.count >= 6 {
      let runs = Set((0...message.tokens.count - 6).map { message.tokens[$0..<$0 + 6] })
      for run in runs { texts[run, default: 0] += 1 }
    }
    let commonest = try #require(texts.max { $0.value < $1.value })
    #expect(commonest.value * 1000 <= written.count * 15, "\(commonest)")
  }

  @Test(arguments: Market.seeds) func lengthsHaveALongTail(seed: UInt64) throws {
    let lengths = try Market.of(seed: seed).written.map(\.tokens.count).sorted()
    #expect((12...40).contains(lengths[lengths.count / 2]))
    #expect(lengths.count { $0 <= 3 } >= 200)
    #expect(lengths.count { $0 >= 100 } >= 80)
    #expect((lengths.last ?? 0) >= 150)
  }

  @Test(arguments: Market.seeds) func emojiAndTyposOccur(seed: UInt64) throws {
    let written = try Market.of(seed: seed).written
    let winks = written.count { $0.text.unicodeScalars.contains { $0.properties.isEmojiPresentation } }
    #expect((3...25).contains(percent(winks, of: written.count)))
    let shouts = written.count { message in
      message.text.split(separator: " ").count { $0.count > 3 && $0.allSatisfy { $0.isUppercase } } >= 3
    }
    #expect(shouts >= 20)
    let lower = written.count { $0.text.first?.isLowercase == true }
    #expect((10...50).contains(percent(lower, of: written.count)))
  }

  /// The words that the examples search for occur.
  @Test(arguments: Market.seeds) func theExamplesFindSomething(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let sellers = Set(market.people("seller").map(\.id))
    func says(_ message: Market.Message, _ phrase: String) -> Bool {
      message.text.lowercased().contains(phrase)
    }
    #expect(
      market.messages.count {
        !sellers.contains($0.customer) && $0.day > market.lastDay - 90 && says($0, "late delivery")
          && ["survey", "support"].contains($0.channel)
      } >= 5)
    #expect(
      market.messages.count {
        !sellers.contains($0.customer) && $0.day > market.lastDay - 180 && says($0, "rip off")
      } >= 3)
    let heard = market.messages.filter { $0.channel == "review" && $0.stems.contains("scam") }
    #expect(heard.count >= 20)
    #expect(heard.count { $0.day > market.lastDay - 90 } >= 3)
    #expect(heard.allSatisfy { !sellers.contains($0.customer) || $0.about.isEmpty })
    #expect(heard.count { sellers.contains($0.about) } >= 20)
    #expect(market.messages.contains { !$0.about.isEmpty && says($0, "não recebi") })
    #expect(market.messages.contains { sellers.contains($0.customer) && says($0, "customer service") })
    #expect(
      market.messages.contains { message in
        sellers.contains(message.customer) && message.channel == "survey" && (message.score ?? 10) <= 6
          && message.tokens.contains { $0.hasPrefix("refund") }
      })
    let near = market.messages.contains { message in
      guard sellers.contains(message.customer), let price = message.tokens.firstIndex(of: "price"),
        let slow = message.tokens.firstIndex(of: "slow")
      else { return false }
      return abs(price - slow) <= 8
    }
    #expect(near)
    let ordered = market.doing("order")
    let cancelled = Dictionary(
      market.events.filter { $0.name == "cancel" }.map { ($0.customer, $0.day) }, uniquingKeysWith: max)
    #expect(
      market.messages.contains { message in
        guard let end = cancelled[message.customer], ordered.contains(message.customer) else { return false }
        let isBefore = market.events.contains {
          $0.name == "order" && $0.customer == message.customer && $0.day < message.day && end - $0.day < 60
        }
        return isBefore && message.tokens.contains { $0.hasPrefix("refund") }
      })
  }
}
