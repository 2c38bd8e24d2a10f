import DataModel
import Plan
import Testing
import Text

@testable import Engine

/// Metrics by groups: every cut, every metric, people and records.
struct GroupsTests {
  private var world: World {
    var world = World()
    world.person(
      "a",
      ["plan": "pro", "mrr": 10, "signup": .at("2025-01-31"), "tags": .list(["x", "y", "x"]), "vip": true])
    world.person(
      "b", ["plan": "pro", "mrr": 20, "signup": .at("2025-02-01T10:00"), "tags": .list(["x"]), "vip": false])
    world.person("c", ["plan": "free", "mrr": 40])
    world.person("d", ["mrr": 50])
    world.person("e", [:])
    for (who, amount) in [("a", 5), ("a", 7), ("c", 9)] {
      world.did(
        who, "order", .at("2025-03-01T10:00"),
        ["amount": .integer(Int64(amount)), "device": who == "a" ? "ios" : "web"])
    }
    world.did(nil, "order", .at("2025-03-01T10:00"), ["amount": 100])
    world.did("a", "login", .at("2025-03-02T10:00"), ["device": "web"])
    world.said("a", .at("2025-03-01T10:00"), "ok", score: 2)
    world.said("a", .at("2025-03-02T10:00"), "great", score: 9)
    world.said("b", .at("2025-03-02T10:00"), "bad", score: 1)
    world.said("c", .at("2025-03-02T10:00"), "fine", score: 8)
    return world
  }

  /// The groups as rows of text, sorted.
  private func groups(
    _ keys: [GroupKey], _ metrics: [Metric], of subject: Plan.Subject = .people, who: Condition = .everyone,
    in other: World? = nil
  ) throws -> [String] {
    let reply = try (other ?? world).run(
      Groups(who: who, subject: subject, keys: keys, metrics: metrics))
    return reply.rows.map { row in
      (row.keys.flatMap(\.parts) + row.figures.flatMap { $0.parts.map(\.value) }).map {
        $0 == .missing ? "-" : $0.plainText
      }.joined(separator: " ")
    }.sorted()
  }

  private func key(_ value: Value, _ cut: GroupKey.Cut = .each) -> GroupKey {
    GroupKey(title: "", .value(value), cut: cut)
  }

  private let mrr = Value.attribute("mrr", .integer)

  @Test func eachValueWithTheMissing() throws {
    #expect(try groups([key(.attribute("plan"))], [.count]) == ["- 2", "free 1", "pro 2"])
    #expect(try groups([key(mrr)], [.count]) == ["- 1", "10 1", "20 1", "40 1", "50 1"])
    #expect(try groups([key(.attribute("vip", .boolean))], [.count]) == ["- 3", "false 1", "true 1"])
    #expect(try groups([], [.count]) == ["5"])
    #expect(try groups([], [.count], who: .not(.everyone)) == ["0"])
    #expect(try groups([key(mrr)], [.count], who: .not(.everyone)) == [])
  }

