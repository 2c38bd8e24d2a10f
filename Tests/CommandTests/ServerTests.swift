import Foundation
import TestSupport
import Testing

extension Ended {
  /// What it said, in one line.
  fileprivate var words: String { err.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// Loads from a PostgreSQL server, by the program itself.
@Suite(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: apt-get install postgresql"))
struct ServerTests {
  /// A made shop: the same rows in a database and in CSV files.
  private static let shop = Result {
    let server = try PostgresServer.running
    try server.create(
      "made",
      """
      select setseed(0.5);
      create table people as select 'p' || g as id, 'Person ' || g as name, (array['buyer', 'seller'])[1 + g % 2] as role,
        case when g % 7 > 0 then (random() * 900)::numeric(12, 2) end as spend, g % 3 = 0 as vip,
        date '2024-01-01' + (random() * 300)::int as signup,
        case when g % 5 = 0 then timestamptz '2025-01-01 00:00Z' + random() * interval '150 days' end as left_at,
        case when g % 4 = 0 then array['a', 'b c, "d"'] else array['e'] end as tags
        from generate_series(1, 400) g;
      create table acts as select 'p' || (1 + (random() * 399)::int) as who,
        (array['visit', 'order', 'refund'])[1 + (random() * 2)::int] as what,
        timestamptz '2024-06-01 00:00Z' + random() * interval '360 days' as at, (random() * 50)::float8 as amount
        from generate_series(1, 5000) g;
      create table words as select 'p' || (1 + (random() * 399)::int) as who,
        timestamp '2024-06-01 00:00' + g * interval '3 hours' as at, (random() * 10)::int as score,
        (array['Late payout, again', 'I "love" it', E'Slow\\nbut fine', 'Zoë: schön'])[1 + g % 4] as comment
        from generate_series(1, 900) g;
      grant select on people to guarded;
      """)
    let folder = try Scratch()
    for table in ["people", "acts", "words"] {
      try folder.write(
        "\(table).csv", try server.run("copy \(table) to stdout (format csv, header)", in: "made"))
    }
    func workspace(_ line: String = "", _ source: (String) -> String) -> String {
      """
      load customers from \(source("people"))
        key id label name segments by role, vip \(line) start signup end left_at value spend
      load events from \(source("acts"))
        customer who name what at at
      load feedback from \(source("words"))
        customer who at at text comment score score from 0 to 10 channel "nps"

      """
    }
    // Without a type, the `t` and `f` of a file are texts.
    try folder.write("files.heed", workspace("type vip boolean") { "\"\($0).csv\"" })
    try folder.write("server.heed", workspace { "postgres \"\(server.address("made"))\" table \($0)" })
    return (server: server, folder: folder)
  }

  /// The same rows from a server and from files have the same answers.
  @Test func answersAreThoseOfFiles() throws {
    let (_, folder) = try Self.shop.get()
    let questions = [
      "count customers by role",
      "count customers where left_at is set by tags",
      "measure nps, rate of vip for customers by role",
      "segment customers where did order in last 90 days and spend > 300 limit 20",
      "count customers where did order by vip",
      "funnel visit then order then refund for customers within 30 days",
      "retention of order by month",
      "quotes from feedback where score < 3 limit 5",
      "measure average spend, total spend for customers by vip",
      "person p12",
      "survival of left_at for customers by role",
      "words for sellers versus buyers",
      "count customers where mentioned schön",
      "trend count of order by month",
    ]
    try folder.write("questions.heed", questions.joined(separator: "\n") + "\n")
    let files = try Command.heed(
      "run", "questions.heed", "-w", "files.heed", "--format", "json", in: folder.folder)
    let server = try Command.heed(
      "run", "questions.heed", "-w", "server.heed", "--format", "json", in: folder.folder)
    let (first, second) = (files.out.split(separator: "\n"), server.out.split(separator: "\n"))
    #expect(first.count >= questions.count && files.out.contains("p12"), "\(files.err)")
    #expect(first.count == second.count, "\(server.err)")
    for (question, (one, other)) in zip(questions, zip(first, second)) {
      #expect(
        one.replacing("files.heed", with: "") == other.replacing("server.heed", with: ""), "\(question)")
    }
  }

  /// No password is shown or written, and exit codes say that nothing was loaded.
  @Test func passwordsComeFromTheEnvironment() throws {
    let (server, _) = try Self.shop.get()
    let scratch = try Scratch()
    let address = server.address("made", user: "guarded")
    try scratch.write("w.heed", "load customers from postgres \"\(address)\" table people key id\n")
    func run(_ variables: [String: String]) throws -> Ended {
      try Command.heed("w.heed", "-c", "count customers\ndescribe", in: scratch.folder, variables: variables)
    }
    let right = try run(["PGPASSWORD": "sesame"])
    #expect(
      right.code == 0 && right.out.contains("400 customers") && !(right.out + right.err).contains("sesame"),
      "\(right.err)")
    let wrong = try run(["PGPASSWORD": "barley"])
    #expect(
      wrong.code == 1 && wrong.words.contains("password authentication failed")
        && !wrong.words.contains("barley")
    )
    let none = try run([:])
    #expect(
      none.code == 1 && none.out == "" && none.words.contains("PGPASSWORD")
        && !none.words.contains("Password for"))
    try scratch.write("pass", "*:*:made:guarded:sesame\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: scratch.url("pass").path)
    #expect(try run(["PGPASSFILE": scratch.url("pass").path]).code == 0)
    try scratch.write(
      "services", "[shop]\nhost=\(server.folder)\ndbname=made\nuser=guarded\npassword=sesame\n")
    try scratch.write("w.heed", "load customers from postgres \"service=shop\" table people key id\n")
    let service = try run(["PGSERVICEFILE": scratch.url("services").path])
    #expect(service.code == 0 && service.out.contains("service=shop, table people"), "\(service.err)")
  }

