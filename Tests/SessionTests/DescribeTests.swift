import DataModel
import Session
import SourceText
import Testing

/// `describe` alone lists every name, also those that Heed defines itself.
@Suite struct DescribeTests {
  private func describe(_ customers: String, feedback: String? = nil, score: String = "") throws -> Answer {
    var workspace = """
      load customers from "customers.csv"
        key id
      define big as plan is pro

      """
    var files = ["shop/customers.csv": customers]
    if let feedback {
      files["shop/said.csv"] = feedback
      workspace += "load feedback from \"said.csv\"\n  customer id\n  at at\n  text text\n\(score)"
    }
    files["shop/workspace.heed"] = workspace
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }))
    #expect(session.open("shop/workspace.heed").allSatisfy { !$0.failed })
    return try #require(session.ask("describe").first)
  }

  private func builtIn(_ answer: Answer) -> String? {
    answer.notes.first { $0.hasPrefix("Built into Heed") }
  }

  @Test func definitionsByFile() throws {
    let answer = try describe("id,plan\n1,pro\n")
    let table = try #require(answer.tables.first { $0.title == "Definitions" })
    #expect(
      table.rows.map { $0.map(\.value) } == [
        [.text("big"), .text("workspace.heed"), .text("define big as plan is pro")]
      ])
  }

  /// Only names that apply here: without scores nobody is a promoter, without events nobody is dormant, without an end or
  /// events nobody left in silence or content, and a column of that name takes precedence.
  @Test func whatHeedDefinesItself() throws {
    let spoken = "id,at,text,nps\n1,2025-01-01,fine,9\n"
    let scored = try #require(
      builtIn(try describe("id,plan\n1,pro\n", feedback: spoken, score: "  score nps from 0 to 10\n")))
    #expect(scored.contains("promoter, passive, detractor, new"))
    #expect(!scored.contains("content but leaving"))
    #expect(scored.hasSuffix("`describe promoter` explains one of them."))
    #expect(!scored.contains("left in silence"))
    let unscored = try #require(
      builtIn(try describe("id,plan,active\n1,pro,true\n", feedback: spoken)))
    #expect(
      ["promoter", "active,", "dormant"].allSatisfy { !unscored.contains($0) } && unscored.contains("new"))
  }
}
