import DataModel
import Session
import SourceText
import Testing

/// What a load reports about cells, and the fixes it offers: each is applied and has to load.
@Suite struct LoadAdviceTests {
  private func open(_ load: String, _ files: [String: String]) -> (session: QuerySession, found: [Diagnostic])
  {
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }))
    session.mayRedefine = true
    let outcomes = session.run(SourceFile(name: "w.heed", text: load))
    return (session, outcomes.flatMap(\.diagnostics))
  }

  /// The texts after each fix of the first diagnostic; each has to load without an error.
  private func rewrites(_ load: String, _ files: [String: String]) -> [String] {
    let source = SourceFile(name: "w.heed", text: load)
    let fixes = open(load, files).found.first?.fixes ?? []
    return fixes.map { fix in
      let text = String(decoding: fix.applied(to: source.bytes), as: UTF8.self)
      let errors = open(text, files).found.filter { $0.severity == .error }
      #expect(errors.isEmpty, "\(text)\n\(errors.map(\.message))")
      return text
    }
  }

  private let people = "load customers from \"c.csv\" key id"

  /// `type x date` declares the type of a column, also of one used as a label or a segment.
  @Test(arguments: [
    ("label x", ["2025-03-01 23:30:00", "2025-03-02 00:00:00"], ["2025-03-01", "2025-03-02"]),
    ("segments by x", ["20250301", "20250302"], ["2025-03-01", "2025-03-02"]),
    ("label x", ["1742049000", "1742149000"], ["2025-03-15", "2025-03-16"]),
    ("label x", ["45731", "45732"], ["2025-03-15", "2025-03-16"]),
    ("segments by x", ["2025-03-01T23:30:00-08:00", "2025-03-01"], ["2025-03-02", "2025-03-01"]),
  ])
  func aDateIsOneWhatever(part: String, cells: [String], days: [String]) {
    let rows = cells.enumerated().map { "\($0),\($1)\n" }.joined()
    var (session, found) = open("\(people) \(part) type x date", ["c.csv": "id,x\n\(rows)"])
    #expect(found.isEmpty)
    for day in days { #expect(session.count("count customers where x is \(day)") == 1, "\(day)") }
  }

  @Test func numbersInSegmentsAreNumbers() {
    var (session, found) = open(
      "\(people) segments by x value x", ["c.csv": "id,x\n1,1.1\n2,1.10\n3,\"1,200\"\n"])
    #expect(found.isEmpty)
    #expect(session.count("count customers where x is 1.1") == 2)
    #expect(session.count("count customers where x > 1000") == 1)
  }

  /// Numbers that cannot be in one column are the reason given, and no line that leads to the next error is offered.
  @Test func numbersOfSeveralKindsAreTheReason() {
    let files = ["c.csv": "id,rate,price\n1,20%,$5\n2,50,€7\n3,0.3,$1\n"]
    var session = open(people, files).session
    func notes(_ text: String) -> String {
      session.run(SourceFile(name: "typed", text: text)).flatMap(\.diagnostics).flatMap(\.notes).joined()
    }
    #expect(
      notes("measure average rate")
        == "It is text because it holds numbers of several kinds: 2 without a percent sign (“50”), 1 per cent (“20%”); 20% is read as 0.2; the file has to write all cells alike."
    )
    #expect(
      notes("measure average price")
        == "It is text because it holds several currencies: 2 USD (“$5”), 1 EUR (“€7”); `type price number` and `rates \"USD 1, EUR …\"` make one of them."
    )
    #expect(
      open("\(people) type price number rates \"USD 1, EUR 2\"", files).found.isEmpty)
    #expect(rewrites("\(people) type rate number", files) == ["\(people) type rate text"])
  }

  @Test func aTypeIsGivenOnce() {
    let found = open("\(people) type x number type X text", ["c.csv": "id,x\n1,2\n"]).found
    #expect(found.map(\.message) == ["The type of X is given twice in this load"])
  }

  @Test func lengthsOfTimeReplaceTheTypeThatWasGiven() {
    #expect(
      rewrites("\(people) type t number", ["c.csv": "id,t\n1,1h 20m\n2,2h\n"])
        == ["\(people) type t duration", "\(people) type t text"])
  }

  /// A line that needs a time is removed as a whole, or the records have none.
  @Test func aLineWithoutTimesIsLeftOutWhole() {
    let files = ["e.csv": "id,at,gone\n1,2025-01-01,yes\n2,2025-01-02,no\n"]
    let events = "load events from \"e.csv\" customer id as came at at"
    #expect(rewrites("\(events) as left at gone", files) == [events])
    let found = open("\(events) as left at gone", files).found
    #expect(found[0].notes == ["Without this line you can ask `count events where gone`."])
    var session = open(events, files).session
    #expect(session.count("count events where gone") == 1)
    #expect(rewrites("load events from \"e.csv\" customer id as left at gone", files) == [])
    let said = ["f.csv": "id,when,t\n1,soon,a\n2,later,b\n"]
    let feedback = "load feedback from \"f.csv\" customer id at when text t"
    #expect(rewrites(feedback, said) == ["load feedback from \"f.csv\" customer id at none text t"])
    #expect(
      open(feedback, said).found[0].notes
        == ["Without this line you can ask `count feedback where when is \"soon\"`."])
  }

  /// A scale is declared even if no score is on it.
  @Test func scoresOffTheirScale() {
    let files = ["f.csv": "who,at,t,s\na,2025-03-01,t,50\nb,2025-03-02,t,100\n"]
    var session = open(
      "load feedback from \"f.csv\" customer who at at text t score s from 0 to 10", files
    ).session
    let found = session.run(SourceFile(name: "typed", text: "measure nps")).flatMap(\.diagnostics)
    #expect(
      found.map(\.message) == [
        "`nps` needs scores from 0 to 10; s is declared with that scale, but has none on it"
      ])
  }

  /// All different values that cannot be read are named once, with their rows; the first fix keeps them as text.
  @Test func valuesThatAreNotReadAreNamed() {
    let cells = ["5", "6", "7", "8", "9", "1200/mo", "1200/mo", "10 - very"]
    let rows = cells.enumerated().map { "\($0),\($1)\n" }.joined()
    let load = "\(people) type x number"
    let found = open(load, ["c.csv": "id,x\n\(rows)"]).found
    #expect(
      found.map(\.message) == [
        "x: 3 values are not a number and count as missing: 2 “1200/mo” and 1 “10 - very”"
      ])
    #expect(
      rewrites(load, ["c.csv": "id,x\n\(rows)"])
        == ["\(people) type x text", "\(load)\n  missing \"1200/mo\", \"10 - very\""])
    #expect(
      rewrites("\(people) value x", ["c.csv": "id,x\n1,2\n2,3\n3,4.-\n"])
        == ["\(people) value x\n  type x text", "\(people) value x\n  missing \"4.-\""])
    // A word is not an amount.
    #expect(
      rewrites("\(people) value x", ["c.csv": "id,x\n1,2\n2,3\n3,none yet\n"])
        == ["\(people) value x\n  missing \"none yet\""])
  }

  @Test func otherDashesAreNotReportedAsCapitalization() {
    let load = "\(people)\nload events from \"e.csv\" customer who name what at at"
    func note(_ ids: [String]) -> String? {
      let rows = ids.map { "\($0),login,2025-03-01\n" }.joined()
      return open(load, ["c.csv": "id\na-b\nc-d\n", "e.csv": "who,what,at\n\(rows)a-b,login,2025-03-02\n"])
        .found.first?.notes.first
    }
    #expect(
      note(["a–b"]) == "1 more would match with other dashes, quotes or letter forms: a–b is a-b.")
    #expect(note(["C-D"]) == "1 more would match with other capitalization: C-D is c-d.")
    #expect(
      note(["a–b", "C-D"])
        == "2 more would match with other capitalization, dashes, quotes or letter forms: a–b is a-b, C-D is c-d."
    )
  }

  /// A condition of a load, and `newest by`, explain why a column is text as a question does.
  @Test func anOrderThatATextLacks() {
    let files = ["c.csv": "id,seats,on,v\n1,\"1,000\",03/04/2025,10\n2,3,05/06/2024,x\n3,10,,2025-01-01\n"]
    let seats = "\(people) where seats > 5"
    #expect(
      open(seats, files).found.first?.notes
        == ["It is text, because 1 of its 3 cells is not a plain number: “1,000”."])
    #expect(rewrites(seats, files) == ["\(seats)\n  type seats number"])
    var session = open("\(seats) type seats number", files).session
    #expect(session.count("count customers") == 2)
    let on = "\(people) where on since 2025-01-01"
    #expect(rewrites(on, files).count == 2)
    let newest = open("\(people) newest by v", files).found.first
    #expect(newest?.notes == ["1 of its 3 cells is neither a number nor a date: “x”."])
    let joined = "\(people) join \"c.csv\" as c on id count as n where c.seats > 5"
    #expect(rewrites(joined, files) == ["\(joined)\n  type c.seats number"])
  }
}

