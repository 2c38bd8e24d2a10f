import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// The customers of a workspace: one kind, found by the right column.
struct UnitTests {
  private let people = "id,plan\n" + (1...20).map { "c\($0),pro\n" }.joined()

  private func events(_ customer: String) -> LoadSpec {
    .make(.events, "e.csv") {
      $0.customer = LoadSpec.Column(customer)
      $0.name = LoadSpec.Column("event")
      $0.at = [LoadSpec.Column("at")]
    }
  }

  @Test func aWrongCustomerColumnIsWarnedOf() {
    let rows = (1...20).map { "o\($0),c\($0),order,2025-01-\($0 < 10 ? "0" : "")\($0)\n" }.joined()
    let files = ["c.csv": people, "e.csv": "order_id,buyer,event,at\n" + rows]
    let wrong = Shop(files, [.customers(), events("order_id")])
    #expect(wrong.codes == [.suspiciousData])
    #expect(
      wrong.messages
        == "order_id of e.csv does not match the customers: 0 of 20 different ids are known")
    #expect(wrong.diagnostics.first?.notes.last == "These columns match: buyer.")
    #expect(wrong.store?.customers.count == 40)
    #expect(Shop(files, [.customers(), events("buyer")]).diagnostics.isEmpty)
  }

  @Test func aWrongColumnOffersTheRightOne() {
    let text = "load events from \"e.csv\" customer order_id name event at at"
    let source = SourceFile(name: "w.heed", text: text)
    var load = events("order_id")
    load.file = source
    load.customer = LoadSpec.Column("order_id", at: SourceSpan(34, 42))
    let rows = (1...20).map { "o\($0),c\($0),order,2025-01-01\n" }.joined()
    let shop = Shop(
      ["c.csv": people, "e.csv": "order_id,buyer,event,at\n" + rows], [.customers(), load])
    let mended = shop.diagnostics.first?.fixes.first.map {
      String(decoding: $0.applied(to: source.bytes), as: UTF8.self)
    }
    #expect(mended == "load events from \"e.csv\" customer buyer name event at at")
  }

  /// If half of the ids match, or there are too few to tell, there is no warning.
  @Test func someStrangersAreNoWarning() {
    let half = (11...30).map { "c\($0),order,2025-01-01\n" }.joined()
    let few = (100...103).map { "x\($0),order,2025-01-01\n" }.joined()
    for rows in [half, few] {
      let shop = Shop(
        ["c.csv": people, "e.csv": "who,event,at\n" + rows], [.customers(), events("who")])
      #expect(shop.diagnostics.isEmpty)
    }
  }

  @Test func aCustomerKnownFromARecordHasItsId() {
    let shop = Shop(
      ["c.csv": "id,plan\na,pro\n", "e.csv": "who,event,at\nb,login,2025-01-01\n"],
      [.customers(), events("who")])
    #expect(shop.attribute("id") == ["a", "b"])
    #expect(shop.attribute("plan") == ["pro", "-"])
  }

  @Test func usersAndAccountsAreTwoKinds() {
    let users = LoadSpec.make(.customers, "users.csv") { $0.key = [LoadSpec.Column("user_id")] }
    for (key, header) in [("account_id", "account_id,name"), ("id", "id,name")] {
      let accounts = LoadSpec.make(.customers, "accounts.csv") { $0.key = [LoadSpec.Column(key)] }
      let files = ["users.csv": "user_id,account_id\nu1,a1\n", "accounts.csv": header + "\na1,Acme\n"]
      for loads in [[users, accounts], [accounts, users]] {
        let shop = Shop(files, loads)
        #expect(shop.codes == [.conflictingKey] && shop.store == nil)
        #expect(shop.messages.hasPrefix("users.csv and accounts.csv are about different things"))
        let on = key == "id" ? "account_id = id" : "account_id"
        #expect(shop.diagnostics.first?.notes.first?.contains("join \"accounts.csv\" on \(on)") == true)
        #expect(
          shop.diagnostics.first?.notes.last?.contains("customer member.account_id") == true)
      }
    }
  }

  /// Two files of one kind, and separate populations, can be loaded together.
  @Test func filesOfOneKindMerge() {
    let one = Shop(
      ["c.csv": people, "d.csv": "id,mrr\nc1,5\n"],
      [.customers(), .customers("d.csv")])
    #expect(one.diagnostics.isEmpty && one.store?.customers.count == 20)
    let sellers = LoadSpec.make(.customers, "sellers.csv") {
      $0.key = [LoadSpec.Column("seller_id")]
      $0.roles = [LoadSpec.Role(name: LoadSpec.Column("seller"), at: [])]
    }
    let buyers = LoadSpec.make(.customers, "buyers.csv") {
      $0.key = [LoadSpec.Column("buyer_id")]
      $0.roles = [LoadSpec.Role(name: LoadSpec.Column("buyer"), at: [])]
    }
    let two = Shop(
      ["sellers.csv": "seller_id\ns1\n", "buyers.csv": "buyer_id,seller_id\nb1,s1\n"], [sellers, buyers])
    #expect(two.diagnostics.isEmpty && two.store?.customers.count == 2)
  }

  @Test(arguments: [
    ("$5", "€6", "mrr is in several currencies: USD in a.csv, EUR in b.csv"),
    ("50%", "50", "mrr has percentages in a.csv and other numbers in b.csv"),
    ("5", "n/k so", "mrr is the value of customers, but it is text in b.csv, such as “n/k so”"),
    ("$5", "6", ""), ("50%", "0", ""), ("$5", "$6", ""),
  ])
  func whatDoesNotAddUpAcrossFiles(one: String, two: String, message: String) {
    let loads = ["a.csv", "b.csv"].map { path in
      LoadSpec.customers(path) { if path == "a.csv" || one != "5" { $0.value = .init("mrr") } }
    }
    let shop = Shop(["a.csv": "id,mrr\na,\(one)\n", "b.csv": "id,mrr\nb,\(two)\n"], loads)
    #expect(shop.messages == message)
  }

  @Test(arguments: [("0 100", "80"), ("0 1", "80e-2"), ("0 10", "")])
  func scoresInPercent(scale: String, score: String) {
    let ends = scale.split(separator: " ").compactMap { Int($0) }
    let load = LoadSpec.make(.feedback, "f.csv") {
      ($0.customer, $0.at, $0.text) = (.init("who"), [.init("at")], [.init("body")])
      $0.scores = [.init(column: .init("s"), scale: Scale(low: ends[0], high: ends[1]), channels: [])]
    }
    let shop = Shop(["f.csv": "who,at,body,s\na,2025-01-01,Hm,80%\n"], [load])
    #expect(shop.feedback == (score.isEmpty ? [] : ["a|-|\(score)|Hm"]))
  }

  @Test func filesOfTwoDateOrdersAreNamed() throws {
    let load = LoadSpec.customers("e_*.csv") { $0.start = .init("d") }
    let shop = Shop(["e_1.csv": "id,d\na,13/02/2025\n", "e_2.csv": "id,d\nb,02/13/2025\n"], [load])
    let told = try #require(shop.diagnostics.first)
    #expect(told.message.hasSuffix("“02/13/2025” on line 2 of e_2.csv month first"))
    #expect(told.notes[0].hasSuffix("`e_1.csv` with `dates day first`, `e_2.csv` with `dates month first`."))
  }

  @Test func cellsThatKeepAValueFromBeingOneAreNamed() throws {
    let cells = ["100 CR", "4/5", "5.", "7", "8"]
    let rows = cells.enumerated().map { "c\($0),\($1)\n" }.joined()
    let shop = Shop(["c.csv": "id,mrr\n" + rows], [.customers { $0.value = .init("mrr") }])
    let told = try #require(shop.diagnostics.first)
    #expect(told.message == "3 of 5 cells of mrr of c.csv are not numbers, such as “100 CR”")
    #expect(
      Shop(["c.csv": "id,mrr\na,１２\n"], [.customers { $0.value = .init("mrr") }]).attribute("mrr") == ["12"])
  }

  @Test func valuesLoseTheBlanksRoundThem() {
    let shop = Shop(
      ["c.csv": "id,plan\na,pro\nb,pro \nc,\u{A0}pro\n"],
      [.customers { $0.condition = .test(.init("plan"), .oneOf([.text("pro")])) }])
    #expect(shop.attribute("plan") == ["pro", "pro", "pro"])
    #expect(shop.said("plan") == "2 cells read without the spaces around them, such as “pro ”")
  }

  @Test func eachOfSeveralTextsIsAProperty() {
    var load = LoadSpec.make(.feedback, "f.csv") {
      $0.customer = LoadSpec.Column("who")
      $0.at = [LoadSpec.Column("at")]
      $0.text = [LoadSpec.Column("subject"), LoadSpec.Column("body")]
    }
    let files = [
      "c.csv": "id\na\n", "f.csv": "who,at,subject,body\na,2025-01-01,Refund,Where is it?\n",
    ]
    let both = Shop(files, [.customers(), load])
    #expect(both.feedback == ["a|-|-|Refund\nWhere is it?"])
    #expect(both.store?.feedback.property(named: "subject")?.count == 1)
    load.text = [LoadSpec.Column("body")]
    let one = Shop(files, [.customers(), load])
    #expect(one.store?.feedback.property(named: "body") == nil)
    #expect(one.store?.feedback.textLoads == ["body": [1]])
  }

  @Test func anIsolatedNewestMomentOffersTheOneBefore() {
    let rows = "a,login,2025-01-01\na,login,2025-06-30\na,login,2099-01-01\n"
    let shop = Shop(["c.csv": "id\na\n", "e.csv": "who,event,at\n" + rows], [.customers(), events("who")])
    #expect(shop.codes == [.suspiciousData])
    #expect(
      shop.diagnostics.first?.notes.last
        == "If it is a mistake, add `set today 2025-06-30` to the workspace.")
  }
}
