import DataModel
import Session
import SourceText
import Testing

/// The messages about a first load of the user's own files, and the first fix offered.
@Suite struct FirstLoadTests {
  private static let files = [
    "people.csv": """
    account_id,name,plan_tier,churned,joined
    a1,Ada,pro,1,2025-01-01
    a2,Ben,free,0,2025-01-05
    a3,Cy,pro,0,2025-01-06
    a4,Di,pro,0,2025-01-06
    a5,Ed,pro,0,2025-01-06
    """,
    "events.csv": """
    who,what,at,plan_tier,amount,state
    a1,login,2025-02-01,,3,
    a2,login,2025-02-02,,4,
    a3,order,2025-02-02,pro,,open
    a4,order,2025-02-02,pro,,open
    a5,order,2025-02-02,pro,,closed
    """,
    "subs.csv": "who,mrr\na1,10\na1,5\na2,7\n",
    "j.csv": "who,name,since\na1,x,01/02/2025\na1,y,03/01/2025\na2,z,04/05/2025\n",
    "soon.csv": "who,t\na1,soon\na2,later\na3,2025-01-01\n",
    "lines.csv": """
    who,Churn,net,pay,gone,joined
    a1,yes,Fiber optic,Credit card (automatic),ja,2025-01-01
    a2,no,DSL,Mailed check,nein,2025-01-05
    a3,no,Fiber optic,Credit card (automatic),offen,2025-01-06
    """,
    "said.csv": "who,at,words,nps\na1,2025-02-01,bad,2\na2,2025-02-01,good,9\na3,2025-02-02,good,10\n",
    "stars.csv": "who,at,words,stars\na1,2025-02-01,bad,1\na2,2025-02-01,good,4\na3,2025-02-02,good,5\n",
  ]
  private static let people = "load customers from \"people.csv\" key account_id label name start joined"
  private static let events = "load events from \"events.csv\" customer who name what at at"

  private func run(_ text: String) -> (diagnostics: [Diagnostic], source: SourceFile) {
    let source = SourceFile(name: "typed", text: text)
    var session = QuerySession(host: .memory(FirstLoadTests.files.mapValues { Array($0.utf8) }))
    return (session.run(source).flatMap(\.diagnostics), source)
  }

