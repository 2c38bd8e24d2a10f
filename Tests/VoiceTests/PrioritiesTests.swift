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
    // Each says something of their own, at the same time as those who praise the search.
    for number in 13...17 { shop.said("s\(number)", "2025-02-20", "word\(number)") }
    return shop
  }

  @Test func figuresOfATopic() throws {
    let answer = try shop.answer("priorities for sellers")
    #expect(answer.texts("topic") == ["money", "lovely search"])
    #expect(answer.integers("people") == [6, 6])
    // Four of those who speak of money have left: their money is lost, that of the other two is at risk.
    #expect(answer.column("value") == [.integer(200), .integer(60)])
    #expect(answer.column("lost") == [.integer(400), .integer(0)])
    // The mean of all twelve scores is 6; without those about money 10, without those about search 2.
    #expect(answer.column("severity") == [.real(4), .real(-4)])
    // Six more, and six fewer, in the last 90 days; twenty are active.
    #expect(answer.column("growth") == [.real(30), .real(-30)])
    // People who spoke of money in June cannot be observed for 90 days; those who praised the search in February stayed.
    #expect(answer.column("churn") == [.missing, .real(0)])
    #expect(answer.integers("churn people") == [6])
    #expect(answer.quotes.map(\.text) == ["where are payouts", "lovely search"])
    #expect(answer.notes.contains("People count in each topic they raise, so the columns do not add up."))
  }

  /// Money is above search in three columns, and equal in people; it has no churn.
  @Test func rankIsTheMeanPercentile() throws {
    let answer = try shop.answer("priorities for sellers")
    #expect(answer.column("rank") == [.real((0.5 + 3 * 0.75) / 4), .real((0.5 + 3 * 0.25 + 0.5) / 5)])
    let sorted = try shop.answer("priorities for sellers sort by value")
    #expect(sorted.texts("topic") == ["lovely search", "money"])
    let first = try shop.answer("priorities for sellers sort by value limit 1")
    #expect(first.texts("topic") == ["lovely search"])
    #expect(first.tables[0].hidden == 1)
  }

  /// Forty sellers, ten of whom speak of payouts on one day; six of these leave a month later, and so does one of the
  /// others. Of the others, some say something else two days later, some two months later, some nothing.
  private var leaving: Shop {
    var shop = Shop()
    shop.definitions = "topic money as payout*\n"
    for number in 1...40 {
      shop.person("s\(number)", end: number <= 6 || number == 40 ? "2025-02-10" : "")
      shop.logins.append(("s\(number)", "2025-06-15"))
    }
    for number in 1...10 { shop.said("s\(number)", "2025-01-10", "where are payouts") }
    for number in 21...40 {
      shop.said("s\(number)", number < 25 ? "2025-03-10" : "2025-01-12", "word\(number)")
    }
    return shop
  }

  /// Each is compared with the next five on the ring of those who spoke within 45 days, since all started on one day.
  @Test func churnIsComparedWithSimilarPeople() throws {
    let answer = try leaving.answer("priorities for sellers")
    var (difference, others) = (0.0, Set<Int>())
    let order = SeededOrder(seed: 1)
    func left(_ number: Int) -> Double { number <= 6 || number == 40 ? 1 : 0 }
    for number in 1...10 {
      let point = order.point(of: "s\(number)".utf8)
      let next = (25...40).sorted {
        order.place(of: "s\($0)".utf8) &- point < order.place(of: "s\($1)".utf8) &- point
      }.prefix(5)
      difference += (left(number) - next.map(left).reduce(0, +) / 5) / 10
      others.formUnion(next)
    }
    let churn = try #require(
      ShareDifference(share: 0.6, of: 10, and: 0.6 - difference, of: others.count))
    func real(_ column: String) throws -> Double { try #require(answer.column(column)[0].number) }
    #expect(abs(try real("churn") - difference) < 1e-12)
    #expect(abs(try real("churn low") - churn.interval.low) < 1e-12)
    #expect(abs(try real("churn high") - churn.interval.high) < 1e-12)
    #expect(answer.integers("churn people") == [10])
    #expect(answer.integers("churn others") == [others.count])
  }

  /// Six in ten of those who speak leave, whatever they speak of; none of the silent do. So no topic goes with leaving.
  @Test func speakingIsNoTopic() throws {
    var shop = Shop()
    shop.definitions = "topic money as payout*\ntopic parcels as parcel*\n"
    for number in 1...200 {
      let leaves = number <= 100 && number / 2 % 5 < 3
      shop.person("s\(number)", end: leaves ? "2025-02-10" : "")
      shop.logins.append(("s\(number)", "2025-06-15"))
    }
    for number in 1...100 {
      shop.said("s\(number)", "2025-01-10", number % 2 == 0 ? "where are payouts" : "where are parcels")
    }
    let answer = try shop.answer("priorities for sellers")
    for row in 0..<2 {
      let churn = try #require(answer.column("churn")[row].number)
      #expect(abs(churn) < 0.1)
      let low = try #require(answer.column("churn low")[row].number)
      #expect(low < 0)
    }
    #expect(answer.notes.contains { $0.contains("no difference is beyond chance") })
  }

  /// A mention after the end does not count towards churn.
  @Test func mentionsAfterTheEndDoNotCount() throws {
    var shop = leaving
    shop.people[0].end = "2025-01-05"
    #expect(try shop.answer("priorities for sellers").integers("churn people") == [9])
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
    #expect(answer.notes.last == "No topic is shared by enough of them.")
  }

  /// A common word does not displace a distinctive one: more are ranked than are shown.
  @Test func moreAreRankedThanShown() throws {
    var shop = shop
    for number in 13...20 { shop.said("s\(number)", "2025-06-11", "plain talk", score: 9) }
    let answer = try shop.answer("priorities for sellers limit 2")
    #expect(answer.texts("topic") == ["money", "plain talk"])
    #expect(answer.tables[0].hidden == 1)
    #expect(answer.quotes.count == 2)
  }
}
