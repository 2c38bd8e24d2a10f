import DataModel
import Plan
import Present
import Session
import SourceText
import Synchronization
import Testing

/// A statement that fails changes nothing: what is loaded, defined, set, shown and still to be loaded is as before.
@Suite struct FailureTests {
  private final class Stop: Sendable { let isWanted = Mutex(false) }

  private static let files = [
    "workspace.heed": """
    load customers from "people.csv" key id segments by role start signup
    load events from "events.csv" customer who name what at when
    define senior as signup before 2025-01-05
    """,
    "people.csv": "id,role,signup\na,seller,2025-01-01\nb,buyer,2025-01-09\nc,seller,2025-01-20\n",
    "events.csv": "who,what,when\na,login,2025-02-01\nb,login,2025-02-03\n",
    "more.csv": "who,what,when\nc,order,2025-02-05\n",
    "twice.csv": "id,price\nseller,1\nseller,2\n",
    "dates.csv": "id,on\nx,03/04/2025\ny,05/06/2025\n",
    "empty.csv": "", "open.csv": "id,name\n1,\"open\n", "zero.csv": "%PDF-1.7\n",
    "words.heed": "define late as signup after 2025-01-10\n",
    "broken.heed": "load events from \"more.csv\" customer who name what at when\ncount (\n",
    "half.heed": "define fresh as signup after 2025-01-10\ndefine bad as nothing_known\n",
    "twice.heed": "define fresh as signup after 2025-01-10\ndefine fresh as signup after 2025-01-11\n",
    "again.heed": "define senior as signup before 2025-01-04\n",
    "later.heed": "set today 2030-01-01\ndefine bad as nothing_known\n",
    "one.heed": "use \"two.heed\"\n", "two.heed": "use \"one.heed\"\n",
  ]

  private static func world(_ stop: Stop) -> Host {
    var host = Host.memory(files.mapValues { Array($0.utf8) })
    host.isCancelled = { stop.isWanted.withLock { $0 } }
    return host
  }

  private static let more = "load events from \"more.csv\" customer who name what at when\n"

  /// Texts none of which can be answered or defined.
  static let failures = [
    // Form
    "count customers ~", "count \"sell", "cuont customers",
    "count count",
    "count " + String(repeating: "(", count: 300), "count customers by role by role",
    "count customers by hour", "where role is seller",
    // Names and meaning
    "count selers", "count customers where role is selle", "count customers where signup > 3",
    "define x as nothing_known", "define", "measure nps", "person nobody", "count them where foo",
    "count customers where x where y", "param since = ", "expect count of nothing > 3",
    // The workspace
    "load customers", "load customers from \"nope.csv\" key id",
    "load customers from \"people.csv\" key nope",
    "load customers from \"empty.csv\" key id", "load customers from \"open.csv\" key id",
    "load customers from \"zero.csv\" key id", "load customers from \"x.json\" key id",
    "load customers from \"https://x.test/c.csv\" key id", "load customers from \"p*q.csv\" key id",
    "load customers from sqlite \"x.db\" table people key id",
    "load customers from postgres \"postgres://crm\" query \"select 1\" key id",
    "load customers from \"dates.csv\" key id start on",
    "load customers from \"people.csv\" label id", "load customers from \"people.csv\" key id key id",
    "load customers from \"people.csv\" key id text role",
    "load customers from \"people.csv\" key id join \"twice.csv\" as t on role = id",
    "link a to b from \"nope.csv\"", "link a to b from \"people.csv\"",
    "set timezone \"Mars/Phobos\"", "set today soon", "set language \"klingon\"", "set week starts someday",
    "use \"nope.heed\"", "use \"one.heed\"", "use \"broken.heed\"", "use \"people.csv\"",
    "use \"half.heed\"", "use \"later.heed\"", "use \"twice.heed\"", "use \"again.heed\"",
    // Valid statements beside invalid ones: a text is run as a whole, or not at all.
    more + "load feedback from \"nope.csv\" customer who at when text what",
    more + "count (", more + "use \"broken.heed\"",
    "use \"words.heed\"\nload customers from \"nope.csv\" key id",
    "set today 2030-01-01\nset timezone \"Asia/Tokyo\"\nload customers from \"nope.csv\" key id",
    "export count customers to \"x.docx\"", "export count customers to \"x.csv\"",
  ]

  /// The visible state of a session.
  private struct State: Equatable {
    var names: [String]
    var definitions: [String]
    var answers: [String]
    var them: String?
    var rows: Int
    var reloaded: [String]

