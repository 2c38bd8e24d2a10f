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

  /// 90 days to 30 June: ten sellers and sixty buyers for all of them, thirty sellers for the 61 days up to 1 June. When
  /// the messages came, on 10 and 11 June, those thirty had left.
  @Test func ratiosByHand() throws {
    let answer = try shop.answer("blindspots for customers by role")
    #expect(answer.texts("role") == ["seller", "buyer"])
    let days = (seller: 10.0 * 90 + 30 * 61, buyer: 60.0 * 90)
    let shares = (
      seller: days.seller / (days.seller + days.buyer), buyer: days.buyer / (days.seller + days.buyer)
    )
    let there = (seller: 10.0 / 70, buyer: 60.0 / 70)
    #expect(answer.isNear("voice", [1 / 62 / there.seller, 61 / 62 / there.buyer]))
    #expect(answer.isNear("trouble", [1 / shares.seller, 0]))
    #expect(answer.texts("heard") == ["under", "over"])
    #expect(answer.column("churned") == [.real(0.75), .real(0)])
    #expect(answer.column("messages") == [.integer(1), .integer(61)])
    #expect(answer.headline == "Under-heard: seller (1 message; its share would be 9)")
  }

  /// Without groups, nobody can be heard less than others.
  @Test func oneGroupIsComparedWithNobody() throws {
    let hint =
      "Everybody is in one group here, so no group can be heard less than another: add `by role` to compare groups."
    #expect(try shop.answer("blindspots for customers").notes.contains(hint))
    #expect(try !shop.answer("blindspots for customers by role").notes.contains(hint))
  }

  /// People who left long ago are not counted; people who came late count for the days since.
  @Test func onlyWhoWasThere() throws {
    var shop = shop
    for number in 1...50 { shop.person("gone\(number)", "gone", end: "2025-01-01") }
    let answer = try shop.answer("blindspots for customers by role")
    #expect(answer.texts("role") == ["seller", "buyer"])
    #expect(answer.texts("role", table: 1).contains("gone"))
    #expect(answer.tables[1].columns.map(\.name).contains("mrr lost"))
    #expect(!answer.tables[1].columns.map(\.name).contains("mrr at stake"))
  }

  /// After one wave of a survey: people who had left before were not asked, and all others answer alike.
  @Test func whoWasNotThereWasNotAsked() throws {
    var shop = Shop()
    for number in 1...200 {
      let leaves = number <= 70
      shop.person("p\(number)", "seller", number <= 100 ? "left" : "kept", end: leaves ? "2025-05-15" : "")
      if !leaves, number % 3 == 0 { shop.said("p\(number)", "2025-06-10", "hello there") }
    }
    let answer = try shop.answer("blindspots for customers by plan")
    #expect(answer.texts("plan") == ["kept", "left"])
    let voices: [Double] = [33.0 / 43.0 / (100.0 / 130.0), 10.0 / 43.0 / (30.0 / 130.0)]
    #expect(answer.isNear("voice", voices))
    #expect(answer.texts("heard") == ["", ""])
  }

  /// A plan that half of its people leave, where all speak alike while they are there, is not under-heard.
  @Test func leavingIsNotSilence() throws {
    var shop = Shop()
    for number in 1...200 {
      let leaves = number <= 50
      shop.person("p\(number)", "seller", number <= 100 ? "left" : "kept", end: leaves ? "2025-05-15" : "")
      // One message in each 15 days, as long as they are there.
      for (month, day) in [(4, 5), (4, 20), (5, 5), (5, 20), (6, 5), (6, 20)]
      where !leaves || (month, day) < (5, 15) {
        if number % 3 == 0 {
          shop.said("p\(number)", "2025-0\(month)-\(day < 10 ? "0" : "")\(day)", "hello there")
        }
      }
    }
    let answer = try shop.answer("blindspots for customers by plan")
    #expect(answer.texts("heard") == ["", ""])
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

  /// The meaning of a disagreement is not given in Heed's words if the user has redefined its name.
  @Test func redefinedNamesHaveNoExplanation() throws {
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
    #expect(nobody.notes == ["There is nobody in this group."])
    let whole = try shop.answer("blindspots")
    #expect(whole.column("people") == [.integer(3)])
  }
}

extension Answer {
  fileprivate func isNear(_ column: String, _ expected: [Double]) -> Bool {
    let found = self.column(column).map { $0.number ?? .nan }
    return found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-9 }
  }
}
