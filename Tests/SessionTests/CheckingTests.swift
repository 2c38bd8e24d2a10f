import DataModel
import Sentences
import Session
import SourceText
import TestSupport
import Testing

/// `heed run` answers whatever `heed check` accepts, and refuses whatever it refuses, with the same messages.
@Suite struct CheckingTests {
  /// Errors that only the data can show: `run` may end with these although `check` accepts the text. (A file that cannot be
  /// written and an expectation that fails would be others; neither occurs here.)
  static let onlyKnownFromData = ["Too many records of one person have equal times"]

  static let samples: [String: [String]] = [
    "WORD": ["plan", "trust", "mrr", "slow", "pro"],
    "NAME": [
      "churned", "order", "login", "mrr", "plan", "survey", "sellers", "amount", "signup", "score", "vip",
      "role",
      "device", "lost", "`at risk`", "channel",
    ],
    "COLUMN": ["id", "who", "when", "role", "mrr", "`no such`"],
    "NEWNAME": ["lost", "\"at risk\"", "trust", "big orders"],
    "QUOTED": ["\"pro\"", "\"people.csv\"", "\"/out/a.csv\"", "\"more.heed\"", "\"a.txt\""],
    "STRING": ["'slow'", "'/out/b.html'", "'/elsewhere/c.md'"], "BACK": ["`mrr`", "`plan`"],
    "DOLLAR": ["$since", "$who"], "NUMBER": ["0", "1", "2", "30", "2.5", "100", "20%"], "YEAR": ["2025"],
    "DATE": ["2025-02-01", "2025-02", "2025-Q1", "2025-01-09T10:00"], "PREFIX": ["tru*"], "PART": ["*low*"],
    "REGEX": ["/^p/i", "/(/", "/(a{1000}){1000}/", "/a{2,1}/", "/\\d/"],
    "UNIT": ["day", "weeks", "month", "hours"], "ID": ["a", "b", "zz", "$who"],
  ]

  private static let files = [
    "/shop/workspace.heed": """
    load customers from "people.csv" key id segments by role start signup value mrr
    load events from "events.csv" customer who name what at when
    load feedback from "said.csv" customer who at when text words channel place score rating from 0 to 10
    """,
    "/shop/people.csv": """
    id,role,plan,mrr,signup,churned_at,vip,tags
    a,seller,pro,1,2025-01-01,,yes,"[""new""]"
    b,buyer,free,2,2025-01-09,2025-02-02,no,"[""new"",""old""]"
    c,seller,free,30,2025-01-20,,no,
    """,
    "/shop/events.csv": """
    who,what,when,amount,device
    a,login,2025-02-01T10:00,,web
    a,order,2025-02-01T11:00,20,web
    b,order,2025-02-03T09:00,5,ios
    b,login,2025-02-03T09:00,,ios
    """,
    "/shop/said.csv": """
    who,when,words,place,rating
    a,2025-02-01,I trust the price,survey,9
    b,2025-02-02,too slow to trust,support,3
    c,2025-02-02,slow,survey,7
    """,
    "/shop/more.heed": "define big as mrr > 10\n",
  ]

  /// Loaded once. Files that are written are checked and discarded.
  static let shop: QuerySession = {
    let memory = Host.memory(files.mapValues { Array($0.utf8) })
    var session = QuerySession(
      host: Host(
        open: memory.opening, files: memory.listing,
        write: { path, _, permissions throws(HostError) in
          if let permissions, !isIn(permissions.writing, path) { throw permissions.refusal(toWrite: path) }
        }, elapsed: { 0 }))
    session.permissions.writing = ["/out"]
    #expect(session.open("/shop/workspace.heed").allSatisfy { !$0.failed })
    return session
  }()

  /// The errors of a script.
  private static func errors(of text: String, _ work: QuerySession.Work) -> [String] {
    var session = shop
    session.work = work
    let script = ScriptFile(
      SourceFile(name: "/shop/s.heed", text: text), folder: "/shop/", place: "/shop")
    return session.run(script: script).flatMap(\.diagnostics).filter { $0.severity == .error }
      .map { "\($0.code.rawValue): \($0.message) at \($0.span.start)" }
  }

  /// `FUZZ=100000 HEED_SEED=7 swift test --filter CheckingTests` tries more.
  @Test func whatIsCheckedIsWhatIsRun() throws {
    let grammar = try Grammar(samples: Self.samples)
    var random = SplitMix(seed: Fuzz.seed)
    var clean = 0
    let total = Fuzz.total(600)
    for _ in 0..<total {
      let script = (0..<([1, 1, 1, 2, 3].randomElement(using: &random) ?? 1)).map { _ in
        grammar.sentence(of: "statement", using: &random).joined(separator: " ")
      }.joined(separator: "\n")
      let (checked, run) = (Self.errors(of: script, .checking), Self.errors(of: script, .answering))
      if checked.isEmpty { clean += 1 }
      let unforeseen = run.filter { error in !Self.onlyKnownFromData.contains(where: error.contains) }
      #expect(unforeseen == checked, "HEED_SEED=\(Fuzz.seed)\n\(script)")
    }
    print("\(clean) of \(total) scripts are right")
    #expect(clean > total / 20)
  }
}
