import DataModel
import Plan
import Testing

@testable import Engine

/// For a record whose author is unknown, no condition about people holds, nor does its opposite.
struct StrangerTests {
  private var world: World {
    var world = World()
    world.person("a", ["plan": "pro"])
    world.person("b", ["plan": "free"])
    world.person("c")
    world.did("a", "login", .at("2025-03-01"))
    world.did(nil, "login", .at("2025-03-01"))
    world.said("a", .at("2025-03-01"), "late", score: 2)
    world.said("b", .at("2025-03-02"), "good", score: 9)
    world.said("c", .at("2025-03-02"), "fine", score: 7)
    world.said(nil, .at("2025-03-02"), "late", score: 1)
    world.said(nil, .at("2025-03-03"), "good", score: 10)
    return world
  }

  private let isPro = Condition.test(.attribute("plan"), .compare(.equal, .literal("pro")))
  private let isLow = Condition.test(
    .property(PropertyRef("nps", .score, .integer)), .compare(.atMost, .literal(6)))

  private func messages(_ filter: Condition) throws -> Int? {
    try world.figures([.count], of: .records(RecordScope(.feedback, filter: filter)))[0].n
  }

  @Test func unknownAuthorsAreInNeitherHalf() throws {
    #expect(try messages(isPro) == 1)
    #expect(try messages(.not(isPro)) == 2)
    #expect(try messages(.not(.not(isPro))) == 1)
    #expect(try messages(.not(.did("login"))) == 2)
    #expect(try messages(.not(.among(People(words: "nobody", ids: [])))) == 3)
    #expect(try messages(.test(.attribute("plan"), .isMissing)) == 1)
  }

  @Test func conditionsOnTheMessageAloneAreKnown() throws {
    #expect(try messages(isLow) == 2)
    #expect(try messages(.not(isLow)) == 3)
    // One part can decide by itself.
    #expect(try messages(.any([isLow, .not(isPro)])) == 4)
    #expect(try messages(.not(.all([isLow, isPro]))) == 3)
    #expect(try messages(.not(.any([isLow, isPro]))) == 2)
  }

  @Test func groupsOfTheirOwn() throws {
    let keys = [
      GroupKey(title: "", .condition(isPro)), GroupKey(title: "", .value(.count(.events("login")))),
    ]
    let rows = try keys.map { key in
      let reply = try world.run(
        Groups(who: .everyone, subject: .records(RecordScope(.feedback)), keys: [key], metrics: [.count]))
      return Dictionary(uniqueKeysWithValues: reply.rows.map { ($0.keys[0].scalar, $0.figures[0].n) })
    }
    #expect(rows[0] == [true: 1, false: 2, .missing: 2])
    #expect(rows[1] == [1: 1, 0: 2, .missing: 2])
  }

  @Test func sharesAreOfThoseKnown() throws {
    let figures = try world.figures(
      [.rate(.not(isPro)), .aggregate(.average, .count(.events("login")))],
      of: .records(RecordScope(.feedback)))
    #expect(figures[0].hits == 2)
    #expect(figures[0].n == 3)
    #expect(figures[1].n == 3)
  }
}
