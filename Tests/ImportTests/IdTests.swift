import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// Two spellings of one person's id: accepted, offered as a fix, or reported.
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

  /// Characters that are not part of an id are removed, and reported.
  @Test func guardsAndBlanks() {
    let shop = shop(
      "id\n=\"00123\"\n'+4915\n\u{A0}c 3\u{200B}\n'Ann\n",
      "00123,2025-01-01\n+4915,2025-01-02\n c 3\u{202F},2025-01-03\n'Ann,2025-01-04\n\"=\"\"00123\"\"\",2025-01-05\n"
    )
    #expect(shop.attribute("id") == ["00123", "+4915", "c 3", "'Ann"])
    #expect(shop.messages == "")
    #expect(shop.result.report.customers == 4 && shop.events.count == 5)
    #expect(
      shop.reported("id")?.assumed
        == "2 ids read without spreadsheet marks: “=\"00123\"” as 00123; 1 id read without the spaces around it: “\u{A0}c 3\u{200B}” as c 3"
    )
    let both = self.shop("id,x\n'+1,a\n+1,b\n", "+1,2025-01-01\n")
    #expect(both.attribute("id") == ["'+1", "+1"])
    #expect(both.codes.contains(.conflictingKey))
    // The same for an id with two kinds of guards.
    let guarded = self.shop("id,x\n\"=\"\"007\"\"\",a\n'007,b\n", "007,2025-01-01\n")
    #expect(guarded.attribute("id") == ["=\"007\"", "'007", "007"])
    #expect(guarded.codes.contains(.conflictingKey))
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
    let words = "of the 2 different ids in who of e.csv matches a customer except for the spelling"
    #expect(apart.messages == "1 \(words)")
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
      // The record keeps the id as it is in its file.
      let run = one.store?.events.runs[0]
      #expect(run?.property(named: "who").map { spelt($0.scalar(at: 0, zone: .utc), .utc) } == id)
    }
  }

  /// The order of rules does not matter: ids are cut to length before anything is removed from them.
  @Test func theOrderOfRulesDoesNotMatter() {
    let rules: [LoadSpec.IdRule] = [.foldCase, .withoutZeros, .first(15)]
    for all in [rules, rules.reversed(), [rules[1], rules[2], rules[0]], [rules[1], rules[2]]] {
      let shop = shop(
        "id\n001A000001abcde\nx\n", "001A000001abcdeXYZ,2025-01-01\nx,2025-01-01\n",
        customers: { $0.idRules = all })
      #expect(shop.messages == "" && who(shop) == ["001A000001abcde", "x"])
    }
  }

  /// Spellings that differ between two files and are accepted.
  @Test(arguments: [
    ("007", "'007", "1 id read without spreadsheet marks: “'007” as 007"),
    ("007", " 007 ", "1 id read without the spaces around it: “ 007 ” as 007"),
    (
      "\u{E9}mile", "e\u{301}mile",
      "1 id read with accents joined to their letters: “e\u{301}mile” as \u{E9}mile"
    ),
  ])
  func spellingsThatAreTaken(id: String, other: String, remark: String) {
    let shop = shop("id\n\(id)\nx\n", "\(other),2025-01-01\nx,2025-01-01\n")
    #expect(shop.result.report.customers == 2 && shop.messages == "")
    #expect(shop.reported("who")?.assumed.utf8.elementsEqual(remark.utf8) == true)
    let both = self.shop("id\n\(id)\n\(other)\n", "x,2025-01-01\n")
    #expect(both.result.report.files[0].people == (other.hasPrefix(" ") ? 1 : 2))
  }

  /// A record that nearly names a person who is left out of the customers: reported, and not offered as a customer; a rule
  /// then leaves it out as well.
  @Test func nearMissesOfPeopleLeftOut() throws {
    let people = "id,plan\nA1,free\nB2,pro\n"
    func left(_ spec: inout LoadSpec) {
      spec.condition = .test(.init("plan"), .oneOf([.text("pro")]))
    }
    let shop = shop(people, "a1,2025-01-01\nA1,2025-01-02\nB2,2025-01-02\nb2,2025-01-02\n", customers: left)
    #expect(
      shop.messages
        == "1 of the 3 different ids in who of e.csv matches a customer and 1 matches somebody left out of the customers, except for the spelling"
    )
    let told = try #require(shop.diagnostics.first)
    #expect(
      told.notes.contains(
        "1 would be left out by the customers' `where` with other capitalization: a1 is A1."))
    #expect(who(shop).sorted() == ["B2", "a1", "b2"])
    let ruled = self.shop(
      people, "a1,2025-01-01\nB2,2025-01-02\nb2,2025-01-02\n", customers: left,
      events: { $0.idRules = [.foldCase] })
    #expect(ruled.messages == "" && who(ruled) == ["B2", "B2"])
    // The same if nobody is left.
    let none = self.shop("id,plan\nA1,free\n", "a1,2025-01-01\n", customers: left)
    #expect(none.messages.contains("1 of the 1 different ids in who of e.csv matches somebody left out"))
    // The same with a column other than the key.
    let mail = self.shop(
      "id,plan,mail\nA1,free,ada@x.test\nB2,pro,bo@x.test\n", "Ada@x.test,2025-01-01\n", customers: left,
      events: { $0.customerBy = .init("mail") })
    #expect(
      mail.messages.contains(
        "1 of the 1 different values for mail in who of e.csv matches somebody left out"))
  }

  /// Names that differ only in capitalization between files are reported once.
  @Test func namesOfSeveralFiles() {
    func events(_ path: String) -> LoadSpec {
      .make(.events, path) {
        $0.customer = .init("who")
        $0.name = .init("what")
        $0.at = [.init("at")]
      }
    }
    let row = "2025-01-01\n"
    let shop = Shop(
      [
        "c.csv": "id\nu\n", "a.csv": "who,what,at\nu,Login,\(row)u,order,\(row)",
        "b.csv": "who,what,at\nu,login,\(row)u,order,\(row)", "d.csv": "who,what,at\nu,login,\(row)",
      ], [.customers(), events("a.csv"), events("b.csv"), events("d.csv")])
    let told = shop.diagnostics.filter { $0.severity == .note }
    #expect(
      told.map(\.message) == [
        "names of events differ only in capitalization between files: “Login” in a.csv, “login” in b.csv, “login” in d.csv"
      ])
    #expect(shop.events.filter { $0.hasPrefix("u Login") }.count == 3)
  }

  /// Links that contradict each other are reported with both rows; so are ids that differ from a customer's only in
  /// spelling.
  @Test func contradictingLinksAreReported() throws {
    let shop = Shop(
      [
        "c.csv": "id\nB2\nC3\n", "e.csv": "who,at\nx1,2025-01-01\n",
        "l.csv": "anon,user\nx1,b2\nx1,C3\nx2,B2\nx2,C3\nx2,B2\n,C3\n\n",
      ],
      [
        .customers(),
        .make(.events, "e.csv") {
          $0.customer = .init("who")
          $0.at = [.init("at")]
          $0.roles = [.init(name: .init("open"), at: [])]
        },
      ],
      links: [
        LinkSpec(
          alias: .init("anon"), canonical: .init("user"), path: "l.csv", pathSpan: .none, folder: "",
          file: nil)
      ])
    let conflict = try #require(shop.diagnostics.first { $0.code == .conflictingKey })
    #expect(conflict.message == "2 links give an id to a second person; the first link of each counts")
    #expect(
      conflict.notes == [
        "x1 is b2 on line 2 of l.csv and C3 on line 3 of l.csv.",
        "x2 is B2 on line 4 of l.csv and C3 on line 5 of l.csv.",
      ])
    #expect(conflict.dataFile == "l.csv" && conflict.dataLine == 3)
    let near = try #require(shop.diagnostics.last)
    #expect(
      near.message == "1 of the 3 different ids in user of l.csv matches a customer except for the spelling")
    #expect(near.notes.first == "1 more would match with other capitalization: b2 is B2.")
    #expect(shop.events == ["b2 open 2025-01-01"])
  }

  @Test func idsThatCouldBeSeveralPeoplesStayApartAndAreTold() {
    for rules in [[], [LoadSpec.IdRule.foldCase]] {
      let shop = shop("id\nAb1\nAB1\n", "ab1,2025-01-01\n", customers: { $0.idRules = rules })
      #expect(shop.result.report.customers == 3)
      let miss = shop.result.report.files[1].fit?.nearMisses.first
      #expect(miss?.rule == .foldCase && miss?.count == 0 && miss?.sharedCount == 1)
      #expect(miss?.sharedExamples.first?.customers == ["Ab1", "AB1"])
      #expect(
        shop.diagnostics.last?.notes.first?.contains("with other capitalization, and stays separate") == true
          && shop.diagnostics.last?.fixes.isEmpty == true)
    }
  }

  @Test func valuesOfAnotherColumnNearlyFit() {
    let shop = shop(
      "id,mail\n1,Ada@x.test\n2,bo@x.test\n", "ada@x.test,2025-01-01\nbo@x.test,2025-01-02\n",
      events: { $0.customerBy = .init("mail") })
    let miss = shop.result.report.files[1].fit?.nearMisses.first
    #expect(miss?.rule == .foldCase && miss?.count == 1)
    #expect(miss?.examples.first?.customer == "Ada@x.test")
  }

  @Test func aColumnThatIsNoKeyHoldsTheIds() {
    let rows = (1...6).map { "a\($0),n\($0)" }.joined(separator: "\n")
    let events = (1...6).map { "n\($0),2025-01-01\n" }.joined()
    let shop = shop("id,name\n\(rows)\n", events)
    #expect(shop.result.report.files[1].fit?.otherKey?.column == "name")
    #expect(shop.diagnostics.last?.notes.contains("They are values of name in c.csv.") == true)
  }

  @Test func unknownIdsOfOneFormAreOnePerson() {
    let shop = shop(
      "id\na\n", "NEW@x,2025-01-01\nnew@X,2025-01-02\n", events: { $0.idRules = [.foldCase] })
    #expect(who(shop) == ["NEW@x", "NEW@x"])
  }

  /// If a rule makes ids of several rows equal, they are one person if the load says which row counts.
  @Test func idsThatCollideAreSettled() {
    let people = "id,x,updated\nAbc,1,2025-01-01\nabc,2,2025-01-02\nDef,3,2025-01-03\n"
    let events = "ABC,2025-01-01\nabc,2025-01-02\ndef,2025-01-03\n"
    let newest = shop(
      people, events,
      customers: {
        $0.idRules = [.foldCase]
        $0.rank = .init(.init("updated"))
      })
    #expect(newest.attribute("x") == ["2", "3"] && newest.messages == "")
    #expect(who(newest) == ["abc", "abc", "Def"])
    let chosen = shop(
      people, events,
      customers: {
        $0.idRules = [.foldCase]
        $0.oneRow = (.init("id"), .test(.init("x"), .oneOf([.number("1")])))
      })
    #expect(chosen.attribute("x") == ["1", "3"] && who(chosen) == ["Abc", "Abc", "Def"])
    // Rows that agree fill each other's gaps, under the first id.
    let filled = shop(
      "id,x,y\nAbc,1,\nabc,,2\n", "abc,2025-01-01\n",
      customers: {
        $0.idRules = [.foldCase]
        $0.rank = .init(.init("x"))
      })
    #expect(filled.attribute("id") == ["Abc"] && filled.attribute("x") == ["1"])
    // A row that is left out does not collide.
    let left = shop(
      people, events,
      customers: {
        $0.idRules = [.foldCase]
        $0.condition = .test(.init("x"), .greater(.number("1"), orEqual: false))
      })
    #expect(left.messages == "" && left.attribute("x") == ["2", "3"])
  }

  /// Ids are never merged if that would merge two people of one file.
  @Test func idsThatCollideStayApart() {
    let shop = shop(
      "id,x\nAbc,1\nabc,2\nDef,3\n", "ABC,2025-01-01\nabc,2025-01-02\ndef,2025-01-03\n",
      customers: { $0.idRules = [.foldCase] })
    #expect(shop.attribute("x") == ["1", "2", "3", "-"])
    #expect(who(shop) == ["abc", "Def", "ABC"])
    #expect(
      shop.messages.hasPrefix(
        "the `ids` rules would merge several ids of c.csv, so these stay separate: Abc, abc"))
    #expect(shop.diagnostics[0].notes.first?.contains("`newest by …` or `one row a id where …`") == true)
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
        "several customers have the same EMAIL, so rows of e.csv with it match nobody: cy@x"))
    let folded = shop(
      people, events,
      events: {
        $0.customerBy = .init("email")
        $0.idRules = [.foldCase]
      })
    #expect(who(folded) == ["1", "2", "new@x", "?"])
    #expect(
      shop(people, events, events: { $0.customerBy = .init("mail") }).messages == "c.csv has no column mail")
    // People who are left out are left out by that column too.
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
