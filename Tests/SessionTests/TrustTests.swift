import DataModel
import Session
import SourceText
import Synchronization
import Testing

/// The files that a script and a used file can access.
@Suite struct TrustTests {
  /// A disk of a few files, in which links lead elsewhere, and written files are kept.
  private struct Disk {
    final class Kept: Sendable {
      let files = Mutex<[String: String]>([:])
    }

    private let kept = Kept()
    let host: Host
    var written: [String: String] { kept.files.withLock { $0 } }

    init(_ files: [String: String], links: [String: String] = [:]) {
      let memory = Host.memory(files.mapValues { Array($0.utf8) })
      let kept = kept
      @Sendable func real(_ path: String) -> String {
        let path = absolutePath(path)
        let link = links.keys.first { path == $0 || path.hasPrefix($0 + "/") }
        return link.map { (links[$0] ?? "") + path.dropFirst($0.count) } ?? path
      }
      host = Host(
        open: { path, permissions throws(HostError) in try memory.opening(real(path), permissions) },
        files: { pattern, permissions throws(HostError) in try memory.listing(real(pattern), permissions) },
        resolve: { path throws(HostError) in real(path) },
        write: { path, bytes, permissions throws(HostError) in
          if let permissions, !isIn(permissions.writing, real(path)) {
            throw permissions.refusal(toWrite: path)
          }
          kept.files.withLock { $0[real(path)] = String(decoding: bytes, as: UTF8.self) }
        },
        elapsed: { 0 })
    }
  }

  private static let people = "id,role,plan\na,seller,pro\nb,buyer,=1+1\n"
  private static let load = "load customers from \"PATH\" key id segments by role, plan\n"

  private func files(_ more: [String: String]) -> [String: String] {
    [
      "/shop/people.csv": Self.people, "/secret/people.csv": Self.people,
      "/shopping/people.csv": Self.people,
    ].merging(more) { $1 }
  }

  private func codes(_ outcomes: [Outcome]) -> [DiagnosticCode] {
    outcomes.flatMap(\.diagnostics).filter { $0.severity == .error }.map(\.code)
  }

  @Test(arguments: [
    "people.csv", "./people.csv", "data/../people.csv", "/shop/people.csv", "../shop/people.csv", "*.csv",
  ])
  func aScriptReadsBelowItsOwnFolder(path: String) {
    let script = Self.load.replacing("PATH", with: path) + "count sellers\n"
    var session = QuerySession(host: Disk(files(["/shop/s.heed": script])).host)
    #expect(codes(session.run(script: "/shop/s.heed")) == [], "\(path)")
  }

  @Test(arguments: [
    "/secret/people.csv", "../secret/people.csv", "in/people.csv", "../shop/../secret/*.csv",
    "../shopping/people.csv",
  ])
  func andNowhereElse(path: String) {
    let script = Self.load.replacing("PATH", with: path) + "count sellers\n"
    let disk = Disk(files(["/shop/s.heed": script]), links: ["/shop/in": "/secret"])
    var session = QuerySession(host: disk.host)
    let outcomes = session.run(script: "/shop/s.heed")
    #expect(codes(outcomes).contains(.refusedPath), "\(path)")
    let notes = outcomes.flatMap(\.diagnostics).flatMap(\.notes)
    #expect(notes.contains { $0.contains("--allow-read ") }, "\(notes)")
    var allowed = QuerySession(host: disk.host)
    allowed.permissions.reading = ["/secret", "/shopping/people.csv"]
    #expect(codes(allowed.run(script: "/shop/s.heed")) == [], "\(path)")
    // The same workspace, named by its user.
    var named = QuerySession(host: disk.host)
    #expect(codes(named.open("/shop/s.heed")) == [], "\(path)")
  }

  @Test func aUsedFileIsASharedFileWhoeverNamesIt() {
    let disk = Disk(
      files([
        "/shop/workspace.heed": Self.load.replacing("PATH", with: "/shop/people.csv"),
        "/team/words.heed": "define big as plan is pro\n", "/team/sneak.heed": "use \"../secret/x.heed\"\n",
        "/secret/x.heed": "define x as plan is pro\n",
        "/shop/own.heed": "use \"/team/words.heed\"\n",
      ]))
    var session = QuerySession(host: disk.host)
    #expect(codes(session.open("/shop/workspace.heed")) == [])
    #expect(codes(session.run(SourceFile(name: "typed", text: "use \"/team/words.heed\"\ncount big"))) == [])
    #expect(codes(session.run(SourceFile(name: "typed", text: "use \"/team/sneak.heed\""))) == [.refusedPath])
    // Typed text may read it; a file beside the workspace may not.
    var another = QuerySession(host: disk.host)
    #expect(codes(another.run(script: "/shop/own.heed", workspace: "/shop/workspace.heed")) == [.refusedPath])
  }

