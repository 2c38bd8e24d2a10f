import DataModel
import HostPOSIX
import Session
import SourceText
import TestSupport
import Testing

/// Joins and links with tables of a server, beside files.
@Suite(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: apt-get install postgresql"))
struct JoinTests {
  /// The answers to a question after a workspace.
  private func answers(_ workspace: String, _ question: String) throws -> (answers: [Answer], told: String) {
    var (session, outcomes) = try ShopDatabase.load(workspace)
    outcomes += session.run(SourceFile(name: "typed", text: question))
    let answers = outcomes.compactMap { outcome -> Answer? in
      if case .answer(let answer) = outcome.result { answer } else { nil }
    }
    return (answers, outcomes.told)
  }

  private func count(_ workspace: String, _ question: String) throws -> Int? {
    let found = try answers(workspace, question)
    return found.answers.last?.summary.first { $0.key == "count" }?.value.integer
  }

  @Test func columnsOfAnotherTableAreJoined() throws {
    let joined =
      "load customers from postgres SHOP table accounts key id join postgres SHOP table plans on code"
    #expect(try count(joined, "count customers where plans.price > 7") == 1)
    let query =
      "join postgres SHOP query \"select * from visits where kind = 'order'\" as v on id = who count as orders"
    #expect(
      try count(
        "load customers from postgres SHOP table accounts key id \(query)",
        "count customers where orders > 400")
        == 3)
  }

  @Test func idsAreLinked() throws {
    let workspace = """
      load customers from postgres SHOP table accounts key id
      load events from postgres SHOP query "select 'x' || who as who, kind, at from visits" customer who name kind at at
      """
    let link = "\nlink alias to id from postgres SHOP query \"select 'x' || id as alias, id from accounts\""
    #expect(try count(workspace, "count customers where did login") == 3)
    #expect(try count(workspace, "count customers where did login and name is set") == 0)
    #expect(try count(workspace + link, "count customers where did login and name is set") == 2)
  }

  /// Tables are named, and not the long address.
  @Test func describeNamesTables() throws {
    let found = try answers(
      "load customers from postgres SHOP table accounts key id join postgres SHOP table plans on code",
      "describe")
    let cells = found.answers.flatMap(\.tables).flatMap(\.rows).compactMap { $0.first?.value.text }
    #expect(cells.contains("plans ── code ── accounts.code"), "\(cells) \(found.told)")
    #expect(cells.contains("\(try ShopDatabase.address), table accounts"))
  }
}
