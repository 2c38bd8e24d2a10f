import DataModel
import HostPOSIX
import Import
import SourceText
import Store
import TestSupport
import Testing

/// Types are those of the database, and no value is another than there.
@Suite(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: apt-get install postgresql"))
struct TypeTests {
  private func accounts(_ change: (inout LoadSpec) -> Void = { _ in }) throws -> Importer.Result {
    ShopDatabase.load(try ShopDatabase.customers(ShopDatabase.table("accounts"), change))
  }

  @Test func everyTypeIsKept() throws {
    let shop = try accounts()
    #expect(shop.attribute("name") == [.text("Ada"), .text("Zoë, \"Z\""), .missing], "\(shop.told)")
    // A text stays one, whatever it looks like.
    #expect(shop.attribute("code") == [.text("007"), .text("12"), .text("2025-01-01")])
    #expect(
      shop.attribute("mrr") == [
        .decimal(units: 1250, places: 2), .decimal(units: 12_345_678_901_234_567, places: 2), .missing,
      ])
    #expect(shop.attribute("active") == [.boolean(true), .boolean(false), .missing])
    #expect(shop.attribute("born") == [day(2020, 2, 3), day(2020, 2, 4), .missing])
    #expect(shop.attribute("signup").first == .moment(.instant(instant(2025, 1, 2, hour: 8))))
    #expect(shop.attribute("tags") == [.list(["a", "b, c"]), .list(["d", "e"]), .missing])
    #expect(shop.attribute("width") == [.text("ab"), .text("cd"), .missing])
    #expect(shop.attribute("mark").first == .text("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"))
    #expect(
      shop.attribute("waited") == [
        .real(26 + 3.0 / 60 + 4.0 / 3600), .real(2 + 3.0 / 60 + 4.0 / 3600), .missing,
      ])
  }

  /// An empty text is missing, as in every other source; so are infinite dates, numbers that are none, and bytes.
  @Test func whatIsNoValueIsMissing() throws {
    let shop = try accounts()
    #expect(shop.attribute("Odd \"Name") == [.text("x"), .missing, .missing])
    #expect(shop.attribute("ends") == [.missing, day(2025, 4, 4), .missing])
    // `1.200` is no number of thousands: the database says that its point is one of decimals.
    #expect(shop.attribute("score").first == .missing && number(shop.attribute("score")[1]) == 1.2)
    #expect(shop.told.contains("photo: its cells are bytes (bytea)"), "\(shop.told)")
    #expect(shop.told.contains("ends: 1 cell is infinite") && shop.told.contains("score: 1 cell is infinite"))
    let query = ShopDatabase.load(
      try ShopDatabase.customers(ShopDatabase.query("select id, photo from accounts")))
    #expect(query.told.contains("photo: 1 cell is bytes (bytea)"), "\(query.told)")
  }

  /// Times without a zone are in the zone of the load.
  @Test func timesAreInTheirZone() throws {
    let taipei = try #require(Zone(named: "Asia/Taipei"))
    let shop = try accounts { $0.timesIn = taipei }
    #expect(shop.attribute("signup").first == .moment(.instant(instant(2025, 1, 2, hour: 8))), "\(shop.told)")
    #expect(shop.attribute("seen").first == .moment(.instant(instant(2025, 1, 2, hour: 2))))
  }

  @Test func membersOfJSONAreColumns() throws {
    let shop = try accounts { $0.segments = [LoadSpec.Column("prefs.theme")] }
    #expect(shop.attribute("prefs.theme") == [.text("dark"), .text("light"), .missing], "\(shop.told)")
  }

  /// What the load says of a column counts more than its type in the database.
  @Test func aDeclaredTypeCounts() throws {
    let shop = try accounts {
      $0.types = [
        .init(column: LoadSpec.Column("code"), type: .number),
        .init(column: LoadSpec.Column("mrr"), type: .text),
      ]
    }
    #expect(
      number(shop.attribute("code")[1]) == 12 && shop.attribute("mrr").first == .text("12.50"), "\(shop.told)"
    )
  }

  @Test func rowsThatAreTooLongAreRejected() throws {
    let shop = ShopDatabase.load(
      try ShopDatabase.customers(
        ShopDatabase.query(
          "select g as id, repeat('x', case when g = 70 then 17000000 else 3 end) as t from generate_series(1, 200) g"
        )))
    #expect(shop.store?.customers.count == 199, "\(shop.told)")
    #expect(shop.told.contains("more than 16 MiB"))
    #expect(shop.diagnostics.first { $0.code == .rejectedRow }?.dataLine == 70)
  }

  /// A server that does not know the encoding of its texts.
  @Test func bytesThatAreNoTextAreAnError() throws {
    let server = try ShopDatabase.server.get()
    try server.create(
      "raw", options: "encoding SQL_ASCII template template0",
      "set client_encoding = sql_ascii; create table t (id int, n text); insert into t values (1, E'a\\xffb'), (2, 'ok')"
    )
    var spec = try ShopDatabase.customers(ShopDatabase.table("t"))
    spec.source = .postgres(address: server.address("raw"))
    let shop = ShopDatabase.load(spec)
    #expect(shop.isRefused && shop.told.contains("invalid byte sequence"), "\(shop.told)")
    try server.create(
      "latin", options: "encoding LATIN1 template template0",
      "create table t (id int, n text); insert into t values (1, E'Zo\\u00eb')")
    spec.source = .postgres(address: server.address("latin"))
    #expect(ShopDatabase.load(spec).attribute("n") == [.text("Zoë")])
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) -> Scalar {
    Day(year: year, month: month, day: day).map { .moment(.day($0)) } ?? .missing
  }

  private func instant(_ year: Int, _ month: Int, _ day: Int, hour: Int) -> Instant {
    let number = Day(year: year, month: month, day: day).map { Int64($0.number) } ?? 0
    return Zone.utc.instant(local: (number * 86_400 + Int64(hour) * 3_600) * 1_000_000)
  }

  private func number(_ scalar: Scalar) -> Double? {
    switch scalar {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .decimal(let units, let places): Double(units) / (0..<places).reduce(1.0) { power, _ in power * 10 }
    case .missing, .boolean, .moment, .text, .list: nil
    }
  }
}
