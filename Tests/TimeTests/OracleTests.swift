import DataModel
import Testing

/// Random workspaces: answers are compared with counts person by person.
struct OracleTests {
  private static func world(_ seed: Int) -> World {
    var dice = Dice(UInt64(seed))
    var world = World()
    world.zone = ["UTC", "Asia/Taipei", "America/New_York"][dice.roll(3)]
    world.weekStart = dice.roll(2) == 0 ? "monday" : "sunday"
    // The clocks in New York change on 9 March 2025.
    let first = day("2025-02-20")
    if dice.roll(2) == 0 { world.today = first.adding(days: 25 + dice.roll(10)) }
    let hasDays = dice.roll(3) == 0
    for number in 0..<12 {
      let id = "p\(number)"
      var person = World.Person(id: id)
      if dice.roll(5) > 0 { person.start = first.adding(days: dice.roll(30)) }
      if dice.roll(4) == 0 { person.end = first.adding(days: 10 + dice.roll(30)) }
      person.plan = dice.roll(2) == 0 ? "free" : "pro"
      world.people.append(person)
      for _ in 0..<dice.roll(10) {
        // There are few different times, so that many are equal.
        let minute = hasDays && dice.roll(3) == 0 ? nil : dice.roll(4) * 360 + dice.roll(2)
        world.records.append(
          World.Record(
            who: id, kind: ["a", "b", "c", "d"][dice.roll(4)], day: first.adding(days: dice.roll(30)),
            minute: minute, text: nil))
      }
    }
    // Every kind occurs, so that every name resolves.
    for (place, kind) in ["a", "b", "c", "d"].enumerated() {
      world.records.append(
        World.Record(who: "p\(place)", kind: kind, day: first.adding(days: 2 + place), minute: 600, text: nil)
      )
    }
    return world
  }

  @Test(arguments: 0..<60) func funnels(seed: Int) throws {
    let world = Self.world(seed)
    let naive = Naive(world)
    var session = world.session
    for (text, funnel) in [
      ("funnel a then b then c", Naive.Funnel(steps: ["a", "b", "c"])),
      ("funnel a then b then c within 3 days", Naive.Funnel(steps: ["a", "b", "c"], days: 3)),
      ("funnel a then b within 5 days without d", Naive.Funnel(steps: ["a", "b"], days: 5, without: "d")),
      ("funnel a then a then b within 7 days", Naive.Funnel(steps: ["a", "a", "b"], days: 7)),
      ("funnel a then b then c strict", Naive.Funnel(steps: ["a", "b", "c"], isStrict: true)),
      ("funnel c within 2 days", Naive.Funnel(steps: ["c"], days: 2)),
    ] {
      let found = naive.people.map { naive.depth(of: $0.id, funnel) }
      let answer = try world.ask(text, &session)
      let table = answer.tables[0]
      let people = funnel.steps.indices.map { step in found.count { $0.reached > step } }
      #expect(table.numbers("people") == people, "\(text)")
      #expect(people == people.sorted(by: >))
      #expect(answer.isFinite)
      guard funnel.days != nil else { continue }
      let pending = funnel.steps.indices.map { step in found.count { $0.reached == step + 1 && $0.isPending }
      }
      #expect(table.numbers("pending") == pending, "\(text)")
      // Shares without pending attempts are about attempts that are over, whatever became of the others.
      let settled = funnel.steps.indices.map { step in found.count { $0.settled > step } }
      let shares = settled.indices.map { step in
        step == 0 || settled[step - 1] == 0 ? nil : Double(settled[step]) / Double(settled[step - 1])
      }
      #expect(table.shares("not pending") == shares, "\(text)")
      let longest = table.shares("q3 days").compactMap { $0 }.max() ?? 0
      #expect(longest <= Double(funnel.days ?? 0))
      // `them` are the people who stopped at the largest drop.
      let lost = funnel.steps.indices.dropLast().map { step in
        found.count { $0.reached == step + 1 && !$0.isPending }
      }
      let them = try world.ask("\(text); count them", &session)
      #expect(them.figure("count") == .integer(Int64(lost.max() ?? 0)), "\(text)")
    }
  }

