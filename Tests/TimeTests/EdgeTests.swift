import DataModel
import Session
import Testing

/// No records, a single one, unfinished periods, and day boundaries.
struct EdgeTests {
  private static let statements = [
    "funnel a then b within 7 days", "funnel a", "funnel a then b by plan", "funnel a then b by device",
    "retention of a by week for 4 weeks from signup", "retention of a by month from first b",
    "trend count of a by week", "trend rate of (did a) by month", "trend average amount of a by week",
    "trend customers doing a by week by plan", "trend count by month", "lifecycle of a by week",
    "lifecycle of a by week by plan", "paths after a for 3 steps", "paths before a by plan",
    "trend count of a by week in last 2 weeks", "trend count of a by month in 2001",
  ]

  /// All names resolve, but there is only one person, with one record of each kind.
  private var one: World {
    var world = World()
    world.person("p", from: "2025-03-03", plan: "pro")
    world.did("p", "a", "2025-03-03T10:00", device: "ios")
    world.did("p", "b", "2025-03-05T10:00", device: "web")
    return world
  }

  @Test(arguments: statements) func onePersonAndNobody(statement: String) throws {
    let statement = statement.replacing("average amount of a", with: "distinct device of a")
    #expect(try one.ask(statement).isFinite)
    let words = statement.split(separator: " by plan")[0]
    let nobody = try one.ask("\(words) for customers where plan is \"nowhere\"")
    #expect(nobody.isFinite)
    #expect(nobody.headline != nil || !nobody.notes.isEmpty || nobody.tables[0].rows.isEmpty)
  }

  @Test func noRecordsOfTheKind() throws {
    var world = one
    world.today = day("2025-03-04")
    // b is only after the clock, so it is unknown.
    #expect(!world.errors("trend count of b by day").isEmpty)
    let windowed = try world.ask("trend count of a by day in 2001-05")
    #expect(windowed.tables[0].numbers("count of a").allSatisfy { $0 == 0 })
    #expect(windowed.tables[0].rows.count == 31)
  }

  /// A screen lists the newest periods and draws all of them; machine formats list all.
  @Test(arguments: ["trend count of a by day", "lifecycle of a by day", "trend count of a by day by plan"])
  func longSeries(statement: String) throws {
    var world = one
    world.did("p", "a", "2025-01-01T10:00")
    let all = try world.ask(statement).tables[0]
    #expect(all.rows.count == 64 && all.earlier.isEmpty)
    var session = world.session
    session.limits = .screen
    let screen = try world.ask(statement, &session)
    let table = screen.tables[0]
    #expect(table.rows.count == 24)
    #expect((table.earlier + table.rows).map { $0.map(\.value) } == all.rows.map { $0.map(\.value) })
    #expect(screen.notes.contains { $0.hasPrefix("The newest 24 of 64 days are listed") })
    #expect(session.drillRows.count == 24)
    guard !statement.hasSuffix("plan") else { return }
    let asked = try world.ask("\(statement) limit 30", &session)
    #expect(asked.tables[0].rows.count == 30 && asked.tables[0].earlier.isEmpty)
  }

  @Test func funnelOnOneLine() throws {
    var world = World()
    for id in ["x", "y", "z"] { world.person(id, from: "2025-01-01") }
    world.did("x", "a", "2025-03-01T10:00", device: "ios")
    world.did("x", "b", "2025-03-03T10:00", device: "web")
    world.did("y", "a", "2025-03-01T10:00", device: "web")
    world.did("z", "a", "2025-03-09T10:00", device: "ios")
    world.did("y", "c", "2025-03-10T10:00")
    world.did("y", "say", "2025-03-02T10:00", text: "too slow for me")
    world.did("y", "say", "2025-02-02T10:00", text: "lovely so far")
    let answer = try world.ask("funnel a then b within 7 days")
    #expect(answer.tables[0].numbers("people") == [3, 1])
    #expect(answer.tables[0].numbers("pending") == [1, 0])
    #expect(answer.tables[0].shares("of before") == [nil, 1.0 / 3])
    #expect(answer.tables[0].shares("not pending") == [nil, 0.5])
    #expect(answer.tables[0].shares("median days") == [nil, 2])
    // What the lost person said after that, and not before.
    #expect(answer.quotes.map(\.text) == ["too slow for me"])
    let byDevice = try world.ask("funnel a then b within 7 days by device")
    #expect(byDevice.tables[0].texts("device") == ["ios", "ios", "web", "web"])
    #expect(byDevice.tables[0].numbers("people") == [2, 1, 1, 0])
    let spoken = try world.ask("funnel a then mentioned slow within 7 days")
    #expect(spoken.tables[0].numbers("people") == [3, 1])
  }

