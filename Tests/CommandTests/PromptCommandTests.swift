import Foundation
import Testing

/// Each command of the prompt, at a pseudo-terminal.
@Suite(.serialized) struct PromptCommandTests {
  private let home: Scratch
  private let terminal: TerminalSession

  init() throws {
    home = try Scratch()
    // An editor and a pager for the tests, which show what they are given.
    try home.write("editor", "#!/bin/sh\nsed -i -e s/sellers/buyers/ \"$1\"\n")
    try home.write("pager", "#!/bin/sh\nsed -e 's/^/| /' | head -3\n")
    _ = try Command.shell("chmod +x editor pager", in: home.folder)
    terminal = try TerminalSession(
      home: home, rows: 24, columns: 200,
      variables: [
        "EDITOR": home.url("editor").path, "PAGER": home.url("pager").path,
      ])
    try #require(terminal.waits(for: "heed> "))
  }

  /// Sellers who have left.
  private var churned: Int {
    demo.customers.count { row in
      let left = row["churned_at"] ?? ""
      return row["role"] == "seller" && !left.isEmpty && left <= "2025-06-30"
    }
  }

  private func path(_ name: String) -> String { home.url(name).path }

  @Test func mode() throws {
    terminal.ask(".mode", shows: "Answers are written as table.")
    terminal.ask(".mode csv", shows: "Answers are written as csv from now on.")
    terminal.ask("count sellers by plan limit 2", shows: "plan,count\n")
    terminal.ask(".mode jsno", shows: "error: “jsno”? Did you mean `json`?")
    terminal.ask(".MODE table;", shows: "written as table")
    terminal.type(".mo\tj\t\r")
    #expect(terminal.waits(for: "written as json"))
  }

  @Test func outputAndOnce() throws {
    terminal.ask(".output", shows: "Answers are on this screen.")
    terminal.ask(".once ~/one.csv", shows: "The next answer goes to “\(path("one.csv"))” as csv.")
    terminal.ask("segment sellers where churned", shows: "holds 1 answer, \(churned + 1) lines.")
    #expect(try home.text("one.csv").hasPrefix("id,"))
    terminal.ask("count sellers", shows: "1,200 sellers")
    terminal.ask(".once ~/one.md", shows: "goes to “\(path("one.md"))” as markdown.")
    terminal.ask("count sellers", shows: "holds 1 answer")
    #expect(try home.text("one.md").hasPrefix("**`count sellers`**"))
    try home.write("all.json", "old")
    terminal.ask(".output \"\(path("all.json"))\"", shows: "The first answer replaces what is in the file.")
    terminal.ask("count nobody", shows: "error: ")
    terminal.ask(".output", shows: "on this screen again", "Nothing was written to “\(path("all.json"))”.")
    #expect(try home.text("all.json") == "old")
    terminal.ask(".output ~/all.json", shows: "as json")
    terminal.ask("count sellers", shows: "holds 1 answer, 1 line.")
    terminal.ask("count nobody", shows: "error: ")
    terminal.ask("count buyers", shows: "holds 2 answers, 2 lines.")
    #expect(!terminal.text.contains("3,000"))
    #expect(try Reply.all(home.text("all.json")).map { $0.count("count") } == [1200, 3000])
    terminal.ask(".output", shows: "on this screen again", "holds 2 answers")
    // A file is written whole with each answer, so that it never ends in half of one.
    terminal.ask(".output ~/page.html", shows: "as html")
    terminal.ask("count sellers", shows: "holds 1 answer")
    terminal.ask("count buyers", shows: "holds 2 answers")
    let page = try home.text("page.html")
    #expect(page.ranges(of: "<section").count == 2 && page.hasSuffix("</html>\n"))
    terminal.ask(".output ~/more.csv", shows: "as csv")
    terminal.ask("count sellers by plan limit 1", shows: "holds 1 answer, 2 lines.")
    terminal.ask("count buyers by plan limit 1", shows: "holds 2 answers, 4 lines.")
    #expect(try home.text("more.csv").utf8.count { $0 == UInt8(ascii: "\n") } == 4)
    _ = try Command.shell("mkfifo pipe", in: home.folder)
    terminal.ask(".output ~/pipe", shows: "cannot be written: nobody reads it")
    terminal.ask(".output", shows: "on this screen again")
    // If the file cannot be written, the answer is shown instead.
    terminal.ask(".output /dev/full", shows: "as table")
    terminal.ask(
      "count sellers", shows: "no space left on device", "on this screen again", "\n1,200 sellers")
    terminal.ask(".output /nowhere/x.csv", shows: "error: ", "cannot be written: no such file or directory")
    terminal.ask(".once /nowhere/x.csv", shows: "error: ", "cannot be written: no such file or directory")
    terminal.ask(
      ".once \(demo.folder.path)/definitions.heed", shows: "error: ", "it was read for these answers")
    terminal.ask("count buyers", shows: "3,000 buyers")
  }

