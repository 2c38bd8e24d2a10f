import DataModel
import Plan
import Testing
import Text

@testable import Engine

/// Conditions on what people did, what they said, and what others said about them.
struct RecordsTests {
  private var shop: World {
    var world = World()
    for id in ["a", "b", "c"] { world.person(id, ["budget": id == "a" ? 60 : 10]) }
    world.did("a", "order", .at("2025-03-01T10:00"), ["amount": 50, "device": "ios"])
    world.did("a", "order", .at("2025-03-01T18:00"), ["amount": 70, "device": "web"])
    world.did("a", "order", .at("2025-03-02T10:00"), ["amount": 20])
    world.did("a", "login", .at("2025-03-05T10:00"))
    world.did("b", "order", .at("2025-03-03"), ["amount": 100, "device": "ios"])
    world.did(nil, "order", .at("2025-03-03T01:00"), ["amount": 100, "device": "ios"])
    return world
  }

  @Test(arguments: [
    (Amount(.atLeast, 1), ["a", "b"]), (Amount(.equal, 1), ["b"]), (Amount(.atLeast, 3), ["a"]),
    (Amount(.atMost, 1), ["b", "c"]), (Amount(.less, 1), ["c"]), (Amount(.greater, 3), []),
    (Amount(.equal, 0), ["c"]), (Amount(days: .atLeast, daysCount: 2), ["a"]),
    (Amount(days: .equal, daysCount: 1), ["b"]), (Amount(.atLeast, 3, days: .atMost, daysCount: 2), ["a"]),
  ])
  func amounts(amount: Amount, expected: [String]) throws {
    #expect(try shop.who(.did("order", amount)) == expected)
  }

  @Test func anyOfAndAnythingAddUp() throws {
    #expect(try shop.who(.records(.events("order", "login"), Amount(.equal, 4))) == ["a"])
    #expect(try shop.who(.records(RecordScope(.anyEvent), Amount(.equal, 4))) == ["a"])
    #expect(try shop.who(.records(.events("order", "order"), Amount(.equal, 3))) == ["a"])
    #expect(try shop.who(.records(.events("ORDER"), .some)) == ["a", "b"])
    #expect(try shop.who(.did("nothing of the kind")) == [])
  }

