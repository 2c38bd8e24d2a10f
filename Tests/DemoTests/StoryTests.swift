import Testing

/// Every fact of the example data, verified by counting in the files, for any seed.
@Suite struct StoryTests {
  @Test(arguments: Market.seeds) func hasThePeopleAndRecordsOfABusiness(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    #expect(market.people("seller").count == 1200)
    #expect(market.people("buyer").count == 3000)
    #expect((40_000...70_000).contains(market.events.count))
    #expect(market.written.count >= 6000)
    #expect(Set(market.customers.map(\.plan)) == ["free", "starter", "pro", "enterprise", ""])
    #expect(
      Set(market.messages.map(\.channel)) == ["survey", "support", "review", "call", "forum", "interview"])
    #expect((10...120).contains(market.customers.count { $0.plan.isEmpty }))
    #expect((20...200).contains(market.customers.count { $0.region.isEmpty }))
    let known = Set(market.customers.map(\.id))
    #expect(market.events.allSatisfy { known.contains($0.customer) })
    #expect(market.messages.allSatisfy { known.contains($0.customer) })
  }

  @Test(arguments: Market.seeds) func figuresPointAtBuyers(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let (buyersScore, sellersScore) = (
      market.nps(market.people("buyer")), market.nps(market.people("seller"))
    )
    #expect(buyersScore < -25)
    #expect(sellersScore > -15 && sellersScore > buyersScore + 30)
    let buyers = Set(market.people("buyer").map(\.id))
    let spoke = Set(market.written.map(\.customer)).intersection(buyers)
    let late = market.saying(["late", "deliveri", "deliv", "courier", "parcel"]).intersection(buyers)
    #expect(percent(late.count, of: spoke.count) >= 25)
  }

  @Test(arguments: Market.seeds) func sellersLeaveForWantOfTrust(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let gone = Set(market.people("seller").filter(\.hasLeft).map(\.id))
    let staying = Set(market.people("seller").filter { !$0.hasLeft }.map(\.id))
    #expect((20...32).contains(percent(gone.count, of: gone.count + staying.count)))
    for (stems, share) in [
      (["trust"], 28), (["payout", "paid", "money", "transfer", "fund"], 20),
      (["scam", "fraud", "scammer"], 12),
    ] as [(Set<String>, Int)] {
      let said = market.saying(stems)
      let (left, stayed) = (said.intersection(gone).count, said.intersection(staying).count)
      #expect(percent(left, of: gone.count) >= share, "\(stems)")
      #expect(percent(left, of: gone.count) >= 3 * percent(stayed, of: staying.count), "\(stems)")
    }
    let buyersGone = percent(market.people("buyer").count(where: \.hasLeft), of: 3000)
    #expect(buyersGone < 14)
  }

  /// Scores fit the texts: messages about trust have medium scores at best, praise has high scores.
  @Test(arguments: Market.seeds) func scoresFitTheWords(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let sellers = Set(market.people("seller").map(\.id))
    let scored = market.messages.filter { sellers.contains($0.customer) && $0.score != nil }
    let wary = scored.filter { $0.stems.contains("trust") && $0.tokens.count < 40 }.compactMap(\.score)
    #expect(wary.count > 60)
    #expect(wary.allSatisfy { (2...8).contains($0) })
    #expect((45...58).contains(wary.reduce(0, +) * 10 / wary.count))
    let glad = scored.filter { !$0.stems.isDisjoint(with: ["brilliant", "joy", "love"]) }.compactMap(\.score)
    #expect(glad.count > 40)
    #expect(glad.reduce(0, +) * 10 / glad.count > 75)
  }

  /// More of their share leave, and less of their share speak: sellers are under-heard in the last quarter.
  @Test(arguments: Market.seeds) func sellersAreHeardLessThanTheirShare(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let recent = market.written.filter { $0.day > market.lastDay - 90 }
    func speakers(_ role: String) -> Int {
      Set(recent.map(\.customer)).intersection(market.people(role).map(\.id)).count
    }
    #expect(percent(speakers("seller"), of: 1200) + 5 < percent(speakers("buyer"), of: 3000))
    #expect(percent(market.people("seller").count(where: \.hasLeft), of: 1200) > 20)
  }

  @Test(arguments: Market.seeds) func thoseWhoLeaveGoQuietFirst(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let gone = market.people("seller").filter { ($0.end ?? 0) - ($0.signup ?? 0) > 119 && $0.hasLeft }
    let ends = Dictionary(uniqueKeysWithValues: gone.map { ($0.id, $0.end ?? 0) })
    /// What happens in the last thirty days, and in the thirty days that end sixty days before.
    func weigh(_ records: [(customer: String, day: Int, weight: Int)]) -> (last: Int, before: Int) {
      var (last, before) = (0, 0)
      for record in records {
        guard let end = ends[record.customer] else { continue }
        switch end - record.day {
        case 1...30: last += record.weight
        case 61...90: before += record.weight
        default: break
        }
      }
      return (last, before)
    }
    for name in ["login", "list_item"] {
      let (last, before) = weigh(market.events.filter { $0.name == name }.map { ($0.customer, $0.day, 1) })
      #expect(before > 100 && last * 2 < before, "\(name): \(last) after \(before)")
    }
    let words = weigh(market.messages.map { ($0.customer, $0.day, $0.tokens.count) })
    #expect(words.before > 500 && words.last * 3 < words.before, "\(words)")
  }

  @Test(arguments: Market.seeds) func somePayAndNeverCome(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let unused = market.doing("pay", times: 3).subtracting(market.doing("login"))
    #expect((30...90).contains(unused.count))
    #expect(market.customers.allSatisfy { !unused.contains($0.id) || !$0.hasLeft })
  }

  @Test(arguments: Market.seeds) func someLeaveAsTheyCome(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let atOnce = market.customers.filter { ($0.end ?? .max) - ($0.signup ?? 0) <= 2 }
    #expect((90...220).contains(atOnce.count))
    #expect(market.doing("cancel").isSuperset(of: atOnce.map(\.id)))
  }

  @Test(arguments: Market.seeds) func enterpriseIsNotHeard(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let enterprise = Set(market.customers.filter { $0.plan == "enterprise" }.map(\.id))
    let theirs = market.messages.filter { enterprise.contains($0.customer) }
    #expect(enterprise.count > 120 && theirs.count > 80)
    #expect(theirs.allSatisfy { $0.day < market.lastDay - 90 })
  }

  @Test(arguments: Market.seeds) func aFalseLeadAndAnAttributeThatMeansNothing(seed: UInt64) throws {
    let sellers = try Market.of(seed: seed).people("seller")
    func rate(_ people: [Market.Customer]) -> Int {
      percent(1000 * people.count(where: \.hasLeft), of: people.count) / 10
    }
    func lead(_ people: [Market.Customer]) -> Int {
      rate(people.filter { $0.bulkUpload == "Yes" }) - rate(people.filter { $0.bulkUpload == "No" })
    }
    #expect(lead(sellers) > 800)
    for plan in ["free", "starter", "pro", "enterprise"] {
      #expect(abs(lead(sellers.filter { $0.plan == plan })) < 500, "\(plan)")
    }
    let shards = Set(sellers.map(\.shard)).map { shard in rate(sellers.filter { $0.shard == shard }) }
    #expect(shards.count == 4)
    #expect((shards.max() ?? 0) - (shards.min() ?? 0) < 200)
  }

  @Test(arguments: Market.seeds) func theExamplePersonWroteOfTrustAndLeft(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let hero = try #require(market.customers.first { $0.id == "s0042" })
    #expect(hero.role == "seller" && hero.plan == "pro" && hero.hasLeft)
    #expect(market.saying(["trust"]).contains("s0042"))
    #expect(market.messages.count { $0.customer == "s0042" } >= 4)
  }

  @Test(arguments: Market.seeds) func theDataEndOnABusyDay(seed: UInt64) throws {
    let market = try Market.of(seed: seed)
    let newest = max(market.events.map(\.at).max() ?? "", market.messages.map(\.at).max() ?? "")
    #expect(newest.hasPrefix("2025-06-30T"))
    #expect(market.events.count { $0.day >= market.lastDay - 2 } > 100)
    #expect(market.events.map(\.at) == market.events.map(\.at).sorted())
  }
}
