import DataModel
import Demo
import Testing

/// The answers show the story of the example marketplace, whatever the seed, and whatever its people, events and words are
/// called, so no answer depends on a name that Heed knows.
@Suite struct StoryTests {
  /// The figures show a problem with buyers.
  @Test(arguments: Telling.all) func scoresPointAtBuyers(telling: Telling) throws {
    let answer = try telling.answer("measure nps, rate of churned for customers by role")
    let scores = Dictionary(
      uniqueKeysWithValues: zip(answer.texts("role"), answer.column("nps").compactMap(\.number)))
    let buyers = try #require(scores[telling.vocabulary.buyer])
    let sellers = try #require(scores[telling.vocabulary.seller])
    #expect(buyers < -25 && sellers > buyers + 30)
  }

  /// Trust and late payouts are at the top, each with somebody's words; the false lead is explained by its plan.
  @Test(arguments: Telling.all) func whySellersLeave(telling: Telling) throws {
    let vocabulary = telling.vocabulary
    let answer = try telling.answer("why churned among SELLERs")
    let rows = answer.texts("what")
    let trust = ["said “\(vocabulary.topics.trust)”", "spoke of distrust"]
    #expect(rows.prefix(3).contains { trust.contains($0) }, "\(rows.prefix(6))")
    let payouts = try #require(rows.firstIndex(of: "spoke of payouts"))
    #expect(payouts < 6, "\(rows.prefix(8))")
    let lead = try #require(
      answer.tables.firstIndex { $0.title?.contains("cannot be told apart from") ?? false })
    #expect(answer.texts("what", table: lead).contains("bulk_upload is true"))
    #expect(!rows.contains("bulk_upload is true"))
    // Attributes without any effect are not findings.
    let chances = zip(rows, answer.column("q")).filter { $0.0.hasPrefix("shard") }.compactMap(\.1.number)
    #expect(chances.allSatisfy { $0 >= 0.05 })
    let captions = answer.quotes.compactMap(\.caption)
    #expect(captions.contains { $0.contains(vocabulary.topics.trust) || $0.contains("distrust") })
    let payout = telling.isRetold ? "brint" : "payout"
    #expect(answer.quotes.contains { $0.text.lowercased().contains(payout) && !$0.marks.isEmpty })
    #expect(answer.quotes.first?.text.lowercased().contains(vocabulary.topics.trust) == true)
  }

  @Test(arguments: Telling.all) func sellersAreUnderHeard(telling: Telling) throws {
    let answer = try telling.answer("blindspots for customers by role")
    #expect(answer.texts("role").first == telling.vocabulary.seller)
    #expect(answer.texts("heard") == ["under", "over"])
  }

  @Test(arguments: Telling.all) func wordsTellLeaversFromStayers(telling: Telling) throws {
    let answer = try telling.answer(
      "words for SELLERs where churned versus SELLERs where not churned limit 10")
    let leavers = answer.texts("word")
    #expect(leavers.first == telling.vocabulary.topics.trust)
    #expect(leavers.prefix(3).contains(telling.isRetold ? "brint" : "payout"), "\(leavers)")
    #expect(!answer.texts("word", table: 1).contains(telling.vocabulary.topics.trust))
  }

  /// Payouts, distrust and cheating come first, with and without the topics that the team defined.
  @Test(arguments: Telling.all) func prioritiesFollowTheStory(telling: Telling) throws {
    let answer = try telling.answer("priorities for SELLERs")
    #expect(Set(answer.texts("topic").prefix(3)) == ["payouts", "distrust", "cheating"])
    #expect(answer.quotes.count == answer.tables[0].rows.count)
    var bare = telling
    bare.isBare = true
    let found = try bare.answer("priorities for SELLERs").texts("topic")
    let payout = telling.isRetold ? "brint" : "payout"
    #expect(found.prefix(5).contains { $0.contains(payout) }, "\(found)")
    #expect(found.prefix(5).contains(telling.vocabulary.topics.trust), "\(found)")
  }

  @Test(arguments: Telling.all) func somePayAndNeverCome(telling: Telling) throws {
    let answer = try telling.answer("segment customers where did PAY at least 3 times and never did LOGIN")
    let count = try #require(answer.figure("count"))
    #expect((30...90).contains(count))
    #expect(try telling.answer("count customers where shelfware and churned").figure("count") == 0)
  }

  /// Some leave right after they came: the funnel counts them, and hardly anybody comes back in the first week.
  @Test(arguments: Telling.all) func someLeaveAsTheyCome(telling: Telling) throws {
    let funnel = try telling.answer("funnel signup then CANCEL within 2 days for customers")
    let gone = try #require(funnel.column("people").last?.integer)
    let dates = try telling.answer("count customers where days from signup to churned_at <= 2")
    #expect(gone == dates.figure("count") && (90...220).contains(gone))
    let weeks = try telling.answer("retention of LOGIN by week for 3 weeks from signup for SELLERs")
    let all = try #require(weeks.tables.indices.last)
    let shares = weeks.column("share", table: all).compactMap(\.number)
    #expect(shares[0] > 0.9 && shares[1] < 0.3)
  }

  @Test(arguments: Telling.all) func peopleOfTheDearestPlanSayNothing(telling: Telling) throws {
    let silent = try telling.answer("count DEAREST where said nothing in last 90 days")
    #expect(silent.figure("count") == silent.figure("population"))
  }
}