  @Test func filesThatUseEachOtherInACircleAreNamed() {
    let disk = Disk([
      "/a/one.heed": "use \"two.heed\"\n", "/a/two.heed": "use \"sub/../three.heed\"\n",
      "/a/three.heed": "use \"./one.heed\"\n",
    ])
    var session = QuerySession(host: disk.host)
    let problem = session.run(script: "/a/one.heed").flatMap(\.diagnostics).first
    #expect(problem?.code == .cycle)
    #expect(
      problem?.message.contains("“/a/one.heed” uses “/a/two.heed” uses “/a/three.heed” uses “/a/one.heed”")
        == true)
  }

  @Test func onlyTypedAndAllowedTextsMayWrite() {
    let script =
      Self.load.replacing("PATH", with: "people.csv") + "export count customers by plan to \"out.csv\"\n"
    let disk = Disk(
      files(["/shop/s.heed": script, "/shop/up.heed": script.replacing("out.csv", with: "../out.csv")]),
      links: ["/shop/out.csv": "/etc/passwd"])
    var session = QuerySession(host: disk.host)
    #expect(codes(session.run(script: "/shop/s.heed")) == [.refusedPath])
    var allowed = QuerySession(host: disk.host)
    allowed.permissions.writing = ["/shop"]
    // Through a link, or with `..`, it is still outside.
    #expect(codes(allowed.run(script: "/shop/s.heed")) == [.refusedPath])
    #expect(codes(allowed.run(script: "/shop/up.heed")) == [.refusedPath])
    #expect(disk.written == [:])
    let plain = Disk(files(["/shop/s.heed": script]))
    var writing = QuerySession(host: plain.host)
    writing.permissions.writing = ["/shop"]
    #expect(codes(writing.run(script: "/shop/s.heed")) == [])
    // Formulas are defused, and all rows are there.
    #expect(plain.written == ["/shop/out.csv": "plan,count\r\n'=1+1,1\r\npro,1\r\n"])
    // Typed text is trusted, and its paths start in the current folder.
    let typed = SourceFile(name: "typed", text: "export count customers by plan to \"x.json\"")
    #expect(codes(writing.run(typed)) == [])
    #expect(plain.written["/x.json"]?.contains("\"rows\":[[\"=1+1\",1],[\"pro\",1]]") == true)
  }

  /// More rows than a screen shows.
  @Test func anExportIsWhole() {
    let rows = (1...12).map { "\($0),p\($0)\n" }.joined()
    let disk = Disk(["/people.csv": "id,plan\n" + rows])
    var session = QuerySession(host: disk.host)
    let text = "load customers from \"people.csv\" key id\nexport segment customers to \"all.csv\""
    #expect(codes(session.run(SourceFile(name: "typed", text: text))) == [])
    #expect(disk.written["/all.csv"]?.split(separator: "\r\n").count == 13)
  }

  /// Trusting a workspace again replaces the old state by the new one.
  @Test func trustIsOfTheNewestState() {
    var trusted = TrustedWorkspaces()
    trusted.add("/shop/workspace.heed", [1])
    #expect(trusted.standing(of: "/shop/workspace.heed", [2]) == .changed)
    trusted.add("/shop/workspace.heed", [2])
    #expect(TrustedWorkspaces(trusted.text).standing(of: "/shop/workspace.heed", [2]) == .trusted)
    #expect(trusted.entries.count == 1)
  }

  @Test func anExportSaysWhatItWrote() {
    var session = Market.session
    #expect(
      codes(session.run(SourceFile(name: "typed", text: "export count sellers to \"x.docx\""))) == [
        .badSetting
      ])
    // The demo in memory cannot write files.
    #expect(
      codes(session.run(SourceFile(name: "typed", text: "export count sellers to \"x.csv\""))) == [
        .unwritableFile
      ])
    #expect(
      codes(session.run(SourceFile(name: "typed", text: "export note \"x\" to \"x.csv\""))) == [.wrongScope])
  }
}
