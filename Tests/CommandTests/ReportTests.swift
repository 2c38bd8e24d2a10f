import Foundation
import Testing

/// `--format html`: the page that the command line writes. A browser tests how it looks (`make test-all`).
@Suite struct ReportTests {
  /// A small workspace, which loads at once.
  private func shop() throws -> Scratch {
    let shop = try Scratch()
    try shop.write("customers.csv", "id,plan,left_on\n1,pro,\n2,free,2025-03-01\n3,pro,\n")
    try shop.write(
      "words.csv", "who,at,words,channel\n2,2025-03-02,No trust left,survey\n1,2025-03-01,Fine,review\n")
    try shop.write(
      "workspace.heed",
      """
      load customers from "customers.csv" key id end left_on
      load feedback from "words.csv" customer who at at text words channel channel
      """)
    return shop
  }

  private func report(_ script: String, code: Int32 = 0) throws -> String {
    let shop = try shop()
    try shop.write("late-parcels.heed", script)
    let ended = try Command.heed(
      "run", "late-parcels.heed", "--format", "html", "--output", "report.html", in: shop.folder)
    #expect(ended.code == code && ended.out == "", "\(ended.err)")
    return try shop.text("report.html")
  }

  @Test func aScriptBecomesAPage() throws {
    let page = try report(
      """
      #!/usr/bin/env heed
      # Are parcels late?
      # For Monday.

      note "First of all"
      count feedback by channel
      segment customers where mentioned trust
      """)
    #expect(page.contains("<title>Are parcels late?</title>") && page.contains("<h1>Are parcels late?</h1>"))
    #expect(page.contains("<p class=\"lead\">For Monday.</p>") && !page.contains("env heed"))
    #expect(
      page.contains("<h2 id=\"part-1\">First of all</h2>")
        && page.contains("<svg class=\"drawing\" role=\"img\""))
    #expect(page.contains("<mark>trust</mark>") && page.contains("<blockquote>"))
    #expect(page.contains("<code>count feedback by channel</code>"))
    #expect(
      page.contains("words.csv (2 rows)") && page.contains("<dd>UTC</dd>") && page.hasSuffix("</html>\n"))
  }

  @Test func withoutACommentTheFileNamesThePage() throws {
    #expect(try report("count customers\n").contains("<h1>Late parcels</h1>"))
  }

  /// A file with questions runs if its name is the only argument, and gives the same page.
  @Test func aFileThatAsksIsAPageToo() throws {
    let shop = try shop()
    try shop.write("late-parcels.heed", "count customers\n")
    let named = try Command.heed("late-parcels.heed", "--format", "html", in: shop.folder)
    let run = try Command.heed("run", "late-parcels.heed", "--format", "html", in: shop.folder)
    #expect(named.code == 0 && named.out == run.out && run.out.hasSuffix("</html>\n"))
    #expect(run.out.contains("<h1>Late parcels</h1>"))
  }

  @Test func whatFailsStandsInItsPlace() throws {
    let page = try report(
      "count customers\ncount customers where plan is prro\ncount customers by plan\n", code: 1)
    let parts = ["3 customers</h2>", "<h2>This was not answered", "did you mean pro?", "<svg"]
    let places = try parts.map { try #require(page.range(of: $0)?.lowerBound, "\($0)") }
    #expect(places == places.sorted())
  }

  /// An earlier run in JSON says what has changed; another script's says that it did not ask this.
  @Test func anEarlierRunIsComparedWith() throws {
    let shop = try shop()
    try shop.write("late-parcels.heed", "count customers where plan is pro\ncount customers\n")
    let first = try Command.heed(
      "run", "late-parcels.heed", "--format", "json", "--output", "last.json", in: shop.folder)
    #expect(first.code == 0)
    let second = ["run", "late-parcels.heed", "--compare", "last.json"]
    let same = try Command.run(second, in: shop.folder)
    #expect(same.out.components(separatedBy: "Nothing has changed since the earlier run.").count == 3)
    let before = try shop.text("last.json")
    try shop.write("last.json", before.replacing("\"count\":3", with: "\"count\":2"))
    #expect(try Command.run(second, in: shop.folder).out.contains("Since the earlier run: count 2 → 3."))
    try shop.write("last.json", "nothing")
    let none = try Command.run(second, in: shop.folder)
    #expect(none.code == 1 && none.err.contains("“last.json” holds no answers to compare with"))
  }

  /// The key of pseudonyms is the user's own, private, and kept.
  @Test func anonymousReportsUseOneKey() throws {
    let shop = try shop()
    func answer(_ config: String) throws -> String {
      let variables = ["XDG_CONFIG_HOME": shop.url(config).path]
      let ended = try Command.heed(
        "-c", "segment customers", "--anonymous", "--format", "csv", in: shop.folder, variables: variables)
      return ended.out
    }
    let (first, again, other) = try (answer("config"), answer("config"), answer("other"))
    #expect(first.contains("\np-") && first == again && first != other)
    let key = try FileManager.default.attributesOfItem(atPath: shop.url("config/heed/anonymous-key").path)
    #expect((key[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test func aQuestionBecomesAPage() throws {
    let shop = try shop()
    let ended = try Command.heed(
      "-c", "count customers by plan", "-c", "count feedback", "--format", "html", in: shop.folder)
    #expect(ended.code == 0 && ended.out.hasPrefix("<!doctype html>") && ended.out.hasSuffix("</html>\n"))
    #expect(ended.out.components(separatedBy: "<!doctype").count == 2)
  }

  @Test func sameFilesSamePage() throws {
    #expect(try report("count customers by plan\n") == report("count customers by plan\n"))
  }

  @Test func asciiOnRequestAndInSuchALocale() throws {
    let (question, folder) = try ("count customers by plan", shop())
    #expect(try Command.heed("-c", question, in: folder.folder).out.contains("█"))
    #expect(try Command.heed("-c", question, "--ascii", in: folder.folder).out.utf8.allSatisfy { $0 < 0x80 })
    #expect(
      try Command.heed("-c", question, in: folder.folder, variables: ["LANG": "C"]).out.utf8.allSatisfy {
        $0 < 0x80
      })
    #expect(
      try Command.heed("-c", question, in: folder.folder, variables: ["LANG": "C", "LC_ALL": "de_DE.UTF-8"])
        .out.contains("█"))
  }
}