extension LoadAdviceTests {
  /// A file in which each line is a single cell in quotes.
  @Test(arguments: ["\"id,name,plan\"\n\"1,A,pro\"\n", "\"id,\"\"name\"\",plan\"\n\"1,\"\"A, x\"\",pro\"\n"])
  func linesInQuotes(text: String) {
    let found = open("\(people) label name segments by plan", ["c.csv": text]).found
    #expect(found.count == 1)
    #expect(found.first?.message.hasPrefix("each line of c.csv is a single quoted cell") == true)
    // What the note suggests, done by hand.
    let lines = text.split(separator: "\n").map { $0.dropFirst().dropLast().replacing("\"\"", with: "\"") }
    let mended = lines.joined(separator: "\n") + "\n"
    #expect(open("\(people) label name segments by plan", ["c.csv": mended]).found.isEmpty)
    // One column whose name has a comma is a column.
    #expect(open("load customers from \"c.csv\" key `a, b`", ["c.csv": "\"a, b\"\n1\n"]).found.isEmpty)
  }

  @Test func severalColumnsOfOneName() {
    let files = [
      "e.csv": "who,at,Labels,Labels,Labels,Empty,Empty\na,2025-01-01,x,y,z,1,\na,2025-01-02,y,,,2,\n"
    ]
    let load = "load events from \"e.csv\" customer who as issue at at"
    let found = open(load, files).found
    #expect(
      found.map(\.message)
        == ["e.csv has 3 columns called Labels; a question by that name uses only the first"])
    #expect(found.first?.notes == ["The other Labels are called `Labels_2`, `Labels_3` here."])
    #expect(rewrites(load, files) == ["\(load)\n  list Labels as labels"])
    var session = open("\(load)\n  list Labels as labels", files).session
    #expect(session.count("count issue events where labels is \"y\"") == 2)
  }
}

