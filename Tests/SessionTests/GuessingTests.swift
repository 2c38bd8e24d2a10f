import DataModel
import SourceText
import Testing

@testable import Session

/// Loads without any lines: Heed takes what the file suggests.
@Suite struct GuessingTests {
  private static let customers =
    "id,name,plan,signup\n"
    + (1...40).map { "u\($0),N\($0),\($0 % 3 == 0 ? "pro" : "free"),2024-02-15\n" }.joined()
  private static let events =
    "user_id,event,time\n"
    + (0..<90).map { "u\($0 % 40 + 1),\($0 % 2 == 0 ? "login" : "order"),2025-01-\($0 % 18 + 10)T10:00\n" }
    .joined()

  private func run(_ text: String, _ files: [String: String] = [:]) -> [Outcome] {
    let own = ["c.csv": Self.customers, "e.csv": Self.events].merging(files) { _, new in new }
    var session = QuerySession(host: .memory(own.mapValues { Array($0.utf8) }))
    return session.run(SourceFile(name: "typed", text: text))
  }

  private func count(_ outcomes: [Outcome]) -> Int? {
    guard case .answer(let answer)? = outcomes.last?.result else { return nil }
    return answer.summary.first { $0.key == "count" }?.value.integer
  }

  @Test func theFileSaysHowItIsRead() {
    let outcomes = run(
      "load customers from \"c.csv\"\nload events from \"e.csv\"\ncount customers where pro and did order")
    #expect(count(outcomes) == 6)
    let notes = outcomes.flatMap(\.diagnostics).filter { $0.severity == .note }
    #expect(notes.count == 2 && notes.first?.span == SourceSpan(20, 27))
    #expect(notes.first?.notes.contains { $0.hasPrefix("`key id`") } == true)
    #expect(notes.last?.notes.contains { $0.hasPrefix("`customer user_id`") } == true)
  }

  @Test func loadsWithLinesAreNotGuessed() {
    let outcomes = run("load customers from \"c.csv\" label name\ncount")
    #expect(outcomes.flatMap(\.diagnostics).contains { $0.message.contains("does not say which column") })
  }

  @Test(arguments: [
    ("load feedback from \"e.csv\"", "does not look like feedback", "load events from"),
    ("load feedback from \"c.csv\"", "does not look like feedback", "no column leads to a person"),
    ("load events from \"few.csv\"", "does not look like events", "no column leads to a person"),
    ("load customers from \"nope.csv\"", "no file", ""), ("load events from \"empty.csv\"", "is empty", ""),
    ("load events from \"*.csv\"", "does not say", ""),
  ]) func whatCannotBeGuessedIsAnError(text: String, message: String, note: String) {
    let outcomes = run(text + "\ncount", ["few.csv": "a,b\n1,2\n", "empty.csv": ""])
    let error = outcomes.flatMap(\.diagnostics).first { $0.severity == .error }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(note.isEmpty || error?.notes.contains { $0.contains(note) } == true, "\(error?.notes ?? [])")
  }
}
