import DataModel
import Session
import SourceText
import TestSupport
import Testing

/// Loads from a server without any lines: Heed takes what the table suggests.
@Suite(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: apt-get install postgresql"))
struct GuessTests {
  @Test(arguments: ["table members", "table MEMBERS"])
  func theTableSaysHowItIsRead(part: String) throws {
    var (session, outcomes) = try ShopDatabase.load("load customers from postgres SHOP \(part)")
    let note = try #require(outcomes.flatMap(\.diagnostics).first { $0.severity == .note })
    #expect(note.notes.contains { $0.hasPrefix("`key id`") }, "\(outcomes.told)")
    outcomes = session.run(SourceFile(name: "typed", text: "count customers where plan is pro"))
    let counts = outcomes.compactMap { outcome -> Int? in
      guard case .answer(let answer) = outcome.result else { return nil }
      return answer.summary.first { $0.key == "count" }?.value.integer
    }
    #expect(counts == [13], "\(outcomes.told)")
  }

  @Test func whatDoesNotFitIsAnError() throws {
    let (_, outcomes) = try ShopDatabase.load("load feedback from postgres SHOP table members")
    #expect(outcomes.told.contains("does not look like feedback"), "\(outcomes.told)")
  }

  /// An address with a password is refused before anything is opened.
  @Test func aPasswordIsRefused() throws {
    let (_, outcomes) = try ShopDatabase.load(
      "load customers from postgres \"host=/nowhere password=x\" table t")
    #expect(outcomes.told.contains("holds no password"), "\(outcomes.told)")
  }
}
