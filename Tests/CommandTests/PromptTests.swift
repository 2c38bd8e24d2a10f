import Foundation
import Testing

/// `heed` at a prompt: through a pipe, and at a pseudo-terminal as a user sees it.
@Suite(.serialized) struct PromptTests {
  @Test func statementsThroughAPipe() throws {
    let input = """
      # how many
      count sellers
        where churned

      count buyers; count customers
      help count
      quit
      count never
      """
    let ended = try Command.heed(input: input)
    #expect(ended.code == 0 && ended.err == "")
    #expect(ended.out.contains("of 1,200 sellers") && ended.out.contains("3,000 buyers"))
    #expect(ended.out.contains("4,200 customers") && ended.out.contains("count: how many"))
    #expect(!ended.out.contains("heed>"))
    let failing = try Command.heed(input: "count selers\ncount sellers\n")
    #expect(failing.code == 1 && failing.err.contains("typed:1:7") && failing.out.contains("1,200 sellers"))
  }

  @Test func theDemoSaysThatItIsOne() throws {
    let empty = try Scratch()
    let ended = try Command.heed(input: "count sellers\n", in: empty.folder)
    #expect(ended.code == 0 && ended.err.contains("demo") && ended.out.contains("1,200 sellers"))
  }

  @Test func everyHelpPageHasAnExampleThatRuns() throws {
    let overview = try Command.heed(input: "help\n").out
    let verbs = overview.split(separator: "\n").filter { $0.hasPrefix("  ") }.dropFirst().compactMap {
      $0.split(separator: " ").first.map(String.init)
    }.filter { !$0.hasPrefix(".") }
    #expect(verbs.count > 8)
    // All verbs except those about other files, which the demo does not have.
    let asked = Set(verbs).subtracting(["load", "link", "use", "export"]).sorted()
    let pages = try Command.heed(input: asked.map { "help \($0)\n" }.joined()).out.split(separator: "\n")
    let examples = asked.compactMap { verb in
      pages.drop { !$0.hasPrefix("\(verb): ") }.first { $0.hasPrefix("  ") }?.trimmingCharacters(
        in: .whitespaces)
    }
    #expect(examples.count == asked.count && zip(examples, asked).allSatisfy { $0.hasPrefix($1) })
    let ended = try Command.heed(input: examples.map { $0 + "\n" }.joined())
    #expect(ended.code == 0, "\(ended.err)")
  }

  @Test func controlCStopsAnAnswerAndTheSessionGoesOn() throws {
    let terminal = try TerminalSession(home: try Scratch(), variables: ["PAGER": "cat"])
    #expect(terminal.waits(for: "heed> "))
    // Asked before the interrupts, which may come during any of the others.
    terminal.ask("count sellers", shows: "1,200 sellers")
    terminal.type(
      Array(repeating: "why churned among customers", count: 60).joined(separator: "; ") + "\r")
    #expect(terminal.interrupts(until: "error: Stopped"), "\(terminal.text)")
    #expect(terminal.waits(for: "\nheed> "))
    // Said once, for all statements that were left.
    #expect(terminal.text.ranges(of: "Stopped").count == 1)
    #expect(terminal.text.contains(/note: The (statement|\d+ statements) after it (was|were) not run\./))
    terminal.ask("count them where churned", shows: "of 1,200 people")
    terminal.type("\u{04}")
    #expect(terminal.end() == 0)
  }

  @Test func theRewriteIsOneKeyAway() throws {
    let terminal = try TerminalSession(home: try Scratch(), columns: 140, variables: ["NO_COLOR": ""])
    // The suggested first question, while nothing has been asked.
    #expect(terminal.waits(for: "heed> segment sellers where churned and mentioned trust"))
    terminal.ask("count sellers where plan is prro", shows: "did you mean pro?")
    terminal.type("\u{1B}[C\r")
    #expect(terminal.waits(for: "of 1,200 sellers"), "\(terminal.text)")
    terminal.type("\u{1B}[C\u{04}")
    #expect(terminal.end() == 0)
  }

  @Test func twentyColumns() throws {
    let terminal = try TerminalSession(home: try Scratch(), columns: 20, variables: ["PAGER": "cat"])
    #expect(terminal.waits(for: "heed> "))
    for line in ["count selers", "count sellers by plan", ".mdoe", ".help", "help count", "help .save"] {
      terminal.ask(line)
      let lines = terminal.text.split(separator: "\n").filter { !$0.hasPrefix("heed> ") }
      #expect(
        lines.count > 1 && lines.allSatisfy { $0.count <= 20 || $0.hasPrefix("  ") }, "\(line): \(lines)")
    }
    terminal.type("\u{04}")
    #expect(terminal.end() == 0)
  }

  @Test func aConversation() throws {
    let home = try Scratch()
    let terminal = try TerminalSession(home: home)
    #expect(terminal.waits(for: "Today is 2025-06-30"))
    #expect(terminal.waits(for: "Try:") && terminal.waits(for: "heed> "))
    terminal.type("count sell\t")
    #expect(terminal.waits(for: "count seller "))
    terminal.type("\r")
    #expect(terminal.waits(for: "1,200 sellers"))
    terminal.type("count them by pl\tlimit 1\r")
    #expect(terminal.waits(for: "starter"))
    terminal.type("never asked\u{03}")
    terminal.type("count buyers where\r")
    #expect(terminal.waits(for: "    > "))
    terminal.type("churned\r")
    #expect(terminal.waits(for: "of 3,000 buyers"))
    // A paste with line breaks and a tab is text until Enter.
    terminal.type("\u{1B}[200~count\tcustomers\n  where role is seller\u{1B}[201~")
    terminal.ask("", shows: "of 4,200 customers")
    terminal.type("\u{04}")
    #expect(terminal.end() == 0)
    #expect(!terminal.text.contains("never asked\u{1B}") || !terminal.text.contains("error"))
    // The history is kept, readable by this user only.
    let history = home.url(".local/state/heed/history")
    #expect(try String(contentsOf: history, encoding: .utf8).contains("count buyers where"))
    let mode = try FileManager.default.attributesOfItem(atPath: history.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let again = try TerminalSession(home: home)
    #expect(again.waits(for: "heed> "))
    again.type("\u{1B}[A")
    #expect(again.waits(for: "where role is seller"))
    again.type("\u{03}quit\r")
    #expect(again.end() == 0)
  }
}
