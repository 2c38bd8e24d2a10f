import DataModel
import Session
import SourceText
import Syntax
import Testing

/// Names that come from the data: of joined columns, of several columns, and those that are words of the language.
@Suite struct LoadedNameTests {
  private static let files = [
    "people.csv": """
    id,first,last,kind
    1,Ada,Lovelace,customer
    2,Ben,,in
    3,,Cruz,In
    4,Dee,Dow,event
    5,Eve,Ek,all
    6,Flo,Fox,churned
    7,Gus,Gale,feedback
    8,Hal,Hope,pro
    """,
    "who.csv": "key,Participant ID,Main Site\na,1,north\nb,2,south\n",
    "events.csv": "session,what,when\na,open,2025-03-01\nb,open,2025-03-02\nc,open,2025-03-03\n",
  ]

  private func session(_ loads: String) -> (session: QuerySession, outcomes: [Outcome]) {
    var session = QuerySession(host: .memory(LoadedNameTests.files.mapValues { Array($0.utf8) }))
    session.mayRedefine = true
    let outcomes = session.run(SourceFile(name: "typed", text: loads))
    #expect(outcomes.allSatisfy { !$0.failed }, "\(outcomes.flatMap(\.diagnostics).map(\.message))")
    return (session, outcomes)
  }

  @Test func aJoinedColumnOfSeveralWords() {
    var (session, _) = session(
      """
      load customers from "people.csv" key id
      load events from "events.csv" customer who.`Participant ID` name what at when
        join "who.csv" as who on session = key
      """)
    #expect(session.count("count customers where did open") == 2)
    #expect(session.count("count customers where did open with who.`Main Site` is north") == 1)
    #expect(session.count("count customers where did open with `who.Main Site` is south") == 1)
    #expect(session.ask("count open events by who.`Main Site`").first?.tables.first?.rows.count == 3)
  }

  @Test(arguments: [
    "a.`b c`", "`a b`.c", "`a b`.`c d`", "a.b.`c`", "`a``b`.c",
  ]) func aNameInPartsIsOneName(text: String) throws {
    let source = "count customers where \(text) is x\n"
    let (script, diagnostics) = parse(SourceFile(name: "s", text: source))
    #expect(diagnostics.isEmpty, "\(text)")
    let again = parse(SourceFile(name: "s", text: script.formatted))
    #expect(again.diagnostics.isEmpty && again.script.statements == script.statements)
    #expect(
      script.formatted.contains(
        text.replacing("``", with: "´").replacing("`", with: "").replacing("´", with: "``")))
  }

  @Test func aLabelOfTwoColumns() {
    var (session, _) = session("load customers from \"people.csv\" key id label first, last")
    let rows = session.ask("segment customers sort by id").first?.tables.first?.rows ?? []
    #expect(
      rows.prefix(4).map { $0.dropFirst().first?.value } == [
        .text("Ada Lovelace"), .text("Ben"), .text("Cruz"), .text("Dee Dow"),
      ])
    #expect(session.count("count customers where `first last` is \"Dee Dow\"") == 1)
    #expect(session.count("count customers where first is Ben") == 1)
  }

  @Test func valuesThatAreWordsOfTheLanguage() {
    let (loaded, outcomes) = session(
      """
      load customers from "people.csv" key id segments by kind
      load events from "events.csv" customer none name what at when
      """)
    var session = loaded
    let warnings = outcomes.flatMap(\.diagnostics).filter { $0.code == .reservedWord }
    #expect(warnings.count == 1 && warnings.first?.severity == .warning)
    for word in ["\"customer\"", "\"in\"", "\"feedback\""] {
      #expect(warnings.first?.message.contains(word) == true, "\(warnings)")
    }
    #expect(warnings.first?.message.contains("\"pro\"") == false)
    for word in ["customer", "in", "In", "event", "all", "churned", "feedback", "pro"] {
      #expect(session.count("count \"\(word)\"") == 1, "\(word)")
      #expect(session.count("segment \"\(word)\" where id is not \"99\"") == 1, "\(word)")
    }
    // `customers` means everybody, and a note says so.
    #expect(session.count("count customers") == 8)
    #expect(session.count("count customers where kind is \"customer\"") == 1)
    let everybody = session.ask("count customers")
    #expect(everybody.first?.notes.contains { $0.contains("\"customer\"") } == true)
  }
}
