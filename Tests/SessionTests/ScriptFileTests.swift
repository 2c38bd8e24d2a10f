import DataModel
import Session
import SourceText
import Testing

/// Files of statements: how they are recognised, and what is not one.
@Suite struct ScriptFileTests {
  private func problem(_ name: String, _ text: String) -> Diagnostic? {
    QuerySession.problem(ofData: SourceFile(name: name, text: text))
  }

  @Test(arguments: [
    ("c.csv", "id\nc1\n"), ("C.CSV", ""), ("e.json", "{}"), ("data", "id,name,plan\nc1,Ada,pro\n"),
    ("/dev/fd/63", "\u{FEFF}User Id;Name\r\n1;\"a;b\"\r\n"), ("x.txt", "id\tname\n\n1\tAda\n"),
    ("x.heed", "count,plan\n3,pro\n"),
  ]) func dataIsNoScript(name: String, text: String) throws {
    let found = try #require(problem(name, text), "\(name)")
    #expect(
      found.message.contains("contains data") && found.notes.first?.contains("load customers from") == true)
    var session = QuerySession(host: .memory([name: Array(text.utf8)]))
    for outcomes in [session.run(script: name), session.open(name)] {
      #expect(outcomes.flatMap(\.diagnostics).map(\.message) == [found.message])
    }
  }

  @Test(arguments: [
    "count sellers, buyers\ncount buyers, sellers\n",
    "cuont customers by plan, role\ncuont sellers by plan, role\n",
    "count\n", "# id,name\n# 1,a\ncount\n", "load customers from \"c.csv\"\n  key id\n", "",
  ]) func aScriptIsNoData(text: String) { #expect(problem("s.heed", text) == nil) }

  @Test func theSuggestedLoadIsAStatement() throws {
    let note = try #require(problem("data/my people.csv", "Name,User ID\nAda,1\n")?.notes.first)
    #expect(note.contains("`load customers from \"my people.csv\" key `User ID``"))
  }

  @Test(arguments: [
    ("https://x.test/a/c.csv?v=1", "\"c.csv\""), ("s3://bucket/c.csv", "\"c.csv\""),
    ("HTTP://x.test", "\"customers.csv\""), ("gs://b/c.json", "\"c.json\""), ("ftp://x/*.csv", "\"*.csv\""),
  ]) func addressesAreNotOpened(address: String, name: String) {
    for statement in [
      "load customers from \"\(address)\" key id", "use \"\(address)\"",
    ] {
      var session = QuerySession(host: .memory([:]))
      let found = session.run(SourceFile(name: "typed", text: statement)).flatMap(\.diagnostics)
      #expect(found.count == 1 && found.first?.code == .missingFile, "\(statement)")
      #expect(found.first?.message.contains("cannot open web addresses") == true)
      #expect(found.first?.notes.contains { $0.contains(name) } == true, "\(found)")
    }
  }

  @Test func aFileThatTwoOthersUseIsTakenInOnce() {
    let files = [
      "c.csv": "id\n1\n", "shared.heed": "count customers\n",
      "a.heed": "use \"shared.heed\"\n", "b.heed": "use \"shared.heed\"\n",
    ]
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }))
    let load = "load customers from \"c.csv\" key id"
    #expect(session.run(SourceFile(name: "typed", text: load)).allSatisfy { !$0.failed })
    let found = session.run(SourceFile(name: "typed", text: "use \"a.heed\"\nuse \"b.heed\""))
    #expect(found.count == 1 && found.allSatisfy { !$0.failed }, "\(found)")
  }

  @Test func aFileAddressIsAPath() {
    var session = QuerySession(host: .memory(["/a b/c.csv": Array("id\n1\n".utf8)]))
    let file = SourceFile(name: "typed", text: "load customers from \"file:///a%20b/c.csv\" key id")
    let fix = session.run(file).flatMap(\.diagnostics).first?.fixes.first
    let mended = fix.map { String(decoding: $0.applied(to: file.bytes), as: UTF8.self) }
    #expect(mended == "load customers from \"/a b/c.csv\" key id")
    #expect(session.run(SourceFile(name: "typed", text: mended ?? "")).allSatisfy { !$0.failed })
  }

  @Test func theHomeFolder() {
    var host = Host.memory([
      "/home/ada/c.csv": Array("id\n1\n".utf8), "/home/ada/w.heed": Array("define x as id is \"1\"\n".utf8),
    ])
    host.home = "/home/ada"
    var session = QuerySession(host: host)
    let text = "use \"~/w.heed\"\nload customers from \"~/c.csv\" key id\ncount x"
    #expect(session.run(SourceFile(name: "typed", text: text)).allSatisfy { !$0.failed })
    let missing = session.run(SourceFile(name: "typed", text: "load customers from \"~/d.csv\" key id"))
    #expect(missing.flatMap(\.diagnostics).first?.message == "There is no file “/home/ada/d.csv”")
  }

  /// The same message, whatever asks for the file.
  @Test func aMissingFileHasOneMessage() {
    var session = QuerySession(host: .memory(["customers.csv": []]))
    let messages = [
      session.run(SourceFile(name: "typed", text: "use \"costumers.csv\"")),
      session.run(SourceFile(name: "typed", text: "load customers from \"costumers.csv\" key id")),
      session.run(script: "costumers.csv"), session.open("costumers.csv"),
    ].map { $0.flatMap(\.diagnostics).map(\.message) }
    #expect(messages.allSatisfy { $0 == ["There is no file “costumers.csv”"] }, "\(messages)")
  }
}