  @Test func withReadsTheRecordAndThenThePerson() throws {
    func who(_ filter: Condition) throws -> [String] {
      try shop.who(.records(.events("order", with: filter), .some))
    }
    let device = Value.property("device", .text)
    #expect(try who(.test(device, .compare(.equal, .literal("ios")))) == ["a", "b"])
    #expect(try who(.test(device, .isMissing)) == ["a"])
    #expect(
      try who(.test(.property("amount"), .compare(.greater, .attribute("budget", .integer)))) == ["a", "b"])
    #expect(
      try who(.all([.test(.property("amount"), .compare(.less, .literal(60))), .did("login")])) == ["a"])
    #expect(try who(.not(.did("login"))) == ["b"])
  }

  @Test func anAttributeMayServeAsAnEvent() throws {
    var world = World()
    world.person("a", ["signup": .at("2025-03-01")])
    world.person("b", ["signup": .at("2025-04-01")])
    world.person("c")
    world.did("a", "login", .at("2025-03-05T10:00"))
    let signup = RecordScope(.events([.attribute(AttributeRef("signup", .date))]))
    #expect(try world.who(.records(signup, .some)) == ["a"])
    let both = RecordScope(.events([.attribute(AttributeRef("signup", .date)), .kind("login")]))
    #expect(try world.who(.records(both, Amount(.equal, 2))) == ["a"])
  }

  private var talk: World {
    var world = World()
    for id in ["a", "b", "c", "d"] { world.person(id) }
    world.said("a", .at("2025-03-01T10:00"), "I trusted you", in: "survey", score: 3)
    world.said("a", .at("2025-03-02T10:00"), "trust is gone", in: "support")
    world.said("b", .at("2025-03-03T10:00"), "slow and expensive", in: "survey", score: 9, about: "c")
    world.said("c", .at("2025-03-04T10:00"), "", in: "survey", score: 10)
    world.said("d", .at("2025-03-04T10:00"), "👍", in: "review", about: "a")
    world.said(nil, .at("2025-03-05T10:00"), "no trust here", in: "store", about: "c")
    return world
  }

  @Test func wordsAreFoundByTheirStems() throws {
    #expect(try talk.who(.mentioned("trust")) == ["a"])
    #expect(try talk.who(.mentioned("trusting")) == ["a"])
    #expect(try talk.who(.records(.mentioning("trust"), Amount(.atLeast, 2))) == ["a"])
    #expect(try talk.who(.records(.mentioning("trust", channels: ["support"]), .some)) == ["a"])
    #expect(try talk.who(.records(.mentioning("trust", channels: ["review", "nowhere"]), .some)) == [])
    #expect(try talk.who(.not(.mentioned("trust"))) == ["b", "c", "d"])
  }

  @Test func somethingIsWordsAndAResponseIsWordsOrAScore() throws {
    #expect(try talk.who(.records(RecordScope(.feedback, saying: .something), .some)) == ["a", "b"])
    #expect(try talk.who(.records(RecordScope(.feedback, saying: .response), .some)) == ["a", "b", "c"])
    #expect(try talk.who(.records(RecordScope(.feedback), .some)) == ["a", "b", "c", "d"])
  }

  @Test func withScore() throws {
    let score = Value.property(PropertyRef("nps", .score, .integer))
    let low = Condition.test(score, .compare(.atMost, .literal(6)))
    #expect(try talk.who(.records(.mentioning("trust", with: low), .some)) == ["a"])
    #expect(try talk.who(.records(RecordScope(.feedback, filter: .not(low)), .some)) == ["a", "b", "c", "d"])
    let channel = Value.property(PropertyRef("channel", .channel, .text))
    let inSupport = Condition.test(channel, .compare(.equal, .literal("support")))
    #expect(try talk.who(.records(RecordScope(.feedback, filter: inSupport), .some)) == ["a"])
    let text = Value.property(PropertyRef("text", .text, .text))
    #expect(
      try talk.who(.records(RecordScope(.feedback, filter: .test(text, .contains("GONE"))), .some)) == ["a"])
  }

  @Test func heardIsWhatWasSaidAboutThem() throws {
    func heard(_ text: String) -> Condition {
      .records(RecordScope(.heard, saying: Pattern(typed: text).map { .pattern($0) }), .some)
    }
    #expect(try talk.who(heard("trust")) == ["c"])
    #expect(try talk.who(heard("slow")) == ["c"])
    #expect(try talk.who(.records(RecordScope(.heard), Amount(.equal, 2))) == ["c"])
    #expect(try talk.who(.records(RecordScope(.heard, channels: ["review"]), .some)) == ["a"])
    #expect(try shop.who(heard("trust")) == [])
  }

  @Test func aWindowMayHangOnTheRecordInHand() throws {
    // Orders followed by a refund on the same or the next day.
    var world = World()
    world.did("a", "order", .at("2025-03-01T10:00"))
    world.did("a", "refund", .at("2025-03-02T23:00"))
    world.did("b", "order", .at("2025-03-01T10:00"))
    world.did("b", "refund", .at("2025-03-03T00:00"))
    let at = Anchor.property(PropertyRef("at", .at, .timestamp))
    let window = Window(from: .moment(at, inclusive: true), to: .day(at, moved: TimeSpan(1, .day)), words: "")
    #expect(try world.who(.records(.events("order", with: .did("refund", in: window)), .some)) == ["a"])
    let sequence = Plan.Sequence([.init(.events("refund")), .init(.events("login"))], window: window)
    #expect(try world.who(.records(.events("order", with: .sequence(sequence)), .some)) == [])
    world.did("b", "login", .at("2025-03-03T00:00"))
    world.did("a", "login", .at("2025-03-02T23:00"))
    #expect(try world.who(.records(.events("order", with: .sequence(sequence)), .some)) == ["a"])
  }

  @Test func recordsAfterTheClockDoNotExist() throws {
    var world = World()
    world.today = .at("2025-03-02")
    world.did("a", "login", .at("2025-03-02T23:59"))
    world.did("b", "login", .at("2025-03-03T00:00"))
    #expect(try world.who(.did("login")) == ["a"])
  }
}
