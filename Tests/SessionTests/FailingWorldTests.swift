import DataModel
import Session
import SourceText
import Synchronization
import Testing

/// Whatever call to the host fails, and whenever, a session reports it, loses nothing, and works as before once the
/// host works again.
@Suite struct FailingWorldTests {
  /// Counts all calls to the host: opening, listing, reading a chunk, writing; one of them fails.
  private final class Faults: Sendable {
    private let state = Mutex((asked: 0, fatal: Int?.none))
    let written = Mutex([String: [UInt8]]())

    var asked: Int { state.withLock { $0.asked } }
    func start(failingAt fatal: Int?) { state.withLock { $0 = (0, fatal) } }

    func ask(_ path: String, isWriting: Bool = false) throws(HostError) {
      let fails = state.withLock { state in
        state.asked += 1
        return state.asked == state.fatal
      }
      guard fails else { return }
      if isWriting { throw .unwritable(path: path, reason: "no space left on device") }
      throw .unreadable(path: path, reason: "input/output error")
    }
  }

  private static let files = [
    "shop.heed": """
    load customers from "people.csv" key id start signup join "plans.csv" on id
    load events from "events-*.csv" customer who name what at when
    load feedback from "said.csv" customer who at when text words channel "survey"
    define late as signup after 2025-01-05
    """,
    "people.csv": "id,role,signup\na,seller,2025-01-01\nb,buyer,2025-01-09\nc,seller,2025-01-20\n",
    "plans.csv": "id,plan\na,pro\nb,free\n",
    "events-1.csv": "who,what,when\na,login,2025-02-01\nb,login,2025-02-03\n",
    "events-2.csv": "who,what,when\nc,order,2025-02-05\n",
    "said.csv": "who,when,words\na,2025-02-02,\"I trust it, so far\"\n,2025-02-03,slow\n",
    "more.heed": "define loud as mentioned trust\n",
  ]

  private static func host(_ faults: Faults) -> Host {
    var host = Host.memory(files.mapValues { Array($0.utf8) })
    let (opening, listing) = (host.opening, host.listing)
    host.opening = { path, permissions throws(HostError) in
      try faults.ask(path)
      var stream = try opening(path, permissions)
      let next = stream.next
      stream.next = { () throws(HostError) in
        try faults.ask(path)
        return try next()
      }
      return stream
    }
    host.listing = { pattern, permissions throws(HostError) in
      try faults.ask(pattern)
      return try listing(pattern, permissions)
    }
    host.writing = { path, bytes, _ throws(HostError) in
      try faults.ask(path, isWriting: true)
      faults.written.withLock { $0[path] = bytes }
    }
    return host
  }

  private static let statements = [
    "use \"more.heed\"", "export count customers by role to \"out.csv\"", "count late customers where loud",
    "load events from \"events-1.csv\" customer who at when as visit", "count customers where did visit",
    "export segment customers where loud to \"loud.md\"", "segment customers",
  ]

  /// The messages of each outcome, and whether it failed.
  private static func told(_ outcomes: [Outcome]) -> [String] {
    outcomes.map { outcome in
      switch outcome.result {
      case .answer(let answer):
        "\(answer.reading) \(answer.summary.map(\.value)) \(answer.tables.map(\.rows))"
      case .note(let text), .done(let text): text
      case .loaded(let report): report.files.map { "\($0.path) \($0.rowsTaken)" }.joined(separator: " ")
      case .failed: "failed: " + outcome.diagnostics.map(\.message).joined(separator: " ")
      }
    }
  }

  private static func typed(_ text: String) -> SourceFile { SourceFile(name: "typed", text: text) }

  @Test func everyRefusalOfTheWorldIsSaidAndSurvived() {
    let faults = Faults()
    let well = QuerySession(host: Self.host(faults))
    var healthy = well
    faults.start(failingAt: nil)
    let opened = Self.told(healthy.open("shop.heed"))
    #expect(!opened.contains { $0.hasPrefix("failed") })
    let openings = faults.asked
    #expect(openings > 20)
    for fatal in 1...openings {
      faults.start(failingAt: fatal)
      var session = well
      let told = Self.told(session.open("shop.heed"))
      #expect(
        told.contains { $0.contains("input/output error") },
        "request \(fatal) fails and nothing is said: \(told)")
      faults.start(failingAt: nil)
      #expect(Self.told(session.open("shop.heed")) == opened, "after request \(fatal) failed")
    }
    for statement in Self.statements {
      let before = healthy
      faults.start(failingAt: nil)
      let right = Self.told(healthy.run(Self.typed(statement)))
      #expect(!right.contains { $0.hasPrefix("failed") }, "\(right)")
      let whole = faults.written.withLock { $0 }
      for fatal in 0..<faults.asked {
        var session = before
        faults.written.withLock { $0 = [:] }
        faults.start(failingAt: fatal + 1)
        let told = Self.told(session.run(Self.typed(statement)))
        #expect(
          told.contains { $0.contains("input/output error") || $0.contains("no space left") },
          "\(statement): request \(fatal) fails and nothing is said: \(told)")
        #expect(
          faults.written.withLock { $0.allSatisfy { whole[$0.key] == $0.value } }, "\(statement): half a file"
        )
        faults.start(failingAt: nil)
        #expect(
          Self.told(session.run(Self.typed(statement))) == right, "\(statement): after request \(fatal)")
      }
      faults.written.withLock { $0 = whole }
    }
  }
}
