import DataModel
import Plan
import Testing

@testable import Engine

struct CatalogTests {
  private var catalog: StoreCatalog {
    get throws {
      var world = World()
      world.start = "signup"
      world.person(
        "s0041", ["plan": "pro", "mrr": 10, "signup": .at("2025-01-01"), "tags": .list(["x", "y"])])
      world.person("s0042", ["plan": "pro", "mrr": 30, "signup": .at("2025-02-01"), "tags": .list(["x"])])
      world.person("s0100", ["plan": "free"])
      world.did("s0041", "Login", .at("2025-03-01T10:00"), ["device": "ios"])
      world.did("s0041", "login", .at("2025-03-02T10:00"), ["device": "web"])
      world.did("s0042", "login", .at("2025-03-03"), ["device": "web"])
      world.did("s0042", "order", .at("2025-03-03"))
      world.said("s0041", .at("2025-03-03T10:00"), "I trusted you", score: 3)
      world.said("s0042", .at("2025-03-03T10:00"), "trust and trust", in: "support")
      world.said(nil, .at("2025-03-03T10:00"), "trust", in: "support")
      return StoreCatalog(try world.store)
    }
  }

  @Test func attributes() throws {
    let attributes = try catalog.attributes
    #expect(attributes.map(\.ref.name) == ["id", "mrr", "plan", "signup", "tags", "known"])
    #expect(attributes.map(\.missing) == [0, 1, 0, 1, 1, 0])
    #expect(attributes[2].distinct == 2)
    #expect(attributes[1].range?.low == 10)
    #expect(attributes[3].range?.high == .at("2025-02-01"))
    let plans = try catalog.values(of: AttributeRef("PLAN", .text))
    #expect(plans.map(\.value) == ["pro", "free"])
    #expect(plans.map(\.people) == [2, 1])
    #expect(try catalog.values(of: AttributeRef("tags", .list)).map(\.people) == [2, 1])
    #expect(try catalog.slots.key == "id")
    #expect(try catalog.slots.start?.name == "signup")
  }

  @Test func eventsAndFeedback() throws {
    let events = try catalog.events
    #expect(events.map(\.name) == ["Login", "order"])
    #expect(events.map(\.records) == [3, 1])
    #expect(events.map(\.people) == [2, 1])
    #expect(events[0].first == .at("2025-03-01T10:00"))
    #expect(events[0].properties.contains { $0.name == "device" && $0.present == 3 })
    #expect(try catalog.values(ofProperty: "Device", event: "login").map(\.value) == ["web", "ios"])
    #expect(try catalog.channels.map(\.name) == ["support", "survey"])
    #expect(try catalog.scores[0].scales == ["survey": Scale(low: 0, high: 10)])
    #expect(try catalog.hasUnknownAuthors)
    #expect(try !catalog.hasAbout)
  }

  @Test func namesAndNearOnes() throws {
    #expect(try catalog.customerID("s0042") == "s0042")
    #expect(try catalog.customerID("S0042") == nil)
    #expect(try catalog.nearestIDs(to: "S0042").first == "s0042")
    #expect(try catalog.nearestIDs(to: "s042") == ["s0042"])
    #expect(try catalog.nearestIDs(to: "zebra") == [])
    #expect(try catalog.forms(of: "trust").map(\.form) == ["trust", "trusted"])
    #expect(try catalog.forms(of: "trust").map(\.messages) == [2, 1])
    #expect(try catalog.nearestForms(to: "trsut").first == "trust")
    #expect(try catalog.words(startingWith: "tru", limit: 1).map(\.form) == ["trust"])
  }
}
