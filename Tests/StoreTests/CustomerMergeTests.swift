import DataModel
import Store
import Testing

@Suite struct CustomerMergeTests {
  /// Two files of one workspace; the second fills gaps, disagrees on one key and adds a person.
  private func merged() throws -> (store: DataStore, report: LoadReport) {
    let keys = Column.texts("id", ["a", "b", "a", nil])
    var first = CustomerBatch(
      Table(
        keys, .texts("Plan", ["pro", nil, "free", "lost"]), .integers("mrr", [5, nil, nil, 1]),
        .texts("name", ["Ann", "Bob", nil, nil])),
      key: keys, load: 0, report: .sample(.customers))
    first.label = "NAME"
    first.value = "mrr"
    first.segments = ["Plan"]
    let others = Column.texts("seller_id", ["b", "c", "a"])
    var second = CustomerBatch(
      Table(
        others, .texts("plan", ["team", "pro", "pro"]), Column("MRR", units: [150, 250, 500], places: 2),
        .texts("shop", ["Bob's", "Cy's", nil]), .booleans("seller", [true, true, true])),
      key: others, load: 1, report: .sample(.customers))
    second.label = "shop"
    second.value = "mrr"
    second.segments = ["plan", "seller"]
    var builder = StoreBuilder()
    builder.add(first)
    builder.add(second)
    return try builder.finish()
  }

  @Test func rowsOfOneKeyAreOneCustomer() throws {
    let (store, report) = try merged()
    #expect((0..<store.customers.count).map { store.customers.ids[$0] } == ["a", "b", "c"])
    #expect(store.customers.known.isFull)
    #expect(store.customers.index(ofID: "c") == 2)
    #expect(store.customers.index(ofID: "C") == nil)
    #expect(report.customers == 3)
    #expect(report.files.map(\.rowsWithoutCustomer) == [1, 0])
  }

  @Test func laterRowsFillGapsAndDisagreementsAreCounted() throws {
    let (store, report) = try merged()
    #expect(store.customers.attribute(named: "PLAN")?.scalars == [.text("pro"), .text("team"), .text("pro")])
    #expect(
      store.customers.attribute(named: "mrr")?.scalars
        == [500, 150, 250].map { .decimal(units: $0, places: 2) })
    #expect(
      store.customers.attribute(named: "seller")?.scalars == [.boolean(true), .boolean(true), .boolean(true)])
    #expect(store.customers.attribute(named: "id")?.scalars == [.text("a"), .text("b"), .missing])
    #expect(
      store.customers.attributes.map(\.name) == ["id", "Plan", "mrr", "name", "seller_id", "shop", "seller"])
    // "a" is pro and free in one file; the second file agrees with the first row.
    #expect(report.files.map(\.conflicts) == [1, 0])
  }

  @Test func eachFileHasItsOwnSlots() throws {
    let customers = try merged().store.customers
    #expect(customers.label?.names == ["NAME", "shop"])
    #expect(customers.label?.values.scalars == [.text("Ann"), .text("Bob"), .text("Cy's")])
    #expect(customers.value?.names == ["mrr"])
    #expect(customers.value?.values.scalars == customers.attribute(named: "mrr")?.scalars)
    #expect(customers.segments.map { customers.attributes[$0].name } == ["Plan", "seller"])
    #expect(customers.start == nil)
  }

  @Test func disagreeingFilesAreCountedOnceAKey() throws {
    func batch(_ plan: [String?], _ region: [String?], load: Int) -> CustomerBatch {
      let key = Column.texts("id", ["a", "b"])
      let table = Table(key, .texts("plan", plan), .texts("region", region))
      return CustomerBatch(table, key: key, load: load, report: .sample(.customers))
    }
    var builder = StoreBuilder()
    // Added out of order: the number of the load statement decides who is first.
    builder.add(batch(["free", "pro"], ["us", nil], load: 1))
    builder.add(batch(["pro", "pro"], ["eu", "eu"], load: 0))
    let (store, report) = try builder.finish()
    #expect(store.customers.attribute(named: "plan")?.scalars == [.text("pro"), .text("pro")])
    #expect(store.customers.attribute(named: "region")?.scalars == [.text("eu"), .text("eu")])
    #expect(report.files.map(\.conflicts) == [0, 1])
  }

  @Test func aliasesLeadToThePerson() throws {
    let who = Column.texts("who", ["anon", "user", "stray"])
    var builder = StoreBuilder()
    builder.add(
      LinkBatch(
        alias: .texts("a", ["anon", "anon", "anon", "unused", nil]),
        canonical: .texts("b", ["cookie", "user", "cookie", "nobody", "user"])))
    builder.add(LinkBatch(alias: .texts("a", ["cookie"]), canonical: .texts("b", ["user"])))
    builder.add(
      EventBatch(
        Table(who), roles: [.init(name: .constant("login"), at: nil)], customer: who, load: 0,
        report: .sample(.events)))
    let (store, report) = try builder.finish()
    #expect(store.customers.count == 2)
    #expect(store.customers.index(ofID: "anon") == 0)
    #expect(store.customers.index(ofID: "cookie") == 0)
    #expect(store.customers.index(ofID: "user") == 0)
    #expect(store.customers.index(ofID: "unused") == nil)
    #expect(store.customers.known.isEmpty)
    #expect(report.files[0].customersCreated == 2)
    // anon was linked to cookie when user claimed it; the link from cookie to user came later.
    #expect(report.linkConflicts == 1)
    #expect(
      store.events.runs[0].property(named: "who")?.scalars == [.text("anon"), .text("user"), .text("stray")])
  }
}
