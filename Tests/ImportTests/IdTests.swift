import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// Ids that are one person's in two spellings: taken, offered, or told.
struct IdTests {
  private func shop(
    _ people: String, _ events: String, customers: (inout LoadSpec) -> Void = { _ in },
    events set: (inout LoadSpec) -> Void = { _ in }
  ) -> Shop {
    Shop(
      ["c.csv": people, "e.csv": "who,at\n" + events],
      [
        .customers(set: customers),
        .make(.events, "e.csv") {
          $0.customer = .init("who")
          $0.at = [.init("at")]
          $0.roles = [.init(name: .init("open"), at: [])]
          set(&$0)
        },
      ])
  }

  private func who(_ shop: Shop) -> [String] {
    shop.events.map { $0.split(separator: " ").dropLast(2).joined() }
  }

  /// What is no part of an id is taken away, and said.
  @Test func guardsAndBlanks() {
    let shop = shop(
      "id\n=\"00123\"\n'+4915\n\u{A0}c 3\u{200B}\n'Ann\n",
      "00123,2025-01-01\n+4915,2025-01-02\n c 3\u{202F},2025-01-03\n'Ann,2025-01-04\n\"=\"\"00123\"\"\",2025-01-05\n"
    )
    #expect(shop.attribute("id") == ["00123", "+4915", "c 3", "'Ann"])
    #expect(shop.messages == "")
    #expect(shop.result.report.customers == 4 && shop.events.count == 5)
    #expect(
      shop.reported("id")?.remark == "2 ids read without what stands round them, as =\"00123\" for 00123")
    let both = self.shop("id,x\n'+1,a\n+1,b\n", "+1,2025-01-01\n")
    #expect(both.attribute("id") == ["'+1", "+1"])
    #expect(both.codes.contains(.conflictingKey))
  }

  @Test(arguments: [
    ("id\nAda@x.test\nbo@x.test\n", "ada@X.test", LoadSpec.IdRule.foldCase, "ids fold case"),
    ("id\n00123\nx\n", "123", .withoutZeros, "ids without zeros"),
    ("id\n101\nx\n", "101.0", .withoutZeros, "ids without zeros"),
    ("id\n0015000000Gv7qJ\nx\n", "0015000000Gv7qJAAR", .first(15), "ids first 15 characters"),
    ("id\n0015000000Gv7qJAAR\nx\n", "0015000000Gv7qJ", .first(15), "ids first 15 characters"),
  ])
  func nearMissesAreOfferedAndTaken(people: String, id: String, rule: LoadSpec.IdRule, line: String) {
    let apart = shop(people, "\(id),2025-01-01\nx,2025-01-01\n")
    #expect(apart.messages.hasPrefix("who of e.csv does not fit the customers: of 2 different ids"))
    let known = people.split(separator: "\n")[1]
    #expect(apart.diagnostics[0].notes.first?.hasSuffix(": \(id) is \(known).") == true)
    #expect(apart.store?.customers.known.population == 2)
    let fit = apart.result.report.files[1].fit
    #expect(fit?.ids == 2 && fit?.nearMisses.map(\.rule) == [rule] && fit?.nearMisses.map(\.count) == [1])
    for isInCustomers in [true, false] {
      let one = shop(
        people, "\(id),2025-01-01\nx,2025-01-01\n", customers: { if isInCustomers { $0.idRules = [rule] } },
        events: { if !isInCustomers { $0.idRules = [rule] } })
      #expect(one.messages == "" || people.contains("bo@"))
      #expect(who(one).contains(String(known)))
      // The record keeps the id as its file has it.
      let run = one.store?.events.runs[0]
      #expect(run?.property(named: "who").map { spelt($0.scalar(at: 0, zone: .utc), .utc) } == id)
    }
  }

  @Test func unknownIdsOfOneFormAreOnePerson() {
    let shop = shop(
      "id\na\n", "NEW@x,2025-01-01\nnew@X,2025-01-02\n", events: { $0.idRules = [.foldCase] })
    #expect(who(shop) == ["NEW@x", "NEW@x"])
  }

  /// Never made one where two people of one file would be.
  @Test func idsThatCollideStayApart() {
    let shop = shop(
      "id,x\nAbc,1\nabc,2\nDef,3\n", "ABC,2025-01-01\nabc,2025-01-02\ndef,2025-01-03\n",
      customers: { $0.idRules = [.foldCase] })
    #expect(shop.attribute("x") == ["1", "2", "3", "-"])
    #expect(who(shop) == ["abc", "Def", "ABC"])
    #expect(
      shop.messages.hasPrefix(
        "the rules for ids would make one of several ids of c.csv, so these stay apart: Abc, abc"))
  }

  @Test func customersFilesAreMergedByTheRules() {
    let shop = Shop(
      ["c.csv": "id,x\nA@x,1\n", "d.csv": "id,y\na@X,2\n"],
      [.customers { $0.idRules = [.foldCase] }, .customers("d.csv")])
    #expect(shop.attribute("id") == ["A@x"] && shop.attribute("y") == ["2"])
    #expect(shop.messages == "")
  }

  @Test func peopleFoundByAnotherColumn() {
    let people = "id,email\n1,ann@x\n2,Bo@x\n3,cy@x\n4,cy@x\n5,\n"
    let events = "ann@x,2025-01-01\nbo@x,2025-01-02\ncy@x,2025-01-03\nnew@x,2025-01-04\n"
    let exact = shop(people, events, events: { $0.customerBy = .init("EMAIL") })
    #expect(who(exact) == ["1", "bo@x", "new@x", "?"])
    #expect(
      exact.messages.hasPrefix(
        "several customers have the same EMAIL, so rows of e.csv with it are nobody's: cy@x"))
    let folded = shop(
      people, events,
      events: {
        $0.customerBy = .init("email")
        $0.idRules = [.foldCase]
      })
    #expect(who(folded) == ["1", "2", "new@x", "?"])
    #expect(
      shop(people, events, events: { $0.customerBy = .init("mail") }).messages == "c.csv has no column mail")
    // Whoever is left out is left out by that column too.
    let out = shop(
      people, events, customers: { $0.condition = .not(.test(.init("id"), .oneOf([.text("1")]))) },
      events: { $0.customerBy = .init("email") })
    #expect(!who(out).contains("ann@x") && out.result.report.files[1].rowsLeftOut == 1)
  }

  @Test func scientificIdsAreWarnedOf() {
    let shop = shop("id\n1234567890123456789\n", "1.23457E+18,2025-01-01\n")
    #expect(shop.messages.contains("who holds ids in scientific notation"))
  }
}
