import DataModel
import Present
import Session
import SourceText
import Testing

/// Every verb on almost empty data: an answer or an error that says so; never a crash, and never a figure that is not a
/// number.
@Suite struct EdgeTests {
  /// The questions of each verb. `PEOPLE` is replaced by everybody, nobody, or one person.
  static let statements = [
    "segment PEOPLE", "segment PEOPLE where churned or mentioned late sort by count of order descending",
    "count PEOPLE", "count PEOPLE by plan", "count PEOPLE by mrr in 4 quantiles",
    "count PEOPLE by mrr in 3 bins",
    "count PEOPLE by month of signup", "count PEOPLE by plan having count > 1 limit 1 per plan",
    "count order events by device", "count feedback mentioning late by channel",
    "measure count, rate of churned, average mrr, median mrr, p90 mrr, total mrr, max mrr, distinct plan for PEOPLE by plan",
    "measure nps, csat, ces, mentions of late, customers doing order for PEOPLE",
    "measure average amount, total amount, p90 amount for order events",
    "measure average amount of order for PEOPLE",
    "quotes about late for PEOPLE", "quotes for PEOPLE", "topics for PEOPLE", "suggest late",
    "words for PEOPLE versus customers", "words for PEOPLE where churned versus PEOPLE where not churned",
    "compare PEOPLE versus customers", "compare PEOPLE where churned versus PEOPLE where not churned",
    "compare in 2025-02 versus in 2025-01 for PEOPLE",
    "compare since 2025-02-01 versus before 2025-02-01 within 5 days for PEOPLE",
    "compare in 1999-02 versus in 1999-01 for PEOPLE", "why churned among PEOPLE",
    "why did order among PEOPLE",
    "why mentioned late among PEOPLE", "why plan is pro among PEOPLE",
    "why person p1 in PEOPLE where churned",
    "blindspots for PEOPLE by plan", "blindspots for PEOPLE", "priorities for PEOPLE",
    "funnel order for PEOPLE", "funnel order then pay within 7 days for PEOPLE by plan",
    "funnel order then mentioned late for PEOPLE",
    "retention of order by week for 3 weeks from signup for PEOPLE",
    "retention of order by month for 2 months from first pay for PEOPLE by plan",
    "trend count of order by week for PEOPLE", "trend nps by month for PEOPLE",
    "trend rate of churned by month for PEOPLE",
    "trend average amount of order by month in 1999 for PEOPLE by plan", "trend count by month for PEOPLE",
    "lifecycle of order by week for PEOPLE", "paths after order for 3 steps for PEOPLE",
    "paths before order for 2 steps for PEOPLE by plan", "person p1", "sample 3 PEOPLE spread by plan",
    "segment PEOPLE where did order in 1999 or said something before 1999-01-01", "describe", "describe plan",
    "describe mrr", "describe order", "explain count PEOPLE where churned",
  ]

  static let people = [
    "customers", "customers where plan is \"no such plan\"", "customers where id is \"p1\"",
  ]

  /// Kinds of almost empty data.
  enum Kind: String, CaseIterable {
    case noRows, onePerson, oneOfEach, allMissing, noEvents, noFeedback, strangersAlone, allAlike
  }

