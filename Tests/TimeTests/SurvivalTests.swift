import DataModel
import Session
import Testing

/// `survival`, compared with counts person by person.
struct SurvivalTests {
  /// Four to whom it happened, three who are still there, one who left before, one too early, one without a start.
  private var world: World {
    var world = World()
    for (id, from, to, plan) in [
      ("a", "2025-01-01", "2025-01-11", "pro"), ("b", "2025-01-01", "2025-01-21", "pro"),
      ("c", "2025-01-01", nil, "pro"), ("d", "2025-02-10", nil, "pro"),
      ("e", "2025-01-01", "2025-01-31", "free"),
      ("f", "2025-02-01", "2025-02-01", "free"), ("g", "2025-02-09", nil, "free"),
      ("early", "2025-02-01", "2025-01-15", "free"), ("none", nil, nil, "free"),
    ] as [(String, String?, String?, String)] { world.person(id, from: from, to: to, plan: plan) }
    world.did("a", "order", "2025-01-04T10:00")
    world.did("b", "order", "2025-02-04T10:00")
    world.did("c", "order", "2025-01-31T23:00")
    world.today = day("2025-02-19")
    return world
  }

  @Test func curve() throws {
    let answer = try world.ask("survival of churned by week for 7 weeks")
    // Days: a 10, b 20, c 49+, d 9+, e 30, f 0, g 10+.
    let table = answer.tables[0]
    #expect(table.numbers("week") == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(table.numbers("at risk") == [7, 6, 3, 2, 2, 1, 1, 1])
    #expect(table.numbers("churned since") == [1, 0, 1, 1, 0, 1, 0, 0])
    let shares = [6.0 / 7, 6.0 / 7, 6.0 / 7 * 4 / 5, 6.0 / 7 * 4 / 5 * 2 / 3]
    for (found, share) in zip(table.shares("not yet"), shares) { #expect(abs((found ?? 0) - share) < 1e-12) }
    #expect(answer.figure("people") == .integer(7))
    #expect(answer.figure("happened") == .integer(4))
    #expect(answer.figure("median") == .integer(20))
    #expect(answer.notes.contains("It happened to 1 before their start: they are left out."))
    #expect(answer.notes.contains("1 of 9 customers have no such start, and are left out."))
    #expect(answer.isFinite)
  }

  /// For few people, the curve is shown as long as a tenth of them is observed.
  @Test func fewPeople() throws {
    var world = World()
    for (id, to) in [("a", "2025-02-01"), ("b", "2025-02-10"), ("c", nil), ("d", nil)] as [(String, String?)]
    {
      world.person(id, from: "2025-01-01", to: to)
    }
    world.today = day("2025-06-01")
    let answer = try world.ask("survival of churned")
    let headline = try #require(answer.headline)
    #expect(headline.hasPrefix("Not yet churned after 4 months: 50.0%"), "\(headline)")
    world.today = day("2025-01-20")
    let young = try #require(try world.ask("survival of churned").headline)
    #expect(young.hasPrefix("Not yet churned after 19 days: 100.0%"), "\(young)")
  }

  @Test func groupsAndTheirPeople() throws {
    var session = world.session
    let answer = try world.ask("survival of churned by plan", &session)
    let table = answer.tables[0]
    #expect(table.texts("plan") == ["free", "pro"])
    #expect(table.numbers("people") == [3, 4] && table.numbers("churned") == [2, 2])
    #expect(answer.figure("degrees of freedom") == .integer(1))
    #expect(answer.tables[1].shape?.kind == .curve)
    #expect(answer.tables[2].numbers("pro").first == 4)
    #expect(session.drillRows.count >= 2)
  }

  /// An event other than the end: people who left before it are censored when they left.
  @Test func whatPeopleDo() throws {
    let answer = try world.ask("survival of (did order) by day for 40 days for pro")
    // a after 3 days; b left after 20, before the order; c after 30; d observed for 9.
    let table = answer.tables[0]
    #expect(answer.figure("people") == .integer(4) && answer.figure("happened") == .integer(2))
    #expect(
      table.numbers("at risk").prefix(22) == [
        4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1,
      ])
  }

  @Test func startsAndWindows() throws {
    let first = try world.ask("survival of churned from first order")
    #expect(first.figure("people") == .integer(2))
    let window = try world.ask("survival of churned in 2025-01")
    #expect(window.figure("people") == .integer(4))
    #expect(window.reading.contains("only those who started in 2025-01"))
    let nobody = try world.ask("survival of churned for customers where plan is \"nowhere\"")
    #expect(nobody.isFinite && nobody.headline?.hasPrefix("Nobody") == true)
  }

  @Test func whatHasNoDate() {
    let errors = world.errors("survival of (plan is pro)")
    #expect(errors.contains { $0.contains("has no date") }, "\(errors)")
  }
}