  /// What is not trusted connects where it is allowed to.
  @Test func foundWorkspacesNeedPermission() throws {
    let (server, folder) = try Self.shop.get()
    let scratch = try Scratch()
    try scratch.write("workspace.heed", try folder.text("server.heed"))
    try scratch.write("s.heed", "count customers\n")
    try scratch.write("own.heed", try folder.text("server.heed") + "count customers\n")
    for arguments in [
      ["run", "s.heed"], ["run", "own.heed"], ["check", "own.heed"], [".", "-c", "count customers"],
    ] {
      let refused = try Command.run(arguments, in: scratch.folder)
      #expect(
        refused.code == 1 && refused.words.contains("--allow-net \(server.folder)"),
        "\(arguments): \(refused.err)")
      let other = try Command.run(arguments + ["--allow-net", "db.example.org"], in: scratch.folder)
      #expect(other.code == 1 && !other.out.contains("400"), "\(arguments)")
      let allowed = try Command.run(arguments + ["--allow-net", server.folder], in: scratch.folder)
      #expect(allowed.code == 0, "\(arguments): \(allowed.err)")
    }
    // Who names a workspace trusts it.
    #expect(try Command.heed("run", "s.heed", "-w", "workspace.heed", in: scratch.folder).code == 0)
    // In a text that needs permission an address leads to no files.
    try scratch.write(
      "files.heed",
      "load customers from postgres \"\(server.address("made")) passfile=/etc/passwd\" table people key id\n")
    let files = try Command.heed("run", "files.heed", "--allow-net", server.folder, in: scratch.folder)
    #expect(files.code == 1 && files.words.contains("names no files"), "\(files.err)")
  }

  /// A prompt on a workspace of one customer, and its folder.
  private func prompt(_ home: Scratch) throws -> (TerminalSession, Scratch) {
    let folder = try Scratch()
    try folder.write("workspace.heed", "load customers from \"c.csv\" key id\n")
    try folder.write("c.csv", "id\nx\n")
    let terminal = try TerminalSession(home: home, in: folder.folder)
    #expect(terminal.waits(for: "heed> "))
    return (terminal, folder)
  }

  /// On a terminal a password is asked for, and not shown.
  @Test func aPasswordIsTypedUnseen() throws {
    let (server, _) = try Self.shop.get()
    let home = try Scratch()
    let (terminal, folder) = try prompt(home)
    defer { withExtendedLifetime(folder) {} }
    let address = server.address("made", user: "guarded")
    terminal.type("load customers from postgres \"\(address)\" table people key id\r")
    #expect(terminal.waits(for: "Password for"))
    terminal.type("sesame\r")
    #expect(terminal.waits(for: "\nheed> "), "\(terminal.text)")
    #expect(!terminal.raw.contains("sesame"))
    terminal.ask("count customers", shows: "401 customers")
    terminal.ask(".reload", shows: "401")
    // Ctrl-C gives up.
    terminal.type("load customers from postgres \"\(address) application_name=x\" table people key id\r")
    #expect(terminal.waits(for: "Password for"))
    #expect(terminal.interrupts(until: "Stopped"), "\(terminal.text)")
    // A password that is written down is refused, and not kept.
    terminal.ask(
      "load customers from postgres \"postgresql://ada:barley@db/x\" table people key id",
      shows: "holds no password")
    terminal.type("\u{04}")
    #expect(terminal.end() == 0)
    let history = try home.text(".local/state/heed/history")
    #expect(
      history.contains("ada:******@db") && !history.contains("barley") && !history.contains("sesame"),
      "\(history)")
  }

  /// Ctrl-C ends a load at once.
  @Test func aLoadIsInterrupted() throws {
    let (server, _) = try Self.shop.get()
    let home = try Scratch()
    let (terminal, folder) = try prompt(home)
    defer { withExtendedLifetime(folder) {} }
    terminal.type(
      "load customers from postgres \"\(server.address("made"))\" query \"select 1 as id, pg_sleep(600)::text as x\" key id\r"
    )
    #expect(terminal.interrupts(until: "Stopped"), "\(terminal.text)")
    terminal.type("\u{04}")
    #expect(terminal.end() == 0)
  }
}
