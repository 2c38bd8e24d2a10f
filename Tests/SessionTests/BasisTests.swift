import DataModel
import Session
import SourceText
import Testing

/// Answers say what their figures are based on if it could mislead.
@Suite struct BasisTests {
  /// A value as of today says nothing about the past: the note names each such attribute, but no dates.
  @Test(arguments: [
    ("trend rate of bulk_upload by quarter", ["bulk_upload is as of today"]),
    ("trend average mrr by quarter", ["mrr is as of today"]),
    ("trend number of (churned and plan is pro) by quarter", ["plan is as of today"]),
    ("trend rate of (bulk_upload and plan is pro) weighted by mrr by quarter", [" are as of today"]),
    ("trend rate of churned by quarter", []), ("trend count of order by quarter", []),
  ])
  func trendsOfToday(statement: String, expected: [String]) {
    var session = Market.session
    let notes = session.ask(statement).first?.notes.filter { $0.contains("as of today") } ?? ["no answer"]
    #expect(notes.count == expected.count, "\(notes)")
    for (note, words) in zip(notes, expected) { #expect(note.contains(words)) }
    #expect(!notes.contains { $0.contains("churned_at") })
  }

  /// A date in a period is set; that it is not in the future is said only where dates are shown.
  @Test func dateInEachPeriodIsReadOnce() {
    var session = Market.session
    let reading = session.ask("trend rate of churned by quarter").first?.reading ?? ""
    #expect(reading.hasPrefix("share of people whose churned_at is in each quarter, by quarter"))
    let files = [
      "shop.heed": """
      set today 2025-06-30
      load customers from "customers.csv" key id start signup end churned_at

      """,
      "customers.csv": "id,signup,churned_at\na,2025-01-01,2025-03-01\nb,2025-01-01,2026-01-01\n",
    ]
    var ahead = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
    #expect(ahead.open("shop.heed").allSatisfy { !$0.failed })
    let other = ahead.ask("trend rate of churned by quarter").first?.reading ?? ""
    #expect(other.contains("not after now") && other.contains("in each quarter"))
  }

  /// NPS is about people with a score, a rate is about all: if both are in one answer, a note says so, once.
  @Test func differentBases() {
    var session = Market.session
    func notes(_ statement: String) -> [String] {
      session.ask(statement).first?.notes.filter { $0.hasPrefix("Not all figures have the same basis") } ?? [
        "no answer"
      ]
    }
    #expect(
      notes("measure nps, rate of churned, total mrr for customers by role") == [
        "Not all figures have the same basis: nps on 2,057 people with a score, rate of churned on 4,200 people."
      ])
    let orders = session.count("count order events") ?? 0
    #expect(orders > 1000)
    #expect(
      notes("measure average amount of order, rate of churned").first?.contains(
        "average amount of order on \(orders / 1000),\(orders % 1000) records") == true)
    for statement in ["measure nps, csat", "measure rate of churned, average mrr", "measure count, nps"] {
      #expect(notes(statement) == [], "\(statement)")
    }
  }
}