  @Test func keysTieSteps() throws {
    var world = World()
    world.person("x")
    world.did("x", "a", "2025-03-01T10:00", device: "one")
    world.did("x", "b", "2025-03-02T10:00", device: "two")
    #expect(try world.ask("funnel a then b").tables[0].numbers("people") == [1, 1])
    #expect(try world.ask("funnel a then b on same device").tables[0].numbers("people") == [1, 0])
  }

  /// 23:30 in Taipei is 15:30 in UTC; half an hour later is the next day there.
  @Test func dayBordersEightHoursAhead() throws {
    var world = World()
    world.zone = "Asia/Taipei"
    world.person("x", from: "2025-03-01")
    world.did("x", "a", "2025-03-09T23:30")
    world.did("x", "a", "2025-03-10T00:00")
    world.did("x", "a", "2025-03-12T09:00")
    let days = try world.ask("trend count of a by day").tables[0]
    #expect(days.texts("day") == ["2025-03-09", "2025-03-10", "2025-03-11", "2025-03-12"])
    #expect(days.numbers("count of a") == [1, 1, 0, 1])
    // A Sunday and a Monday.
    let weeks = try world.ask("trend count of a by week").tables[0]
    #expect(weeks.texts("week") == ["2025-W10", "2025-W11"])
    #expect(weeks.numbers("count of a") == [1, 2])
    let back = try world.ask("retention of a by day for 9 days from signup").tables[0]
    #expect(back.numbers("day 8 n") == [1])
    #expect(back.numbers("day 9 n") == [1])
  }

  /// New York has 23 hours on 9 March 2025 and 25 on 2 November 2025.
  @Test func daysOfTwentyThreeAndTwentyFiveHours() throws {
    for (date, next) in [("2025-03-09", "2025-03-10"), ("2025-11-02", "2025-11-03")] {
      var world = World()
      world.zone = "America/New_York"
      world.person("x", from: date)
      world.did("x", "a", "\(date)T00:10")
      world.did("x", "a", "\(date)T23:50")
      world.did("x", "a", "\(next)T00:10")
      world.did("x", "a", "\(next)T23:50")
      let days = try world.ask("trend count of a by day").tables[0]
      #expect(days.texts("day") == [date, next])
      #expect(days.numbers("count of a") == [2, 2])
    }
  }

  /// In Beirut, 30 March 2025 begins at 1:00, since midnight is skipped.
  @Test func aDayWithoutMidnight() throws {
    var world = World()
    world.zone = "Asia/Beirut"
    world.person("x")
    world.did("x", "a", "2025-03-29T23:30")
    world.did("x", "a", "2025-03-30T01:00")
    world.did("x", "a", "2025-03-30T23:30")
    let days = try world.ask("trend count of a by day").tables[0]
    #expect(days.texts("day") == ["2025-03-29", "2025-03-30"])
    #expect(days.numbers("count of a") == [1, 2])
    let since = try world.ask("count customers where did a at least 3 times since 2025-03-30")
    #expect(since.figure("count") == .integer(0))
  }

  @Test func monthsGoByTheCalendar() throws {
    var world = World()
    world.today = day("2025-05-15")
    world.person("x", from: "2025-01-31")
    world.did("x", "a", "2025-02-27T10:00")
    world.did("x", "a", "2025-02-28T10:00")
    world.did("x", "a", "2025-03-31T10:00")
    // For a start on 31 January, month 1 begins on 28 February, and month 2 on 31 March.
    let table = try world.ask("retention of a by month for 4 months from signup").tables[0]
    #expect((0...4).map { table.numbers("month \($0) n")[0] } == [1, 1, 1, 0, 0])
    #expect((0...4).map { table.numbers("month \($0) of")[0] } == [1, 1, 1, 0, 0])
    #expect(table.marks("month 3") == [true])
  }