  @Test(arguments: [
    (
      "\(people) end churned", "`end` needs a date, but churned of people.csv is yes or no, such as “1”",
      people
    ),
    (
      "\(people) join \"subs.csv\" on account_id = who total mrr as mrr, count as n",
      "The values of a join are not separated by commas",
      "\(people) join \"subs.csv\" on account_id = who total mrr as mrr count as n"
    ),
    (
      "\(people) join \"subs.csv\" on account_id = who average mrr as mrr",
      "A join cannot compute `average` of the rows that match", nil
    ),
    (
      "\(people) join \"subs.csv\" on account_id = who sum mrr as mrr",
      "A join cannot compute `sum` of the rows that match",
      "\(people) join \"subs.csv\" on account_id = who total mrr as mrr"
    ),
    (
      "\(people) join \"j.csv\" on account_id = who count as n where name is \"x\"",
      "name is a column of both j.csv and the load, and this `where` may mean either",
      "\(people) join \"j.csv\" on account_id = who count as n where j.name is \"x\""
    ),
    (
      "\(people) join \"j.csv\" on account_id = who count as n where joined since 2025-01-01",
      "j.csv has no column joined, but the load has: this `where` filters the joined rows",
      "\(people) where joined since 2025-01-01\n  join \"j.csv\" on account_id = who count as n"
    ),
    (
      "\(people) join \"j.csv\" on account_id = who newest name by since as last",
      "since of j.csv is a text, and `newest` needs a time or a number",
      "\(people) join \"j.csv\" on account_id = who newest name by since as last\n  dates day first in j.since"
    ),
    (
      "\(people)\nload events from \"soon.csv\" customer who at t as e",
      "2 of 3 cells of t of soon.csv are not dates or times, such as “soon”",
      "\(people)\nload events from \"soon.csv\" customer who at t as e\n  missing \"soon\", \"later\""
    ),
    (
      "\(people)\n\(events) where state is blank",
      "a value that is not there is missing; it is never “blank”",
      "\(people)\n\(events) where state is missing"
    ),
    (
      "\(people)\n\(events) where state is not \"\"", "a value that is not there is missing; it is never “”",
      "\(people)\n\(events) where state is set"
    ),
    (
      "\(people)\n\(events) where state is \"Open\"", "state of events.csv is never “Open”",
      "\(people)\n\(events) where state is \"open\""
    ),
    (
      "load customers from \"people.csv\" key name\n\(events)",
      "who of events.csv does not match the customers: 0 of 5 different ids are known",
      "load customers from \"people.csv\" key account_id\n\(events)"
    ),
  ]) func loads(text: String, message: String, rewrite: String?) {
    let (diagnostics, source) = run(text)
    let found = diagnostics.first { $0.message == message }
    #expect(found != nil, "\(diagnostics.map(\.message))")
    #expect(
      found?.fixes.first.map { String(decoding: $0.applied(to: source.bytes), as: UTF8.self) } == rewrite)
  }

  @Test(arguments: [
    ("person Ada", "`Ada` is not an id, but the name of a1", "person a1"),
    ("count customers by plan", "Nothing is called `plan`", "count customers by plan_tier"),
    (
      "count customers where joined is \"\"",
      "A missing value is never “”; ask for it with `is missing` or `is set`",
      "count customers where joined is missing"
    ),
    (
      "count customers where plan_tier is \"Pro\"", "Nobody has “Pro” as plan_tier",
      "count customers where plan_tier is pro"
    ),
    (
      "count customers where churned", "`churned` is a whole number, not something true or false",
      "count customers where churned is 1"
    ),
    (
      "measure amount", "`amount` is a number of each event; say how to combine them, and for which event",
      "measure average amount of login"
    ),
    (
      "survival of (plan_tier is pro)",
      "`(plan_tier is pro)` has no date, so it is not known how long it took",
      nil
    ),
    (
      "count login events by plan_tier", "`plan_tier` is missing in all of these records",
      "count login events by their plan_tier"
    ),
  ]) func questions(text: String, message: String, rewrite: String?) {
    let loads = "\(FirstLoadTests.people)\n\(FirstLoadTests.events)\n"
    let source = SourceFile(name: "typed", text: text)
    var session = QuerySession(host: .memory(FirstLoadTests.files.mapValues { Array($0.utf8) }))
    session.mayRedefine = true
    _ = session.run(SourceFile(name: "typed", text: loads))
    let outcomes = session.run(source)
    let notes = outcomes.compactMap { outcome in
      if case .answer(let answer) = outcome.result { answer.notes } else { nil }
    }.flatMap { $0 }
    let found = outcomes.flatMap(\.diagnostics).first { $0.message == message }
    #expect(found != nil || notes.contains { $0.hasPrefix(message) }, "\(notes)")
    guard let found else { return }
    #expect(
      found.fixes.first.map { String(decoding: $0.applied(to: source.bytes), as: UTF8.self) } == rewrite)
  }

  /// A property without a value in any record is the record's own, and missing.
  @Test func propertiesWithoutValuesAreNotThePersons() {
    var session = QuerySession(host: .memory(FirstLoadTests.files.mapValues { Array($0.utf8) }))
    session.mayRedefine = true
    _ = session.run(SourceFile(name: "typed", text: "\(FirstLoadTests.people)\n\(FirstLoadTests.events)\n"))
    #expect(session.count("count login events where plan_tier is pro") == 0)
    #expect(session.count("count login events where plan_tier is missing") == 2)
    #expect(session.count("count login events where their plan_tier is pro") == 1)
    #expect(session.count("count order events where plan_tier is pro") == 3)
  }

  /// A load that is written again replaces the first; other rows, people or scores of the file do not.
  @Test(arguments: [
    ("load feedback from \"said.csv\" customer who at at text words score nps from 1 to 10", 3),
    ("load feedback from \"said.csv\" customer who at at text words score nps where nps > 5", 5),
    ("load feedback from \"said.csv\" customer who at at text words", 6),
    ("load feedback from \"said.csv\" customer words at at text words score nps", 6),
  ]) func theSameFileAgain(load: String, messages: Int) {
    var session = session(FirstLoadTests.lines + FirstLoadTests.said)
    _ = session.run(SourceFile(name: "typed", text: load))
    #expect(session.count("count feedback") == messages)
    // Rows of the same file under another condition.
    let other = load.replacing("nps > 5", with: "nps <= 5")
    if other != load {
      _ = session.run(SourceFile(name: "typed", text: other))
      #expect(session.count("count feedback") == 6)
    }
  }

  private static let lines = "load customers from \"lines.csv\" key who segments by Churn, net start joined\n"
  private static let said =
    "load feedback from \"said.csv\" customer who at at text words score nps from 0 to 10\n"
  private static let stars = "load feedback from \"stars.csv\" customer who at at text words"

  private func session(_ loads: String) -> QuerySession {
    var session = QuerySession(host: .memory(FirstLoadTests.files.mapValues { Array($0.utf8) }))
    session.mayRedefine = true
    _ = session.run(SourceFile(name: "typed", text: loads))
    return session
  }

  /// Scores of a load without a channel have no channel, and count like any; yes and no are not populations.
  @Test(arguments: [
    ("customers where detractor", 1), ("promoters", 2), ("customers where passive", 0),
    ("Churn customers", 1), ("customers where not Churn", 2),
    ("true", nil), ("false", nil),
  ]) func counts(population: String, count: Int?) {
    var session = session(FirstLoadTests.lines + FirstLoadTests.said)
    #expect(session.count("count \(population)") == count)
  }

  @Test(arguments: [
    ("count fiber optic", "count \"Fiber optic\""),
    ("compare fiber optic versus dsl", "compare \"Fiber optic\" versus dsl"),
    (
      "count customers where pay is credit card",
      "count customers where pay is \"Credit card (automatic)\""
    ),
    ("count customers where gone", "count customers where gone is ja"),
    ("why a1", "why a1 in customers where Churn"),
    ("why person a1", "why person a1 in customers where promoter"),
    ("trend new by month", "trend number of joined by month"),
  ]) func firstRewrite(text: String, rewrite: String) {
    var session = session(FirstLoadTests.lines + FirstLoadTests.said)
    let source = SourceFile(name: "typed", text: text)
    let fix = session.run(source).flatMap(\.diagnostics).first?.fixes.first
    #expect(fix.map { String(decoding: $0.applied(to: source.bytes), as: UTF8.self) } == rewrite)
  }

  /// A scale is offered only for scores that are on it.
  @Test func aScaleThatFits() {
    var open = session(FirstLoadTests.lines + FirstLoadTests.stars)
    let source = SourceFile(name: "typed", text: "measure nps")
    let told = open.run(source).flatMap(\.diagnostics).first
    #expect(told?.notes.joined().contains("`score stars from 1 to 5`") == true, "\(told?.notes ?? [])")
    var declared = session(FirstLoadTests.lines + FirstLoadTests.stars + " score stars from 1 to 5")
    let fix = declared.run(source).flatMap(\.diagnostics).first?.fixes.first
    #expect(fix.map { String(decoding: $0.applied(to: source.bytes), as: UTF8.self) } == "measure csat")
  }
}