  @Test func pager() throws {
    terminal.ask(".pager", shows: "taller than the screen")
    terminal.ask("segment sellers where churned", shows: "| sellers (role is seller)")
    #expect(!terminal.text.contains("ever said anything"))
    terminal.ask("count sellers", shows: "1,200 sellers")
    #expect(!terminal.text.contains("| "))
    terminal.ask(".pager on", shows: "Every answer")
    terminal.ask("count sellers", shows: "| how many sellers")
    terminal.ask(".pager off", shows: "No answer")
    terminal.ask("segment sellers where churned", shows: "\nsellers (role is seller)", "ever said anything")
    // A pager that does not exist is not used.
    let other = try TerminalSession(home: home, rows: 12, variables: ["PAGER": "/nowhere/pager"])
    #expect(other.waits(for: "heed> "))
    other.ask("count sellers by plan", shows: "enterprise")
    other.ask("help", shows: "segment", "Ctrl-D")
  }

  @Test func timingAndLast() throws {
    terminal.ask(".last", shows: "error: Nothing was answered yet.")
    terminal.ask(".timing on", shows: "is shown after it")
    terminal.ask("segment sellers where churned limit 12", shows: "Took ")
    terminal.ask(".timing off", shows: "is not shown")
    terminal.ask("count sellers by plan", shows: "enterprise")
    #expect(!terminal.text.contains("Took"))
    terminal.ask(".last", shows: "how many sellers")
    terminal.ask(".last csv", shows: "plan,count\n")
    terminal.ask(".last json", shows: "{\"statement\":\"count sellers by plan\"")
    // The mode is unchanged.
    terminal.ask("count sellers", shows: "1,200 sellers")
    // A table shows ten rows; other formats have them all.
    terminal.ask("segment sellers where churned", shows: "| ")
    terminal.ask(".once ~/all.csv", shows: "as csv")
    terminal.ask(".last", shows: "\(churned + 1) lines")
  }

