import Foundation
import Testing

/// `--format html`: the page as the command line makes it. What it looks like is tried in a browser (`make test-all`).
@Suite struct ReportTests {
  private func report(_ script: String, code: Int32 = 0) throws -> String {
    let scratch = try Scratch()
    try scratch.write("late-parcels.heed", script)
    let output = scratch.url("report.html").path
    let ended = try Command.heed(
      "run", scratch.url("late-parcels.heed").path, "-w", demo.folder.path + "/workspace.heed", "--format",
      "html",
      "--output", output)
    #expect(ended.code == code && ended.out == "", "\(ended.err)")
    return try scratch.text("report.html")
  }

  @Test func aScriptBecomesAPage() throws {
    let page = try report(
      """
      #!/usr/bin/env heed
      # Are parcels late?
      # For Monday.

      note "First of all"
      count feedback mentioning lateness by channel
      segment sellers where churned and mentioned trust limit 2
      """)
    #expect(page.contains("<title>Are parcels late?</title>") && page.contains("<h1>Are parcels late?</h1>"))
    #expect(page.contains("<p class=\"lead\">For Monday.</p>") && !page.contains("env heed"))
    #expect(page.contains("<h2>First of all</h2>") && page.contains("<svg class=\"drawing\" role=\"img\""))
    #expect(page.contains("<mark>trust</mark>") && page.contains("<blockquote>"))
    #expect(page.contains("<code>count feedback mentioning lateness by channel</code>"))
    #expect(page.contains("feedback.csv (") && page.contains("<dd>UTC</dd>") && page.hasSuffix("</html>\n"))
  }

  @Test func withoutACommentTheFileNamesThePage() throws {
    #expect(try report("count sellers\n").contains("<h1>Late parcels</h1>"))
  }

  @Test func whatFailsStandsInItsPlace() throws {
    let page = try report("count sellers\ncount sellers where plan is prro\ncount buyers\n", code: 1)
    let parts = ["1,200 sellers</h2>", "This was not answered", "did you mean pro?", "3,000 buyers</h2>"]
    let places = try parts.map { try #require(page.range(of: $0)?.lowerBound, "\($0)") }
    #expect(places == places.sorted())
    // What cannot be read at all is a page too.
    #expect(try report("count sellers wher churned\n", code: 1).contains("This was not answered"))
  }

  @Test func aQuestionBecomesAPage() throws {
    let ended = try Command.heed("-c", "count sellers by plan", "-c", "count buyers", "--format", "html")
    #expect(ended.code == 0 && ended.out.hasPrefix("<!doctype html>") && ended.out.hasSuffix("</html>\n"))
    #expect(ended.out.components(separatedBy: "<!doctype").count == 2)
  }

  @Test func sameFilesSamePage() throws {
    #expect(try report("count sellers by plan\n") == report("count sellers by plan\n"))
  }

  @Test func asciiOnRequestAndInSuchALocale() throws {
    let question = "count sellers where churned by plan"
    #expect(try Command.heed("-c", question).out.contains("█"))
    #expect(try Command.heed("-c", question, "--ascii").out.utf8.allSatisfy { $0 < 0x80 })
    #expect(try Command.heed("-c", question, variables: ["LANG": "C"]).out.utf8.allSatisfy { $0 < 0x80 })
    #expect(
      try Command.heed("-c", question, variables: ["LANG": "C", "LC_ALL": "de_DE.UTF-8"]).out.contains("█"))
  }
}
