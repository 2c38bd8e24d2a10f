import DataModel
import Session
import SourceText
import Testing

@Suite struct ExpectTests {
  @Test(arguments: [
    ("rate of churned < 90% for customers", true), ("rate of churned < 1% for customers", false),
    ("count <= 1200 for sellers", true), ("count != 1200 for sellers", false),
    ("count of order > 0 for buyers", true), ("average mrr is not 0 for sellers", true),
    // Without data there is no figure, and an expectation about it fails, whichever way it is put.
    ("median mrr > 0 for sellers where mrr < 0", false), ("median mrr != 0 for sellers where mrr < 0", false),
    ("count is 0 for sellers where mrr < 0", true), ("max signup < 2030-01-01 for sellers", true),
    ("count > 0 for order events where amount > 5", true),
  ])
  func itHoldsOrNot(expectation: String, holds: Bool) throws {
    var session = Market.session
    let answer = try #require(session.ask("expect \(expectation)").first)
    #expect(answer.holds == holds)
    #expect(answer.headline?.hasPrefix(holds ? "holds: " : "fails: ") == true)
    #expect(answer.summary.first { $0.key == "holds" }?.value == .boolean(holds))
    #expect(answer.summary.map(\.key) == ["actual", "n", "bound", "holds"])
  }

  @Test func guessesAreReported() {
    var session = Market.session
    let few = session.ask("expect rate of churned < 90% for sellers where mrr > 850").first
    #expect(few?.notes.contains { $0.hasPrefix("It is based on only") } == true)
    let near = session.ask("expect rate of churned < 26% for sellers").first
    #expect(near?.notes.contains { $0.contains("inside the 95% interval") } == true)
    let far = session.ask("expect rate of churned < 90% for sellers").first
    #expect(far?.notes == [])
  }

  @Test func aShareAboveOneIsAnError() {
    var session = Market.session
    let outcomes = session.run(SourceFile(name: "typed", text: "expect rate of churned < 20 for sellers"))
    let fixes = outcomes.flatMap(\.diagnostics).flatMap(\.fixes)
    #expect(outcomes.contains(where: \.failed) && fixes.map(\.edits.first?.replacement) == ["20%"])
  }

  /// `heed check --run`: other questions are only resolved, and an expectation that fails is an error at its place.
  @Test func checkingRunsExpectationsAlone() {
    var session = Market.session
    session.work = .expecting
    let outcomes = session.run(
      SourceFile(
        name: "s.heed",
        text: """
          count sellers where churned
          expect count > 0 for them
          expect count < 5 for them
          """))
    let answers = outcomes.compactMap { if case .answer(let answer) = $0.result { answer } else { nil } }
    #expect(answers.map(\.holds) == [true, false])
    let problems = outcomes.flatMap(\.diagnostics)
    #expect(problems.map(\.code) == [.unmetExpectation])
    #expect(problems.first.flatMap { $0.file?.line(at: $0.span.start) } == 3)
  }
}
