import DataModel
import Session
import SourceText
import Testing

/// Shares are shown as percentages everywhere: in readings, labels and descriptions too.
@Suite struct ShareTests {
  private func shop(_ files: [String: String]) -> QuerySession {
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }))
    _ = session.open("workspace.heed")
    return session
  }

  @Test func sharesArePerCents() throws {
    var session = shop([
      "c.csv": "id,d\na,5%\nb,20%\nc,12.5%\nd,20%\n",
      "workspace.heed": "load customers from \"c.csv\" key id type d number",
    ])
    let groups = try #require(session.ask("count customers by d").first)
    #expect(groups.tables[0].columns[0].unit == .percent)
    let bins = try #require(session.ask("count customers by d in 3 bins").first)
    #expect(bins.tables[0].rows.map { $0[0].value } == ["5%–<10%", "10%–<15%", "15%–20%"].map { .text($0) })
    let split = try #require(session.ask("count customers by d split at 0.125").first)
    #expect(split.tables[0].rows.map { $0[0].value } == ["< 12.5%", "≥ 12.5%"].map { .text($0) })
    #expect(split.reading.contains("d split at 12.5%"))
    #expect(
      try #require(session.ask("segment customers where d > 12.5%").first).reading.contains("more than 12.5%")
    )
    #expect(try #require(session.ask("segment customers where d is 0.2").first).reading.contains("is 20%"))
    #expect(try #require(session.ask("describe d").first).headline == "d: number, 5% to 20%, never missing")
  }

  /// A question about a property without any value says so.
  @Test func scoresThatAreAllOffTheirScale() throws {
    var session = shop([
      "c.csv": "id\na\n", "f.csv": "who,at,s,t\na,2025-01-01,80,fine\na,2025-01-02,95,good\n",
      "workspace.heed": """
      load customers from "c.csv" key id
      load feedback from "f.csv"
        customer who
        at at
        text t
        score s from 1 to 5
      """,
    ])
    for question in ["quotes where s > 3", "measure average s of feedback"] {
      let outcomes = session.run(SourceFile(name: "typed", text: question))
      let messages = outcomes.flatMap(\.diagnostics).filter { $0.severity == .error }.map(\.message)
      #expect(messages == ["`s` has no value in any record"], "\(question)")
    }
  }
}
