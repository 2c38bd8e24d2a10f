import DataModel
import Statistics
import Testing

@Suite struct TopicsTests {
  /// Ten sellers: five write of late payouts, three of the slow search; ten buyers write of parcels, one of payouts.
  private var shop: Shop {
    var shop = Shop()
    for number in 1...10 {
      shop.person("s\(number)", "seller")
      shop.person("b\(number)", "buyer")
    }
    for number in 1...5 {
      shop.said("s\(number)", "2025-06-0\(number)", "the late payouts hurt", score: number)
    }
    for number in 6...8 { shop.said("s\(number)", "2025-02-0\(number)", "searching is slow", score: 8) }
    shop.said("s1", "2025-06-20", "the late payout hurts", score: 9)
    for number in 1...10 { shop.said("b\(number)", "2025-06-11", "my parcel arrived") }
    shop.said("b1", "2025-06-12", "a payout")
    return shop
  }

  @Test func peopleAreCountedOnceAndRunsCoverTheirWords() throws {
    let answer = try shop.answer("topics for sellers")
    // Nobody says “late” and “payout” without “late payouts”, which runs of three words cover in only one message each.
    #expect(!answer.texts("topic").contains { ["late", "payout", "payouts", "the"].contains($0) })
    #expect(answer.figure("speakers") == .integer(8))
    let row = try #require(answer.texts("topic").firstIndex { $0.hasPrefix("late payouts") })
    #expect(answer.integers("people")[row] == 5)
    #expect(answer.column("others")[row] == .real(0))
    #expect(answer.isFinite)
  }

  @Test func trendIsADifferenceOfShares() throws {
    let answer = try shop.answer("topics for sellers")
    let row = try #require(answer.texts("topic").firstIndex(of: "searching is slow"))
    // In the last 90 days nobody of five, in the 90 days before all three who spoke.
    let expected = try #require(ShareDifference(0, of: 5, and: 3, of: 3))
    #expect(answer.column("trend")[row] == .real(expected.value))
    #expect(answer.column("trend low")[row] == .real(expected.interval.low))
    #expect(answer.tables[0].rows[row][5].high == expected.interval.high)
  }

  /// Three topics of six people who spoke in the last 90 days and six in the 90 days before. By hand, Fisher's p: alpha
  /// with 6 and 0 has 2 / 924; bravo with 4 and 1 has twice (90 + 6) / 792; charlie with 3 and 3 has 1. Of three tests the
  /// least p is multiplied by 3, the next by 3 / 2.
  @Test func trendsAreCorrectedTogether() throws {
    var shop = Shop()
    for number in 1...12 { shop.person("p\(number)", "seller") }
    func say(_ word: String, _ people: Int...) {
      for number in people {
        shop.said("p\(number)", "2025-0\(number <= 6 ? 6 : 2)-\(number + 10)", word)
      }
    }
    say("alpha", 1, 2, 3, 4, 5, 6)
    say("bravo", 1, 2, 3, 4, 7)
    say("charlie", 1, 2, 3, 10, 11, 12)
    say("zebra", 8, 9)
    let answer = try shop.answer("topics")
    #expect(Set(answer.texts("topic")) == ["alpha", "bravo", "charlie"])
    let expected = ["alpha": 3 * 2.0 / 924, "bravo": 1.5 * 2 * 96 / 792, "charlie": 1]
    for (label, q) in zip(answer.texts("topic"), answer.column("trend q")) {
      #expect(abs((q.number ?? .nan) - (expected[label] ?? .nan)) < 1e-9, "\(label)")
    }
    #expect(
      answer.notes.contains { $0.hasSuffix("among the 3 topics tested together: alpha.") }, "\(answer.notes)")
  }

  /// The latest score of each person who says it: 9, 2, 3, 4, 5.
  @Test func scoreIsTheMeanOfTheLatest() throws {
    let answer = try shop.answer("topics for sellers")
    let row = try #require(answer.texts("topic").firstIndex { $0.hasPrefix("late payouts") })
    #expect(answer.column("score 0–10")[row] == .real((9 + 2 + 3 + 4 + 5) / 5.0))
  }

  @Test func definedTopicsComeFirstAndTakeTheirTerms() throws {
    var shop = shop
    shop.definitions = "topic money as payout*, refund\ntopic silence as crickets\n"
    let answer = try shop.answer("topics for sellers")
    #expect(answer.texts("topic").first == "money")
    #expect(answer.integers("people").first == 5)
    #expect(!answer.texts("topic").contains { $0.contains("payout") })
    #expect(answer.column("defined").first == .boolean(true))
    #expect(answer.notes.contains("None of these people raised silence."))
  }

  @Test func ofEverybodyTheMostPeopleComeFirst() throws {
    let answer = try shop.answer("topics")
    let people = answer.integers("people")
    #expect(people == people.sorted(by: >))
    #expect(answer.texts("topic").first == "parcel arrived")
    #expect(answer.column("z").isEmpty)
  }

  @Test func channelsAndWindowsNarrow() throws {
    let none = try shop.answer("topics in last 10 days for sellers")
    #expect(none.figure("speakers") == .integer(0))
    #expect(none.tables[0].rows.isEmpty)
    #expect(none.column("trend").isEmpty)
    let early = try shop.answer("topics before 2025-03-01 for sellers")
    #expect(early.figure("speakers") == .integer(3))
    #expect(Set(early.texts("topic")).isSubset(of: ["searching is slow"]))
  }

  @Test func nobodyNoWordsOnePerson() throws {
    let answer1 = try shop.answer("topics for sellers where mrr > 99")
    #expect(answer1.figure("people") == .integer(0))
    let answer2 = try shop.answer("topics for customers where id is s9")
    #expect(answer2.figure("speakers") == .integer(0))
    let one = try shop.answer("topics for customers where id is s1")
    #expect(one.tables[0].rows.isEmpty)
    #expect(one.notes.contains { $0.hasPrefix("No topic is shared") })
    #expect(one.isFinite)
  }
}
