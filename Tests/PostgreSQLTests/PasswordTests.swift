import DataModel
import HostPOSIX
import PostgreSQL
import Session
import SourceText
import Synchronization
import TestSupport
import Testing

/// Passwords stand in no text.
@Suite struct PasswordTests {
  @Test(arguments: [
    ("postgresql://ada:SECRET@db/shop", true), ("postgres://ada:SECRET@db:5432/shop?x=y", true),
    ("postgresql://ada:SEC@RET/@db/shop", true), ("POSTGRESQL://ada:SECRET@db", true),
    ("postgresql://ada@db/shop?password=SECRET", true), ("postgresql://db?a=b&%70assword=SECRET&c=d", true),
    ("postgresql://db?sslpassword=SECRET", true), ("host=db password=SECRET", true),
    ("host=db PassWord = 'SEC RET' user=ada", true), ("sslpassword=SECRET", true),
    ("postgresql://ada@db:5432/shop", false), ("postgresql://db:5432/shop", false), ("service=shop", false),
    ("postgresql://ada:@db/shop", false), ("host=db user=ada", false), ("passfile=x", false), ("", false),
  ]) func passwordsAreFound(address: String, has: Bool) {
    let bytes = Array(address.utf8)
    #expect(passwords(inAddress: bytes).isEmpty != has)
    for text in ["load customers from postgres \"\(address)\" table t", "join postgres\t\"\(address)\""] {
      let concealed = concealingPasswords(text)
      #expect(!concealed.contains("SEC") && !concealed.contains("RET"), "\(concealed)")
      #expect(concealed.utf8.count == text.utf8.count && (concealed == text) != has)
    }
  }

  @Test func otherTextsStayAsTheyAre() {
    for text in [
      "count customers where said \"password = x\"", "postgres", "postgres \"", "postgresql:/x:y@z", "",
      "load customers from \"postgres.csv\" key password",
    ] {
      #expect(concealingPasswords(text) == text)
    }
    let bare = concealingPasswords("heed init postgresql://ada:SECRET@db/shop --dry-run")
    #expect(bare == "heed init postgresql://ada:******@db/shop --dry-run")
  }

  /// A load, a join and a link with a password are refused; no drawing of the error shows it.
  @Test(arguments: [
    "load customers from postgres \"postgresql://ada:SECRET@db/shop\" table t key id",
    "load customers from postgres\n  \"host=db password=SECRET\" table t key id",
    "load customers from \"a.csv\" key id join postgres \"host=db password=SECRET\" table t on id",
    "load customers from \"a.csv\" key id\nlink a to b from postgres \"host=db password=SECRET\" table t",
    "load customers from postgres \"postgresql://ada:SECRET@db/shop\" table t key id key id",
    "load customers from postgres \"postgresql://ada:SECRET@db/shop\" table t key",
    "load customers from postgres \"postgresql://ada:SECRET@db/shop\" tabel t key id",
    "load customers from \"postgresql://ada:SECRET@db/shop\" table t key id",
  ]) func aPasswordIsRefusedAndNotShown(text: String) {
    var session = QuerySession(host: .memory(["a.csv": Array("id\n1\n".utf8)]))
    let outcomes = session.run(SourceFile(name: "typed", text: text))
    let diagnostics = outcomes.flatMap(\.diagnostics)
    #expect(diagnostics.contains { $0.severity == .error })
    for diagnostic in diagnostics {
      #expect(!diagnostic.drawn(width: 80).contains("SECRET"), "\(diagnostic.drawn(width: 80))")
      #expect(!diagnostic.message.contains("SECRET"))
    }
  }

  /// Asked for once for an address, and only where the server wants one.
  @Test(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: apt-get install postgresql"))
  func aPasswordIsAskedForOnce() throws {
    let server = try ShopDatabase.server.get()
    let asked = Mutex<[String]>([])
    let connector = PostgresConnector(
      isCancelled: { false },
      askPassword: { question in
        asked.withLock { $0.append(question) }
        return "sesame"
      })
    let address = server.address("shop", user: "guarded")
    for _ in 0..<2 { try connector.open(address).close() }
    try connector.open(server.address("shop")).close()
    #expect(asked.withLock { $0 } == ["Password for \(address): "])
    let wrong = PostgresConnector(isCancelled: { false }, askPassword: { _ in "wrong" })
    let error = #expect(throws: DatabaseError.self) { try wrong.open(address) }
    guard case .unreachable(let reason, _)? = error else { return #expect(Bool(false)) }
    #expect(reason.contains("password authentication failed") && !reason.contains("wrong"))
  }

  /// What a script that is not trusted may name.
  @Test(arguments: [
    ("postgresql://DB.example.org/shop", ["db.example.org"]), ("host=a,b", ["a", "b"]),
    ("host=a hostaddr=10.0.0.1", ["a", "10.0.0.1"]), ("host=/Run/x", ["/Run/x"]), ("shop", ["localhost"]),
    ("service=Shop", ["service=shop"]), ("service=shop host=a", ["a", "service=shop"]),
    ("postgresql://a%2eb/x?host=c", ["c"]),
  ]) func placesOfAddresses(address: String, places: [String]) throws {
    #expect(try PostgresConnector(isCancelled: { false }).places(of: address, isShared: true) == places)
  }

  @Test(arguments: ["sslkey", "sslcert", "passfile", "sslrootcert"]) func aSharedAddressNamesNoFiles(
    name: String
  ) throws {
    let connector = PostgresConnector(isCancelled: { false })
    #expect(throws: DatabaseError.self) { try connector.places(of: "host=a \(name)=/x", isShared: true) }
    #expect(try connector.places(of: "host=a \(name)=/x", isShared: false) == ["a"])
  }
}
