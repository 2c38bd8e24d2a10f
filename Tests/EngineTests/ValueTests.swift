import DataModel
import Plan
import Testing

@testable import Engine

/// Values: figures over records, moments, elapsed time; and their values without records.
struct ValueTests {
  private var world: World {
    var world = World()
    world.today = .at("2025-03-10")
    world.person("a", ["signup": .at("2025-03-01")])
    world.person("b", ["signup": .at("2025-03-02T12:00")])
    world.person("c")
    world.did(
      "a", "order", .at("2025-03-02T12:00"), ["amount": .decimal(units: 1050, places: 2), "device": "ios"])
    world.did(
      "a", "order", .at("2025-03-03T12:00"), ["amount": .decimal(units: 3000, places: 2), "device": "web"])
    world.did("a", "order", .at("2025-03-04T12:00"), ["device": "ios"])
    world.did("b", "order", .at("2025-03-04T00:00"), ["amount": 7])
    return world
  }

  /// A value for each person, by id.
  private func values(_ value: Value, in world: World) throws -> [Scalar] {
    try world.run(Plan.Rows(who: .everyone, columns: [value])).rows.map { $0.values[0] }
  }

  private func aggregate(_ aggregate: Aggregate, _ property: String) throws -> [Scalar] {
    try values(
      .aggregate(aggregate, PropertyRef(property, .column, .decimal(places: 2)), .events("order")), in: world)
  }

