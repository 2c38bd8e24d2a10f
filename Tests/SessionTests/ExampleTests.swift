import DataModel
import Plan
import Session
import SourceText
import Testing

/// The example is shown until the user loads data of their own.
@Suite struct ExampleTests {
  private static let example = Host.memory([
    "workspace.heed": Array(
      "use \"words.heed\"\nload customers from \"customers.csv\" key id segments by role\n".utf8),
    "words.heed": Array("define big as mrr > 10\n".utf8),
    "customers.csv": Array("id,role,mrr\n1,seller,5\n2,seller,20\n3,buyer,30\n".utf8),
  ])

  /// A folder that has files of the same names as the example.
  private func session(_ files: [String: String] = [:]) -> QuerySession {
    var files = files
    files["words.heed"] = "count count\n"
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }))
    session.mayRedefine = true
    #expect(session.openExample(ExampleTests.example).allSatisfy { !$0.failed })
    return session
  }

  private func run(_ session: inout QuerySession, _ text: String) -> [Outcome] {
    session.run(SourceFile(name: "typed", text: text))
  }

  private func sentences(_ outcomes: [Outcome]) -> [String] {
    outcomes.compactMap { if case .done(let sentence) = $0.result { sentence } else { nil } }
  }

  @Test func aLoadOfOnesOwnTakesItsPlace() {
    var session = session(["customers.csv": "id,plan\nx,pro\n"])
    #expect(session.showsExample && session.count("count customers") == 3)
    #expect(session.count("count big") == 2)
    let outcomes = run(&session, "load customers from \"customers.csv\" key id segments by plan")
    #expect(outcomes.allSatisfy { !$0.failed } && !session.showsExample)
    #expect(sentences(outcomes).contains { $0.contains("replaced the demo") && $0.contains(".demo") })
    #expect(session.count("count customers") == 1)
    #expect(session.count("count customers where plan is pro") == 1)
    // Neither its definitions nor its people remain.
    #expect(session.vocabulary.definitions.isEmpty && session.count("count sellers") == nil)
    #expect(session.reload().allSatisfy { !$0.failed })
    #expect(session.count("count customers") == 1)
    // A second load adds to the first.
    let more = run(&session, "load events from \"nope.csv\" customer a name b at c")
    #expect(more.contains { $0.failed } && session.count("count customers") == 1)
    #expect(session.openExample(ExampleTests.example).allSatisfy { !$0.failed })
    #expect(session.showsExample && session.count("count big") == 2 && session.count("count customers") == 3)
  }

  @Test func aLoadThatFailsLeavesIt() {
    // The example's own files are not found in the folder.
    for text in [
      "load customers from \"customers.csv\" key id", "load customers from \"mine.csv\" key nope",
      "link a to b from \"mine.csv\"",
    ] {
      var session = session(["mine.csv": "id\nx\n"])
      let outcomes = run(&session, text)
      #expect(outcomes.contains { $0.failed }, "\(text)")
      #expect(
        session.showsExample && session.count("count customers") == 3 && session.count("count big") == 2)
      #expect(session.reload().allSatisfy { !$0.failed })
    }
  }

  @Test func whatWasTypedStaysWhereItMeansSomething() {
    var session = session(["mine.csv": "id,role\nx,seller\ny,buyer\n"])
    _ = run(&session, "define vendor as role is seller\ndefine rich as mrr > 20")
    let outcomes = run(
      &session, "load customers from \"mine.csv\" key id segments by role\ncount vendor\ncount big")
    #expect(
      sentences(outcomes).contains { $0.contains("`define rich as mrr > 20`") && !$0.contains("vendor") })
    #expect(session.vocabulary.definitions.map(\.name) == ["vendor"])
    #expect(outcomes.filter(\.failed).count == 1)
    #expect(session.count("count vendor") == 1)
  }

  @Test func questionsAndOwnScriptsLeaveIt() {
    var session = session([
      "s.heed": "count sellers\n", "own.heed": "load customers from \"mine.csv\" key id\ncount\n",
      "mine.csv": "id\nx\n",
    ])
    #expect(session.run(script: "s.heed").allSatisfy { !$0.failed } && session.showsExample)
    // A script with data of its own runs separately.
    #expect(session.run(script: "own.heed").allSatisfy { !$0.failed } && session.showsExample)
    #expect(session.count("count customers") == 3)
  }
}
