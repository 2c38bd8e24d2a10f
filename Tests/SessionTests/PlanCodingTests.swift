import DataModel
import Foundation
import Plan
import Semantics
import Sentences
import SourceText
import Synchronization
import Syntax
import TestSupport
import Testing
import Text

@testable import Session

/// Plans, requests and replies go through JSON and back unchanged.
struct PlanCodingTests {
  /// One statement for each measurement, and a few more.
  private static let statements = [
    "segment sellers where mentioned trust", "person a", "count customers by role, plan",
    "measure average mrr, total amount of order, p90 mrr, rate of churned by mrr in 2 quantiles",
    "measure average mrr weighted by mrr, count of order per customers doing order by month of signup",
    "count feedback by weekday of at", "trend count of order by week by role", "lifecycle of login by week",
    "retention of login by week for 2 weeks", "survival of churned by role", "paths after login for 2 steps",
    "funnel login then order within 7 days by role", "words for sellers versus buyers",
    "compare sellers versus buyers", "compare in 2025-01 versus in 2025-02", "why churned among customers",
    "why person a in sellers where did login then order", "topics", "priorities", "blindspots by role",
    "sample 2 customers spread by role", "suggest trust", "describe plan", "quotes about trust",
    "expect rate of churned < 50% for customers",
  ]

  @Test func answersOverJSONAreTheSame() throws {
    let remote = Remote()
    for statement in Self.statements {
      let near = try Self.answer(to: statement, of: CheckingTests.shop)
      let far = try Self.answer(to: statement, of: Self.shop(behind: remote))
      #expect(far == near, "\(statement)")
    }
    #expect(remote.kinds.count == 16)
  }

  /// The JSON of measurements and replies; `RECORD=1` rewrites it.
  @Test func theJSONOfEachMeasurement() throws {
    let remote = Remote()
    for statement in Self.statements {
      _ = try Self.answer(to: statement, of: Self.shop(behind: remote))
    }
    let text = try JSON.text(of: remote.seen)
    let file = Golden.folder().appending(path: "measurements.json")
    if TestRun.isRecording { try Data(text.utf8).write(to: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  /// Every value of a reply has a column in its measurement's schema and fits its type; columns that can never be missing
  /// are not.
  @Test func repliesFitTheirSchemas() throws {
    let remote = Remote()
    for statement in Self.statements {
      _ = try Self.answer(to: statement, of: Self.shop(behind: remote))
    }
    for (name, exchange) in remote.seen {
      let schema = type(of: exchange.request.measurement).schema
      #expect(Set(schema.map(\.path)).count == schema.count, "\(name)")
      let json = try JSONSerialization.jsonObject(with: Data(JSON.text(of: exchange.response).utf8))
      let reply = (json as? [String: [String: Any]])?.values.first?["reply"]
      ReplyCheck(schema: schema, measurement: name).check(try #require(reply), at: "")
    }
  }

  @Test func randomQuestionsComeBack() throws {
    let grammar = try Grammar(samples: CheckingTests.samples)
    var random = SplitMix(seed: Fuzz.seed)
    let catalog = try #require(CheckingTests.shop.loaded?.catalog)
    var questions = 0
    for _ in 0..<Fuzz.total(400) {
      let text = grammar.sentence(of: "statement", using: &random).joined(separator: " ")
      let file = SourceFile(name: "typed", text: text)
      guard let statement = parse(file).script.statements.first,
        case .question(let question)? = resolve(
          statement, of: file, in: Scope(catalog: catalog, definitions: CheckingTests.shop.definitions)
        ).0
      else { continue }
      questions += 1
      #expect(try JSON.through(question) == question, "HEED_SEED=\(Fuzz.seed)\n\(text)")
    }
    #expect(questions > 20)
  }

  /// A topic that many others use is written once.
  @Test func topicsAreEncodedOnce() throws {
    var pattern = try #require(Pattern(typed: "trust"))
    for depth in 0..<40 { pattern = .topic("t\(depth)", .anyOf([pattern, .negated(pattern, true)])) }
    #expect(try JSON.through(pattern) == pattern)
    #expect(try JSON.text(of: pattern).utf8.count < 1_000_000)
  }

  private static func shop(behind remote: Remote) throws -> QuerySession {
    var shop = CheckingTests.shop
    let backend = try #require(shop.loaded?.backend)
    shop.loaded?.backend = remote.over(backend)
    return shop
  }

  private static func answer(to statement: String, of session: QuerySession) throws -> String {
    var session = session
    let outcomes = session.run(SourceFile(name: "typed", text: statement))
    let diagnostics = outcomes.filter(\.failed).flatMap(\.diagnostics).map(\.message)
    #expect(diagnostics.isEmpty, "\(statement)")
    return outcomes.map { "\($0.result)" }.joined()
  }
}

private enum JSON {
  static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    if let topics = CodingUserInfoKey.topics { encoder.userInfo[topics] = TopicTable() }
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  static func through<Value: Codable>(_ value: Value) throws -> Value {
    let decoder = JSONDecoder()
    if let topics = CodingUserInfoKey.topics { decoder.userInfo[topics] = TopicTable() }
    return try decoder.decode(Value.self, from: Data(try text(of: value).utf8))
  }
}

/// The first request of each measurement, with its response.
private final class Remote: Sendable {
  struct Exchange: Encodable {
    let request: Request
    let response: Response
  }

  private let exchanges = Mutex<[String: Exchange]>([:])

  var seen: [String: Exchange] { exchanges.withLock { $0 } }
  var kinds: Set<String> { Set(seen.keys) }

  func over(_ backend: any Backend) -> any Backend { Wire(backend: backend, remote: self) }

  /// A backend behind text: its requests and responses are written and read again.
  private struct Wire: Backend {
    let backend: any Backend
    let remote: Remote

    func run(_ requests: [Request]) throws(BackendError) -> [Response] {
      let heard = try through(requests)
      let responses = try backend.run(heard)
      for (request, response) in zip(heard, responses) {
        remote.exchanges.withLock { exchanges in
          let kind = String(describing: type(of: request.measurement))
          if exchanges[kind] == nil { exchanges[kind] = Exchange(request: request, response: response) }
        }
      }
      return try through(responses)
    }

    private func through<Value: Codable & Equatable>(_ value: Value) throws(BackendError) -> Value {
      guard let read = try? JSON.through(value), read == value else {
        throw .failed("\(value) does not come back")
      }
      return read
    }
  }
}