  @Test func figuresOfRecords() throws {
    #expect(try values(.count(.events("order")), in: world) == [3, 1, 0])
    #expect(
      try aggregate(.total, "amount")
        == [.decimal(units: 4050, places: 2), .decimal(units: 700, places: 2), .decimal(units: 0, places: 2)])
    #expect(try aggregate(.average, "amount") == [.real(20.25), .real(7), .missing])
    #expect(try aggregate(.median, "amount") == [.real(20.25), .real(7), .missing])
    #expect(try aggregate(.percentile(25), "amount") == [.real(15.375), .real(7), .missing])
    #expect(
      try aggregate(.minimum, "amount")
        == [.decimal(units: 1050, places: 2), .decimal(units: 700, places: 2), .missing])
    #expect(
      try aggregate(.maximum, "amount")
        == [.decimal(units: 3000, places: 2), .decimal(units: 700, places: 2), .missing])
    #expect(try aggregate(.distinct, "device") == [2, 0, 0])
    #expect(try aggregate(.latest, "device") == ["ios", .missing, .missing])
    #expect(
      try aggregate(.latest, "amount")
        == [.decimal(units: 3000, places: 2), .decimal(units: 700, places: 2), .missing])
    #expect(try aggregate(.first, "device") == ["ios", .missing, .missing])
  }

  @Test func sumsDoNotOverflow() throws {
    var world = World()
    for _ in 0..<3 { world.did("a", "pay", .at("2025-03-01T10:00"), ["n": .integer(.max)]) }
    world.did("b", "pay", .at("2025-03-01T10:00"), ["n": .integer(.max)])
    world.did("b", "pay", .at("2025-03-01T10:00"), ["n": .integer(-7)])
    let total = try values(.aggregate(.total, PropertyRef("n", .column, .integer), .events("pay")), in: world)
    #expect(total == [.real(3 * Double(Int64.max)), .real(Double(Int64.max - 7))])
  }

  @Test func latestBreaksTiesByLoadThenRow() throws {
    var world = World()
    world.did("a", "set", .at("2025-03-01T10:00"), ["to": "second load"], load: 2)
    world.did("a", "set", .at("2025-03-01T10:00"), ["to": "row one"])
    world.did("a", "set", .at("2025-03-01T10:00"), ["to": "row two"])
    func figure(_ aggregate: Aggregate) throws -> [Scalar] {
      try values(.aggregate(aggregate, PropertyRef("to", .column, .text), .events("set")), in: world)
    }
    #expect(try figure(.latest) == ["second load"])
    #expect(try figure(.first) == ["row one"])
  }

  @Test func latestScoreIsOfTheNewestMessageThatHasOne() throws {
    var world = World()
    world.said("a", .at("2025-03-01T10:00"), "good", score: 9)
    world.said("a", .at("2025-03-02T10:00"), "bad", score: 2)
    world.said("a", .at("2025-03-03T10:00"), "no score")
    let score = PropertyRef("nps", .score, .integer)
    #expect(try values(.aggregate(.latest, score, RecordScope(.feedback)), in: world) == [2])
    #expect(try values(.aggregate(.average, score, RecordScope(.feedback)), in: world) == [.real(5.5)])
  }

  @Test func momentsOfRecords() throws {
    #expect(
      try values(.moment(.record(.last, .events("order"))), in: world)
        == [.at("2025-03-04T12:00"), .at("2025-03-04T00:00"), .missing])
    #expect(
      try values(.moment(.record(.first, .events("order"))), in: world)
        == [.at("2025-03-02T12:00"), .at("2025-03-04T00:00"), .missing])
    #expect(try values(.moment(.start), in: world).last == .missing)
  }

  @Test func elapsedTime() throws {
    let signup = Anchor.attribute(AttributeRef("signup", .timestamp))
    let order = Anchor.record(.first, .events("order"))
    func elapsed(_ unit: TimeSpan.Unit, _ from: Anchor, _ to: Anchor, calendar: Bool = false) throws
      -> [Scalar]
    {
      try values(.elapsed(unit, from: from, to: to, calendar: calendar), in: world)
    }
    // If either is a date, whole days; between instants, with decimals.
    #expect(try elapsed(.day, signup, order) == [.real(1), .real(1.5), .missing])
    #expect(try elapsed(.day, signup, order, calendar: true) == [1, 2, .missing])
    #expect(try elapsed(.hour, signup, order).prefix(2) == [.real(24), .real(36)])
    #expect(try elapsed(.day, order, .now) == [8, 6, .missing])
    #expect(try elapsed(.day, order, signup, calendar: true) == [-1, -2, .missing])
  }

  @Test(arguments: [
    ("2025-01-31", "2025-02-28", 1), ("2025-01-31", "2025-02-27", 0), ("2025-01-15", "2025-03-14", 1),
    ("2025-03-15", "2025-01-15", -2), ("2024-02-29", "2025-02-28", 12),
  ])
  func wholeMonths(from: String, to: String, months: Int64) {
    #expect(Zone.utc.elapsed(.month, from: .at(from), to: .at(to), calendar: true) == .integer(months))
  }

  /// Between dates too: without decimals, 13 days would be one week.
  @Test func longUnitsOfDaysHaveDecimals() {
    func elapsed(_ unit: TimeSpan.Unit, _ from: String, _ to: String, calendar: Bool = false) -> Scalar {
      Zone.utc.elapsed(unit, from: .at(from), to: .at(to), calendar: calendar)
    }
    #expect(elapsed(.week, "2025-03-01", "2025-03-14") == .real(13.0 / 7))
    #expect(elapsed(.week, "2025-03-14", "2025-03-01") == .real(-13.0 / 7))
    #expect(elapsed(.week, "2025-03-01T10:00", "2025-03-11") == .real(10.0 / 7))
    #expect(elapsed(.week, "2025-03-01", "2025-03-14", calendar: true) == 1)
    #expect(elapsed(.month, "2025-01-31", "2025-02-28") == .real(1))
    #expect(elapsed(.month, "2025-03-01", "2025-04-16") == .real(1.5))
    #expect(elapsed(.quarter, "2025-01-01", "2025-02-15") == .real(0.5))
    #expect(elapsed(.year, "2025-01-01", "2025-07-01") == .real(0.5))
  }

  @Test func monthsWithDecimals() {
    #expect(
      Zone.utc.elapsed(.month, from: .at("2025-01-01T00:00"), to: .at("2025-02-15T00:00"), calendar: false)
        == .real(1.5))
  }

  @Test func quantilesAreOfTypeSeven() {
    #expect(typeSevenQuantile([], 0.5) == nil)
    #expect(typeSevenQuantile([3], 0.9) == 3)
    #expect(typeSevenQuantile([1, 2, 3, 4], 0.5) == 2.5)
    #expect(typeSevenQuantile([1, 2, 3, 4], 0.25) == 1.75)
    #expect(typeSevenQuantile([1, 2, 3, 4], 1) == 4)
    #expect(typeSevenQuantile([1, 2, 3, 4], 0) == 1)
  }
}
