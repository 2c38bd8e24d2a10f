import DataModel
import Foundation
import HostPOSIX
import Import
import PostgreSQL
import Session
import SourceText
import TestSupport
import Testing

/// One transaction that only reads, and what may happen to it.
@Suite(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: apt-get install postgresql"))
struct SnapshotTests {
  private static let server = Result {
    let server = try PostgresServer.running
    try server.create(
      "moving",
      "create table t (id int, x text); insert into t select g, repeat('x', 200) from generate_series(1, 20000) g;"
        + "create table u as table t; create table v as table t; create table w as table t")
    return server
  }

  private func session(_ connector: PostgresConnector = PostgresConnector(isCancelled: { false })) throws
    -> any DatabaseSession
  {
    try connector.open(try Self.server.get().address("moving"))
  }

  private func rest(_ rows: any DatabaseRows) throws -> Int {
    var count = 0
    while true {
      let batch = try rows.next(rows: 1_024, bytes: 1 << 20)
      if batch.rows.isEmpty { return count }
      count += batch.rows.count
    }
  }

  /// All loads read in one transaction, which no statement can make one that writes.
  @Test func allLoadsReadInOneTransaction() throws {
    let text = """
      select pg_backend_pid() || ' ' || pg_current_snapshot() || ' ' || current_setting('transaction_isolation') || ' '
        || current_setting('transaction_read_only') as id
      """.replacing("\n", with: " ")
    let (session, outcomes) = try ShopDatabase.load(
      """
      load customers from postgres SHOP query "\(text)" key id
      load customers from postgres SHOP query "\(text), 1 as one" key id
      """)
    var asked = session
    // One id: the transaction, what it sees, and that it only reads.
    let answers = asked.run(SourceFile(name: "typed", text: "segment customers"))
    let ids = answers.flatMap { outcome -> [String] in
      guard case .answer(let answer) = outcome.result else { return [] }
      return answer.tables.flatMap(\.rows).compactMap { row in
        if case .text(let id)? = row.first?.value { id } else { nil }
      }
    }
    #expect(
      ids.count == 1 && ids[0].hasSuffix("repeatable read on"), "\(ids) \(outcomes.told) \(answers.told)")
  }

  /// What others write meanwhile is not seen, neither by rows that are being read nor by later ones.
  @Test func whatIsWrittenMeanwhileIsNotSeen() throws {
    let session = try session()
    defer { session.close() }
    let rows = try session.rows(of: ShopDatabase.table("t"))
    let first = try rows.next(rows: 100, bytes: 1 << 20).rows.count
    try Self.server.get().run("insert into t values (0, 'new'); delete from t where id > 19990", in: "moving")
    #expect(try first + rest(rows) == 20_000)
    #expect(try rest(session.rows(of: ShopDatabase.query("select id from t"))) == 20_000)
    // Two are read at a time, each as far as it is asked for.
    let (one, two) = (
      try session.rows(of: ShopDatabase.table("t")), try session.rows(of: ShopDatabase.table("w"))
    )
    let (left, right) = (
      try one.next(rows: 9, bytes: 9_000).rows.count, try two.next(rows: 9, bytes: 9_000).rows.count
    )
    #expect(try left + rest(one) == 20_000)
    #expect(try right + rest(two) == 20_000)
  }

  /// `truncate` takes away what the transaction would see.
  @Test func aTableThatIsEmptiedMeanwhileIsAnError() throws {
    let session = try session()
    defer { session.close() }
    _ = try session.tables()
    try Self.server.get().run("truncate u", in: "moving")
    #expect(throws: DatabaseError.changed(table: "u")) { try session.rows(of: ShopDatabase.table("u")) }
    #expect(throws: DatabaseError.changed(table: "u")) {
      try session.rows(of: ShopDatabase.query("select * from u join t using (id)"))
    }
    // Other tables can still be read.
    #expect(try rest(session.rows(of: ShopDatabase.table("v"))) == 20_000)
  }

  @Test func aServerThatGoesAwayIsAnError() throws {
    let address = try Self.server.get().address("moving") + " application_name=doomed"
    let session = try PostgresConnector(isCancelled: { false }).open(address)
    let rows = try session.rows(of: ShopDatabase.table("t"))
    _ = try rows.next(rows: 10, bytes: 1 << 20)
    try Self.server.get().run(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed'",
      in: "postgres")
    let error = #expect(throws: DatabaseError.self) { try rest(rows) }
    guard case .lost? = error else { return #expect(Bool(false), "\(String(describing: error))") }
    // Nothing more comes of it.
    #expect(throws: DatabaseError.self) { try session.rows(of: ShopDatabase.table("v")) }
  }

  /// The server stops what it does, too.
  @Test func aQueryIsCancelled() throws {
    let cancellation = Cancellation()
    let session = try session(PostgresConnector(isCancelled: { cancellation.isCancelled }))
    let rows = try session.rows(
      of: ShopDatabase.query("select g as id, pg_sleep(0.2) from generate_series(1, 10000) g /* slow */"))
    Thread.detachNewThread {
      usleep(300_000)
      cancellation.cancel()
    }
    #expect(throws: DatabaseError.cancelled) { try rest(rows) }
    session.close()
    let running =
      "select count(*) from pg_stat_activity where query like '%heed_%' and state = 'active' and datname = 'moving'"
    var left = ""
    for _ in 0..<100 where left != "0\n" {
      left = try Self.server.get().run(running, in: "postgres")
      usleep(20_000)
    }
    #expect(left == "0\n")
  }

  /// Nothing is left open once the data is loaded.
  @Test func theTransactionEndsWithTheLoad() throws {
    var spec = try ShopDatabase.customers(ShopDatabase.table("v"))
    spec.source = .postgres(address: try Self.server.get().address("moving") + " application_name=load")
    #expect(ShopDatabase.load(spec).store != nil)
    var left = ""
    for _ in 0..<100 where left != "0\n" {
      left = try Self.server.get().run(
        "select count(*) from pg_stat_activity where application_name = 'load'", in: "postgres")
    }
    #expect(left == "0\n")
  }
}
