import DataModel
import Testing

@Suite struct SampleTests {
  /// Six on pro, three on free, one on none of them.
  private var shop: Shop {
    var shop = Shop()
    for number in 1...6 { shop.person("p\(number)", "seller", "pro") }
    for number in 1...3 { shop.person("f\(number)", "seller", "free") }
    shop.person("b1", "buyer", "free")
    for number in 1...6 { shop.said("p\(number)", "2025-05-0\(number)", "same words") }
    shop.said("p1", "2025-06-01", "newest of p1")
    return shop
  }

  @Test func oneARoundFromTheLargestGroupFirst() throws {
    let answer = try shop.answer("sample 5 sellers spread by plan")
    #expect(answer.texts("plan") == ["pro", "free", "pro", "free", "pro"])
    #expect(answer.figure("population") == .integer(9))
    let all = try shop.answer("sample 50 sellers spread by plan")
    #expect(all.texts("plan") == ["pro", "free", "pro", "free", "pro", "free", "pro", "pro", "pro"])
    #expect(Set(all.texts("id")).count == 9)
    #expect(all.notes.contains("There are no more people to draw from."))
  }

  /// In the order of the positions that the seed gives them.
  @Test func orderIsThatOfTheHash() throws {
    let ids = (1...6).map { "p\($0)" }
    let expected = ids.sorted {
      SeededOrder(seed: 3).place(of: $0.utf8) < SeededOrder(seed: 3).place(of: $1.utf8)
    }
    let answer = try shop.answer("sample 6 customers where plan is pro seed 3")
    #expect(answer.texts("id") == expected)
    #expect(answer.reading.contains("seed 3"))
    let again = try shop.answer("sample 6 customers where plan is pro seed 3")
    #expect(again.texts("id") == expected)
  }

  @Test func eachHasTheirLastWords() throws {
    let answer = try shop.answer("sample 9 sellers")
    #expect(answer.quotes.count == 6)
    #expect(answer.quotes.first { $0.customer == "p1" }?.text == "newest of p1")
    let speakers = answer.quotes.compactMap(\.customer)
    #expect(speakers == answer.texts("id").filter(speakers.contains))
    #expect(answer.quotesCaption == "6 of these 9 ever said anything")
  }

  @Test func thePeopleDrawnBecomeThem() throws {
    let answers = shop.answers("sample 4 sellers spread by plan\nsegment them\nsegment rest")
    #expect(Set(answers[1].texts("id")) == Set(answers[0].texts("id")))
    #expect(Set(answers[2].texts("id")).isDisjoint(with: answers[0].texts("id")))
    #expect(answers[2].figure("count") == .integer(5))
  }

  @Test func ofNobodyNobodyIsDrawn() throws {
    let answer = try shop.answer("sample 3 sellers where mrr > 1000")
    #expect(answer.figure("count") == .integer(0))
    #expect(answer.notes == ["There is nobody to draw from."])
    #expect(answer.quotes.isEmpty)
  }
}