  /// A date by its short name must have come, in a window too.
  @Test(
    arguments: [
      ("churned", 1), ("churned since 2025-01-01", 1), ("churned after 2025-03-01", 1),
      ("churned in 2025", 1),
      ("churned in 2025-03", 1), ("not churned since 2025-01-01", 2), ("churned_at since 2025-01-01", 2),
    ]) func endsAheadOfNowAreInNoWindow(condition: String, count: Int64) throws
  {
    var world = World()
    world.today = day("2025-03-10")
    world.person("past", from: "2025-01-01", to: "2025-03-05")
    world.person("ahead", from: "2025-01-01", to: "2025-03-20")
    world.person("none", from: "2025-01-01")
    let answer = try world.ask("count customers where \(condition)")
    #expect(answer.figure("count") == .integer(count))
  }

  @Test func unfinishedPeriodsAreMarked() throws {
    var world = one
    world.today = day("2025-03-11")
    let table = try world.ask("trend count of a by week").tables[0]
    #expect(table.numbers("count of a") == [1, 0])
    #expect(table.marks("count of a") == [false, true])
    let cut = try world.ask("trend count of a by week over last 9 days").tables[0]
    #expect(cut.marks("count of a") == [false, true])
    // Counted in days, or from a date, it may begin in the middle of a week, which is marked.
    let back = try world.ask("trend count of a by week over last 8 days").tables[0]
    #expect(back.marks("count of a") == [true, true] && back.marks("week") == [true, true])
    #expect(try world.ask("trend count of a by week since 2025-03-04").tables[0].marks("count of a")[0])
    // Two whole weeks, and the one that is not over.
    let weeks = try world.ask("trend count of a by week over last 2 weeks").tables[0]
    #expect(weeks.texts("week") == ["2025-W09", "2025-W10", "2025-W11"])
    #expect(weeks.numbers("count of a") == [0, 1, 0] && weeks.marks("week") == [false, false, true])
    let records = try world.ask("count a events in last 2 weeks by week").tables[0]
    #expect(records.texts("week") == ["2025-W10"] && records.marks("week") == [false])
    world.today = day("2025-03-09")
    let over = try world.ask("trend count of a by week over last 2 weeks").tables[0]
    #expect(over.texts("week") == ["2025-W09", "2025-W10"] && over.marks("week") == [false, false])
  }

  /// Groups do not change the number of records: the window stays as asked for, and a period that it cuts is marked.
  @Test func periodsDoNotWidenAWindow() throws {
    var world = World()
    world.person("x", from: "2024-01-01")
    // One on each day from 1 February to 14 March.
    for number in 0..<43 { world.did("x", "a", "\(day("2024-02-01").adding(days: number).iso)T10:00") }
    let whole = try world.ask("count a events in last 30 days")
    #expect(whole.figure("count") == .integer(30))
    for (unit, counts, cut) in [
      ("month", [16, 14], [true, true]), ("week", [5, 7, 7, 7, 4], [true, false, false, false, true]),
    ] {
      let answer = try world.ask("count a events in last 30 days by \(unit)")
      #expect(answer.figure("count") == .integer(30), "\(unit)")
      #expect(answer.tables[0].numbers("count") == counts, "\(unit)")
      #expect(answer.tables[0].marks(unit) == cut, "\(unit)")
    }
    let days = try world.ask("count a events in last 30 days by day")
    #expect(days.figure("count") == .integer(30) && days.tables[0].rows.count == 30)
    #expect(days.tables[0].marks("day").count { $0 } == 1)
    // Asked for in whole weeks: two that are over, and four days of the third.
    let weeks = try world.ask("count a events in last 2 weeks by week")
    #expect(weeks.tables[0].numbers("count") == [7, 7, 4])
    #expect(weeks.tables[0].marks("week") == [false, false, true])
    let trend = try world.ask("trend count of a by month over last 30 days").tables[0]
    #expect(trend.numbers("count of a") == [16, 14] && trend.marks("month") == [true, true])
  }

