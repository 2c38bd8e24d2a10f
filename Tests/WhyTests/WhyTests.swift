import DataModel
import Session
import SourceText
import Testing

/// `why` and the proof, against counts over the rows themselves.
@Suite struct WhyTests {
  /// Who is compared and from which day to which, as the pages say it.
  private func compared(_ market: Market, days: Int) -> [Int: (isInside: Bool, window: Range<Int>)] {
    let tenures = market.people.compactMap { person in person.churned.map { $0 - person.signup } }.sorted()
    var compared: [Int: (isInside: Bool, window: Range<Int>)] = [:]
    for (index, person) in market.people.enumerated() {
      let tenure: Int
      if let churned = person.churned {
        tenure = churned - person.signup
      } else {
        let donors = tenures.filter { $0 <= Market.lastDay - person.signup }
        guard !donors.isEmpty else { continue }
        tenure = donors[Int(lot(1, person.id) % UInt64(donors.count))]
      }
      guard tenure >= days else { continue }
      let moment = person.signup + tenure
      compared[index] = (person.churned != nil, moment - days..<moment)
    }
    return compared
  }

  private func lot(_ seed: UInt64, _ id: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var random = SplitMix(hash &+ seed &* 0x9E37_79B9_7F4A_7C15)
    return random.next()
  }

  @Test(arguments: [21, 22, 23] as [UInt64], [nil, 45] as [Int?])
  func countsBeforeTheMoment(seed: UInt64, days: Int?) throws {
    let market = Market(people: 400, seed: seed)
    var session = market.session
    let answer = try session.ask("why churned" + (days.map { " over last \($0) days" } ?? ""))
    #expect(answer.number("days") == days ?? 90)
    let compared = compared(market, days: days ?? 90)
    #expect(answer.number("with") == compared.values.count(where: \.isInside))
    #expect(answer.number("without") == compared.values.count { !$0.isInside })
    func count(_ records: [Market.Record], _ isInside: Bool, _ fits: (String) -> Bool) -> Int {
      let people = records.filter { record in
        compared[record.person].map { $0.isInside == isInside && $0.window.contains(record.day) } ?? false
          && fits(record.what)
      }.map(\.person)
      return Set(people).count
    }
    func expect(_ name: String, _ records: [Market.Record], _ fits: (String) -> Bool) {
      let counts = (count(records, true, fits), count(records, false, fits))
      let row = answer.row(name)
      let spoke = (count(market.messages, true) { _ in true }, count(market.messages, false) { _ in true })
      let isCommon = name.hasPrefix("said") && counts.0 * 8 >= spoke.0 && counts.1 * 8 >= spoke.1
      let isCandidate =
        counts.0 + counts.1 >= 5 && counts.0 + counts.1 < compared.count && !isCommon
      #expect((row != nil) == isCandidate, "\(name) \(counts)")
      guard let row else { return }
      #expect(row[7].integer == counts.0, "\(name)")
      #expect(row[8].integer == counts.1, "\(name)")
    }
    for kind in Market.kinds { expect("did \(kind)", market.events) { $0 == kind } }
    for word in Market.vocabulary {
      expect("said “\(word)”", market.messages) { $0.split(separator: " ").contains(Substring(word)) }
      expect("said “\(word) cat”", market.messages) { $0.contains("\(word) cat") }
    }
    let pro = compared.filter { market.people[$0.key].plan == "pro" }
    #expect(answer.row("plan is pro")?[7].integer == pro.values.count(where: \.isInside))
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

  /// A number of a few values is taken by its values, whose quartiles would be one; what too few people lack is no trait.
  @Test func numbersOfTwoValues() throws {
    let rows = (0..<200).map { person in
      "\(person),\(person % 3 == 0),\(person % 3 == 0 || person % 7 == 0 ? 1 : 0),\(person < 3 ? "" : "\(person)")\n"
    }
    let files = [
      "shop.heed": "load customers from \"customers.csv\"\n  key id\n",
      "customers.csv": rows.reduce("id,gone,senior,spend\n", +),
    ]
    var session = Session(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
    #expect(session.open("shop.heed").allSatisfy { !$0.failed })
    let answer = try session.ask("why gone")
    let senior = try #require(answer.row("senior is 1"))
    #expect(senior[7] == .integer(67) && senior[8] == .integer(19))
    #expect(answer.row("senior is 0")?[7] == .integer(0))
    #expect(answer.row("spend is missing") == nil)
  }

  /// What has no date counts all data, and says that it may have come after.
  @Test func withoutADate() throws {
    let market = Market(people: 200, seed: 32)
    var session = market.session
    let answer = try session.ask("why flag")
    #expect(answer.number("with") == market.people.count(where: \.flag))
    #expect(answer.summary.first { $0.key == "days" }?.value == .missing)
    #expect(answer.reading.contains("may have come after"))
    let orderers = Set(market.events.filter { $0.what == "order" }.map(\.person))
    #expect(answer.row("did order")?[7].integer == orderers.count { market.people[$0].flag })
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

  /// What comes about soon after the start leaves nobody out for having been there for less.
  @Test func newcomersAreCompared() throws {
    let market = Market(people: 300, seed: 34)
    var session = market.session
    let answer = try session.ask("why did login within 20 days of signup")
    let early = market.people.indices.filter { person in
      let days = market.people[person].signup...market.people[person].signup + 20
      return market.events.contains { $0.person == person && $0.what == "login" && days.contains($0.day) }
    }
    #expect(!early.isEmpty && answer.number("with") == early.count)
    #expect((answer.number("without") ?? 0) > 0 && answer.number("days") == 30)
    #expect(answer.notes.contains { $0.contains("less than 30 days after their start") })
    // Few can have done much by then, but what they are is compared.
    let pro = early.count { market.people[$0].plan == "pro" }
    #expect(answer.row("plan is pro")?[7].integer == pro)
    // Where somebody was there for so long, those who were not are left out.
    let later = try session.ask("why did login within 20 days of signup over last 10 days")
    #expect((later.number("with") ?? 0) < early.count)
  }

  /// Leaving has nothing to do with anything in these markets: what chance shows as a behaviour or a word stays rare.
  @Test func chanceIsSeldomAFinding() throws {
    var runs = 0
    for seed in 1...200 as ClosedRange<UInt64> {
      var session = Market(people: 90, seed: 1000 + seed, leaving: 0.003).session
      let answer = try session.ask("why churned over last 60 days")
      let found = answer.tables.first?.rows.contains { row in
        guard let q = row[4].value.number, let kind = row[5].value.text else { return false }
        return q < 0.05 && !["attribute", "missing", "band"].contains(kind)
      }
      if found ?? false { runs += 1 }
    }
    #expect(runs <= 18)
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
