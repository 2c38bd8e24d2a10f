import DataModel
import Testing

/// Who had no time for what is asked is told with a number.
struct CensoringTests {
  private var world: World {
    var world = World()
    world.person("old", from: "2024-01-01")
    world.person("gone", from: "2024-01-01", to: "2025-03-20")
    world.person("new", from: "2025-03-25")
    world.person("week", from: "2025-03-28")
    world.did("old", "login", "2025-03-30T10:00")
    world.did("old", "order", "2024-01-05T10:00")
    world.did("gone", "login", "2024-05-05T10:00")
    world.today = day("2025-03-31")
    return world
  }

  @Test(arguments: [
    (
      "count customers where did not login in last 30 days",
      "1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02: not there for the whole window."
    ),
    (
      "measure rate of (did login in last 30 days)",
      "1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02: not there for the whole window."
    ),
    (
      "measure rate of (did order within 7 days of signup)",
      "2 are pending: the 7 days of their signup are not over."
    ),
    (
      "count customers where did order within 7 days of signup",
      "2 are pending: the 7 days of their signup are not over."
    ),
    (
      "count customers where did not order within 7 days of signup",
      "2 are pending: the 7 days of their signup are not over."
    ),
    (
      "count customers where did login then order within 7 days",
      "1 is pending: the 7 days from login are not over."
    ),
    (
      "count customers where did login then not order within 7 days",
      "1 is pending: the 7 days from login are not over."
    ),
    (
      "measure rate of churned by month of signup",
      "Who started later has had less time for it, and to 3 it may still happen: `survival of churned by month of signup` compares them at the same age."
    ),
  ])
  func told(statement: String, note: String) throws {
    let notes = try world.ask(statement).notes
    #expect(notes.contains(note), "\(statement): \(notes)")
  }

  @Test(arguments: [
    "count customers where did login in last 30 days", "count customers where plan is free",
    "measure rate of churned by plan", "count customers where did login then order",
    "count customers where did login within 300 days of first order",
  ])
  func nothingToTell(statement: String) throws {
    let notes = try world.ask(statement).notes
    #expect(
      !notes.contains { $0.contains("pending") || $0.contains("had left") || $0.contains("survival of") })
  }

  /// Of a group by start, the one whose time still runs is marked.
  @Test func openGroupsAreMarked() throws {
    let table = try world.ask("measure rate of (did order within 7 days of signup) by month of signup")
      .tables[0]
    #expect(table.marks("rate of (did order within 7 days of signup)") == [false, true])
    #expect(table.marks("month of signup") == [false, true])
  }
}