    init(_ session: QuerySession) {
      let vocabulary = session.vocabulary
      names =
        (vocabulary.catalog?.attributes.map { "\($0.ref.name) \($0.ref.type)" } ?? []) + [session.zone.name]
      definitions = vocabulary.definitions.map { "\($0.name): \($0.source) (\($0.origin))" }
      them = session.sourceOfThem
      rows = session.drillRows.count
      // Asked on copies, so that the questions do not change the session.
      var asked = session
      answers = ["count them", "count customers by role", "count events", "describe"].flatMap {
        asked.ask($0).map { Format.json.write($0, Style(zone: session.zone)) }
      }
      var again = session
      reloaded = again.reload().map { $0.failed ? "failed" : "loaded" }
      reloaded += again.ask("count events by event").map { Format.json.write($0, Style()) }
      reloaded += again.run(SourceFile(name: "typed", text: "use \"words.heed\"\ncount late"))
        .map { $0.failed ? "failed" : "answered" }
    }
  }

  private func session(_ stop: Stop = Stop()) -> QuerySession {
    var session = QuerySession(host: FailureTests.world(stop))
    session.mayRedefine = true
    #expect(session.open("workspace.heed").allSatisfy { !$0.failed })
    _ = session.ask("define mine as role is seller")
    _ = session.ask("count customers by role")
    _ = session.ask("segment sellers")
    return session
  }

  @Test(arguments: failures) func leavesAllAsItWas(_ text: String) {
    var session = session()
    let before = State(session)
    #expect(before.reloaded.first == "loaded" && !before.answers.isEmpty)
    let outcomes = session.run(SourceFile(name: "typed", text: text))
    #expect(outcomes.contains { $0.failed }, "\(text) does not fail")
    #expect(State(session) == before, "\(text)")
  }

