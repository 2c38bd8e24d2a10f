import DataModel
import Demo
import Session
import SourceText
import Testing

/// What the example marketplace has to tell can be read off the answers.
@Suite struct StoryTests {
  private func answer(_ question: String, seed: UInt64) throws -> Answer {
    let files = Dictionary(
      uniqueKeysWithValues: Marketplace(seed: seed).files().map { ($0.path, $0.bytes) })
    var session = Session(host: .memory(files))
    #expect(session.open("workspace.heed").allSatisfy { !$0.failed })
    return try session.ask(question)
  }

  @Test(arguments: [2025, 7] as [UInt64]) func whySellersLeave(seed: UInt64) throws {
    let answer = try answer("why churned among sellers", seed: seed)
    let rows = try #require(answer.tables.first).rows.compactMap { $0[0].value.text }
    #expect(rows.first == "said “trust”")
    #expect(rows.contains("spoke of payouts"))
    // The false lead is explained by the plan that has it.
    #expect(!rows.contains("bulk_upload is true"))
    let byPlan = answer.tables.first { $0.title?.contains("by way of plan") ?? false }
    #expect(byPlan?.rows.contains { $0[0].value == .text("bulk_upload is true") } == true)
    #expect(answer.quotes.first?.text.lowercased().contains("trust") == true)
  }

  @Test func wordsTellLeaversFromStayers() throws {
    let answer = try answer("words for sellers where churned versus sellers where not churned", seed: 2025)
    let top = answer.tables[0].rows.prefix(5).compactMap { $0[0].value.text }
    #expect(top.first == "trust")
    #expect(top.contains("payout"))
  }
}
