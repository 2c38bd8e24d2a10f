import DataModel
import Demo
import Testing

@Suite struct BlindspotsTests {
  /// Forty sellers of whom thirty leave and one speaks; sixty buyers who stay and all speak, one of them twice.
  private var shop: Shop {
    var shop = Shop()
    for number in 1...40 {
      shop.person("s\(number)", "seller", mrr: 10, end: number <= 30 ? "2025-06-01" : "")
    }
    for number in 1...60 {
      shop.person("b\(number)", "buyer", mrr: 0)
      shop.said("b\(number)", "2025-06-10", "parcel is late", score: number == 1 ? 1 : 10)
      shop.logins.append(("b\(number)", "2025-06-10"))
    }
    shop.said("b2", "2025-06-11", "late again", score: 10)
    shop.said("s40", "2025-06-10", "fine", score: 9)
    return shop
  }

  @Test func ratiosByHand() throws {
    let answer = try shop.answer("blindspots for customers by role")
    #expect(answer.texts("role") == ["seller", "buyer"])
    // One of 62 messages by 40 of 100 people; thirty of thirty leavers.
    #expect(answer.column("voice") == [.real(1 / 62.0 / 0.4), .real(61 / 62.0 / 0.6)])
    #expect(answer.column("trouble") == [.real(1 / 0.4), .real(0)])
    #expect(answer.texts("heard") == ["under", "over"])
    #expect(answer.column("churned") == [.real(0.75), .real(0)])
    #expect(answer.headline == "Under-heard: seller")
  }

  @Test func everyDisagreementIsWhatSegmentOpens() throws {
    let answer = try shop.answer("blindspots for customers by role")
    let names = answer.tables.dropFirst().compactMap {
      $0.title?.split(separator: ":").first.map(String.init)
    }
    #expect(names == ["left in silence", "loud but fine", "unheard", "paying unused"])
    for (index, name) in names.enumerated() {
      let people = answer.integers("people", table: index + 1)
      for (role, count) in zip(answer.texts("role", table: index + 1), people) {
        let segment = try shop.answer("segment customers where role is \(role) and \"\(name)\"")
        #expect(segment.figure("count") == .integer(Int64(count)), "\(name)")
      }
      if name == "left in silence" { #expect(people == [30]) }
      if name == "loud but fine" { #expect(people == [1]) }
    }
  }

  /// What a disagreement means is not said in Heed's words where the user gave its name another meaning.
  @Test func oneOfTheUsersOwn() throws {
    var shop = shop
    shop.definitions = "define unheard as mrr > 5\n"
    let answer = try shop.answer("blindspots for customers by role")
    let titles = answer.tables.compactMap(\.title)
    #expect(titles.contains("unheard"))
    #expect(titles.contains { $0.hasPrefix("paying unused: ") })
  }

  @Test func whatIsNotKnownIsSaid() throws {
    var shop = Shop()
    for number in 1...3 { shop.person("p\(number)") }
    shop.said("p1", "2025-06-10", "hello")
    let answer = try shop.answer("blindspots for customers by plan")
    #expect(
      answer.notes.contains { $0.hasPrefix("Not known from this data") && $0.contains("loud but fine") })
    #expect(answer.isFinite)
    let nobody = try shop.answer("blindspots for customers where mrr > 50 by plan")
    #expect(nobody.notes == ["There is nobody."])
    let whole = try shop.answer("blindspots")
    #expect(whole.column("people") == [.integer(3)])
  }
}