  @Test func listsCountInEachElementOnce() throws {
    #expect(try groups([key(.attribute("tags", .list))], [.count]) == ["- 3", "x 2", "y 1"])
    #expect(
      try groups([key(.attribute("tags", .list)), key(.attribute("plan"))], [.count])
        == ["- - 2", "- free 1", "x pro 2", "y pro 1"])
  }

  @Test func conditionsAndPeriods() throws {
    let ordered = GroupKey(title: "", .condition(.did("order")))
    #expect(try groups([ordered], [.count]) == ["false 3", "true 2"])
    let signup = Value.attribute("signup", .timestamp)
    #expect(try groups([key(signup, .period(.month))], [.count]) == ["- 3", "2025-01-01 1", "2025-02-01 1"])
    #expect(try groups([key(signup, .period(.week))], [.count]) == ["- 3", "2025-01-27 2"])
  }

  @Test func binsQuantilesAndSplits() throws {
    #expect(try groups([key(mrr, .bins(2))], [.count]) == ["- 1", "0 10 30 2", "1 30 50 2"])
    #expect(try groups([key(mrr, .quantiles(2))], [.count]) == ["- 1", "0 10 30 2", "1 30 50 2"])
    #expect(
      try groups([key(mrr, .split([20, 50]))], [.count]) == ["- 1", "0 - 20 1", "1 20 50 2", "2 50 - 1"])
    // A value that half of the people share makes cuts merge.
    let orders = Value.count(.events("order"))
    #expect(try groups([key(orders, .quantiles(4))], [.count]) == ["1 0 1 3", "2 1 2 2"])
    #expect(try groups([key(orders, .bins(2))], [.count]) == ["0 0 1 3", "1 1 2 2"])
    #expect(try groups([key(.literal(5), .bins(3))], [.count]) == ["0 5 5 5"])
  }

  @Test func metricsOverPeople() throws {
    let plan = key(.attribute("plan"))
    let amount = PropertyRef("amount", .column, .integer)
    #expect(try groups([plan], [.rate(.did("order"))]) == ["- 0 2", "free 1 1", "pro 1 2"])
    #expect(try groups([plan], [.records(.events("order"))]) == ["- 0", "free 1", "pro 2"])
    #expect(try groups([plan], [.doing(.events("order"))]) == ["- 0 2", "free 1 1", "pro 1 2"])
    #expect(
      try groups([plan], [.aggregate(.average, mrr)])
        == ["- 1 2 50 1 -", "free 1 1 40 1 -", "pro 2 2 30 2 25"])
    #expect(try groups([plan], [.aggregate(.total, mrr)]) == ["- 1 2 50", "free 1 1 40", "pro 2 2 30"])
    #expect(try groups([plan], [.aggregate(.median, mrr)]) == ["- 1 2 50", "free 1 1 40", "pro 2 2 15"])
    #expect(
      try groups([plan], [.recordAggregate(.total, amount, .events("order"))])
        == ["- 0 0 0", "free 1 1 9", "pro 2 2 12"])
    #expect(
      try groups([plan], [.aggregate(.maximum, .count(.events("order")))]) == [
        "- 2 2 0", "free 1 1 1", "pro 2 2 2",
      ])
    #expect(
      try groups([plan], [.named("big", .count, filter: .test(mrr, .compare(.greater, .literal(10))))]) == [
        "- 1", "free 1", "pro 1",
      ])
    #expect(try groups([plan], [.count, .aggregate(.distinct, mrr)]) == ["- 2 1", "free 1 1", "pro 2 2"])
  }

  @Test func satisfactionIsOverLatestScores() throws {
    let (score, scale) = (PropertyRef("nps", .score, .integer), Scale(low: 0, high: 10))
    let all = RecordScope(.feedback)
    #expect(
      isNear(try groups([], [.satisfaction(.nps, score, all, scale, over: .people)]), [3, 1, 1, 3, 1.0 / 3]))
    #expect(
      isNear(
        try groups([], [.satisfaction(.ces, score, all, scale, over: .people)]), [3, 5, 18, 3, 19.0 / 3]))
    #expect(
      try groups([], [.satisfaction(.csat, score, all, Scale(low: 1, high: 5), over: .people)]) == [
        "0 0 0 0 -"
      ])
  }

  @Test func satisfactionIsOverAllAnswers() throws {
    let (score, scale) = (PropertyRef("nps", .score, .integer), Scale(low: 0, high: 10))
    let all = RecordScope(.feedback)
    let nps = Metric.satisfaction(.nps, score, all, scale, over: .answers)
    var world = self.world
    world.said(nil, .at("2025-03-03T10:00"), "who knows", score: 10)
    // Person a scored 2 and 9, b 1 and c 8; a stranger's 10 is in the group of those without a plan. The scores of a cancel
    // out, so the −1 of b and the 1 of the stranger remain.
    #expect(isNear(try groups([], [nps, .count], in: world), [5, 2, 2, 4, 4.0 / 3 * 2 / 25, 5]))
    #expect(
      isNear(
        try groups([key(.attribute("plan"))], [nps, .count], in: world),
        [1, 1, 0, 1, 2, 1, 0, 0, 1, 1, 3, 1, 2, 2, 2 * 8.0 / 81, 2]))
    #expect(isNear(try groups([], [nps], of: .records(all), in: world), [5, 2, 2, 4, 4.0 / 3 * 2 / 25]))
    #expect(
      try groups(
        [], [nps], of: .records(RecordScope(.feedback, saying: .pattern(.phrase([.stem("great")])))),
        in: world) == ["1 1 0 1 -"])
  }

  /// By hand: mrr is 10, 20, 40, 50 and missing; a and c, with 10 and 40, did order.
  @Test func weightedFigures() throws {
    let mean = 4600.0 / 120
    #expect(
      isNear(
        try groups([], [.weighted(.aggregate(.average, mrr), by: mrr)]),
        [4, 5, 4, 14400.0 / 4600, mean, 198_000.0 / 120 - mean * mean]))
    let share = 50.0 / 120
    #expect(
      isNear(
        try groups([], [.weighted(.rate(.did("order")), by: mrr)]),
        [4, 5, 4, 14400.0 / 4600, share, share * (1 - share)]))
  }

  /// By hand: two people ordered, twice and once; the orders of a, c and an unknown author add up to 12, 9 and 100.
  @Test func ratiosOfSums() throws {
    let orders = RecordScope.events("order")
    let amount = Value.property(PropertyRef("amount", .column, .integer))
    #expect(isNear(try groups([], [.ratio(.records(orders), per: .doing(orders))]), [2, 3, 2, 0.25]))
    #expect(
      isNear(
        try groups([], [.ratio(.aggregate(.total, amount), per: .count)], of: .records(orders)),
        [3, 121, 4, 1.5 * 7668.875 / 16]))
    #expect(
      isNear(try groups([], [.ratio(.aggregate(.total, .count(orders)), per: .count)]), [5, 3, 5, 0.16]))
  }

  private func isNear(_ rows: [String], _ expected: [Double]) -> Bool {
    let found = rows.joined(separator: " ").split(separator: " ").compactMap { Double($0) }
    return found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-9 }
  }

  @Test func recordsByTheirOwnPropertiesAndTheirPersons() throws {
    let orders = Plan.Subject.records(.events("order"))
    #expect(try groups([key(.property("device", .text))], [.count], of: orders) == ["- 1", "ios 2", "web 1"])
    #expect(try groups([key(.attribute("plan"))], [.count], of: orders) == ["- 1", "free 1", "pro 2"])
    #expect(
      try groups([], [.count], of: orders, who: .test(.attribute("plan"), .compare(.equal, .literal("pro"))))
        == ["2"])
    #expect(try groups([], [.aggregate(.total, .property("amount"))], of: orders) == ["4 4 121"])
    #expect(
      try groups([], [.number(.test(.property("amount"), .compare(.greater, .literal(6))))], of: orders) == [
        "3 4"
      ])
    // In a question about records: the people with such a record among them.
    #expect(try groups([], [.doing(.events("order"))], of: orders) == ["2 2"])
    // Several kinds: each with its own property.
    let anything = Plan.Subject.records(RecordScope(.anyEvent))
    #expect(
      try groups([key(.property("device", .text))], [.count], of: anything) == ["- 1", "ios 2", "web 2"])
    let kind = key(.property(PropertyRef("event", .kind, .text)))
    #expect(
      try groups([kind], [.count], of: anything)
        == ["login 1", "order 4"])
  }

  @Test func anUnknownPersonHasNothing() throws {
    let orders = Plan.Subject.records(.events("order"))
    let loggedIn = GroupKey(title: "", .condition(.did("login")))
    #expect(try groups([loggedIn], [.count], of: orders) == ["- 1", "false 1", "true 2"])
    let never = GroupKey(title: "", .condition(.records(.events("login"), Amount(.equal, 0))))
    #expect(try groups([never], [.count], of: orders) == ["- 1", "false 2", "true 1"])
    #expect(try groups([key(.count(.events("login")))], [.count], of: orders) == ["- 1", "0 1", "1 2"])
  }
}

