import Foundation
import Testing

@testable import REPL

@Suite struct CommandTableTests {
  private func page(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The table in the manual matches the registry.
  @Test func theManualListsEveryCommand() throws {
    let page = try page("grammar/reference.md")
    let rows = DotCommand.all.map {
      "| `\("\($0.name) \($0.form)".trimmedLines.replacing("|", with: "\\|"))` | \($0.summary) |"
    }
    for row in rows { #expect(page.contains(row), "\(row)") }
    #expect(page.matches(of: #/\n\| `\.[a-z]/#).count == rows.count)
  }

  @Test func linesAreCommandsOrStatements() {
    #expect(Request.all(in: "") == [] && Request.all(in: " ;\n") == [])
    #expect(Request.all(in: ".MODE csv;") == [.command(".mode", argument: "csv")])
    #expect(
      Request.all(in: "count sellers\n  where churned\n.last json\ncount")
        == [
          .statements("count sellers\n  where churned"), .command(".last", argument: "json"),
          .statements("count"),
        ])
    for text in ["quit", "exit;", "quit()", "QUIT"] {
      #expect(Request.all(in: text) == [.command(".quit", argument: "")])
    }
    #expect(Request.all(in: "? count") == [.command(".help", argument: "count")])
    #expect(Request.all(in: "help rate of") == [.command(".help", argument: "rate of")])
    #expect(Request.all(in: "\\d") == [.command("\\d", argument: "")])
    // These are not commands.
    for text in [" .mode", ".5", "quit sellers", "note \"x\"\n  .mode"] {
      #expect(Request.all(in: text).count == 1 && Request.command(text) == nil)
    }
  }

  @Test func aBookOfQueriesSurvivesItsFile() throws {
    var book = QueryBook("")
    try book.keep("count sellers\n  where churned", as: "Weekly churn", unlessIn: [])
    try book.keep("count", as: "all", unlessIn: [])
    try book.keep("count buyers", as: "ALL", unlessIn: [])
    let again = QueryBook(book.text)
    #expect(again.entries.map(\.name) == ["ALL", "Weekly churn"])
    #expect(try again.find("weekly CHURN").text == "count sellers\n  where churned")
    #expect(again.text == book.text)
    #expect(throws: Complaint.self) { try book.keep("count", as: "edit it", unlessIn: ["edit"]) }
    #expect(QueryBook("damaged\n# query: a\n\u{0}").entries.count == 1)
  }
}
