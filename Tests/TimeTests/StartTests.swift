import DataModel
import Testing

/// A window selects the start; what follows may be later than the window.
struct StartTests {
  /// u1 begins at the end of March and pays in April; u2 never pays; u3 pays in March; u4 begins in February.
  private var world: World {
    var world = World()
    for id in ["u1", "u2", "u3", "u4"] { world.person(id, from: "2025-01-01") }
    world.did("u1", "trial", "2025-03-30T10:00")
    world.did("u1", "pay", "2025-04-02T10:00")
    world.did("u2", "trial", "2025-03-05T10:00")
    world.did("u3", "trial", "2025-03-06T10:00")
    world.did("u3", "pay", "2025-03-07T10:00")
    world.did("u4", "trial", "2025-02-27T10:00")
    world.did("u4", "pay", "2025-03-02T10:00")
    world.today = day("2025-06-30")
    return world
  }

  @Test func funnels() throws {
    let chosen = try world.ask("funnel trial then pay within 7 days in 2025-03")
    #expect(chosen.tables[0].numbers("people") == [3, 2])
    #expect(chosen.reading.contains("started in 2025-03 (1–31 March 2025)"))
    let confined = try world.ask("funnel trial then pay within 7 days all in 2025-03")
    #expect(confined.tables[0].numbers("people") == [3, 1])
    #expect(confined.reading.contains("all in 2025-03 (1–31 March 2025)"))
  }

  @Test(arguments: [
    ("trial then pay within 7 days in 2025-03", 2), ("trial then pay within 7 days all in 2025-03", 1),
    ("trial then not pay within 7 days in 2025-03", 1),
    ("trial then not pay within 7 days all in 2025-03", 2),
    ("trial then pay in 2025-03", 2), ("trial then pay within 200 days of signup", 3),
  ])
  func sequences(condition: String, people: Int) throws {
    let answer = try world.ask("count customers where did \(condition)")
    #expect(answer.figure("count") == .integer(Int64(people)), "\(condition)")
    let measured = try world.ask("measure number of (did \(condition))")
    #expect(measured.summary.first?.value == .integer(Int64(people)), "\(condition)")
  }

  /// By the month of the start; a month is complete once the time after its last day is over.
  @Test func trends() throws {
    var world = world
    world.today = day("2025-04-02")
    let table = try world.ask("trend number of (did trial then pay within 7 days) by month").tables[0]
    #expect(table.texts("month") == ["2025-02", "2025-03", "2025-04"])
    #expect(table.numbers("number of (did trial then pay within 7 days)") == [1, 2, 0])
    #expect(table.column("finished") == [.boolean(true), .boolean(false), .boolean(false)])
    world.today = day("2025-04-07")
    let later = try world.ask("trend number of (did trial then pay within 7 days) by month").tables[0]
    #expect(later.column("finished") == [.boolean(true), .boolean(true), .boolean(false)])
  }

  /// `set today` is the end of that day, for instants and dates alike.
  @Test func todayIsTheEndOfItsDay() throws {
    var world = World()
    for id in ["x", "y"] { world.person(id, from: "2025-01-01") }
    world.did("x", "a", "2025-03-03T10:00")
    world.did("y", "a", "2025-03-03")
    world.did("x", "b", "2025-06-01T10:00")
    for (today, pending) in [("2025-03-09", 2), ("2025-03-10", 0)] {
      world.today = day(today)
      world.did("x", "b", "2025-02-01T10:00")
      let funnel = try world.ask("funnel a then b within 7 days")
      #expect(funnel.tables[0].numbers("pending") == [pending, 0], "\(today)")
      let absent = try world.ask("count customers where did a then not b within 7 days")
      #expect(absent.figure("count") == .integer(Int64(2 - pending)), "\(today)")
      #expect(
        absent.notes.contains { $0.hasPrefix("2 are pending: the 7 days from a are not over") }
          == (pending == 2))
    }
  }

  /// People who start after now are in no population; people without a start enter with their first record.
  @Test func onlyPeopleWhoHaveStartedCount() throws {
    var world = World()
    world.person("early", from: "2025-01-10")
    world.person("late", from: "2025-05-20")
    world.person("undated")
    world.person("silent")
    world.did("early", "a", "2025-01-11T10:00")
    world.did("undated", "a", "2025-03-05T10:00")
    world.did("late", "a", "2025-03-06T10:00")
    world.today = day("2025-04-30")
    let count = try world.ask("count customers")
    #expect(count.figure("count") == .integer(3))
    let note =
      "1 customer starts after now (2025-04-30) and is not counted yet; neither is their 1 event or message."
    #expect(count.notes.contains(note))
    // The same in a question about records.
    let records = try world.ask("count a events")
    #expect(records.figure("count") == .integer(2) && records.notes.contains(note))
    #expect(try world.ask("measure count of a for customers").tables[0].numbers("count of a") == [2])
    let months = try world.ask("trend count by month").tables[0]
    #expect(months.texts("month") == ["2025-01", "2025-02", "2025-03", "2025-04"])
    #expect(months.numbers("count") == [1, 1, 2, 2])
    world.today = day("2025-05-31")
    #expect(try world.ask("count customers").figure("count") == .integer(4))
  }

  @Test func everyStepNeedsSeveral() {
    #expect(
      world.errors("count customers where did trial all in 2025-03").contains { $0.contains("only one") })
  }
}