/// The weight of several records of one person.
struct SpreadTests {
  /// By hand, as in the tests of statistics: 1, 2 and 3 of one person, 5 of another, 2 and 8 of a third.
  private var world: World {
    var world = World()
    let bought: [(String, [Int64])] = [("a", [1, 2, 3]), ("b", [5]), ("c", [2, 8])]
    for (who, amounts) in bought {
      world.person(who, ["mrr": 10])
      for amount in amounts {
        world.did(who, "order", .at("2025-03-01T10:00"), ["amount": .integer(amount)])
      }
    }
    let scores: [(String, Int64)] = [("a", 10), ("a", 9), ("a", 9), ("b", 8), ("c", 7), ("c", 10)]
    for (who, score) in scores {
      world.said(who, .at("2025-03-01T10:00"), "ok", score: score)
    }
    return world
  }

  private func columns(_ metric: Metric, of subject: Plan.Subject = .people) throws -> [String: Double] {
    let parts = try world.figures([metric], of: subject)[0].parts
    return Dictionary(
      uniqueKeysWithValues: parts.compactMap { name, value in value.number.map { (name, $0) } })
  }

  @Test func meansOverRecords() throws {
    let amount = PropertyRef("amount", .column, .integer)
    let ofPeople = Metric.recordAggregate(.average, amount, .events("order"))
    let all = try columns(ofPeople)
    #expect(all["n"] == 6 && all["sum"] == 21 && all["people"] == 3)
    #expect(abs(try #require(all["variance"]) - 1.3125) < 1e-12)
    let ofRecords = try columns(.aggregate(.average, .property(amount)), of: .records(.events("order")))
    #expect(ofRecords == all)
    // With equal weights, they count as 6 by the design effect 1.3125 / (6/5 · 33.5 / 36).
    let weighted = try columns(.weighted(ofPeople, by: .attribute("mrr", .integer)))
    #expect(weighted["people"] == 3)
    let plain = 6.0 / 5 * 33.5 / 36
    #expect(abs(try #require(weighted["effective"]) - 6 * plain / 1.3125) < 1e-9)
  }