  /// The list above covers most codes; those missing here need a disk, a script or a clock.
  @Test func theListIsLong() {
    let session = session()
    let codes = FailureTests.failures.reduce(into: Set<DiagnosticCode>()) { codes, text in
      var session = session
      let outcomes = session.run(SourceFile(name: "typed", text: text))
      codes.formUnion(outcomes.flatMap(\.diagnostics).filter { $0.severity == .error }.map(\.code))
    }
    for code in [
      DiagnosticCode.unexpectedCharacter, .unclosedQuote, .tooDeep, .unexpectedToken, .misspeltKeyword,
      .duplicateClause, .misplacedClause, .unknownName, .unknownValue, .cycle, .badSetting, .notYet,
      .missingFile, .unwritableFile, .notText, .emptyFile, .unknownColumn, .conflictingKey,
    ] { #expect(codes.contains(code), "\(code)") }
  }

  /// Another workspace: two attributes with one value, scores on two scales, words.
  private static let talking = [
    "workspace.heed": """
    load customers from "people.csv" key id segments by role, kind start signup
    load feedback from "said.csv" customer who at when text words score ease from 1 to 7 score stars from 1 to 5
    param since = 30 days
    """,
    "people.csv": "id,role,kind,signup\na,seller,seller,2025-01-01\nb,buyer,other,2025-01-09\n",
    "said.csv": "who,when,words,ease,stars\na,2025-02-01,I trust you,6,\nb,2025-02-02,too slow,,2\n",
  ]

  private static func talkingSession(_ work: QuerySession.Work = .answering) -> QuerySession {
    var session = QuerySession(host: .memory(talking.mapValues { Array($0.utf8) }))
    session.work = work
    #expect(session.open("workspace.heed").allSatisfy { !$0.failed })
    session.work = .answering
    _ = session.ask("define mine as role is buyer")
    _ = session.ask("segment buyers")
    session.work = work
    return session
  }

  /// One statement for every other code with which a statement can fail.
  static let failuresByCode: [(DiagnosticCode, String)] = [
    (.badNumber, "count customers where signup after 2025-13-45"),
    (.tooLong, "count customers by " + Array(repeating: "role", count: 120).joined(separator: ", ")),
    (.reservedWord, "count customers where by"),
    (.ambiguous, "count customers where role is buyer and kind is other or mine"),
    (.unknownName, "count nobody_known"), (.unknownValue, "count customers where role is sellr"),
    (.ambiguousName, "count seller"), (.typeMismatch, "count customers where role > 3"),
    (.wrongScope, "count customers where when > 3"), (.mixedScales, "measure average score"),
    (.noScale, "measure nps"),
    (.duplicateDefinition, "define mine as role is seller"),
    (.failedTest, "topic t as trust matches \"hello\""),
    (.unreadableFile, "load customers from \"people.csv/\" key id"),
    (.refusedPath, "use \"../elsewhere.heed\""),
  ]

  @Test(arguments: failuresByCode) func eachCodeLeavesAllAsItWas(_ code: DiagnosticCode, _ text: String) {
    var session = FailureTests.talkingSession()
    // Typed text may read anything; a script may not.
    let script = ScriptFile(SourceFile(name: "s.heed", text: text), folder: "", place: "/")
    func run(_ session: inout QuerySession) -> [Outcome] {
      code == .refusedPath || code == .unreadableFile
        ? session.run(script: script) : session.run(SourceFile(name: "typed", text: text))
    }
    let before = State(session)
    let outcomes = run(&session)
    let codes = outcomes.flatMap(\.diagnostics).filter { $0.severity == .error }.map(\.code)
    if code != .refusedPath, code != .unreadableFile { #expect(codes.contains(code), "\(text): \(codes)") }
    #expect(outcomes.contains { $0.failed } && State(session) == before, "\(text)")
  }

  /// When nothing is loaded, or nothing has a time.
  @Test func whatCannotBeAskedYetLeavesAllAsItWas() {
    var empty = QuerySession(host: .memory(["people.csv": Array("id,plan\na,pro\n".utf8)]))
    let outcomes = empty.run(SourceFile(name: "typed", text: "count customers"))
    #expect(outcomes.flatMap(\.diagnostics).map(\.code) == [.notLoaded] && empty.vocabulary.catalog == nil)
    _ = empty.run(
      SourceFile(name: "typed", text: "load customers from \"people.csv\" key id segments by plan"))
    let before = State(empty)
    let timeless = empty.run(
      SourceFile(name: "typed", text: "count customers where did anything in last 30 days"))
    #expect(timeless.contains { $0.failed } && State(empty) == before)
  }

  @Test func anExpectationThatFailsLeavesAllAsItWas() {
    var session = FailureTests.talkingSession(.expecting)
    let before = State(session)
    let outcomes = session.run(SourceFile(name: "typed", text: "expect count > 100 for customers"))
    #expect(outcomes.flatMap(\.diagnostics).map(\.code) == [.unmetExpectation])
    #expect(State(session) == before)
  }

  @Test func whatWasStoppedLeavesAllAsItWas() {
    let stop = Stop()
    var session = session(stop)
    let before = State(session)
    for text in ["segment buyers", FailureTests.more, FailureTests.more + "count customers"] {
      stop.isWanted.withLock { $0 = true }
      let outcomes = session.run(SourceFile(name: "typed", text: text))
      stop.isWanted.withLock { $0 = false }
      #expect(outcomes.contains { $0.isCancelled }, "\(text)")
      #expect(State(session) == before, "\(text)")
    }
  }

  /// A `use` that fails beside other statements undoes its own definitions, and can be typed again.
  @Test func aUseThatFailsIsTakenBackAlone() {
    var session = session()
    let before = session.vocabulary.definitions.map(\.name)
    for _ in 0..<2 {
      let outcomes = session.run(
        SourceFile(
          name: "typed",
          text: "define mine as role is buyer\nuse \"half.heed\"\nuse \"words.heed\"\ncount late"))
      #expect(outcomes.filter(\.failed).count == 1)
      #expect(outcomes.last?.isAnswer ?? false)
    }
    let names = session.vocabulary.definitions.map(\.name)
    #expect(Set(names) == Set(before + ["late"]) && !names.contains("fresh"))
  }

  /// A file may redefine names that were typed, or left by a script.
  @Test func aFileMayDefineWhatWasTyped() {
    var session = session()
    _ = session.ask("define late as signup after 2025-01-19")
    #expect(session.run(SourceFile(name: "typed", text: "use \"words.heed\"")).allSatisfy { !$0.failed })
    let script = ScriptFile(
      SourceFile(name: "s.heed", text: "define own as role is seller\ncount own"), folder: "", place: "/")
    for _ in 0..<2 { #expect(session.run(script: script).allSatisfy { !$0.failed }) }
    let twice = ScriptFile(
      SourceFile(name: "s.heed", text: "define late as role is seller"), folder: "", place: "/")
    #expect(session.run(script: twice).flatMap(\.diagnostics).map(\.code) == [.duplicateDefinition])
  }

  /// A load stays, whatever happens to questions beside it.
  @Test func aQuestionThatFailsUndoesNoLoad() {
    var session = session()
    let outcomes = session.run(
      SourceFile(name: "typed", text: FailureTests.more + "count nobody_known\ncount events"))
    #expect(outcomes.filter(\.failed).count == 1)
    #expect(session.ask("count events").first?.summary.first?.value == .integer(3))
  }

  /// A typed load is done at once, not at the next question.
  @Test func aTypedLoadIsDoneAtOnce() {
    var session = session()
    let outcomes = session.run(SourceFile(name: "typed", text: FailureTests.more))
    #expect(outcomes.contains { if case .loaded = $0.result { true } else { false } })
    #expect(session.vocabulary.catalog?.events.map(\.name).sorted() == ["login", "order"])
  }
}
