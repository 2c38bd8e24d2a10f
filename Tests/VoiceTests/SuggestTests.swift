import DataModel
import Testing

@Suite struct SuggestTests {
  /// Terms planted next to a word are among the first five, with random noise around them.
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func plantedTermsAreFound(seed: UInt64) throws {
    var shop = Shop()
    var state = seed
    func roll(_ sides: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % sides
    }
    let noise = (0..<40).map { "noise\($0)word" }
    for number in 1...200 {
      shop.person("p\(number)")
      var words = (0..<6).map { _ in noise[Int(roll(40))] }
      if number <= 40 {
        var planted = ["safety"]
        if roll(10) < 7 { planted.append("helmet") }
        if roll(10) < 6 { planted.append("brakes") }
        for word in planted { words.insert(word, at: Int(roll(UInt64(words.count + 1)))) }
      }
      shop.said("p\(number)", "2025-06-10", words.joined(separator: " is "))
      if number <= 40, roll(10) < 6 { shop.said("p\(number)", "2025-06-11", "about the insurance") }
    }
    let answer = try shop.answer("suggest safety")
    let terms = answer.texts("term").prefix(5)
    #expect(terms.contains("helmet") && terms.contains("brakes") && terms.contains("insurance"))
    #expect(answer.quotes.count == answer.texts("term").count)
    let line = try #require(answer.headline)
    #expect(line.hasPrefix("topic safety as \"safety\", "))
    let pasted = shop.answers("\(line)\ncount customers where mentioned safety")
    #expect((pasted.last?.figure("count")?.number ?? 0) > 40)
  }

  @Test func ofFewOrNobodyNothingIsSuggested() throws {
    var shop = Shop()
    for number in 1...4 {
      shop.person("p\(number)")
      shop.said("p\(number)", "2025-06-10", "safety helmet")
    }
    let few = try shop.answer("suggest safety")
    #expect(few.tables.isEmpty)
    let none = try shop.answer("suggest nothinglikethis")
    #expect(none.notes.first == "Nobody said it.")
  }
}
