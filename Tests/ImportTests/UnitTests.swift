import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// Who the customers are: one kind of them, found by the right column.
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
        == "order_id of e.csv does not fit the customers: of 20 different ids 0 are theirs")
    #expect(wrong.diagnostics.first?.notes.last == "These columns fit: buyer.")
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

  /// Half strangers, or too few ids to tell, are no reason to warn.
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
        #expect(shop.messages.hasPrefix("users.csv and accounts.csv hold different things"))
        let on = key == "id" ? "account_id = id" : "account_id"
        #expect(shop.diagnostics.first?.notes.first?.contains("join \"accounts.csv\" on \(on)") == true)
        #expect(
          shop.diagnostics.first?.notes.last?.contains("customer member.account_id") == true)
      }
    }
  }

  /// Two files of one kind, and populations of their own, stand side by side.
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
        == "If it is a mistake, say so in the workspace: `set today 2025-06-30`.")
  }
}
