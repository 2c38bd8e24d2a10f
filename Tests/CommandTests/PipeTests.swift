import Foundation
import Testing

/// Scripts and workspaces through pipes, load reports beside machine-readable answers, and the user's own data in place
/// of the demo.
@Suite struct PipeTests {
  /// A folder with three customers, two events that are lost in loading, and a workspace.
  private func folder() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("c.csv", "id,plan\nc1,pro\nc2,free\nc3,pro\n")
    try scratch.write(
      "e.csv",
      "who,what,at,n\nc1,open,2025-03-01,1\nc1,open,2025-03-01,1\nc2,open,2025-05-01,2\nc1,open,soon,3\n")
    try scratch.write("w.heed", "load customers from \"c.csv\" key id segments by plan\n")
    try scratch.write(
      "lost.heed",
      """
      load customers from "c.csv" key id
      load events from "e.csv" customer who name what at at id n type at date
      set today 2025-03-31

      """)
    return scratch
  }

  @Test(arguments: [
    "\"$HEED\" run <(echo 'count customers') -w w.heed", "cat s.heed | \"$HEED\" run /dev/stdin -w w.heed",
    "\"$HEED\" run /dev/stdin -w w.heed < s.heed", "cat s.heed | \"$HEED\" run - -w w.heed",
    "\"$HEED\" run s.heed -w <(cat w.heed)", "cat w.heed | \"$HEED\" -w - -c 'count customers'",
    "cat w.heed s.heed | \"$HEED\" run -", "\"$HEED\" <(cat w.heed s.heed)",
    "\"$HEED\" -w <(cat w.heed) -c 'count customers'",
  ]) func statementsThroughAPipeRun(line: String) throws {
    let scratch = try folder()
    try scratch.write("s.heed", "count customers\n")
    let ended = try Command.shell(line, in: scratch.folder)
    #expect(ended.code == 0 && ended.out.contains("3 customers"), "\(line): \(ended.out)\(ended.err)")
  }

  @Test func checkReadsStandardInput() throws {
    let scratch = try folder()
    let right = try Command.heed("check", "-", "-w", "w.heed", input: "count customers\n", in: scratch.folder)
    #expect(right.code == 0 && right.err.isEmpty)
    let wrong = try Command.heed("check", "-", "-w", "w.heed", input: "count custmers\n", in: scratch.folder)
    #expect(wrong.code == 1 && wrong.err.contains("standard input:1:7"))
  }

  @Test func aPipedWorkspaceWithoutItsFileFails() throws {
    let scratch = try folder()
    let ended = try Command.shell(
      "\"$HEED\" -w <(echo 'load customers from \"no.csv\" key id') -c count", in: scratch.folder)
    #expect(ended.code == 1 && ended.err.contains("There is no file “no.csv”"))
  }

  /// The counts of a load are on standard error in every format, add up, and are a note in JSON.
  @Test(arguments: ["table", "csv", "tsv", "json", "markdown", "html", "email"]) func loadsAreReported(
    format: String
  )
    throws
  {
    let scratch = try folder()
    let ended = try Command.heed(
      "-w", "lost.heed", "--format", format, "-c", "count events", "-c", "count customers",
      in: scratch.folder)
    let rows = "e.csv: 4 rows, 1 taken, 1 rejected, 1 repeated, 1 after now"
    #expect(ended.code == 0 && ended.err.contains(rows), "\(ended.err)")
    guard format == "json" else { return }
    let answers = ended.out.split(separator: "\n")
    #expect(answers.count == 2 && answers[0].contains(rows) && !answers[1].contains("e.csv"), "\(ended.out)")
  }

  /// With an error, the warnings of the load are only counted.
  @Test func anErrorStandsAlone() throws {
    let scratch = try folder()
    let wrong = try Command.heed("-w", "lost.heed", "-c", "count custmers", in: scratch.folder)
    #expect(wrong.code == 1 && wrong.err.hasPrefix("The load has ") && !wrong.err.contains("rejected"))
    #expect(wrong.err.contains("shown with the first answer.\nerror: "))
    let then = try Command.heed(
      "-w", "lost.heed", "-c", "count custmers", "-c", "count customers", "-c", "count events",
      in: scratch.folder)
    #expect(
      then.err.split(separator: "e.csv: 4 rows, 1 taken").count == 2 && then.err.contains("row rejected"))
    let right = try Command.heed("-w", "lost.heed", "-c", "count customers", in: scratch.folder)
    #expect(right.code == 0 && right.err.contains("row rejected"))
  }

  @Test func dataIsNotReadAsStatements() throws {
    let scratch = try folder()
    try scratch.write("many.csv", "id,name\n" + (0..<21_000).map { "\($0),n\n" }.joined())
    for line in [
      "\"$HEED\" run many.csv", "\"$HEED\" -w many.csv -c count",
      "\"$HEED\" check many.csv",
      "\"$HEED\" fmt many.csv", "\"$HEED\" run <(cat many.csv)", "\"$HEED\" -w w.heed < many.csv",
      "\"$HEED\" run many.csv --format json",
    ] {
      let ended = try Command.shell(line, in: scratch.folder)
      #expect(ended.code == 1 && ended.out.isEmpty, "\(line): \(ended.out)")
      #expect(
        ended.err.ranges(of: "contains data, not statements").count == 1, "\(line): \(ended.err.prefix(600))")
      #expect(ended.err.contains("load customers from") && ended.err.utf8.count < 1_000, "\(line)")
    }
    #expect(try scratch.text("many.csv").hasPrefix("id,name\n0,n\n"))
  }

  @Test func noMoreThanTwentyDiagnostics() throws {
    let scratch = try folder()
    try scratch.write("bad.heed", (1...45).map { "count customers where none\($0)\n" }.joined())
    let json = try Command.heed("run", "bad.heed", "-w", "w.heed", "--format", "json", in: scratch.folder)
    let lines = json.err.split(separator: "\n")
    #expect(json.code == 1 && lines.count == 21 && lines.last?.contains("… and 25 more errors") == true)
    let check = try Command.heed("check", "bad.heed", "-w", "w.heed", in: scratch.folder)
    #expect(check.err.ranges(of: "error:").count == 20 && check.err.hasSuffix("… and 25 more errors\n"))
    let piped = try Command.heed(
      "-w", "w.heed", input: String(repeating: "count custmers\n", count: 21), in: scratch.folder)
    #expect(piped.err.hasSuffix("… and 1 more error\n"))
  }

  @Test func theHomeFolder() throws {
    let scratch = try folder()
    let ended = try Command.heed(
      "run", "-", "--allow-read", scratch.folder.path,
      input: "load customers from \"~/c.csv\" key id\ncount\n", variables: ["HOME": scratch.folder.path])
    #expect(ended.code == 0 && ended.out.contains("3 customers"), "\(ended.err)")
  }

  /// At the prompt of the demo.
  @Test func ownDataTakesThePlaceOfTheDemo() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(at: scratch.url("data"), withIntermediateDirectories: true)
    try scratch.write("data/customers.csv", "id,plan\nx,pro\n")
    let input = """
      count customers
      load customers from "nope.csv" key id
      count sellers
      load customers from "data/customers.csv" key id
      count customers
      count sellers
      .save mine.heed
      .demo
      count customers
      """
    let ended = try Command.heed(input: input, in: scratch.folder)
    let counts = ended.out.matches(of: #/\n([\d,]+) (customers?|sellers)\n/#).map { String($0.1) }
    #expect(counts == ["4,200", "1,200", "1", "4,200"], "\(ended.out)")
    #expect(ended.err.ranges(of: "replaced the demo").count == 1)
    #expect(ended.err.contains("“nope.csv”") && ended.err.contains("typed:1:7"))
    let saved = try Command.heed("run", "mine.heed", in: scratch.folder)
    #expect(
      saved.code == 0 && saved.out.contains("1 customer") && !saved.out.contains("4,200"), "\(saved.err)")
  }

  @Test func thePromptTellsWhoseDataItIs() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(at: scratch.url("data"), withIntermediateDirectories: true)
    try scratch.write("data/c.csv", "id,plan\nc1,pro\nc2,free\nc3,pro\n")
    let terminal = try TerminalSession(home: try Scratch(), in: scratch.folder)
    #expect(terminal.waits(for: "\ndemo> "))
    terminal.ask("load customers from \"data/c.csv\" key id segments by plan", shows: "replaced the demo")
    terminal.ask("count customers", shows: "3 customers")
    terminal.type(".demo\r")
    #expect(terminal.waits(for: "\ndemo> "))
    terminal.type("\u{04}")
    #expect(terminal.end() == 0)
  }

  /// Data files without a workspace are loaded as Heed proposes, and the proposal can be kept as a workspace.
  @Test func dataWithoutAWorkspaceIsAsked() throws {
    let scratch = try Scratch()
    try scratch.write("customers.csv", "id,plan\nc1,pro\nc2,free\nc3,pro\n")
    try scratch.write(
      "logins.csv",
      "login_id,customer_id,at\n1,c1,2025-03-01\n2,c1,2025-03-02\n3,c2,2025-03-02\n4,c3,2025-03-02\n")
    for arguments in [[], ["."], ["customers.csv", "logins.csv"]] {
      let ended = try Command.run(arguments + ["-c", "count customers where did login"], in: scratch.folder)
      #expect(ended.code == 0 && ended.out.contains("3 of 3 customers"), "\(arguments): \(ended.err)")
      #expect(ended.err.contains("No workspace says what these files are"))
    }
    let shown = try Command.heed("init", "--dry-run", in: scratch.folder)
    #expect(
      shown.code == 0 && shown.out.contains("key id") && shown.out.contains("as login at at"), "\(shown.out)")
    let written = try Command.heed("init", in: scratch.folder)
    #expect(try written.code == 0 && scratch.text("workspace.heed") == shown.out)
    let again = try Command.heed("init", in: scratch.folder)
    #expect(again.code == 1 && again.err.contains("it exists already"))
    let mixed = try Command.heed("customers.csv", "workspace.heed", in: scratch.folder)
    #expect(mixed.code == 2 && mixed.err.contains("files of data alone"))
  }

  /// The prompt shows the proposal, and keeps it if the user wants to.
  @Test func thePromptOffersToKeepAWorkspace() throws {
    let scratch = try Scratch()
    try scratch.write("customers.csv", "id,plan\nc1,pro\nc2,free\nc3,pro\n")
    let terminal = try TerminalSession(home: try Scratch(), in: scratch.folder)
    #expect(terminal.waits(for: "Keep this as workspace.heed? (y/N) "))
    terminal.type("y\r")
    terminal.ask("count customers", shows: "3 customers")
    terminal.type("\u{04}")
    #expect(try terminal.end() == 0 && scratch.text("workspace.heed").contains("key id"))
  }
}