  /// By hand, as in the tests of statistics: yes, yes, yes of one person, no of another, no and yes of a third.
  @Test func sharesOfRecords() throws {
    let score = PropertyRef("nps", .score, .integer)
    let nps = try columns(
      .satisfaction(.nps, score, RecordScope(.feedback), Scale(low: 0, high: 10), over: .answers))
    #expect(nps["n"] == 6 && nps["top"] == 4 && nps["bottom"] == 0 && nps["people"] == 3)
    #expect(abs(try #require(nps["variance"]) - 7.0 / 108) < 1e-12)
    let amount = Value.property(PropertyRef("amount", .column, .integer))
    let large = try columns(
      .rate(.test(amount, .compare(.greater, .literal(2)))), of: .records(.events("order")))
    // For 1, 2, 3 | 5 | 2, 8 the residuals are −½, ½ and 0.
    #expect(large["hits"] == 3 && large["n"] == 6 && large["people"] == 3)
    #expect(abs(try #require(large["variance"]) - 1.5 * 0.5 / 36) < 1e-12)
  }

  /// By hand: 1 of one person, −1 and 1 of two unknown authors; from a mean of ⅓ these are ⅔, −4⁄3 and ⅔ away.
  @Test func everyUnknownAuthorIsAnotherPerson() throws {
    var world = World()
    world.person("a")
    for (who, score) in [("a", 9), (nil, 6), (nil, 10)] as [(String?, Int64)] {
      world.said(who, .at("2025-03-01T10:00"), "ok", score: score)
    }
    let nps = Metric.satisfaction(
      .nps, PropertyRef("nps", .score, .integer), RecordScope(.feedback), Scale(low: 0, high: 10),
      over: .answers)
    guard case .bands(_, _, _, let spread) = try world.figures([nps], of: .records(RecordScope(.feedback)))[0]
    else { throw BackendError.failed("no bands") }
    #expect(spread.people == 3)
    #expect(abs(try #require(spread.variance) - 4.0 / 9) < 1e-12)
  }

  @Test func zeroWeightsDoNotCount() throws {
    var world = World()
    world.person("a", ["mrr": 10])
    world.person("b", ["mrr": 0])
    let mrr = Value.attribute("mrr", .integer)
    let figure = try world.figures([.weighted(.aggregate(.average, mrr), by: mrr)])[0]
    guard case .weighted(n: 1, of: 2, _) = figure else {
      Issue.record("\(figure)")
      return
    }
  }
}
