import DataModel
import Foundation
import GRDB
import Import
import SourceText
import Store
import Synchronization
import Testing

/// Tables and queries of SQLite databases, written by SQLite itself.
@Suite struct SQLiteReaderTests {
  /// The bytes of a database after some statements.
  private func database(_ statements: String...) throws -> [UInt8] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).db").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      for statement in statements { try database.execute(sql: statement) }
    }
    try queue.close()
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private let users = """
    create table users (id integer primary key, name text, spend real, active boolean, photo blob);
    insert into users values (1, 'Ada', 12.5, 1, null), (2, 'Zoë, "Z"', 3, 0, x'00ff'),
      (3, null, 1e300, null, null);
    """

  private func shop(
    _ files: [String: [UInt8]], _ part: LoadSpec.DatabasePart?, path: String = "app.db",
    _ change: (inout LoadSpec) -> Void = { _ in }
  ) -> Shop {
    var load = LoadSpec.customers(path)
    load.database = part
    change(&load)
    return Shop(bytes: files, [load])
  }

  private func table(_ name: String) -> LoadSpec.DatabasePart { .table(LoadSpec.Column(name)) }
  private func query(_ text: String) -> LoadSpec.DatabasePart { .query(LoadSpec.Column(text)) }

  /// A file is read as a whole once, however many of its tables are loaded; what else is opened gets its first bytes alone.
  @Test func severalTablesAreReadFromOneCopy() throws {
    let bytes = try database(
      users, "create table visits (user, at); insert into visits values (1, '2025-03-01'), (2, '2025-03-02');"
    )
    let wholes = Counter()
    let host = Host(
      open: { path, _ throws(HostError) in
        guard path == "app.db" else { throw .notFound(path: path) }
        let (reads, pieces) = (Counter(), [bytes[..<512], bytes[512...]])
        return ByteStream(size: bytes.count, folder: "/") { () throws(HostError) in
          let next = reads.next()
          if next == pieces.count { _ = wholes.next() }
          return next < pieces.count ? Array(pieces[next]) : nil
        }
      }, files: { _, _ throws(HostError) in [] }, elapsed: { 0 })
    var workspace = WorkspaceSpec()
    var visits = LoadSpec(.events, from: .file(path: "app.db"))
    (visits.customer, visits.at, visits.database) = (.init("user"), [.init("at")], table("visits"))
    visits.roles = [.init(name: .init("visit"), at: [])]
    var people = LoadSpec.customers("app.db")
    people.database = table("users")
    workspace.loads = [people, visits]
    let result = Importer(host: host).load(workspace)
    #expect(result.store?.customers.count == 3, "\(result.diagnostics.map(\.message))")
    #expect(wholes.next() == 1)
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)

    /// The number of calls before this one.
    func next() -> Int {
      count.withLock { count in
        count += 1
        return count - 1
      }
    }
  }

  @Test func aTableIsRead() throws {
    let bytes = try database(users, "create table other (id)")
    let shop = shop(["app.db": bytes], table("Users"))
    #expect(shop.attribute("id") == ["1", "2", "3"], "\(shop.messages)")
    #expect(shop.attribute("name") == ["Ada", "Zoë, \"Z\"", "-"])
    #expect(shop.type("spend") == .real && shop.type("active") == .boolean)
    #expect(shop.attribute("active") == ["yes", "no", "-"])
    #expect(shop.messages.contains("photo: 1 cell is bytes (a blob)"))
  }

  @Test func theOnlyTableNeedNoName() throws {
    #expect(shop(["app.db": try database(users)], nil).attribute("id").count == 3)
    let two = shop(["app.db": try database(users, "create table other (id)")], nil)
    #expect(two.codes == [.unknownColumn] && two.messages.contains("several tables"))
    #expect(two.diagnostics.first?.notes == ["Its tables are other, users."])
  }

  @Test func aQueryIsRead() throws {
    let bytes = try database(
      users, "create table plans (user, plan)", "insert into plans values (1, 'pro'), (2, 'free')")
    let joined = query("select u.id, plan from users u join plans p on p.user = u.id order by u.id desc;")
    let shop = shop(["app.db": bytes], joined)
    #expect(shop.attribute("plan") == ["free", "pro"], "\(shop.messages)")
  }

  @Test(arguments: [
    ("insert into users (id) values (9)", "does more than read"), ("drop table users", "does more than read"),
    ("attach 'x.db' as x", "does more than read"), ("vacuum into 'y.db'", "does more than read"),
    ("pragma journal_mode = wal", "does more than read"), ("begin", "does more than read"),
    (
      "select hex(fts3_tokenizer('simple')) as id from users",
      "not authorized to use function: fts3_tokenizer"
    ),
    ("select load_extension('x') as id from users", "not authorized to use function: load_extension"),
    ("select hex(zeroblob(2000000)) as id from users", "not authorized to use function: zeroblob"),
    ("select load_extension('x') as id", "cannot answer"),
    ("select 1 as id; select 2", "not one statement"), ("", "not one statement"),
    ("-- id", "not one statement"),
    ("select nope from users", "no such column: nope"), ("select * from userz", "no such table: userz"),
    ("selec 1", "syntax error"),
  ]) func aQueryThatCannotBeAskedIsAnError(sql: String, message: String) throws {
    let shop = shop(["app.db": try database(users)], query(sql))
    #expect(shop.codes == [.badSetting] && shop.messages.contains(message), "\(shop.messages)")
  }

  @Test func whatIsNoTableIsAnError() throws {
    let wrong = shop(["app.db": try database(users)], table("user"))
    #expect(wrong.codes == [.unknownColumn] && wrong.messages.contains("no table user"))
    #expect(shop(["app.db": try database("create table t (id)", "drop table t")], nil).codes == [.emptyFile])
    let text = shop(["app.db": Array("id\n1\n".utf8)], table("users"))
    #expect(text.messages.contains("is no SQLite database"), "\(text.messages)")
    let other = shop(["app.db": try database(users)], nil) { $0.format = (.csv, .none) }
    #expect(other.messages.contains("is not csv"))
    #expect(
      shop(["app.db": try database(users)], nil) { $0.format = (.sqlite, .none) }.attribute("id").count == 3)
  }

  /// Truncated at every length, and with each byte changed to several values: an error or rows, but no crash.
  @Test func damagedFilesAreErrorsOrRows() throws {
    let bytes = try database(users, "create index i on users (name)")
    for length in Swift.stride(from: 1, to: bytes.count, by: 97) {
      let shop = shop(["app.db": Array(bytes[..<length])], table("users"))
      let isLoaded = shop.store != nil
      #expect(!isLoaded, "\(length)")
    }
    for place in Swift.stride(from: 16, to: bytes.count, by: 23) {
      for value in [0, 0x7F, 0xFF] as [UInt8] {
        var broken = bytes
        broken[place] = value
        let shop = shop(["app.db": broken], table("users"))
        let isTold = shop.store != nil || shop.diagnostics.contains { $0.severity == .error }
        #expect(isTold, "\(place), \(value)")
      }
    }
  }

  @Test func whatIsBeingWrittenIsAnError() throws {
    var bytes = try database(users)
    let journal: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7, 0, 0]
    let open = shop(["app.db": bytes, "app.db-journal": journal], nil)
    #expect(open.codes == [.unreadableFile] && open.messages.contains("app.db-journal"))
    #expect(shop(["app.db": bytes, "app.db-journal": []], nil).attribute("id").count == 3)
    #expect(
      shop(["app.db": bytes, "app.db-wal": [UInt8](repeating: 1, count: 99)], nil).attribute("id").count == 3)
    (bytes[18], bytes[19]) = (2, 2)
    #expect(shop(["app.db": bytes], nil).attribute("id").count == 3)
    let logged = shop(["app.db": bytes, "app.db-wal": [UInt8](repeating: 1, count: 99)], nil)
    #expect(logged.codes == [.unreadableFile] && logged.messages.contains(".backup copy.db"))
  }

  @Test func oddCells() throws {
    let bytes = try database(
      "create table t (id text, note text, \"a,b\" any)",
      "insert into t values ('1', cast(x'61ff62' as text), 'x' || char(0) || 'y'), ('2', 'a' || char(27) || 'b', '')",
      "insert into t values ('3', cast(zeroblob(17000000) as text), null)",
      "insert into t values ('4', replace(hex(zeroblob(8400000)), '00', 'ab'), null)")
    let shop = shop(["app.db": bytes], nil)
    #expect(shop.attribute("id") == ["1", "2"], "\(shop.messages)")
    #expect(shop.attribute("note") == ["a\u{FFFD}b", "a\u{1B}b"])
    #expect(shop.attribute("a,b") == ["x\u{FFFD}y", "-"])
    #expect(shop.messages.contains("more than 16 MiB") && shop.messages.contains("not text in UTF-8"))
  }

  @Test func rejectedRowsNameTheTable() throws {
    let bytes = try database(
      users, "create table visits (who, at)", "insert into visits values (1, '2025-03-01'), (2, 'soon')")
    var customers = LoadSpec.customers("app.db")
    customers.database = table("users")
    var events = LoadSpec(.events, from: .file(path: "app.db"))
    events.database = table("visits")
    (events.customer, events.at) = (LoadSpec.Column("who"), [LoadSpec.Column("at")])
    events.roles = [.init(name: LoadSpec.Column("visit"), at: [])]
    let shop = Shop(bytes: ["app.db": bytes], [customers, events])
    let rejected = shop.diagnostics.first { $0.code == .rejectedRow }
    #expect(rejected?.dataFile == "app.db, table visits" && rejected?.dataLine == 2, "\(shop.messages)")
  }
}