  /// A record at the same time as two steps is between them if its row is; before or after them it is not.
  @Test(arguments: [
    (["login 1", "export 2", "order 2"], 0, 0), (["login 1", "order 2", "export 2"], 1, 1),
    (["login 1", "export 1", "order 2"], 0, 0), (["export 1", "login 1", "order 2"], 1, 1),
    // Equal times are in order, whatever their rows; another record of that time may be the better choice.
    (["order 2", "login 2"], 1, 1), (["order 2", "export 2", "login 2"], 1, 1),
    (["order 2", "login 2", "export 2", "order 3"], 1, 1),
  ])
  func equalTimes(rows: [String], strict: Int, without: Int) throws {
    var world = World()
    world.person("x", from: "2025-01-01")
    world.person("y", from: "2025-01-01")
    world.did("y", "export", "2025-01-02T10:00")
    for row in rows {
      let parts = row.split(separator: " ")
      world.did("x", String(parts[0]), "2025-01-0\(parts[1])T10:00")
    }
    for (words, count) in [("strict", strict), ("without export", without)] {
      let table = try world.ask("funnel login then order \(words)").tables[0]
      #expect(table.numbers("people") == [1, count], "\(words)")
    }
  }

  /// 8 March 2025 is a Saturday.
  @Test func weekdaysAndHours() throws {
    var world = World()
    world.weekStart = "sunday"
    world.zone = "Asia/Taipei"
    world.person("x", from: "2025-03-10")
    world.person("y", from: "2025-03-09", plan: "pro")
    world.person("z")
    for at in ["2025-03-08T23:30", "2025-03-10T00:10", "2025-03-17T09:59"] { world.did("x", "a", at) }
    world.did("y", "a", "2025-03-16")
    for groups in ["weekday", "day of week", "weekday of at"] {
      let table = try world.ask("count a events by \(groups)").tables[0]
      #expect(
        table.rows.map { $0[0].value } == ["Sunday", "Monday", "Saturday"].map { Scalar.text($0) },
        "\(groups)")
      #expect(table.numbers("count") == [1, 2, 1])
    }
    let hours = try world.ask("count a events by hour of at").tables[0]
    #expect(hours.rows.map { $0[0].value } == [.text("00:00"), .text("09:00"), .text("23:00"), .missing])
    var session = world.session
    let people = try world.ask("count customers by weekday of signup", &session).tables[0]
    #expect(people.rows.map { $0[0].value } == [.text("Sunday"), .text("Monday"), .missing])
    #expect(session.drillRows.count == 3)
    #expect(world.errors("count customers by weekday").contains { $0.contains("of what") })
  }

  @Test func whatCannotBeAskedIsTaught() {
    for (statement, part) in [
      ("funnel a then not b", "no step can be"), ("trend count of a by hour", "shortest"),
      ("retention of a by week for 3 months", "weeks"), ("retention of a from 2025-01-01", "same moment"),
      ("trend count of a since first b", "whole days"), ("funnel a then b with device is ios", ""),
      ("trend count of a by day since 1900-01-01", "periods"), ("paths after a for 99 steps", "long"),
    ] where !part.isEmpty {
      let errors = one.errors(statement)
      #expect(errors.contains { $0.contains(part) }, "\(statement): \(errors)")
    }
  }

  @Test func differentMeaningsReadDifferently() throws {
    let statements = [
      "funnel a then b", "funnel a then b within 7 days", "funnel a then b strict",
      "funnel a then b without a",
      "retention of a by week", "retention of a by calendar week", "retention of a by week on or after",
      "retention of a by week for 4 weeks", "retention of a by week from first a", "trend count of a by week",
      "trend count of a by month", "trend customers doing a by week",
      "trend count of a by week over last 3 weeks",
      "lifecycle of a by week", "lifecycle of a by month", "paths after a", "paths before a",
      "paths after a for 2 steps", "paths after a within 2 days",
    ]
    var session = one.session
    let readings = try statements.map { try one.ask($0, &session).reading }
    #expect(Set(readings).count == statements.count)
  }
}
