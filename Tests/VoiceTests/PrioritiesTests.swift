import DataModel
import Demo
import Statistics
import Testing

@Suite struct PrioritiesTests {
  /// Twenty sellers; s1–s6 write of payouts and score low, four of them leave; s7–s12 praise the search and stay.
  private var shop: Shop {
    var shop = Shop()
    shop.definitions = "topic money as payout*\ntopic quiet as crickets\n"
    for number in 1...20 {
      shop.person("s\(number)", mrr: number <= 6 ? 100 : 10, end: number <= 4 ? "2025-06-25" : "")
      shop.logins.append(("s\(number)", "2025-06-15"))
    }
    for number in 1...6 { shop.said("s\(number)", "2025-06-0\(number)", "where are payouts", score: 2) }
    for number in 7...12 { shop.said("s\(number)", "2025-02-1\(number - 7)", "lovely search", score: 10) }
    return shop
  }

  @Test func figuresOfATopic() throws {
    let answer = try shop.answer("priorities for sellers")
    #expect(answer.texts("topic") == ["money", "lovely search"])
    #expect(answer.integers("people") == [6, 6])
    #expect(answer.column("value") == [.integer(600), .integer(60)])
    // All twelve scores have the mean 6; without those of money it is 10, without those of search 2.
    #expect(answer.column("severity") == [.real(4), .real(-4)])
    // Six more, and six fewer, in the last 90 days; twenty are active.
    #expect(answer.column("growth") == [.real(30), .real(-30)])
    let churn = try #require(ShareDifference(4, of: 6, and: 0, of: 14))
    #expect(answer.column("churn")[0] == .real(churn.value))
    #expect(answer.column("churn low")[0] == .real(churn.interval.low))
    #expect(answer.quotes.map(\.text) == ["where are payouts", "lovely search"])
    #expect(answer.notes.contains("People count in each topic they raise; the columns do not add up."))
  }

  /// Money is above search in four columns, and equal in people.
  @Test func rankIsTheMeanPercentile() throws {
    let answer = try shop.answer("priorities for sellers")
    #expect(answer.column("rank") == [.real((0.5 + 4 * 0.75) / 5), .real((0.5 + 4 * 0.25) / 5)])
    let sorted = try shop.answer("priorities for sellers sort by value")
    #expect(sorted.texts("topic") == ["lovely search", "money"])
    let first = try shop.answer("priorities for sellers sort by value limit 1")
    #expect(first.texts("topic") == ["lovely search"])
    #expect(first.tables[0].hidden == 1)
  }

  /// A mention after the end does not count towards churn.
  @Test func mentionsAfterTheEndDoNotCount() throws {
    var shop = shop
    shop.people[0].end = "2025-05-01"
    let answer = try shop.answer("priorities for sellers")
    let churn = try #require(ShareDifference(3, of: 5, and: 1, of: 15))
    #expect(answer.column("churn")[0] == .real(churn.value))
  }

  @Test func fewerThanFivePeopleAreNotRanked() throws {
    let answer = try shop.answer("priorities for sellers where churned")
    #expect(answer.texts("topic") == ["money"])
    #expect(answer.column("rank") == [.missing])
    #expect(answer.isFinite)
  }

  @Test func nobodyAndNothing() throws {
    let answer = try shop.answer("priorities for sellers where mrr > 1000")
    #expect(answer.tables[0].rows.isEmpty)
    #expect(answer.notes.last == "They share no topic.")
  }

  /// A common word does not take the place of a telling one: more are ranked than are shown.
  @Test func moreAreRankedThanShown() throws {
    var shop = shop
    for number in 13...20 { shop.said("s\(number)", "2025-06-11", "plain talk", score: 9) }
    let answer = try shop.answer("priorities for sellers limit 2")
    #expect(answer.texts("topic") == ["money", "plain talk"])
    #expect(answer.tables[0].hidden == 1)
    #expect(answer.quotes.count == 2)
  }
}
