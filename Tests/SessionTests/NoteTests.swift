import DataModel
import Session
import SourceText
import Testing

/// Figures that could mislead have a note.
@Suite struct NoteTests {
  /// A workspace without an end: six people, a `flag` that says who left, and what they did and said.
  private func session(flag: String = "churn_flag") -> QuerySession {
    let people = [
      "a,50,yes,2025-01-03", "b,40,no,2025-01-04", "c,30,no,2025-02-03", "d,20,no,2025-02-04",
      "e,10,no,2025-03-01",
      "f,5,yes,2025-03-02",
    ]
    let files = [
      "workspace.heed": """
      set today 2025-03-20
      load customers from "people.csv" key id value mrr start signup
      load events from "did.csv" customer who name what at at
      load feedback from "said.csv" customer who at at text words channel "survey"
      """,
      "people.csv": "id,mrr,\(flag),signup\n" + people.joined(separator: "\n") + "\n",
      "did.csv": """
      who,what,at
      a,look,2025-01-05
      a,buy,2025-02-06
      b,look,2025-01-06
      c,look,2025-02-05
      c,buy,2025-02-06
      d,look,2025-03-06

      """,
      "said.csv": """
      who,at,words
      a,2025-01-09,I want a refund
      b,2025-01-09,I do not want a refund
      c,2025-02-09,No refund. But I got a lovely refund in the end of it all
      d,2025-02-09,All is fine

      """,
    ]
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
    #expect(session.open("workspace.heed").allSatisfy { !$0.failed })
    return session
  }

  private func notes(_ statement: String, _ session: QuerySession) throws -> [String] {
    var session = session
    return try #require(session.ask(statement).first, "\(statement)").notes
  }

  @Test(arguments: ["churn_flag", "Churned", "is_churned", "hasCancelled", "attrition"])
  func aColumnTellsWhoLeft(flag: String) throws {
    var session = session(flag: flag)
    let answer = try #require(session.ask("segment customers").first)
    #expect(answer.summary.first { $0.key == "lost" }?.value == .integer(55))
    #expect(answer.summary.first { $0.key == "value" }?.value == .integer(100))
    let note = "\(flag) is taken to mean who left; `define churned as …` says what it is."
    // A column called `churned` needs no note.
    #expect(answer.notes.contains(note) == (flag != "Churned"), "\(answer.notes)")
  }

  /// A column whose name does not suggest leaving does not say who left.
  @Test func otherColumnsDoNotSayWhoLeft() throws {
    var session = session(flag: "is_staff")
    let answer = try #require(session.ask("segment customers").first)
    #expect(answer.summary.first { $0.key == "lost" }?.value.integer ?? 0 == 0)
  }

  @Test func silenceIsNoDenial() throws {
    let told = try notes("count customers where not mentioned refund", session())
    #expect(told.contains("2 of those who did not say “refund” said nothing at all."), "\(told)")
    let within = try notes("count customers where not mentioned refund in 2025-02", session())
    #expect(
      within.contains("4 of those who did not say “refund” said nothing in these messages."), "\(within)")
    let some = try notes("count customers where mentioned refund", session())
    #expect(!some.contains { $0.contains("said nothing") })
    // `segment` says how many of them ever said anything.
    #expect(
      !(try notes("segment customers where not mentioned refund", session()).contains {
        $0.contains("said nothing")
      }))
  }

  /// People who negated it, and how many said it without a negation; those who did both are in both.
  @Test(arguments: [(11, true), (1, false)])
  func sumsThatLoseDigitsAreSaid(rows: Int, isSaid: Bool) throws {
    let lines = (1...rows).map { "u\($0),999999999999999999" }
    var session = QuerySession(
      host: .memory(["p.csv": Array((["id,big"] + lines).joined(separator: "\n").utf8)]), limits: .all)
    _ = session.run(SourceFile(name: "w", text: "load customers from \"p.csv\" key id"))
    let outcome = session.run(SourceFile(name: "q", text: "measure total big")).last
    guard case .answer(let answer)? = outcome?.result else {
      Issue.record("no answer: \(outcome?.diagnostics.map(\.message) ?? [])")
      return
    }
    #expect(answer.notes.contains { $0.contains("more than 18 digits") } == isSaid, "\(answer.notes)")
  }

  @Test func negatedMentionsAreCounted() throws {
    for statement in ["count customers where mentioned refund", "count feedback where mentioned refund"] {
      let told = try notes(statement, session())
      #expect(
        told.contains {
          $0.hasPrefix("2 of them said “refund” within 3 words of ") && $0.contains(" 2 said it without one")
        },
        "\(statement): \(told)")
    }
  }

  @Test func funnelsByMonth() throws {
    var session = session()
    let answer = try #require(session.ask("funnel look then buy by month in last 2 months").first)
    #expect(
      answer.notes.contains("Each person counts once, in the month of the first attempt that got furthest."))
    #expect(
      answer.notes.contains {
        $0.hasSuffix(
          "people who started later have had less time for it; with `within 30 days` all have the same time.")
      })
    let marks = answer.tables[0].rows.map { ($0[0].value.text ?? "", $0[0].isUnfinished) }
    #expect(marks.allSatisfy { $0.1 == ($0.0 != "2025-02") }, "\(marks)")
    let whole = try #require(session.ask("funnel look then buy").first)
    #expect(
      whole.notes.contains("Without `within`, the next step may come at any time, so nobody is pending."))
    #expect(!whole.notes.contains { $0.hasPrefix("Each person counts once") })
  }

  /// A time up to now does not belong to a period; what people did in each does.
  @Test(arguments: [
    ("trend rate of (days since last look > 5) by month", "The time since last look"),
    ("trend rate of (last look over 5 days ago) by month", "The time since last look"),
    ("trend average (days since last look) by month", "The time since last look"),
    ("trend rate of (did look) by month", nil), ("trend average (count of look) by month", nil),
  ])
  func timesUpToNow(statement: String, words: String?) throws {
    let told = try notes(statement, session())
    let said = told.filter { $0.contains("is counted up to today in every period") }
    #expect(said.count == (words == nil ? 0 : 1), "\(told)")
    if let words { #expect(said.allSatisfy { $0.hasPrefix(words) }, "\(said)") }
  }
}
