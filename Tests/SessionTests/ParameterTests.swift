import DataModel
import Session
import SourceText
import Testing

/// `param`, `$name` and values from outside.
@Suite struct ParameterTests {
  private static let script = """
    load customers from "people.csv" key id segments by role, plan
      start signup
    param since = 90 days
    param plan = pro
    param least = 10
    set today 2025-06-30
    count customers where signup in last $since and plan is $plan and mrr >= $least
    """

  private func run(_ settings: [(String, String)], _ script: String = script) -> [Outcome] {
    var session = QuerySession(
      host: .memory([
        "s.heed": Array(script.utf8),
        "people.csv": Array(
          """
          id,role,plan,mrr,signup
          a,seller,pro,10,2025-06-25
          b,seller,pro,20,2025-05-01
          c,seller,New York,30,2025-06-29
          """.utf8),
      ]))
    for (name, text) in settings { session.set(name, to: text) }
    return session.run(script: "s.heed")
  }

  private func count(_ settings: (String, String)...) -> Int? {
    for case .answer(let answer) in run(settings).map(\.result) {
      return answer.summary.first { $0.key == "count" }?.value.integer
    }
    return nil
  }

  @Test func defaultsHoldUntilAValueIsGiven() {
    #expect(count() == 2)
    #expect(count(("since", "10 days")) == 1)
    #expect(count(("SINCE", "10 days"), ("least", "11")) == 0)
    #expect(count(("$plan", "New York")) == 1)
  }

  @Test(arguments: [
    ("since", "soon"), ("since", "10"), ("since", ""), ("least", "30 days"), ("least", "ten"),
    ("least", "1; count customers"), ("snice", "10 days"),
  ])
  func whatDoesNotFitIsAnErrorAndNothingIsAnswered(name: String, text: String) {
    let outcomes = run([(name, text)])
    #expect(outcomes.filter(\.failed).count == 1)
    #expect(!outcomes.contains { if case .answer = $0.result { true } else { false } })
    let problem = outcomes.flatMap(\.diagnostics).first
    #expect(problem?.file?.name == "--set")
    #expect(name != "snice" || problem?.label == "did you mean since?")
  }

  /// A value stays a value, whatever it contains.
  @Test func aTextCannotBecomeAStatement() {
    // It is read as one text, which nobody has.
    #expect(run([("plan", "it's")]).flatMap(\.diagnostics).map(\.code) == [.unknownValue])
    for text in ["pro; count customers", "pro or plan is set", "x\"; y", "it's", "$least"] {
      #expect(count(("plan", text)) == nil || count(("plan", text)) == 0)
      let answers = run([("plan", text)]).filter { if case .answer = $0.result { true } else { false } }
      #expect(answers.count <= 1)
    }
  }

  /// Without a script, a value declares its parameter.
  @Test func typedStatementsTakeValuesToo() {
    var session = Market.session
    session.set("since", to: "30 days")
    session.declareSettings()
    #expect(
      session.count("count sellers where churned in last $since")
        == session.count("count sellers where churned in last 30 days"))
    #expect(session.count("count sellers where churned in last $sinse") == nil)
  }
}
