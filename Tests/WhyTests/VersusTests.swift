import DataModel
import Session
import SourceText
import Testing
import Worlds

/// `words` and `compare`, compared with counts over the rows themselves.
@Suite struct VersusTests {
  private func said(_ market: Market, _ word: String?, _ belongs: (Market.Person) -> Bool) -> Int {
    let people = market.messages.filter { message in
      word.map { message.what.split(separator: " ").contains(Substring($0)) } ?? true
    }.map(\.person)
    return Set(people).count { belongs(market.people[$0]) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func wordsCountPeople(seed: UInt64) throws {
    let market = Market(people: 150, seed: seed)
    var session = market.session
    let answer = try session.ask("words for customers where churned versus customers where not churned")
    let left = { (person: Market.Person) in person.churned != nil }
    #expect(answer.number("first speakers") == said(market, nil, left))
    #expect(answer.number("second speakers") == said(market, nil) { !left($0) })
    var shown: Set<String> = []
    for (table, isFirst) in zip(answer.tables, [true, false]) {
      for row in table.rows {
        let word = try #require(row[0].value.text)
        shown.insert(word)
        #expect(row[2].value.integer == said(market, word) { left($0) == isFirst })
        #expect(row[4].value.integer == said(market, word) { left($0) != isFirst })
      }
    }
    #expect(shown == Set(Market.vocabulary.filter { said(market, $0) { _ in true } > 1 }))
    #expect(answer.quotes.count == shown.count)
    #expect(answer.quotes.allSatisfy { !$0.marks.isEmpty })
  }

  @Test func mirrored() throws {
    var session = Market(people: 120, seed: 7).session
    let one = try session.ask("words for customers where churned versus customers where not churned")
    let other = try session.ask("words for customers where not churned versus customers where churned")
    for (left, right) in [(0, 1), (1, 0)] {
      #expect(
        one.tables[left].rows.map { $0.map(\.value) } == other.tables[right].rows.map { $0.map(\.value) })
    }
  }

  @Test func aGroupInsideAnotherIsComparedWithTheRest() throws {
    var session = Market(people: 120, seed: 8).session
    let rest = try session.ask("words for customers where churned versus customers where not churned")
    let whole = try session.ask("words for customers where churned versus customers")
    let values = { (answer: Answer) in answer.tables.map { $0.rows.map { $0.map(\.value) } } }
    #expect(values(rest) == values(whole))
    let compared = try session.ask("compare customers versus customers where churned")
    #expect(compared.number("first") == rest.number("second people"))
  }

  @Test func peopleInBothAreLeftOut() throws {
    let market = Market(people: 120, seed: 9)
    var session = market.session
    let answer = try session.ask("compare customers where flag versus customers where plan is pro")
    #expect(answer.number("first") == market.people.count { $0.flag && $0.plan != "pro" })
    #expect(answer.number("second") == market.people.count { !$0.flag && $0.plan == "pro" })
    let both = market.people.count { $0.flag && $0.plan == "pro" }
    #expect(answer.notes.contains { $0.hasPrefix("\(both) people are in both") })
  }

  @Test(arguments: [4, 5] as [UInt64]) func comparedShares(seed: UInt64) throws {
    let market = Market(people: 150, seed: seed)
    var session = market.session
    let answer = try session.ask("compare customers where flag versus customers where not flag")
    let from = Market.lastDay - 89
    // What people did counts only for those who were customers on all of these days.
    func isThere(_ person: Int) -> Bool {
      market.people[person].signup <= from && market.people[person].churned ?? .max > Market.lastDay
    }
    for kind in Market.kinds {
      let doers = Set(market.events.filter { $0.what == kind && $0.day >= from }.map(\.person))
      let row = try #require(answer.row("did \(kind)"))
      for (column, flag) in [(1, true), (2, false)] {
        let group = market.people.indices.filter { market.people[$0].flag == flag && isThere($0) }
        let share = Double(group.count { doers.contains($0) }) / Double(group.count)
        #expect(abs(try #require(row[column].number) - share) < 1e-12)
      }
    }
    let days = try #require(answer.row("active days"))
    let group = market.people.indices.filter { market.people[$0].flag && isThere($0) }
    let active = group.map { person in
      Set(market.events.filter { $0.person == person && $0.day >= from }.map(\.day)).count
    }
    #expect(abs(try #require(days[1].number) - Double(active.reduce(0, +)) / Double(group.count)) < 1e-12)
  }

  /// Plans of which one loses many more people, and in which everybody behaves alike while they are there: what people did
  /// and said in the time that all of them had is no difference.
  @Test func groupsThatMoreHaveLeftBehaveAlike() throws {
    var found: [String] = []
    for seed in 1...12 as ClosedRange<UInt64> {
      var session = World(.simpson, people: 600, seed: seed).session
      let answer = try session.ask("compare customers where plan is p0 versus customers where plan is p1")
      let left = try #require(answer.row("churned"))
      #expect((left[4].number ?? 1) < 0.05)
      let findings = answer.tables.flatMap { table -> [String] in
        guard let q = table.columns.firstIndex(where: { $0.name == "q" }) else { return [] }
        return table.rows.filter { ($0[q].value.number ?? 1) < 0.05 }.compactMap { $0[0].value.text }
          .filter { $0.hasPrefix("did ") || $0 == "active days" || $0 == "spoke" || q > 4 }
      }
      if !findings.isEmpty { found.append("\(seed): \(findings)") }
    }
    #expect(found.count <= 1, "\(found)")
  }

  @Test func antisymmetric() throws {
    var session = Market(people: 150, seed: 6).session
    let one = try session.ask("compare customers where flag versus customers where not flag")
    let other = try session.ask("compare customers where not flag versus customers where flag")
    for (left, right) in zip(
      one.tables[0].rows + one.tables[1].rows, other.tables[0].rows + other.tables[1].rows)
    {
      #expect(left[0].value == right[0].value)
      #expect(left[1].value == right[2].value && left[2].value == right[1].value)
      if let difference = left[3].value.number {
        #expect(abs(difference + (right[3].value.number ?? .nan)) < 1e-12)
        #expect(abs((left[3].low ?? .nan) + (right[3].high ?? .nan)) < 1e-9)
      }
      if let q = left[4].value.number { #expect(abs(q - (right[4].value.number ?? .nan)) < 1e-12) }
    }
  }

  @Test func themVersusRest() throws {
    let market = Market(people: 100, seed: 10)
    var session = market.session
    let answer = try session.ask("segment customers where flag; compare them versus rest")
    #expect(answer.number("first") == market.people.count(where: \.flag))
    #expect(answer.number("second") == market.people.count { !$0.flag })
  }

  @Test func twoStretchesOfTheSamePeople() throws {
    let market = Market(people: 200, seed: 11)
    var session = market.session
    let (from, middle) = (Market.lastDay - 59, Market.lastDay - 29)
    let split = Market.date(middle)
    let answer = try session.ask("compare since \(split) versus before \(split) within 30 days")
    let through = market.people.indices.filter {
      market.people[$0].signup <= from && market.people[$0].churned ?? .max > Market.lastDay
    }
    #expect(answer.number("people") == through.count)
    #expect(answer.number("first days") == 30 && answer.number("second days") == 30)
    func share(_ kind: String, _ days: Range<Int>) -> Double {
      let doers = Set(market.events.filter { $0.what == kind && days.contains($0.day) }.map(\.person))
      return Double(through.count { doers.contains($0) }) / Double(through.count)
    }
    for kind in Market.kinds {
      let row = try #require(answer.row("did \(kind)"))
      #expect(abs(try #require(row[1].number) - share(kind, middle..<middle + 30)) < 1e-12)
      #expect(abs(try #require(row[2].number) - share(kind, from..<middle)) < 1e-12)
    }
    // Each listed word was said by somebody who is compared, in the period of their group.
    let words = answer.tables.suffix(2).map { $0.rows.compactMap { $0[0].value.text } }
    #expect(answer.quotes.map(\.caption) == words.joined().map { "says “\($0)”" })
    for (number, quote) in answer.quotes.enumerated() {
      let days = number < words[0].count ? middle..<middle + 30 : from..<middle
      #expect(
        market.messages.contains { message in
          market.people[message.person].id == quote.customer && days.contains(message.day)
            && message.what == quote.text && through.contains(message.person)
        }, "\(quote.text)")
    }
  }

  @Test func nobodyToCompare() throws {
    var session = Market(people: 20, seed: 12).session
    for statement in [
      "words for customers where signup before 2020-01-01 versus customers",
      "compare customers where signup before 2020-01-01 versus customers where signup before 2019-01-01",
      "compare customers versus customers", "words for customers versus customers",
    ] {
      let answer = try session.ask(statement)
      #expect(answer.notes.contains { $0.hasPrefix("There are no") }, "\(statement)")
    }
    let before = try session.ask("compare in 2019-Q2 versus in 2019-Q1")
    #expect(before.number("people") == 0)
    #expect(before.notes.contains { $0.hasPrefix("Nobody was") })
  }
}