  @Test(arguments: 0..<40) func retentions(seed: Int) throws {
    let world = Self.world(seed)
    let naive = Naive(world)
    var session = world.session
    for (text, kind, first, unit, periods, calendar, later) in [
      ("retention of b by week for 3 weeks from signup", "b", nil, TimeSpan.Unit.week, 3, false, false),
      ("retention of b by calendar week for 3 weeks from signup", "b", nil, .week, 3, true, false),
      ("retention of a by day for 6 days from first a", "a", "a", .day, 6, false, false),
      ("retention of a by day for 6 days on or after from first a", "a", "a", .day, 6, false, true),
      ("retention of c by month for 1 month from first b", "c", "b", .month, 1, false, false),
    ] as [(String, String, String?, TimeSpan.Unit, Int, Bool, Bool)] {
      let cells = naive.retention(kind, from: first, unit, periods, calendar: calendar, later: later)
      let answer = try world.ask(text, &session)
      let table = answer.tables[0]
      let cohorts = cells.keys.sorted()
      #expect(
        table.texts("started")
          == cohorts.map { $0.label(of: unit, weekStart: world.weekStart == "sunday" ? 7 : 1) }, "\(text)")
      for k in 0...periods {
        let name = "\(unit.rawValue) \(k)"
        #expect(table.numbers("\(name) of") == cohorts.map { cells[$0]?[k].over }, "\(text), \(k)")
        #expect(table.numbers("\(name) n") == cohorts.map { cells[$0]?[k].back }, "\(text), \(k)")
        // A period that is over for nobody is empty, not zero.
        for (share, of) in zip(table.shares(name), table.numbers("\(name) of")) {
          #expect((share == nil) == (of == 0))
          #expect(share ?? 0 <= 1)
        }
      }
      #expect(answer.isFinite)
    }
  }

  @Test(arguments: 0..<40) func lifecyclesAndTrends(seed: Int) throws {
    let world = Self.world(seed)
    let naive = Naive(world)
    var session = world.session
    for unit in [TimeSpan.Unit.day, .week, .month] {
      let periods = naive.periods("b", unit)
      let table = try world.ask("lifecycle of b by \(unit.rawValue)", &session).tables[0]
      let expected = periods.map { naive.lifecycle("b", unit, in: $0) }
      for (index, name) in ["active", "new", "returning", "resurrected", "dormant"].enumerated() {
        #expect(table.numbers(name) == expected.map { $0[index] }, "\(name) by \(unit)")
      }
      let (active, kept) = (table.numbers("active"), table.numbers("returning"))
      let (new, back, gone) = (
        table.numbers("new"), table.numbers("resurrected"), table.numbers("dormant")
      )
      for row in active.indices {
        guard let n = new[row], let k = kept[row], let b = back[row], let g = gone[row] else { continue }
        #expect(active[row] == n + k + b)
        if row > 0 { #expect(active[row - 1] == k + g) }
      }

      let counts = try world.ask("trend count of b by \(unit.rawValue)", &session).tables[0]
      #expect(
        counts.numbers("count of b")
          == periods.map { period in
            naive.ofPeople(doing: "b").count { naive.start($0.day, unit) == period }
          })
      let doing = try world.ask("trend customers doing b by \(unit.rawValue)", &session).tables[0]
      #expect(doing.numbers("customers doing b") == active)

      let rate = try world.ask("trend rate of (did b) by \(unit.rawValue)", &session).tables[0]
      let never = try world.ask("trend rate of (not did b) by \(unit.rawValue)", &session).tables[0]
      let there = periods.map { naive.customers(in: $0, unit) }
      let hits = zip(periods, there).map { period, people in
        people.count { naive.did($0, "b", in: period, unit) }
      }
      #expect(rate.numbers("rate of (did b) of") == there.map(\.count))
      #expect(rate.numbers("rate of (did b) n") == hits)
      // The general algorithm agrees with the special one.
      #expect(never.numbers("rate of (not did b) n") == zip(there, hits).map { $0.count - $1 })
      #expect(
        rate.column("finished")
          == periods.map {
            .boolean(naive.isOver($0.adding(TimeSpan(1, unit)).adding(days: -1)))
          })
    }
  }

  @Test(arguments: 0..<40) func survivals(seed: Int) throws {
    let world = Self.world(seed)
    let naive = Naive(world)
    var session = world.session
    for (text, kind) in [("churned", nil), ("(did b)", "b")] as [(String, String?)] {
      for plan in ["free", "pro"] {
        let watches = naive.people.filter { $0.plan == plan }.compactMap { naive.watch($0, until: kind) }
        let answer = try world.ask("survival of \(text) by day for 20 days for \(plan)", &session)
        #expect(answer.figure("people") == .integer(Int64(watches.count)), "\(text)")
        #expect(answer.figure("happened") == .integer(Int64(watches.count(where: \.happened))))
        let table = answer.tables[0]
        let days = table.numbers("day").compactMap { $0 }
        #expect(days == Array(0..<days.count))
        #expect(table.numbers("at risk") == days.map { day in watches.count { $0.days >= day } })
        for (day, share) in zip(days, table.shares("not yet")) {
          #expect(abs((share ?? -1) - naive.left(watches, after: day)) < 1e-9, "\(text), \(day)")
        }
        #expect(answer.isFinite)
      }
    }
  }

  @Test(arguments: 0..<40) func paths(seed: Int) throws {
    let world = Self.world(seed)
    let naive = Naive(world)
    var session = world.session
    for (text, paths) in [
      ("paths after b for 2 steps", naive.people.compactMap { naive.path(of: $0.id, after: "b", 2) }),
      ("paths before b for 2 steps", naive.people.compactMap { naive.path(of: $0.id, before: "b", 2) }),
    ] {
      var counts: [String: Int] = [:]
      for path in paths {
        let isAfter = text.contains("after")
        for level in 1...path.count {
          let part = isAfter ? path.prefix(level) : path.suffix(level)
          counts["\(level) " + part.joined(separator: " → "), default: 0] += 1
        }
      }
      let answer = try world.ask("\(text) limit 100", &session)
      let table = answer.tables[0]
      let found = zip(zip(table.numbers("step"), table.texts("path")), table.numbers("people")).map {
        ("\($0.0.0 ?? 0) \($0.0.1)", $0.1 ?? 0)
      }
      #expect(Dictionary(uniqueKeysWithValues: found) == counts, "\(text)")
      #expect(answer.figure("people") == .integer(Int64(paths.count)))
    }
  }
}
