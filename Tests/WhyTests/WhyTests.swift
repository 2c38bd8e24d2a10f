import DataModel
import Session
import SourceText
import Testing

/// `why` and the proof, compared with counts over the rows themselves.
@Suite struct WhyTests {
  /// A person on a day; the days that count are those from `from` to the day before.
  private struct Sight: Hashable {
    let person: Int
    let from: Int
    let day: Int
  }

  /// Each case with its comparison people, as documented.
  private func sets(_ market: Market, days: Int, lead: Int = 0) -> [[Sight]] {
    market.people.indices.compactMap { own in
      guard let churned = market.people[own].churned else { return nil }
      let (id, start) = (market.people[own].id, market.people[own].signup)
      let tenure = churned - start
      let order = SeededOrder(seed: 1)
      let point = order.point(of: id.utf8)
      let others = market.people.indices.filter { other in
        let person = market.people[other]
        return other != own && person.signup + tenure <= min(Market.lastDay, person.churned ?? .max)
      }
      let nearest = others.sorted { left, right in
        let distances = [left, right].map { abs(market.people[$0].signup - start) }
        if distances[0] != distances[1] { return distances[0] < distances[1] }
        let places = [left, right].map { order.place(of: market.people[$0].id.utf8) &- point }
        return places[0] < places[1]
      }
      if nearest.isEmpty { return nil }
      return ([own] + nearest.prefix(5)).map { person in
        let end = market.people[person].signup + tenure - lead
        return Sight(person: person, from: end - max(0, min(days, tenure - lead)), day: end)
      }
    }
  }

  /// If nothing is significant, no table says that something goes with it; with a limit, the largest differences are shown.
  @Test func nothingBeyondChanceGoesWithIt() throws {
    var session = Market(people: 200, seed: 24).session(limits: .screen)
    let shown = try session.ask("why churned limit 3")
    #expect(shown.number("findings") == 0)
    #expect(shown.tables[0].title == "Largest differences, none of them beyond chance")
    #expect(shown.tables[0].rows.count == 3)
  }

  /// For people who said nothing, it is not a finding that they gave no feedback, in any channel or words.
  @Test func whatTheConditionSays() throws {
    var session = Market(people: 300, seed: 25).session
    let answer = try session.ask("why (churned and said nothing in 90 days before churned_at)")
    let found = answer.tables[0].rows.compactMap { $0[0].value.text }
    #expect(!found.isEmpty && !found.contains { $0.hasPrefix("said ") || $0.hasPrefix("gave feedback") })
    let apart = answer.tables[1].rows.compactMap { $0[0].value.text }
    #expect(apart.contains { $0.hasPrefix("gave feedback") })
  }

  @Test(
    arguments: [21, 22, 23] as [UInt64], [(days: 90, lead: 0), (days: 45, lead: 0), (days: 60, lead: 14)])
  func countsBeforeTheMoment(seed: UInt64, over: (days: Int, lead: Int)) throws {
    let market = Market(people: 300, seed: seed)
    var session = market.session
    let answer = try session.ask(
      "why churned over last \(over.days) days" + (over.lead > 0 ? " ending \(over.lead) days before" : ""))
    #expect(answer.number("days") == over.days)
    let sets = sets(market, days: over.days, lead: over.lead)
    let (cases, others) = (sets.map { $0[0] }, sets.flatMap { $0.dropFirst() })
    let people = (Set(cases.map(\.person)).count, Set(others.map(\.person)).count)
    #expect(answer.number("with") == people.0)
    #expect(answer.number("without") == people.1)
    #expect(answer.number("comparisons") == others.count)
    func expect(_ name: String, _ records: [Market.Record], _ fits: (String) -> Bool) {
      let days = Dictionary(grouping: records.filter { fits($0.what) }, by: \.person).mapValues {
        $0.map(\.day)
      }
      func has(_ sight: Sight) -> Bool {
        days[sight.person]?.contains { (sight.from..<sight.day).contains($0) } ?? false
      }
      let counts = (
        Set(cases.filter(has).map(\.person)).count, Set(others.filter(has).map(\.person)).count
      )
      guard let row = answer.row(name) else {
        #expect(counts.0 + counts.1 < 5 || name.hasPrefix("said"), "\(name) \(counts)")
        return
      }
      #expect(row[8].integer == counts.0, "\(name)")
      #expect(row[9].integer == counts.1, "\(name)")
      // Almost all sets have five comparison people here; the difference is the mean of those of the sets.
      var (weighted, weights) = (0.0, 0.0)
      for set in sets {
        let others = Double(set.count - 1)
        let share = Double(set.dropFirst().count(where: has)) / others
        weighted += others / (others + 1) * ((has(set[0]) ? 1 : 0) - share)
        weights += others / (others + 1)
      }
      #expect(abs((row[3].number ?? 9) - weighted / weights) < 1e-12, "\(name)")
    }
    for kind in Market.kinds { expect("did \(kind)", market.events) { $0 == kind } }
    for word in Market.vocabulary {
      expect("said “\(word)”", market.messages) { $0.split(separator: " ").contains(Substring(word)) }
      expect("said “\(word) cat”", market.messages) { $0.contains("\(word) cat") }
    }
    let pro = cases.count { market.people[$0.person].plan == "pro" }
    #expect(answer.row("plan is pro")?[8].integer == pro)
  }

