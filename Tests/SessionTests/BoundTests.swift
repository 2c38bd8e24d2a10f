import DataModel
import Foundation
import Present
import Session
import SourceText
import Synchronization
import Testing

/// No typed text and no file keeps Heed busy for long or crashes it: every loop ends, and every depth is bounded.
@Suite struct BoundTests {
  private static let files = [
    "workspace.heed": """
    load customers from "people.csv" key id segments by role start signup value mrr
    load events from "events.csv" customer who name what at when
    load feedback from "said.csv" customer who at when text words channel "nps"
    """,
    "people.csv": "id,role,mrr,signup\na,seller,1,2025-01-01\nb,buyer,2,2025-01-09\n",
    "events.csv": "who,what,when\na,login,2025-02-01\nb,order,2025-02-03\n",
    "said.csv": "who,when,words\na,2025-02-01,I trust the price\nb,2025-02-02,too slow to trust\n",
  ]

  private static func session(_ more: [String: String] = [:]) -> QuerySession {
    let files = files.merging(more) { $1 }
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }))
    session.mayRedefine = true
    #expect(session.open("workspace.heed").allSatisfy { !$0.failed })
    return session
  }

  /// Runs on a small stack, in a debug build, which needs the most, and within a time that every machine can meet.
  private static func watched(_ text: String, _ more: [String: String] = [:]) -> [Outcome]? {
    let done = DispatchSemaphore(value: 0)
    let outcomes = Mutex<[Outcome]>([])
    let thread = Thread {
      var session = BoundTests.session(more)
      let found = session.run(SourceFile(name: "typed", text: text))
      outcomes.withLock { $0 = found }
      done.signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
    return done.wait(timeout: .now() + 60) == .success ? outcomes.withLock { $0 } : nil
  }

  private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }
  private static func chain(_ count: Int, _ line: (Int) -> String) -> String {
    (1..<count).map { line($0) + "\n" }.joined()
  }

  /// Texts that nest, chain or repeat something.
  static let texts: [(what: String, text: String)] = [
    ("parentheses", "count customers where \(times(5_000, "("))mrr > 1\(times(5_000, ")"))"),
    ("not not", "count customers where \(times(5_000, "not "))mrr > 1"),
    ("and", "count customers where mrr > 1\(times(1_000, " and mrr > 1"))"),
    ("or", "count customers where mrr > 1\(times(1_000, " or mrr > 1"))"),
    ("any of", "count customers where mentioned \(times(5_000, "any of ("))trust\(times(5_000, ")"))"),
    ("near", "count customers where mentioned trust\(times(2_000, " near trust"))"),
    ("negated", "count customers where mentioned trust\(times(2_000, " not negated"))"),
    ("groups of a pattern", "count customers where id matches /\(times(5_000, "("))a\(times(5_000, ")"))/"),
    ("repeats of nothing", "count customers where id matches /\(times(8, "("))a{0}\(times(8, "){1000}"))/"),
    ("repeats of repeats", "count customers where id matches /\(times(8, "("))a\(times(8, "){1000}"))/"),
    ("export export", "\(times(5_000, "export "))count customers to \"x.csv\""),
    ("explain explain", "\(times(5_000, "explain "))count customers"),
    ("then", "count customers where did login\(times(2_000, " then login"))"),
    ("rate of rate", "measure \(times(5_000, "rate of ("))mrr > 1\(times(5_000, ")")) for customers"),
    ("signs", times(20_000, "~")), ("quotes", times(20_001, "\"")), ("statements", times(500, "count x;")),
    (
      "conditions in conditions",
      "define d0 as mrr > 1\n\(chain(600) { "define d\($0) as d\($0 - 1) and mrr > 1" })"
    ),
    (
      "conditions twice",
      "define d0 as mrr > 1\n\(chain(40) { "define d\($0) as d\($0 - 1) or not d\($0 - 1)" })"
    ),
    ("values in values", "define v0 as count of login\n\(chain(600) { "define v\($0) as v\($0 - 1)" })"),
    ("topics in topics", "topic t0 as trust\n\(chain(600) { "topic t\($0) as t\($0 - 1), w\($0)" })"),
    (
      "topics twice",
      "topic t0 as trust\n\(chain(60) { "topic t\($0) as t\($0 - 1), all of (t\($0 - 1), t\($0 - 1))" })"
        + "count customers where mentioned t59\nquotes about t59\nwords about t59\ntopics\ndescribe t59\ndescribe"
    ),
    (
      "topics near topics",
      "topic t0 as trust\n\(chain(60) { "topic t\($0) as t\($0 - 1), t\($0 - 1) near price" })"
        + "count customers where mentioned t59 not negated\nquotes about t59"
    ),
    ("joins", "load customers from \"people.csv\" key id\(times(200, " join \"people.csv\" as j on id"))"),
    ("rows where not", "load customers from \"people.csv\" key id where \(times(5_000, "not "))mrr > 1"),
    ("rows where ((", "load customers from \"people.csv\" key id where \(times(5_000, "("))mrr > 1"),
  ]

  @Test(arguments: texts) func everyTextComesToAnEnd(_ what: String, _ text: String) {
    #expect(BoundTests.watched(text) != nil, "\(what) goes on and on")
  }

  /// The deepest question that is accepted is answered, on the smallest stack that the program uses.
  @Test func theDeepestQuestionsAreAnswered() {
    let values =
      "define v0 as count of order\n"
      + BoundTests.chain(99) { "define v\($0) as count of order with (v\($0 - 1) > 0)" }
    let conditions =
      "define c0 as mrr > 1\n" + BoundTests.chain(100) { "define c\($0) as did order with (c\($0 - 1))" }
    for (definitions, deepest) in [(values, "v98 > 0"), (conditions, "c99")] {
      let nested = BoundTests.times(45, "did order with (") + deepest + BoundTests.times(45, ")")
      let outcomes = BoundTests.watched("\(definitions)count customers where \(nested)")
      #expect(
        outcomes?.contains(where: \.failed) == false,
        "\(outcomes?.flatMap(\.diagnostics).first?.message ?? "")")
    }
  }

  @Test func filesThatUseFilesAreBounded() {
    func files(_ count: Int) -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: (0..<count).map { index in
          (
            "\(index).heed",
            (index + 1 < count ? "use \"\(index + 1).heed\"\n" : "") + "define u\(index) as mrr > \(index)\n"
          )
        })
    }
    let short = BoundTests.watched("use \"0.heed\"\ncount u89", files(90))
    #expect(short?.contains(where: \.failed) == false)
    let long = BoundTests.watched("use \"0.heed\"\ncount u89", files(2_000))
    #expect(long?.flatMap(\.diagnostics).map(\.code).contains(.tooDeep) == true)
    // Many files used side by side are not a chain.
    let flat = (0..<500).map { "use \"\($0).heed\"\n" }.joined()
    let beside = Dictionary(
      uniqueKeysWithValues: (0..<500).map { ("\($0).heed", "define u\($0) as mrr > 1\n") })
    #expect(BoundTests.watched(flat + "count u499", beside)?.contains(where: \.failed) == false)
  }

  /// Topics that use each other twice, sixty levels deep, find what the innermost one finds.
  @Test func topicsInTopicsFindWhatTheyName() {
    var session = BoundTests.session()
    let chain = BoundTests.chain(60) { "topic t\($0) as t\($0 - 1), all of (t\($0 - 1), t\($0 - 1))" }
    let outcomes = session.run(
      SourceFile(name: "typed", text: "topic t0 as trust\n\(chain)count customers where mentioned t59"))
    guard case .answer(let answer)? = outcomes.last?.result else {
      Issue.record("no answer")
      return
    }
    #expect(answer.summary.first?.value == .integer(2))
  }

  /// UTF-16 with half a character at its end, around the part read first and the boundaries of chunks.
  @Test(arguments: [65_535, 65_537, 65_539, 65_541, 131_071, 131_073, 262_145]) func halfCharactersEnd(
    size: Int
  ) {
    let text = "id,name\n" + (0..<12_000).map { "c\($0),N\u{E4}me \u{1F600}\n" }.joined()
    for (mark, isLittle) in [([0xFF, 0xFE] as [UInt8], true), ([0xFE, 0xFF], false), ([], true)] {
      let units = text.utf16.flatMap {
        isLittle ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)]
      }
      let bytes = Array((mark + units).prefix(size))
      let done = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        var session = QuerySession(host: .memory(["c.csv": bytes]))
        _ = session.run(SourceFile(name: "typed", text: "load customers from \"c.csv\" key id"))
        done.signal()
      }
      #expect(done.wait(timeout: .now() + 60) == .success, "\(size) bytes")
    }
  }

  /// The part of a long line that is shown, with its rewrites, does not grow with the line.
  @Test func errorsOnOneLineTakeTheSameRoomEach() {
    func bytes(_ count: Int) -> Int {
      var session = BoundTests.session()
      let text = (0..<count).map { "count selers where mrr > \($0)" }.joined(separator: ";")
      let outcomes = session.run(SourceFile(name: "typed", text: text))
      return outcomes.flatMap(\.diagnostics).map { $0.drawn(width: 80).utf8.count }.reduce(0, +)
    }
    let (small, large) = (bytes(200), bytes(400))
    #expect(large < 3 * small, "\(small) and \(large) bytes")
  }

  /// Nor does it grow with foreign text: a file that is one long word, a name that does not exist.
  @Test func messagesAboutLongTextsAreShort() {
    let long = String(repeating: "ab", count: 100_000)
    let more = ["long.csv": "\(long)\n1\n", "cell.csv": "id,at\n1,\(long)\n2,\(long)\n"]
    let texts = [
      "load customers from \"long.csv\" key id", "load customers from \"cell.csv\" key id type at number",
      "load events from \"cell.csv\" customer id at at as order", "count customers where \(long) is 1",
      "count customers where role is \(long)", "count \(long)", "topic x as \(long)\ndescribe x",
      "count customers where mentioned \(long)", "load customers from \"\(long)\" key id",
    ]
    for text in texts {
      guard let outcomes = BoundTests.watched(text, more) else {
        Issue.record("\(text.prefix(60)) goes on and on")
        continue
      }
      for diagnostic in outcomes.flatMap(\.diagnostics) {
        let drawn = diagnostic.drawn(width: 80)
        #expect(drawn.utf8.count < 10_000, "\(text.prefix(60)): \(drawn.prefix(400))")
      }
    }
  }

  /// Cells that repeat in one row, and in many rows.
  @Test(
    .serialized,
    arguments: [
      "\"a\":1,", "\"a\"b,", "\"a\"b\",", "\"a\nb\",", "\"a\"\"b\n,", "\"\"a,", "\"a\"b\n\",",
      "\"a\n\"b,", "a\",\"\n",
      "\"a,\n\"", "\"a\" \"b\" ", "\\\"a\\\",",
    ]) func everyFileComesToAnEnd(_ cell: String)
  {
    let cells = BoundTests.times(3_000, cell)
    let rows = (2..<1_000).map { "\($0),\(BoundTests.times(4, cell))\n" }.joined()
    for text in ["1,\(cells)\n2,b\n", "1,\"\(cells)\n2,b\n", rows] {
      #expect(
        BoundTests.watched("load customers from \"x.csv\" key id", ["x.csv": "id,x\n\(text)"]) != nil,
        "\(cell) goes on and on")
    }
  }
}
