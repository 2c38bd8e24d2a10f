import DataModel
import Session
import SourceText
import Testing

/// The end that a load declares says who left, whatever its column is called.
@Suite struct EndTests {
  private static let session: QuerySession = {
    let files = [
      "workspace.heed": """
      load customers from "customers.csv" key id label name segments by tier value mrr start joined end left_on
      load events from "events.csv" customer user name event at time
      load feedback from "feedback.csv" customer user at sent text words score score from 0 to 10 channel "nps"
      """,
      "customers.csv": """
      id,name,tier,mrr,joined,left_on
      1,Ada,pro,100,2025-01-01,
      2,Ben,pro,50,2025-01-01,2025-02-01
      3,Cleo,free,10,2025-01-01,2025-02-10
      4,Dan,free,10,2025-01-01,
      5,Eve,free,10,2025-01-01,

      """,
      "events.csv": """
      user,event,time
      1,login,2025-05-30T10:00
      2,login,2025-01-15T10:00
      3,login,2025-01-15T10:00
      4,login,2025-03-01T10:00
      5,login,2025-05-30T10:00

      """,
      "feedback.csv": """
      user,sent,score,words
      4,2025-05-29,9,still talking to you here
      2,2025-01-20,3,bye

      """,
    ]
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
    _ = session.open("workspace.heed")
    return session
  }()

  private func ask(_ text: String) throws -> Answer {
    var session = Self.session
    return try #require(session.ask(text).first, "\(text)")
  }

  @Test func moneyOfWhoLeftIsLost() throws {
    let answer = try ask("segment customers where left")
    #expect(answer.summary.first { $0.key == "lost" }?.value == .integer(60))
    #expect(answer.headline?.contains("at stake") == false)
  }

  @Test func whoIsHereIsNotGone() throws {
    #expect(
      try ask("segment customers where \"left in silence\"").tables[0].rows.map { $0[0].value } == [
        .text("3")
      ])
    #expect(try ask("count customers where \"paying unused\"").summary[0].value == .integer(1))
    let answer = try ask("blindspots by tier")
    #expect(!answer.notes.contains { $0.contains("dormant is used instead") })
  }

  @Test func whatTheEndDecidesIsNotCompared() throws {
    let answer = try ask("compare customers where left versus customers where not left")
    let labels = answer.tables.flatMap { $0.rows.compactMap(\.first?.value.text) }
    #expect(!labels.contains { $0.contains("dormant") || $0.contains("left") || $0.contains("login") })
    #expect(answer.notes.contains { $0.contains("`why left_on among customers`") })
  }

  /// A window after the weight applies only to the weighted figure.
  @Test func aWindowAfterTheWeightNarrowsNoOtherFigure() throws {
    for window in ["nps in last 30 days weighted by mrr", "nps weighted by mrr in last 30 days"] {
      let answer = try ask("measure count of login, \(window) for customers")
      #expect(answer.tables[0].rows[0].map(\.value).prefix(2) == [.integer(5), .real(100)])
      #expect(answer.tables[0].columns[1].name == "nps in last 30 days weighted by mrr")
    }
  }
}