  static func files(_ kind: Kind) -> [String: String] {
    var customers = "id,name,plan,mrr,signup,churned_at\n"
    var events = "who,event,at,device,amount\n"
    var feedback = "who,at,channel,score,text\n"
    let person = "p1,Ann,pro,10,2025-01-31,2025-03-01\n"
    let records = "p1,order,2025-02-01,ios,5\np1,pay,2025-02-01,,\n"
    switch kind {
    case .noRows: break
    case .onePerson: customers += person
    case .oneOfEach:
      customers += person
      events += records
      feedback += "p1,2025-02-02,survey,9,late again\n"
    case .allMissing:
      for number in 1...5 { customers += "p\(number),,,,,\n" }
      events += "p1,order,2025-02-01,,\np2,pay,2025-02-01,,\n"
      feedback += "p1,2025-02-02,survey,,\np2,2025-02-02,,,\n"
    case .noEvents:
      customers += person + "p2,Bob,free,0,2025-02-01,\n"
      feedback += "p1,2025-02-02,survey,9,late again\n"
    case .noFeedback:
      customers += person + "p2,Bob,free,0,2025-02-01,\n"
      events += records
    case .strangersAlone:
      (events, feedback) = (events + records, feedback + "p1,2025-02-02,survey,9,late again\n")
    case .allAlike:
      for number in 1...40 {
        customers += "p\(number),Ann,pro,10,2025-01-31,2025-03-01\n"
        events += "p\(number),order,2025-02-01,ios,5\np\(number),pay,2025-02-01,,\n"
        feedback += "p\(number),2025-02-02,survey,9,late again\n"
      }
    }
    var workspace = """
      load customers from "customers.csv"
        key id
        label name
        segments by plan
        value mrr
        start signup
        end churned_at

      """
    if events.contains("\np") {
      workspace += "load events from \"events.csv\"\n  customer who\n  name event\n  at at\n"
    }
    if feedback.contains("\np") {
      workspace +=
        "load feedback from \"feedback.csv\"\n  customer who\n  at at\n  text text\n  channel channel\n"
      workspace += "  score score from 0 to 10\n"
    }
    return [
      "workspace.heed": workspace, "customers.csv": customers, "events.csv": events, "feedback.csv": feedback,
    ]
  }

  @Test(arguments: Kind.allCases) func everyVerb(kind: Kind) {
    var session = QuerySession(host: .memory(Self.files(kind).mapValues { Array($0.utf8) }), limits: .all)
    let trouble = session.open("workspace.heed").flatMap(\.diagnostics).filter { $0.severity == .error }
    #expect(trouble.isEmpty, "\(kind): \(trouble.map(\.message))")
    var answered = 0
    for statement in Self.statements {
      for people in statement.contains("PEOPLE") ? Self.people : [""] {
        let isNested = statement.contains("PEOPLE where") && people.contains("where")
        let text = statement.replacing(
          isNested ? "PEOPLE where" : "PEOPLE", with: isNested ? people + " and" : people)
        for outcome in session.run(SourceFile(name: "typed", text: text)) {
          switch outcome.result {
          case .answer(let answer):
            answered += 1
            check(answer, "\(kind): \(text)", isOfNobody: people == Self.people[1])
          case .failed:
            #expect(outcome.diagnostics.allSatisfy { !$0.message.isEmpty }, "\(kind): \(text)")
            // With this data, every question has an answer.
            if kind == .oneOfEach || kind == .allAlike {
              Issue.record("\(kind): \(text): \(outcome.diagnostics.map(\.message))")
            }
          case .note, .done, .loaded: break
          }
        }
      }
    }
    #expect(answered > 20, "\(kind): \(answered) answers")
  }

  private func check(_ answer: Answer, _ place: String, isOfNobody: Bool) {
    let cells = answer.tables.flatMap { $0.rows + [$0.total ?? []] }.flatMap { $0 }
    let figures =
      answer.summary.flatMap { [$0.value, $0.low ?? .missing, $0.high ?? .missing] } + cells.map(\.value)
    let numbers = figures.map { $0.number ?? 0 } + cells.flatMap { [$0.low ?? 0, $0.high ?? 0] }
    let areFinite = numbers.allSatisfy { $0.isFinite }
    #expect(areFinite, "\(place): a figure is no number")
    #expect(!answer.reading.isEmpty, "\(place)")
    for format in Format.allCases {
      let text = format.write(answer, Style())
      let words = Set(text.lowercased().split { !$0.isLetter })
      #expect(words.isDisjoint(with: ["nan", "inf", "infinity"]), "\(place): \(text)")
    }
    // If the question is about nobody, the answer says so: in the headline, a note, or a count of zero.
    guard isOfNobody else { return }
    let words = ([answer.headline ?? ""] + answer.notes).joined(separator: " ").lowercased()
    let saysSo = ["no", "none", "nobody", "nothing", "0"].contains { word in
      words.split { !$0.isLetter && !$0.isNumber }.contains(Substring(word))
    }
    #expect(saysSo, "\(place): “\(words)” does not say that there is nobody")
  }
}
