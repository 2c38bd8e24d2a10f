import DataModel
import HostPOSIX
import Import
import Session
import SourceText
import TestSupport
import Testing

/// What cannot be loaded is told in a sentence, and nothing is loaded.
@Suite(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: apt-get install postgresql"))
struct RefusalTests {
  /// Queries that cannot be answered: what is said, and the word under which it is.
  @Test(arguments: [
    ("select id, nam from accounts", "column \"nam\" does not exist", "nam"),
    ("select id from acounts", "Its tables are crm.leads, Mixed Case, accounts", "acounts"),
    ("select id frm accounts x y", "syntax error", "accounts"),
    ("select 'ë' as id, nope(1)", "function nope(integer) does not exist", "nope"),
    ("select 1 as id; drop table accounts", "not one statement", nil),
    ("insert into accounts (id) values (9) returning id", "syntax error", "insert"),
    ("with x as (delete from accounts returning id) select * from x", "does more than read", nil),
    ("select id from accounts for update", "does more than read", nil),
    (
      "select nextval('s') as id from (select set_config('transaction_read_only', 'off', true)) x",
      "does not exist", nil
    ),
    ("select set_config('transaction_read_only', 'off', true) as id", "inside a read-only transaction", nil),
    ("select 1 / (id - 2) as id from accounts", "division by zero", nil),
    ("select from accounts", "no columns", nil), ("", "syntax error", nil),
    ("vacuum", "syntax error", "vacuum"),
    ("copy accounts to program 'touch x'", "syntax error", "copy"),
  ]) func queriesThatCannotBeAnswered(query: String, message: String, word: String?) throws {
    let (_, outcomes) = try ShopDatabase.load("load customers from postgres SHOP query \"\(query)\" key id")
    let error = try #require(outcomes.flatMap(\.diagnostics).first { $0.severity == .error })
    let text = ([error.message] + error.notes).joined(separator: " ")
    #expect(text.contains(message), "\(text)")
    if let word { #expect(error.file?.text(of: error.span) == word) }
    #expect(try ShopDatabase.server.get().run("select count(*) from accounts", in: "shop") == "3\n")
  }

  @Test(arguments: [
    ("table acounts key id", "The database has no table acounts", "accounts"),
    ("table leads key id", "The database has no table leads", "`crm.leads`"),
    ("key id", "The database has several tables", nil), ("table nope", "The database has no table nope", nil),
    ("query \"select 1 as id\"", "does not say which column", nil),
    ("table accounts key idd", "accounts has no column idd", "id"),
    ("rows x key id", "is no JSON", nil), ("sheet \"x\" key id", "has no sheets", nil),
  ]) func whatIsNotThereHasANearName(load: String, message: String, fix: String?) throws {
    let (_, outcomes) = try ShopDatabase.load("load customers from postgres SHOP \(load)")
    let error = try #require(outcomes.flatMap(\.diagnostics).first { $0.severity == .error })
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.fixes.first?.edits.first?.replacement == fix)
  }

  @Test(arguments: [
    ("host=/nowhere dbname=shop", "cannot be reached"), ("host=localhost port=1", "Connection refused"),
    ("host=FOLDER dbname=nope user=postgres", "database \"nope\" does not exist"),
    ("host=FOLDER dbname=shop user=nobody", "role \"nobody\" does not exist"),
    ("host=FOLDER dbname=shop user=shut", "does not let this role in"),
    ("host=FOLDER dbname=shop user=guarded", "PGPASSWORD"),
    ("host=FOLDER dbname=shop user=reader", "permission denied for table accounts"),
    ("postgresql://postgres@/shop?host=FOLDER&sslmode=nonsense", "sslmode"),
    ("service=none", "~/.pg_service.conf"), ("hots=x", "no connection string"), ("", "no connection string"),
    ("host=FOLDER replication=database", "has no replication"),
    ("postgresql://postgres@/shop?host=FOLDER&options=-cstatement_timeout%3D500", "statement timeout"),
  ]) func serversThatCannotBeRead(address: String, message: String) throws {
    var spec = try ShopDatabase.customers(ShopDatabase.table("accounts"))
    let folder = try ShopDatabase.server.get().folder
    spec.source = .postgres(address: address.replacing("FOLDER", with: folder))
    if message == "statement timeout" {
      spec.database = ShopDatabase.query("select 1 as id, pg_sleep(5)::text as x")
    }
    let shop = ShopDatabase.load(spec)
    #expect(shop.isRefused && shop.told.contains(message), "\(shop.told)")
  }

  /// What a function does in the transaction is undone with it.
  @Test func nothingIsLeftBehind() throws {
    let (_, outcomes) = try ShopDatabase.load(
      "load customers from postgres SHOP query \"select lo_create(4711) as id\" key id")
    let isLoaded = !outcomes.contains(where: \.failed)
    #expect(isLoaded, "\(outcomes.told)")
    let server = try ShopDatabase.server.get()
    #expect(try server.run("select count(*) from pg_largeobject_metadata", in: "shop") == "0\n")
  }

  /// Words of the server do not drive the terminal.
  @Test func foreignWordsAreHarmless() throws {
    let (_, outcomes) = try ShopDatabase.load(
      "load customers from postgres SHOP query \"select 1 as id from \"\"a\u{1B}[31m\u{202E}b\"\"\" key id")
    let drawn = outcomes.flatMap(\.diagnostics).map { $0.drawn(width: 80) }.joined()
    #expect(
      drawn.contains("does not exist") && !drawn.contains("\u{1B}") && !drawn.contains("\u{202E}"), "\(drawn)"
    )
  }

  /// Good beside bad: each load says what is wrong with it, and nothing is loaded.
  @Test func everyLoadIsTold() throws {
    let (_, outcomes) = try ShopDatabase.load(
      """
      load customers from postgres SHOP table accounts key id
      load events from postgres SHOP query "select 1 / (who - 2) as who, at from visits" customer who at at as visit
      load feedback from postgres SHOP table nope customer who at at text t
      """)
    #expect(outcomes.told.contains("no table nope") && outcomes.contains(where: \.failed), "\(outcomes.told)")
    let alone = try ShopDatabase.load(
      """
      load customers from postgres SHOP table accounts key id
      load events from postgres SHOP query "select 1 / (who - 2) as who, at from visits" customer who at at as visit
      load events from postgres SHOP table visits customer who at at name kind
      """
    ).outcomes
    #expect(alone.flatMap(\.diagnostics).count { $0.severity == .error } == 1, "\(alone.told)")
  }
}
