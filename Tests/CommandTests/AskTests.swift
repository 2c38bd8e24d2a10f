import Foundation
import Testing

/// `heed -w … -c …`: answers, formats, and where they go.
@Suite struct AskTests {
  private let headline = "segment seller where churned and mentioned trust"

  @Test func theHeadlineAnswerEqualsAPlainCount() throws {
    let ended = try Command.heed("-c", headline, "--format", "json")
    #expect(ended.code == 0 && ended.err == "")
    let reply = try Reply(ended.out)
    #expect(
      Set(reply.object.keys) == ["statement", "reading", "columns", "rows", "summary", "quotes", "notes"])
    let sellers = demo.customers.filter { $0["role"] == "seller" }
    let speakers = demo.people(saying: ["trust", "trusts", "trusted", "trusting"])
    let leavers = sellers.filter { $0["churned_at"] != "" && speakers.contains($0["id"] ?? "") }
    #expect(!leavers.isEmpty)
    #expect(reply.count("count") == leavers.count)
    #expect(reply.count("population") == sellers.count)
    let share = try #require(reply.figure("share"))
    #expect(abs(share - Double(leavers.count) / Double(sellers.count)) < 1e-9)
    let (low, high) = (try #require(reply.figure("low")), try #require(reply.figure("high")))
    #expect(low < share && share < high && low > 0 && high < 1)
    // Everybody, in order of value and then id; a terminal shows ten.
    let ids = reply.rows.compactMap { $0.first as? String }
    let expected = leavers.sorted {
      let (a, b) = (Double($0["mrr"] ?? "") ?? -1, Double($1["mrr"] ?? "") ?? -1)
      return a == b ? ($0["id"] ?? "") < ($1["id"] ?? "") : a > b
    }
    #expect(ids == expected.compactMap { $0["id"] })
    #expect(
      reply.quotes.allSatisfy { Set($0.keys).isSuperset(of: ["customer", "at", "channel", "score", "text"]) })
    #expect(!reply.quotes.isEmpty)
    let limited = try Reply(try Command.heed("-c", headline + " limit 3", "--format", "json").out)
    #expect(limited.rows.count == 3 && limited.count("count") == leavers.count)
  }

  /// `heed help WORD` shows the same page as the prompt; for a command, it shows its usage.
  @Test func helpOnAWordOfTheLanguage() throws {
    let page = try Command.heed("help", "blindspots")
    #expect(page.code == 0 && page.err == "" && page.out.hasPrefix("blindspots: whose voice is missing\n"))
    for part in ["Whose voice", "voice", "heard", "q", "spoke", "trouble", "The tables below"] {
      #expect(page.out.contains("\n  \(part) "), "\(part)")
    }
    let command = try Command.heed("help", "run")
    #expect(command.code == 0 && command.out.contains("USAGE: heed run"))
    let unknown = try Command.heed("help", "blindspot")
    #expect(unknown.out.contains("Did you mean `help blindspots`?"))
  }

  @Test func groupsAreTheirValuesThenTheCount() throws {
    let reply = try Reply(
      try Command.heed("-c", "count sellers where churned by plan", "--format", "json").out)
    var expected: [String: Int] = [:]
    for row in demo.customers where row["role"] == "seller" && row["churned_at"] != "" {
      expected[row["plan"] ?? "", default: 0] += 1
    }
    #expect(
      reply.columns == [
        "plan", "count", "share of group", "share of group low", "share of group high", "people in group",
      ])
    for row in reply.rows {
      let sellers = demo.customers.count { $0["role"] == "seller" && $0["plan"] == row[0] as? String ?? "" }
      let (count, share) = (
        (row[1] as? NSNumber)?.doubleValue ?? -1, (row[2] as? NSNumber)?.doubleValue ?? -1
      )
      #expect((row[5] as? NSNumber)?.intValue == sellers && abs(share - count / Double(sellers)) < 1e-12)
    }
    let counts = reply.rows.map { ($0[0] as? String ?? "", ($0[1] as? NSNumber)?.intValue ?? -1) }
    #expect(Dictionary(counts) { first, _ in first } == expected)
    #expect(reply.rows.last?.first is NSNull, "those without a plan come last, as null")
    let events = try Reply(try Command.heed("-c", "count order events by device", "--format", "json").out)
    let orders = demo.events.filter { $0["event"] == "order" }
    #expect(events.rows.reduce(0) { $0 + (($1[1] as? NSNumber)?.intValue ?? 0) } == orders.count)
  }

  @Test func valuesAreRaw() throws {
    let text = try Command.heed("-c", "segment customers sort by mrr descending limit 2", "--format", "json")
      .out
    #expect(text.contains("\"type\":\"date\""))
    #expect(text.filter { $0 == "\n" }.count == 1)
    let reply = try Reply(text)
    let signup = try #require(reply.columns.firstIndex(of: "signup"))
    let mrr = try #require(reply.columns.firstIndex(of: "mrr"))
    #expect(reply.rows[0][mrr] is NSNumber)
    #expect((reply.rows[0][signup] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil)
  }

  @Test func severalQuestionsInOrder() throws {
    let ended = try Command.heed(
      "-c", "count sellers", "-c", "count buyers; count customers", "--format", "json")
    let replies = try Reply.all(ended.out)
    #expect(
      replies.map { $0.object["statement"] as? String } == [
        "count sellers", "count buyers", "count customers",
      ])
    #expect((replies[0].count("count") ?? 0) + (replies[1].count("count") ?? 0) == demo.customers.count)
    // One failure does not hide the others, and still counts.
    let mixed = try Command.heed("-c", "count selers", "-c", "count sellers")
    #expect(mixed.code == 1 && mixed.out.contains("1,200 sellers") && mixed.err.contains("selers"))
  }

  @Test func tableForPeople() throws {
    let ended = try Command.heed("-c", headline)
    #expect(ended.code == 0)
    #expect(ended.out.hasPrefix("sellers (role is seller) whose churned_at is set"))
    #expect(
      ended.out.contains("*trust*") && ended.out.contains("95% interval") && ended.out.contains(" more"))
    #expect(ended.out.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(!ended.out.contains("\u{1B}"))
    let groups = try Command.heed("-c", "count sellers by plan").out
    #expect(groups.contains("\n(missing) ") && groups.contains("\nall "))
  }

  @Test func csvForSpreadsheets() throws {
    let text = try Command.heed("-c", "count sellers by role", "--format", "csv").out
    let sellers = demo.customers.filter { $0["role"] == "seller" }.count
    #expect(text == "role,count\r\nseller,\(sellers)\r\n")
  }

  @Test func errorsInJSON() throws {
    let ended = try Command.heed("-c", "count sellers where plan is prro", "--format", "json")
    #expect(ended.code == 1 && ended.out == "")
    let error = try Reply(ended.err).error
    #expect(Set(error.keys) == ["code", "message", "file", "line", "column", "length", "help"])
    #expect(error["code"] as? String == "unknown-value")
    #expect(error["line"] as? Int == 1 && error["column"] as? Int == 29 && error["length"] as? Int == 4)
    #expect((error["help"] as? String)?.contains("pro") == true)
    let empty = try Scratch()
    let nothing = try Command.heed("-c", "count", "--format", "json", in: empty.folder)
    #expect(nothing.code == 1)
    #expect(try Reply(nothing.err).error["code"] as? String == "not-loaded")
  }

  @Test func colour() throws {
    #expect(try Command.heed("-c", "count sellers", "--color", "always").out.contains("\u{1B}["))
    #expect(try !Command.heed("-c", "count sellers", "--color", "never").out.contains("\u{1B}["))
    let asked = try Command.heed(
      "-c", "count sellers", "--color", "auto", variables: ["TERM": "xterm", "CLICOLOR_FORCE": "1"])
    #expect(!asked.out.contains("\u{1B}["), "a pipe gets none")
    let error = try Command.heed("-c", "count selers", "--color", "always")
    #expect(error.err.contains("\u{1B}[") && !error.out.contains("\u{1B}["))
  }

  @Test func exitCodes() throws {
    #expect(try Command.heed("-c", "count").code == 0)
    #expect(try Command.heed("-c", "cuont").code == 1)
    #expect(try Command.heed("-w", "nowhere.heed", "-c", "count").code == 1)
    for arguments in [
      ["--bogus"], ["-c"], ["a.heed", "-w", "b.heed"], ["run"], ["--format", "xml", "-c", "count"],
    ] {
      let ended = try Command.shell("\"$HEED\" " + arguments.joined(separator: " "))
      #expect(ended.code == 2, "\(arguments)")
      #expect(ended.out == "" && !ended.err.isEmpty, "\(arguments)")
    }
    let version = try Command.heed("--version")
    #expect(version.code == 0 && version.out.contains("."))
    let help = try Command.heed("--help")
    #expect(help.code == 0 && help.err == "")
    for word in ["run", "check", "fmt", "demo", "-c", "WORKSPACE"] { #expect(help.out.contains(word)) }
  }

  @Test func aFolderMeansItsWorkspace() throws {
    let empty = try Scratch()
    for arguments in [[demo.folder.path], ["-w", demo.folder.path]] {
      let ended = try Command.run(arguments + ["-c", "count sellers"], in: empty.folder)
      #expect(ended.code == 0 && ended.out.contains("1,200 sellers"), "\(ended.err)")
    }
    let ended = try Command.heed(empty.folder.path, "-c", "count sellers")
    #expect(ended.code == 1 && ended.err.contains("There are no data files"), "\(ended.err)")
  }

  @Test func withoutAWorkspace() throws {
    let empty = try Scratch()
    let ended = try Command.heed("-c", "count", in: empty.folder)
    #expect(ended.code == 1 && ended.out == "" && ended.err.contains("workspace.heed"))
    try empty.write("q.heed", "count sellers\n")
    let run = try Command.heed("run", "q.heed", in: empty.folder)
    #expect(run.code == 1 && run.out == "")
    let other = try Command.heed(
      "-w", demo.folder.path + "/workspace.heed", "-c", "count sellers", in: empty.folder)
    #expect(other.code == 0 && other.out.contains("1,200"))
  }

  @Test func outputThatIsClosedOrFull() throws {
    let ended = try Command.shell("\"$HEED\" -c describe -c describe | head -1; echo ${PIPESTATUS[0]}")
    #expect(ended.err == "")
    #expect(ended.out.split(separator: "\n").last == "0")
    let full = try Command.shell("\"$HEED\" -c count > /dev/full")
    #expect(full.code == 1 && full.err.contains("no space left"))
  }
}