  @Test func saveAndRun() throws {
    terminal.ask(".save \(path("s.heed"))", shows: "error: No statement has succeeded yet")
    terminal.ask("define lost as churned   and mrr>50", shows: "Defined")
    terminal.ask("count selers", shows: "error")
    terminal.ask("count sellers where lost; count nobody; count buyers", shows: "buyers", "error")
    terminal.ask("define lost as churned", shows: "Defined")
    terminal.ask(".save \(path("s.heed"))", shows: "Saved 3 statements")
    terminal.ask(".save \(path("s.heed"))", shows: "already exists")
    terminal.ask("define lapsed as churned", shows: "Defined")
    terminal.ask("count sellers where lapsed and plan is pro", shows: "of 1,200 sellers")
    // A row is not a statement, so a script cannot contain the questions about its people.
    terminal.ask("count sellers by plan", shows: "enterprise")
    terminal.ask(".drill 1", shows: "them: ")
    terminal.ask("count them where churned", shows: "people: ")
    terminal.ask("count buyers; count them where churned", shows: "of 3,000 people")
    terminal.ask(
      ".save \(path("s.heed")) replace", shows: "Saved 8 statements", "“lapsed” is called “lapsed_2”",
      "Left out, because a script cannot open a row: `count them where churned`.")
    let script = try home.text("s.heed")
    #expect(
      script.hasSuffix(
        """


        define lost as churned
        count sellers where lost
        count buyers
        define lapsed_2 as churned
        count sellers where lapsed_2 and plan is pro
        count sellers by plan
        count buyers
        count them where churned

        """))
    // The script asks the same questions about the data.
    let saved = try Command.heed(
      "run", path("s.heed"), "-w", "workspace.heed", "--allow-read", demo.folder.path)
    #expect(saved.code == 0, "\(saved.err)")
    #expect(script.hasPrefix("# ") && script.contains("heed run s.heed -w workspace.heed"))
    terminal.type("quit\r")
    #expect(terminal.end() == 0)
    // As a script beside the workspace, it runs without options.
    try home.write("two.heed", "count sellers where churned\ncount them by plan\n")
    let again = try TerminalSession(home: home)
    #expect(again.waits(for: "heed> "))
    again.ask(".run \(path("two.heed"))", shows: "of 1,200 sellers", "enterprise")
    again.ask("count them where plan is pro", shows: "of them")
    again.ask(".run /nowhere.heed", shows: "error: ", "no file")
    again.ask(".run", shows: "error: Which script?")
    again.ask(".save mine.heed", shows: "Saved 3 statements")
    let ran = try Command.heed("run", "mine.heed")
    try FileManager.default.removeItem(at: demo.folder.appendingPathComponent("mine.heed"))
    #expect(ran.code == 0 && ran.out.contains("of them"), "\(ran.err)")
  }

  @Test func edit() throws {
    terminal.ask(".edit", shows: "Nothing was changed")
    terminal.ask("count sellers where churned", shows: "of 1,200 sellers")
    terminal.ask("count customers", shows: "4,200")
    terminal.ask(".edit", shows: "Nothing was changed")
    terminal.ask(".history", shows: "2  count sellers where churned", "3  count customers")
    terminal.ask(".edit 2", shows: "count buyers where churned", "of 3,000 buyers")
    terminal.ask(".edit 99", shows: "error: There is no entry 99")
    // The question from the editor can be recalled with the arrow key.
    terminal.type("\u{1B}[A\u{1B}[A")
    #expect(terminal.waits(for: "count buyers where churned"))
    let other = try TerminalSession(home: home, columns: 200, variables: ["EDITOR": "false"])
    #expect(other.waits(for: "heed> "))
    other.ask(".edit", shows: "error: The editor, `false`, ended with an error. The statement was not run.")
  }

  @Test func queries() throws {
    terminal.ask(".queries", shows: "No queries are saved.")
    terminal.ask(".queries save weekly churn", shows: "error: Nothing was asked yet.")
    terminal.ask("count sellers where churned", shows: "of 1,200 sellers")
    terminal.ask(".queries save weekly churn", shows: "`.queries weekly churn` runs it")
    terminal.ask(".queries save edit", shows: "error: A query cannot be called “edit”")
    terminal.ask(".queries weakly churn", shows: "Did you mean `weekly churn`?")
    let mode = try FileManager.default.attributesOfItem(atPath: path(".local/state/heed/queries.heed"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
    // They are still there in the next session.
    let other = try TerminalSession(home: home, columns: 200, variables: ["EDITOR": home.url("editor").path])
    #expect(other.waits(for: "heed> "))
    other.ask(".queries", shows: "weekly churn  count sellers where churned")
    other.type(".queries we\t\r")
    #expect(other.waits(for: "of 1,200 sellers"))
    other.ask(".queries show Weekly Churn", shows: "\ncount sellers where churned\n")
    other.ask(".queries edit weekly churn", shows: "“weekly churn” is now: count buyers where churned")
    other.ask(".queries weekly churn", shows: "of 3,000 buyers")
    other.ask(".queries delete weekly churn", shows: "is deleted")
    other.ask(".queries", shows: "No queries are saved.")
  }

  @Test func reload() throws {
    try home.write("c.csv", "id,plan\n1,pro\n")
    try home.write("workspace.heed", "load customers from \"c.csv\" key id\n")
    let session = try TerminalSession(home: home, in: home.folder)
    #expect(session.waits(for: "heed> "))
    session.ask("define paying as plan is pro", shows: "Defined")
    session.ask("count customers where paying", shows: "1 of 1 customer")
    try home.write("c.csv", "id,plan\n1,pro\n2,pro\n3,free\n")
    session.ask(".reload", shows: "Loaded 3 customers")
    session.ask("count customers where paying", shows: "2 of 3 customers")
    try home.write("c.csv", "nothing\n1\n")
    session.ask(".reload", shows: "error: ", "The data is unchanged.")
    session.ask("count customers where paying", shows: "2 of 3 customers")
  }

  @Test func historyHelpAndQuit() throws {
    terminal.ask("count sellers", shows: "1,200")
    terminal.ask("count buyers", shows: "3,000")
    terminal.ask(".history 2", shows: "2  count buyers", "3  .history 2")
    #expect(!terminal.text.contains("count sellers"))
    terminal.ask(".history SELL", shows: "1  count sellers")
    terminal.ask(".history zzz", shows: "5  .history zzz")
    terminal.ask("help .mode", shows: ".mode [FORMAT]", "how answers are written")
    terminal.ask(".help count", shows: "count: how many")
    terminal.ask(".mdoe", shows: "Did you mean `.mode`?")
    terminal.ask("\\d", shows: "here you ask `describe`")
    terminal.ask(".timng on", shows: "Did you mean `.timing`?")
    terminal.ask(".read", shows: "here it is `.run`")
    for command in [".demo", ".reload", ".quit"] {
      terminal.ask(
        "\(command) nope", shows: "error: `\(command)` takes no argument. Type `\(command)` alone.")
    }
    terminal.type("count sell\u{03}.quit\r")
    #expect(terminal.end() == 0)
  }

  /// Completion after a dot and `help` list the same commands.
  @Test func everyCommandIsCompletedAndHelped() throws {
    let wide = try TerminalSession(home: home, rows: 100, columns: 140)
    #expect(wide.waits(for: "heed> "))
    wide.type("help\r")
    #expect(wide.waits(for: "Ctrl-D leaves"))
    let helped = Set(wide.text.matches(of: #/(\.[a-z]+)[,.]/#).map { String($0.1) })
    wide.type(".\t\t")
    #expect(wide.waits(for: ".quit"))
    let completed = Set(wide.text.matches(of: #/(\.[a-z]+)  /#).map { String($0.1) })
    let all: Set = [
      ".mode", ".output", ".once", ".pager", ".timing", ".last", ".save", ".run", ".edit", ".queries",
      ".reload",
      ".history", ".help", ".quit",
    ]
    #expect(helped.isSuperset(of: all), "\(helped)")
    #expect(helped == completed, "\(completed)")
  }
}
