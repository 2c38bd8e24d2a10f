import DataModel
import Session
import SourceText
import Testing

/// An interval contains no impossible values, and people who are unknown, or have no value, are counted.
@Suite struct KnownTests {
  private func shop(end: String = "churned_at", alsoSaid: [String] = []) -> QuerySession {
    let people = [
      "a,pro,2025-01-01,,5,0:30", "b,pro,2025-01-01,2025-04-01,-9,1:00", "c,free,2025-01-05,,1,9:00",
      "d,free,2025-02-01,2025-05-01,2,0:10",
    ]
    let said =
      [
        "a,2025-03-01,2", "a,2025-03-02,10", "b,2025-03-02,10", "c,2025-03-03,10", ",2025-03-03,1",
        ",2025-03-20,9",
      ] + alsoSaid
    let did = ["a,2025-03-04"] + (1...9).map { "b,2025-03-0\($0)" }
    let files = [
      "workspace.heed": """
      set today 2025-06-30
      load customers from "people.csv" key id start signup end \(end) type talk duration
      load events from "did.csv" customer who as login at at
      load feedback from "said.csv" customer who at at score rating from 0 to 10 channel "survey"
      """,
      "people.csv": "id,plan,signup,\(end),balance,talk\n" + people.joined(separator: "\n") + "\n",
      "said.csv": "who,at,rating\n" + said.joined(separator: "\n") + "\n",
      "did.csv": "who,at\n" + did.joined(separator: "\n") + "\n",
    ]
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
    #expect(session.open("workspace.heed").allSatisfy { !$0.failed })
    return session
  }

  @Test(
    arguments: [
      ("average (count of login) for customers", 0, nil), ("average rating", nil, 10),
      ("total talk per count of login", 0, nil), ("average talk", 0, nil),
      ("average (latest rating)", nil, 10), ("average (count of login) for feedback", 0, nil),
    ] as [(String, Double?, Double?)])
  func intervalsEndWhereTheValuesDo(metric: String, low: Double?, high: Double?) throws {
    var session = shop()
    let figure = try #require(session.ask("measure \(metric)").first?.summary.first)
    if let low { #expect(figure.low == .real(low), "\(metric): \(figure)") }
    if let high { #expect(figure.high == .real(high), "\(metric): \(figure)") }
  }

  /// An interval for values that may be negative has no bound.
  @Test func balancesHaveNoEnd() throws {
    var session = shop()
    let figure = try #require(session.ask("measure average balance").first?.summary.first)
    #expect(try #require(figure.low?.number) < -1)
  }

  @Test func machinesGetTheNumberOfAnswers() throws {
    var session = shop()
    let all = try #require(session.ask("measure count, nps by plan").first?.tables.first)
    let column = try #require(all.columns.firstIndex { $0.name == "nps answers" })
    #expect(all.columns[column].audience == .machines)
    #expect(all.rows.map { $0[column].value } == [.integer(1), .integer(2)])
    #expect(all.total?[column].value == .integer(3))
    let series = try #require(session.ask("trend nps by month over last 4 months").first?.tables.first)
    let other = try #require(series.columns.firstIndex { $0.name == "nps answers" })
    #expect(series.rows.first?[other].value == .integer(3))
  }

  @Test func machinesGetWhatAFigureRestsOn() throws {
    var session = shop()
    let table = try #require(
      session.ask("measure rate of (said anything), average balance by plan").first?.tables.first)
    let names = table.columns.filter { $0.audience == .machines }.map(\.name)
    #expect(
      names.prefix(3) == [
        "rate of (said something) n", "rate of (said something) of", "average balance n",
      ])
    for row in table.rows + [try #require(table.total)] {
      let share = try #require(row[1].of)
      #expect(row[3].value == .integer(Int64(share.0)) && row[4].value == .integer(Int64(share.1)))
      #expect(row[5].value.integer != nil)
    }
  }

  /// Answers of unknown authors start a series that includes them.
  @Test func aSeriesBeginsWithItsFirstAnswer() throws {
    var session = shop(alsoSaid: [",2025-02-20,4"])
    let series = try #require(session.ask("trend nps per answer by day").first?.tables.first)
    #expect(series.rows.first?[0].value == .text("2025-02-20"))
    let low = try #require(series.columns.firstIndex { $0.name == "nps per answer low" })
    #expect(
      series.columns[low].audience == .machines
        && series.rows[0][low].value == series.rows[0][1].low.map { .real($0) })
  }

  @Test func whoIsNotKnownIsCounted() {
    var session = shop()
    func notes(_ statement: String) -> [String] { session.ask(statement).first?.notes ?? [] }
    #expect(
      notes("count customers where detractor").contains { $0.hasPrefix("1 of 4 customers has no ") },
      "\(notes("count customers where detractor"))")
    #expect(!notes("count customers where churned").contains { $0.contains("churned_at") })
    #expect(
      notes("trend nps per answer by month by plan").contains {
        $0.hasPrefix("nps per answer: 2 of 6 answers have no known author, and are left out")
      }, "\(notes("trend nps per answer by month by plan"))")
    #expect(!notes("trend nps per answer by month").contains { $0.contains("no known author") })
  }

  @Test func quotesOfPeopleCountTheUnknown() throws {
    var spoken = QuerySession(
      host: .memory([
        "w.heed": Array(
          """
          load customers from "people.csv" key id end gone
          load feedback from "said.csv" customer who at at text text channel "survey"
          """.utf8), "people.csv": Array("id,gone\na,\nb,2025-01-01\n".utf8),
        "said.csv": Array("who,at,text\na,2025-02-01,fine\nb,2025-02-01,late\n,2025-02-02,late\n".utf8),
      ]), limits: .all)
    #expect(spoken.open("w.heed").allSatisfy { !$0.failed })
    let notes = try #require(spoken.ask("quotes for feedback where not gone").first).notes
    #expect(notes.contains { $0.hasPrefix("1 of 3 messages has no known author") }, "\(notes)")
  }

  /// Statements that an answer suggests can be run.
  @Test(arguments: ["churned_at", "left_on"])
  func suggestedStatementsRun(end: String) throws {
    var session = shop(end: end)
    let word = end == "left_on" ? "left" : "churned"
    let notes = try #require(
      session.ask("compare customers where \(word) versus customers where not \(word)").first
    ).notes
    let asked = notes.flatMap { $0.split(separator: "`").map(String.init) }.filter { $0.hasPrefix("why ") }
    #expect(!asked.isEmpty, "\(notes)")
    for statement in asked { #expect(session.ask(statement).count == 1, "\(statement)") }
  }
}
