import DataModel
import Testing

/// A note counts the people who did not have the time that a question asks about.
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
      "1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02, so they were not customers for the whole window."
    ),
    (
      "measure rate of (did login in last 30 days)",
      "1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02, so they were not customers for the whole window."
    ),
    (
      "measure rate of (did order within 7 days of signup)",
      "2 are pending: the 7 days from their signup are not over yet."
    ),
    (
      "count customers where did order within 7 days of signup",
      "2 are pending: the 7 days from their signup are not over yet."
    ),
    (
      "count customers where did not order within 7 days of signup",
      "2 are pending: the 7 days from their signup are not over yet."
    ),
    (
      "count customers where did login then order within 7 days",
      "1 is pending: the 7 days from login are not over yet."
    ),
    (
      "count customers where did login then not order within 7 days",
      "1 is pending: the 7 days from login are not over yet."
    ),
    (
      "measure rate of churned by month of signup",
      "People who started later have had less time for it, and it may still happen to 3: `survival of churned by month of signup` compares them the same time after their start."
    ),
    (
      "count customers where count of login in last 30 days = 0",
      "1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02, so they were not customers for the whole window."
    ),
    (
      "count customers where did login at most 1 time in last 30 days",
      "1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02, so they were not customers for the whole window."
    ),
    (
      "count customers where never did login since 2025-03-02",
      "1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02, so they were not customers for the whole window."
    ),
    (
      "count customers by (did login in last 30 days)",
      "1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02, so they were not customers for the whole window."
    ),
    (
      "measure average (count of login in last 30 days)",
      "1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02, so they were not customers for the whole window."
    ),
    (
      "count customers where days since last login > 30",
      "1 of them had left by 2025-03-31, so they were not customers for the whole window. 2 have no login at all, so it is not true of them."
    ),
    (
      "count customers where last login over 30 days ago",
      "1 of them had left by 2025-03-31, so they were not customers for the whole window. 2 have no login at all, so it is not true of them."
    ),
    (
      "count customers where did not login in last 30 days or did not order in last 30 days",
      "1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02, so they were not customers for the whole window."
    ),
    (
      "measure rate of (churned in 2025-03)",
      "2 of them became customers only after 2025-03-01, so they were not customers for the whole window."
    ),
    (
      "measure rate of (churned in last 7 days)",
      "1 of them had left before 2025-03-25, and 1 became a customer only after 2025-03-25, so they were not customers for the whole window."
    ),
    (
      "measure rate of (churned within 7 days of signup)",
      "2 are pending: the 7 days from their signup are not over yet."
    ),
    (
      "count customers where days from signup to churned_at < 7",
      "2 are pending: the 7 days from their signup are not over yet."
    ),
    (
      "measure rate of (did order and not churned) by month of signup",
      "People who started later have had less time for it, and it may still happen to 3: `survival` compares them the same time after their start."
    ),
    (
      "measure average (days from signup to churned_at) by month of signup",
      "average (days from signup to churned_at) covers only people whose churned_at is set: 3 who are still here have none yet, and people who started later can only have had a short time. `survival of churned_at by month of signup` also counts those still waiting."
    ),
    (
      "measure average (count of order) by month of signup",
      "Grouped by month of signup, people who started later have had less time for it; with `within 90 days of signup` all have the same time."
    ),
  ])
  func told(statement: String, note: String) throws {
    let notes = try world.ask(statement).notes
    #expect(notes.contains(note), "\(statement): \(notes)")
  }

  /// A note for each of two groups, except if one is defined by the end, since that is noted anyway.
  @Test(arguments: ["compare customers", "words of customers"])
  func eachOfTwoGroups(statement: String) throws {
    var world = world
    for who in ["old", "gone"] { world.did(who, "support", "2024-06-01T10:00", text: "Where is it?") }
    func notes(_ condition: String) throws -> [String] {
      try world.ask("\(statement) where did not \(condition) versus customers where did \(condition)").notes
    }
    let first =
      "In the first group: 1 of them had left by 2025-03-31, and 2 became customers only after 2025-03-02"
    #expect(try notes("login in last 30 days").contains { $0.hasPrefix(first) })
    let byEnd = try world.ask("\(statement) where churned versus customers where did login in last 30 days")
    #expect(!byEnd.notes.contains { $0.hasPrefix("In the first group:") })
  }

  /// A negative condition is true for people who lack the moment of its window; a note says so wherever it is used.
  @Test(arguments: [
    ("count customers where did not login in 30 days before churned_at", "Including 3 with no churned_at."),
    (
      "count customers where not (did login in 30 days before churned_at or signup before 2020-01-01)",
      "Including 3 with no churned_at."
    ),
    (
      "measure rate of (did not login in 30 days before churned_at)",
      "rate of (did not login in 30 days before churned_at): 3 of 4 have no churned_at, and count as yes."
    ),
    (
      "measure rate of (did login in 30 days before churned_at)",
      "rate of (did login in 30 days before churned_at): 3 of 4 have no churned_at, and count as no."
    ),
    (
      "measure average (count of login in 30 days before churned_at)",
      "average (count of login in 30 days before churned_at): 3 of 4 have no churned_at, and count as 0."
    ),
    (
      "count customers by (did not login in 30 days before churned_at)",
      "did not login in 30 days before churned_at: 3 of 4 have no churned_at, and count as yes."
    ),
  ])
  func lacking(statement: String, note: String) throws {
    let notes = try world.ask(statement).notes
    #expect(notes.contains(note), "\(statement): \(notes)")
  }

  /// With `then not`, people with an open attempt without the second step are pending, whatever became of other attempts.
  @Test func pendingAbsence() throws {
    var world = World()
    for id in ["x", "y", "z"] { world.person(id, from: "2025-01-01") }
    world.did("x", "order", "2025-06-10T10:00")
    world.did("x", "ship", "2025-06-11T10:00")
    world.did("x", "order", "2025-06-25T10:00")
    world.did("y", "order", "2025-06-25T10:00")
    world.did("z", "order", "2025-06-02T10:00")
    world.did("z", "ship", "2025-06-03T10:00")
    world.today = day("2025-06-30")
    let notes = try world.ask("count customers where did order then not ship within 30 days").notes
    #expect(notes.contains("2 are pending: the 30 days from order are not over yet."), "\(notes)")
  }

  /// A date can come until the end of the span's last day, but not later, whatever the hour of the first step.
  @Test func pendingByDays() throws {
    var world = World()
    world.person("x", from: "2025-01-01")
    world.person("y", from: "2024-01-01", to: "2024-06-01")
    world.did("x", "order", "2025-03-02T00:30")
    world.did("x", "login", "2025-04-01T10:00")
    let funnel = try world.ask("funnel order then churned_at within 30 days")
    #expect(funnel.tables[0].numbers("pending") == [1, 0])
    world.today = day("2025-04-01")
    #expect(
      try world.ask("funnel order then churned_at within 30 days").tables[0].numbers("pending") == [0, 0])
  }

  /// People without a start came with their first record; without records, they were not there.
  @Test func throughAllOfTheDays() throws {
    var world = World()
    world.person("old", from: "2024-01-01", plan: "pro")
    world.person("late", plan: "pro")
    world.person("unseen", plan: "pro")
    world.person("known", plan: "free")
    world.person("other", from: "2024-01-01", plan: "free")
    world.did("late", "login", "2025-06-29T10:00")
    world.did("known", "login", "2025-01-30T10:00")
    world.today = day("2025-06-30")
    let sides = try world.ask("compare customers where plan is pro versus customers where plan is free")
    #expect(
      sides.notes.contains { $0.contains("1 of the 3 in the first group, 2 of the 2 in the second group") },
      "\(sides.notes)")
    let both = try world.ask("compare in 2025-06 versus in 2025-05")
    #expect(both.figure("people") == .integer(3))
  }

  @Test(arguments: [
    "count customers where did login in last 30 days", "count customers where plan is free",
    "measure rate of churned by plan", "count customers where did login then order",
    "count customers where did login within 300 days of first order",
    "count customers where not churned and signup before 2025-01-01 and did not login in last 30 days",
    "count customers where signup in last 30 days", "measure rate of churned",
    "measure average (days since signup)",
  ])
  func nothingToTell(statement: String) throws {
    let notes = try world.ask(statement).notes
    #expect(
      !notes.contains { $0.contains("pending") || $0.contains("had left") || $0.contains("survival of") })
  }

  /// People who left before their own period was over had less time, whether they did it or not.
  @Test(arguments: [
    ("count customers where did a then not b within 7 days", 2, "from a"),
    ("count customers where did a then b within 7 days", 2, "from a"),
    ("measure rate of (did a then b within 7 days)", 2, "from a"),
    ("count customers where did not b within 7 days of signup", 1, "from their signup"),
    ("measure rate of (did b within 7 days of signup) by month of signup", 1, "from their signup"),
    ("count customers where did b within 7 days of signup", 1, "from their signup"),
    ("measure rate of (churned within 7 days of signup)", 0, "from their signup"),
    ("count customers where churned within 7 days of signup", 0, "from their signup"),
  ])
  func whoLeftWithin(statement: String, left: Int, words: String) throws {
    var world = World()
    world.person("stays", from: "2024-01-01")
    world.person("left", from: "2024-01-01", to: "2024-01-05")
    world.person("went", from: "2024-01-01", to: "2024-02-08")
    world.person("paid", from: "2024-01-01", to: "2024-01-05")
    world.person("later", from: "2024-01-01", to: "2024-02-09")
    for id in ["stays", "left", "paid"] { world.did(id, "a", "2024-01-02") }
    for id in ["went", "later"] { world.did(id, "a", "2024-02-01") }
    world.did("paid", "b", "2024-01-03")
    world.today = day("2025-03-31")
    let notes = try world.ask(statement).notes
    let note = "\(left) had less time: they left before the 7 days \(words) were over."
    #expect(notes.contains(note) == (left > 0), "\(notes)")
    #expect(notes.contains { $0.contains("had less time:") } == (left > 0))
  }

  /// A definition is treated as its meaning, and one period of time is noted once.
  @Test func definitionsAreSeenThrough() throws {
    let notes = try world.ask(
      """
      define silent as did not login in last 30 days and did not order in last 30 days
      measure rate of silent for customers where silent or did login by silent
      """
    ).notes
    #expect(notes.count { $0.contains("not customers for the whole window") } == 1, "\(notes)")
  }

  /// Among groups by start, the one whose time is still running is marked.
  @Test func openGroupsAreMarked() throws {
    let table = try world.ask("measure rate of (did order within 7 days of signup) by month of signup")
      .tables[0]
    #expect(table.marks("rate of (did order within 7 days of signup)") == [false, true])
    #expect(table.marks("month of signup") == [false, true])
  }
}