  /// The date is found behind other ways to write it.
  @Test(arguments: [
    "why churned_at is set", "define gone as churned_at is set; why gone", "why not churned_at is missing",
  ])
  func theDateIsFound(statement: String) throws {
    let market = Market(people: 200, seed: 24)
    var (session, other) = (market.session, market.session)
    let expected = try session.ask("why churned")
    let answer = try other.ask(statement.replacing("; ", with: "\n"))
    #expect(answer.summary.map(\.value) == expected.summary.map(\.value))
    #expect(
      answer.tables.map { $0.rows.map { $0.map(\.value) } }
        == expected.tables.map { $0.rows.map { $0.map(\.value) } })
  }

  @Test func tooFewCasesAreRefused() throws {
    let market = Market(people: 60, seed: 25, leaving: 0.0002)
    var session = market.session
    let leavers = market.people.count { $0.churned != nil }
    #expect(leavers > 0 && leavers < 10)
    let answer = try session.ask("why churned")
    #expect(answer.tables.isEmpty)
    #expect(answer.notes.contains { $0.contains("fewer than 10") })
  }

  /// If nothing is found, the answer says what size of effect it could have found.
  @Test func nothingStandsOut() throws {
    var session = Market(people: 200, seed: 26).session
    let answer = try session.ask("why churned")
    let (with, without) = (Double(answer.number("with") ?? 1), Double(answer.number("without") ?? 1))
    let points = Int((196 * (0.25 / with + 0.25 / without).squareRoot()).rounded())
    #expect(answer.number("findings") == 0)
    #expect(answer.notes.contains { $0.contains("differences under about \(points) points would be missed") })
  }

  @Test func whatTheQuestionNamesIsApart() throws {
    var session = Market(people: 300, seed: 31).session
    let answer = try session.ask("why churned")
    #expect(answer.tables.first?.rows.contains { $0[0].value == .text("churned_at is missing") } == false)
    let other = try session.ask("why did order")
    #expect(other.tables.first?.rows.contains { $0[0].value == .text("did order") } == false)
    let spoken = try session.ask("why mentioned trust")
    #expect(
      spoken.tables.first?.rows.contains { $0[0].value.text?.contains("trust") ?? false } == false)
  }

  /// An attribute that repeats the outcome is listed separately with all its values, even if the comparison people leave
  /// later and have it already; one that some of those who stay have too is a finding.
  @Test func whatRepeatsTheOutcomeIsApart() throws {
    let market = Market(people: 300, seed: 35)
    let number = { (person: Market.Person) in Int(person.id.dropFirst()) ?? 0 }
    let left = { (person: Market.Person) in person.churned != nil }
    var session = market.session([
      ("status", { left($0) ? "canceled" : number($0) % 3 == 0 ? "trial" : "active" }),
      ("gone", { "\(left($0))" }),
      ("reason", { left($0) ? ["price", "bugs"][number($0) % 2] : "" }),
      ("renewal", { left($0) ? "" : ["may", "june"][number($0) % 2] }),
      ("stage", { left($0) && number($0) % 4 > 0 || number($0) % 11 == 0 ? "late" : "early" }),
    ])
    let answer = try session.ask("why churned")
    let apart = try #require(answer.tables.first { $0.title?.contains("part of it") ?? false })
    let others = answer.tables.filter { $0.title != apart.title }
    func names(_ tables: [Answer.Table]) -> Set<String> {
      Set(
        tables.flatMap(\.rows).compactMap { $0[0].value.text?.split(separator: " ").first.map(String.init) })
    }
    #expect(names([apart]).isSuperset(of: ["status", "gone", "reason", "renewal"]))
    #expect(names(others).isDisjoint(with: ["status", "gone", "reason", "renewal"]))
    #expect(names(others).contains("stage") && !names([apart]).contains("stage"))
    // Without a date, the others are all who do not have the attribute.
    let undated = try session.ask("why stage is late")
    #expect(names(undated.tables.filter { $0.title?.hasPrefix("Goes") ?? false }).contains("stage") == false)
  }

  /// A number with few values is grouped by value, since its quartiles would be equal; a value that too few lack is no
  /// trait.
  @Test func numbersOfTwoValues() throws {
    let rows = (0..<200).map { person in
      "\(person),\(person % 3 == 0),\(person % 3 == 0 || person % 7 == 0 ? 1 : 0),\(person < 3 ? "" : "\(person)")\n"
    }
    let files = [
      "shop.heed": "load customers from \"customers.csv\"\n  key id\n",
      "customers.csv": rows.reduce("id,gone,senior,spend\n", +),
    ]
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
    #expect(session.open("shop.heed").allSatisfy { !$0.failed })
    let answer = try session.ask("why gone")
    // There are no segments, and so no column for the difference within them.
    let senior = try #require(answer.row("senior is 1"))
    #expect(senior[7] == .integer(67) && senior[8] == .integer(19))
    #expect(answer.row("senior is 0")?[7] == .integer(0))
    #expect(answer.row("spend is missing") == nil)
  }

  /// A condition without a date is compared among today's customers over the last 90 days; a note says that causes may be
  /// later.
  @Test func withoutADate() throws {
    let market = Market(people: 300, seed: 32)
    var session = market.session
    let answer = try session.ask("why flag")
    let current = market.people.indices.filter { market.people[$0].churned == nil }
    #expect(answer.number("with") == current.count { market.people[$0].flag })
    #expect(answer.number("days") == 90)
    #expect(answer.reading.contains("may have come after"))
    let orderers = Set(
      market.events.filter { $0.what == "order" && $0.day > Market.lastDay - 90 }.map(\.person))
    #expect(
      answer.row("did order")?[8].integer == current.count { market.people[$0].flag && orderers.contains($0) }
    )
  }

  @Test func fewPeopleAreSaid() throws {
    var session = Market(people: 12, seed: 33, leaving: 0.002).session
    for statement in [
      "why churned", "why churned among customers where signup before 2020-01-01", "why flag and not flag",
      "why churned among customers where churned", "why did login then order within 7 days",
      "why churned and did order at least 2 times or mentioned trust", "why never did order",
    ] {
      let answer = try session.ask(statement)
      #expect(!answer.notes.isEmpty, "\(statement)")
      for cell in answer.tables.flatMap(\.rows).flatMap({ $0 }) {
        #expect(cell.value.number?.isFinite ?? true)
      }
    }
  }

  /// A condition that comes true soon after the start is compared by what was there until then.
  @Test func newcomersAreCompared() throws {
    let market = Market(people: 300, seed: 34)
    var session = market.session
    let answer = try session.ask("why did login within 20 days of signup")
    let early = market.people.indices.filter { person in
      let days = market.people[person].signup...market.people[person].signup + 20
      return market.events.contains { $0.person == person && $0.what == "login" && days.contains($0.day) }
    }
    #expect(!early.isEmpty && answer.number("with") == early.count)
    let pro = early.count { market.people[$0].plan == "pro" }
    #expect(answer.row("plan is pro")?[8].integer == pro)
  }

  @Test func proof() throws {
    let market = Market(people: 80, seed: 41)
    var session = market.session
    let orders = { (person: Int) in market.events.count { $0.person == person && $0.what == "order" } }
    for (index, person) in market.people.enumerated().prefix(30) {
      let spoke = market.messages.contains { $0.person == index && $0.what.contains("trust") }
      let answer = try session.ask(
        "why person \(person.id) in customers where churned and mentioned trust and did order at least 2 times"
      )
      let holds = person.churned != nil && spoke && orders(index) >= 2
      #expect(answer.summary.first { $0.key == "holds" }?.value == .boolean(holds))
      let rows = answer.tables[0].rows.map { $0.map(\.value) }
      let order = try #require(rows.first { $0[0].text?.contains("did order") ?? false })
      #expect(order[1] == .boolean(orders(index) >= 2))
      if orders(index) > 1 { #expect(order[2].text?.hasPrefix("\(orders(index)) times") == true) }
      #expect(answer.quotes.count == (spoke ? 1 : 0))
      if let churned = person.churned {
        #expect(rows.contains { $0[2].text == "churned_at is \(Market.date(churned))" })
      }
    }
  }
}
