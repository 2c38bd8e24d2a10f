import DataModel
import Plan
import Testing

@testable import Engine

/// Tests of attributes: every type, every test, and missing values.
struct TestTests {
  var world: World {
    var world = World()
    world.person(
      "a",
      [
        "plan": "pro", "mrr": 50, "spend": .decimal(units: 1250, places: 2), "rate": .real(0.5), "vip": true,
        "signup": .at("2025-01-10"), "seen": .at("2025-03-01T10:00"), "tags": .list(["red", "blue"]),
      ])
    world.person(
      "b",
      [
        "plan": "free", "mrr": 100, "spend": .decimal(units: 10_000, places: 2), "rate": .real(2),
        "vip": false,
        "signup": .at("2025-02-28"), "seen": .at("2025-03-02T00:00"), "tags": .list(["Blue"]),
      ])
    world.person("c")
    world.did("a", "login", .at("2025-03-10T12:00"))
    return world
  }

  private func who(_ value: Value, _ test: Plan.Test) throws -> [String] { try world.who(.test(value, test)) }

  private func equal(_ scalar: Scalar) -> Plan.Test { .compare(.equal, .literal(scalar)) }

  @Test func textsAreExactButForContains() throws {
    #expect(try who(.attribute("plan"), equal("pro")) == ["a"])
    #expect(try who(.attribute("plan"), equal("Pro")) == [])
    #expect(try who(.attribute("plan"), .contains("RE")) == ["b"])
    #expect(try who(.attribute("plan"), .startsWith("P")) == ["a"])
    #expect(try who(.attribute("plan"), .endsWith("o")) == ["a"])
    #expect(try who(.attribute("plan"), .oneOf(["pro", "free", "none"])) == ["a", "b"])
    #expect(try who(.attribute("plan"), .matches(pattern: "^F", ignoresCase: true)) == ["b"])
    #expect(try who(.attribute("plan"), .matches(pattern: "^F", ignoresCase: false)) == [])
  }

  @Test func whatIsMissingPassesNothingButIsMissing() throws {
    #expect(try who(.attribute("plan"), .isMissing) == ["c"])
    #expect(try world.who(.not(.test(.attribute("plan"), equal("pro")))) == ["b", "c"])
    #expect(try world.who(.not(.test(.attribute("plan"), .isMissing))) == ["a", "b"])
    #expect(try who(.attribute("nowhere"), .isMissing) == ["a", "b", "c"])
    #expect(try who(.attribute("nowhere"), equal("x")) == [])
  }

  @Test(arguments: [
    (Comparison.equal, Scalar.integer(50), ["a"]), (.less, 100, ["a"]), (.atMost, 100, ["a", "b"]),
    (.greater, 50, ["b"]), (.atLeast, 50, ["a", "b"]),
    (.greater, .decimal(units: 495, places: 1), ["a", "b"]),
    (.equal, .decimal(units: 501, places: 1), []), (.less, .real(50.5), ["a"]),
    (.less, .decimal(units: 501, places: 1), ["a"]), (.atLeast, .decimal(units: 501, places: 1), ["b"]),
    (.less, .real(1e300), ["a", "b"]), (.greater, .real(-1e300), ["a", "b"]), (.greater, "x", []),
  ])
  func wholeNumbers(comparison: Comparison, bound: Scalar, expected: [String]) throws {
    #expect(try who(.attribute("mrr", .integer), .compare(comparison, .literal(bound))) == expected)
  }

  @Test func decimalsAreExact() throws {
    let spend = Value.attribute("spend", .decimal(places: 2))
    #expect(try who(spend, equal(.decimal(units: 125, places: 1))) == ["a"])
    #expect(try who(spend, .compare(.greater, .literal(.decimal(units: 12_499, places: 3)))) == ["a", "b"])
    #expect(try who(spend, .compare(.less, .literal(.decimal(units: 12_500, places: 3)))) == [])
    #expect(try who(spend, .between(.literal(12), .literal(13))) == ["a"])
    #expect(try who(.attribute("rate", .real), .compare(.less, .literal(1))) == ["a"])
    #expect(try who(spend, .compare(.less, .attribute("mrr", .integer))) == ["a"])
    #expect(
      try who(.attribute("mrr", .integer), .compare(.equal, .attribute("spend", .decimal(places: 2)))) == [
        "b"
      ])
  }

  @Test func booleansAndLists() throws {
    #expect(try who(.attribute("vip", .boolean), .isTrue) == ["a"])
    #expect(try who(.attribute("vip", .boolean), equal(false)) == ["b"])
    #expect(try who(.attribute("tags", .list), equal("blue")) == ["a"])
    #expect(try world.who(.not(.test(.attribute("tags", .list), equal("blue")))) == ["b", "c"])
    #expect(try who(.attribute("tags", .list), .contains("BLUE")) == ["a", "b"])
  }

  @Test func datesAndTimesCompareAtTheCoarserPrecision() throws {
    let (signup, seen) = (Value.attribute("signup", .date), Value.attribute("seen", .timestamp))
    #expect(try who(signup, equal(.at("2025-01-10"))) == ["a"])
    #expect(try who(seen, equal(.at("2025-03-01"))) == ["a"])
    #expect(try who(seen, .compare(.greater, .literal(.at("2025-03-01")))) == ["b"])
    #expect(try who(seen, .compare(.atLeast, .literal(.at("2025-03-01T10:00")))) == ["a", "b"])
    #expect(try who(seen, .compare(.greater, .literal(.at("2025-03-01T10:00")))) == ["b"])
    #expect(try who(seen, .compare(.greater, signup)) == ["a", "b"])
    #expect(try who(signup, .within(.days("2025-01-01", "2025-01-10"))) == ["a"])
    #expect(try who(signup, .within(.days("2025-01-11", "2025-02-28"))) == ["b"])
  }

  @Test func aDateHasComeUnlessItIsAfterTheClock() throws {
    var world = World()
    world.person("past", ["end": .at("2025-03-10")])
    world.person("future", ["end": .at("2025-03-11")])
    world.person("none", [:])
    world.did("past", "login", .at("2025-03-10T12:00"))
    #expect(try world.who(.test(.attribute("end", .date), .hasCome)) == ["past"])
  }

  @Test func knownIsWhetherAFileKnewThem() throws {
    var world = world
    world.did("stray", "login", .at("2025-03-01T10:00"))
    #expect(try world.who(.not(.test(.attribute("known", .boolean), .isTrue))) == ["stray"])
  }

  @Test func anExpressionThatCannotBeUsedIsASentence() throws {
    #expect(throws: BackendError.failed("The regular expression /(/ cannot be used: a ( is not closed.")) {
      try who(.attribute("plan"), .matches(pattern: "(", ignoresCase: false))
    }
  }
}
