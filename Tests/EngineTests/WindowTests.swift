import DataModel
import Plan
import Testing

@testable import Engine

/// Windows as bounds: whole local days, moments at the coarser precision, rolling hours, each person's own anchors.
struct WindowTests {
  /// People named after the time of their login, so that a window's answer reads as a list of moments.
  private func world(_ moments: [String], zone: Zone = .utc) -> World {
    var world = World()
    world.zone = zone
    for moment in moments { world.did(moment, "login", .at(moment)) }
    return world
  }

  private func edges(_ lower: Window.Edge?, _ upper: Window.Edge?) -> Window {
    Window(from: lower, to: upper, words: "")
  }

  @Test func lastDaysAreWholeLocalDaysWithTheClocksDay() throws {
    let world = world([
      "2025-03-10T12:00", "2025-03-09T00:00", "2025-03-08T23:59", "2025-03-09", "2025-03-08",
    ])
    #expect(
      try Set(world.who(.did("login", in: .last(days: 2)))) == [
        "2025-03-10T12:00", "2025-03-09T00:00", "2025-03-09",
      ])
    #expect(try world.who(.not(.did("login", in: .last(days: 2)))).count == 2)
  }

  @Test func daysAreThoseOfTheZoneAndDateOnlyRecordsDoNotShift() throws {
    let taipei = try #require(Zone(named: "Asia/Taipei"))
    let world = world(
      ["2025-03-10T12:00", "2025-03-09T15:59", "2025-03-09T16:00", "2025-03-10", "2025-03-09"], zone: taipei)
    #expect(
      try Set(world.who(.did("login", in: .days("2025-03-10", "2025-03-10"))))
        == ["2025-03-10T12:00", "2025-03-09T16:00", "2025-03-10"])
  }

  @Test func aDayWithAChangeOfClocksIsAsLongAsItIs() throws {
    // On 30 March 2025 Berlin goes from +1 to +2: the day has 23 hours.
    let berlin = try #require(Zone(named: "Europe/Berlin"))
    let world = world(
      ["2025-03-29T22:59", "2025-03-29T23:00", "2025-03-30T21:59", "2025-03-30T22:00"], zone: berlin)
    #expect(
      try Set(world.who(.did("login", in: .days("2025-03-30", "2025-03-30"))))
        == ["2025-03-29T23:00", "2025-03-30T21:59"])
  }

  @Test func momentsCompareWithDateOnlyRecordsByDays() throws {
    let world = world(["2025-03-09T10:00", "2025-03-09T10:01", "2025-03-09", "2025-03-10", "2025-03-08"])
    let noon = Anchor.literal(.at("2025-03-09T10:00"))
    func who(_ lower: Window.Edge?, _ upper: Window.Edge?) throws -> Set<String> {
      try Set(world.who(.did("login", in: edges(lower, upper))))
    }
    #expect(
      try who(.moment(noon, inclusive: true), nil) == [
        "2025-03-09T10:00", "2025-03-09T10:01", "2025-03-09", "2025-03-10",
      ])
    #expect(try who(.moment(noon, inclusive: false), nil) == ["2025-03-09T10:01", "2025-03-10"])
    #expect(try who(nil, .moment(noon, inclusive: true)) == ["2025-03-09T10:00", "2025-03-09", "2025-03-08"])
    #expect(try who(nil, .moment(noon, inclusive: false)) == ["2025-03-08"])
    let day = Anchor.literal(.at("2025-03-09"))
    #expect(try who(.moment(day, inclusive: false), nil) == ["2025-03-10"])
    #expect(try who(nil, .moment(day, inclusive: false)) == ["2025-03-08"])
  }

  @Test func hoursRollFromTheClock() throws {
    let world = world(["2025-03-10T12:00", "2025-03-10T00:00", "2025-03-10T00:01"])
    let window = edges(
      .moved(.now, by: TimeSpan(-12, .hour), inclusive: false), .moment(.now, inclusive: true))
    #expect(try Set(world.who(.did("login", in: window))) == ["2025-03-10T12:00", "2025-03-10T00:01"])
  }

  @Test func hoursRollFromTheEndOfASetDay() throws {
    var world = world(["2025-03-10T12:00", "2025-03-10T11:00"])
    world.today = .at("2025-03-10")
    let window = edges(
      .moved(.now, by: TimeSpan(-12, .hour), inclusive: false), .moment(.now, inclusive: true))
    #expect(try world.who(.did("login", in: window)) == ["2025-03-10T12:00"])
  }

  @Test func monthsAreClampedToTheirEnds() {
    let window = edges(.day(.now, moved: TimeSpan(-1, .month)), nil)
    let bounds = Zone.utc.bounds(from: window.lower, .at("2025-03-31"), to: nil, nil)
    #expect(bounds.holds(.at("2025-02-28")))
    #expect(!bounds.holds(.at("2025-02-27")))
  }

  @Test func withinDaysOfAMomentRunsToTheEndOfTheLastDay() throws {
    var world = World()
    world.person("early", ["signup": .at("2025-03-01T10:00")])
    world.person("late", ["signup": .at("2025-03-01T10:00")])
    world.person("before", ["signup": .at("2025-03-01T10:00")])
    world.person("day", ["signup": .at("2025-03-01T10:00")])
    world.person("none")
    world.did("early", "order", .at("2025-03-08T23:59"))
    world.did("late", "order", .at("2025-03-09T00:00"))
    world.did("before", "order", .at("2025-03-01T09:59"))
    world.did("day", "order", .at("2025-03-01"))
    world.did("none", "order", .at("2025-03-01"))
    let signup = Anchor.attribute(AttributeRef("signup", .timestamp))
    let window = edges(.moment(signup, inclusive: true), .day(signup, moved: TimeSpan(7, .day)))
    #expect(try world.who(.did("order", in: window)) == ["day", "early"])
    #expect(try world.who(.not(.did("order", in: window))) == ["before", "late", "none"])
  }

  @Test func anchorsOfRecordsAndOfTheStart() throws {
    var world = World()
    world.did("a", "login", .at("2025-03-01T10:00"))
    world.did("a", "cancel", .at("2025-03-05T10:00"))
    world.did("b", "cancel", .at("2025-03-05T10:00"))
    world.did("b", "login", .at("2025-03-07T10:00"))
    let cancel = Anchor.record(.first, .events("cancel"))
    #expect(try world.who(.did("login", in: edges(nil, .moment(cancel, inclusive: false)))) == ["a"])
    #expect(try world.who(.did("login", in: edges(.moment(.start, inclusive: false), nil))) == ["b"])
    #expect(try world.who(.did("login", in: edges(.moment(.end, inclusive: false), nil))) == [])
  }

  @Test func recordsWithoutATimeAreInNoWindow() throws {
    var world = world(["2025-03-10T12:00"])
    world.did("untimed", "login", nil)
    #expect(try world.who(.did("login")).count == 2)
    #expect(try world.who(.did("login", in: .last(days: 10_000))) == ["2025-03-10T12:00"])
  }
}