extension LoadAdviceTests {
  /// Equal rows of a file that a join adds up count twice, which is reported, also across the files of a pattern.
  @Test(arguments: ["total amt as mrr", "count as mrr"])
  func equalRowsThatAreAddedUp(sum: String) {
    let files = [
      "c.csv": "id\n1\n2\n", "s_1.csv": "id,day,amt\n1,a,10\n2,a,5\n",
      "s_2.csv": "id,day,amt\n1,a,10\n2,b,7\n",
    ]
    let load = "\(people) join \"s_*.csv\" on id \(sum)"
    let found = open(load, files).found
    #expect(found.map(\.message) == ["1 row of s_*.csv is an exact duplicate of another, and counts too"])
    #expect(rewrites(load, files) == ["\(load)\n  equal rows once"])
    func sums(_ load: String) -> [Int?] {
      var session = open(load, files).session
      let values = sum.hasPrefix("count") ? [1, 2] : [10, 20]
      return values.map { session.count("count customers where mrr is \($0)") }
    }
    #expect(sums(load) == [0, sum.hasPrefix("count") ? 2 : 1])
    #expect(sums("\(load) equal rows once") == [1, sum.hasPrefix("count") ? 1 : 0])
  }

  @Test func equalRowsThatAreNotAddedUp() {
    let files = ["c.csv": "id\n1\n2\n", "s.csv": "id,on,amt\n1,2025-01-01,10\n1,2025-01-01,10\n2,,5\n"]
    #expect(open("\(people) join \"s.csv\" on id newest amt by on as mrr", files).found.isEmpty)
    #expect(open("\(people) join \"s.csv\" on id total amt as mrr where on is missing", files).found.isEmpty)
    let misplaced = open("\(people) equal rows once", files).found
    #expect(misplaced.map(\.code) == [.misplacedClause])
  }

  /// Columns read only to find duplicate rows are not reported.
  @Test func columnsThatOnlyTellRowsApart() {
    let files = ["c.csv": "id\n1\n", "s.csv": "id,amt,raw\n1,10,\"{\"\"a\"\":1}\"\n1,10,\"{\"\"a\"\":2}\"\n"]
    #expect(open("\(people) join \"s.csv\" on id total amt as mrr", files).found.isEmpty)
  }
}
