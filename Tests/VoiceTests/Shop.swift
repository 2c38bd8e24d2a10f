import DataModel
import Demo
import Session
import SourceText
import Testing

/// A small workspace written in a test: people with a role, a plan, what they pay, and when they came and left; what they
/// did; what they said.
struct Shop {
  struct Person {
    var id: String
    var role: String
    var plan: String
    var mrr: Int
    var end: String
  }

  struct Message {
    var who: String
    var at: String
    var channel: String
    var score: Int?
    var text: String
  }

  var people: [Person] = []
  var logins: [(who: String, at: String)] = []
  var messages: [Message] = []
  /// Statements of the workspace besides its loads.
  var definitions = ""

  mutating func person(
    _ id: String, _ role: String = "seller", _ plan: String = "pro", mrr: Int = 10, end: String = ""
  ) {
    people.append(Person(id: id, role: role, plan: plan, mrr: mrr, end: end))
  }

  mutating func said(
    _ who: String, _ at: String, _ text: String, in channel: String = "survey", score: Int? = nil
  ) {
    messages.append(Message(who: who, at: at, channel: channel, score: score, text: text))
  }

  var session: QuerySession {
    let customers = people.map { "\($0.id),\($0.role),\($0.plan),\($0.mrr),2024-01-01,\($0.end)" }
    let events = logins.map { "\($0.who),login,\($0.at)" }
    let feedback = messages.map { message in
      "\(message.who),\(message.at),\(message.channel),\(message.score.map(String.init) ?? ""),\"\(message.text)\""
    }
    func file(_ head: String, _ rows: [String]) -> [UInt8] {
      Array(([head] + rows).joined(separator: "\n").utf8)
    }
    var workspace = """
      set today 2025-06-30
      load customers from "customers.csv"
        key id
        segments by role, plan
        value mrr
        start signup
        end churned_at

      """
    if !logins.isEmpty {
      workspace += "load events from \"events.csv\"\n  customer id\n  name event\n  at at\n"
    }
    if !messages.isEmpty {
      workspace += "load feedback from \"feedback.csv\"\n  customer id\n  at at\n  channel channel\n"
      workspace += "  score score from 0 to 10\n  text text\n"
    }
    let files = [
      "shop.heed": Array((workspace + definitions).utf8),
      "customers.csv": file("id,role,plan,mrr,signup,churned_at", customers),
      "events.csv": file("id,event,at", events),
      "feedback.csv": file("id,at,channel,score,text", feedback),
    ]
    var session = QuerySession(host: .memory(files), limits: .all)
    let outcomes = session.open("shop.heed")
    let failures = outcomes.filter(\.failed).flatMap(\.diagnostics).map(\.message)
    #expect(failures.isEmpty)
    return session
  }

  /// The answers to some statements.
  func answers(_ statements: String, sourceLocation: SourceLocation = #_sourceLocation) -> [Answer] {
    var session = session
    let outcomes = session.run(SourceFile(name: "typed", text: statements))
    let failures = outcomes.filter(\.failed).flatMap(\.diagnostics).map(\.message)
    #expect(failures.isEmpty, sourceLocation: sourceLocation)
    return outcomes.compactMap { if case .answer(let answer) = $0.result { answer } else { nil } }
  }

  func answer(_ statement: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Answer {
    try #require(answers(statement, sourceLocation: sourceLocation).last, sourceLocation: sourceLocation)
  }
}

extension Answer {
  /// A column of a table by its name.
  func column(_ name: String, table: Int = 0) -> [Scalar] {
    guard tables.indices.contains(table),
      let index = tables[table].columns.firstIndex(where: { $0.name == name })
    else { return [] }
    return tables[table].rows.map { $0[index].value }
  }

  func texts(_ name: String, table: Int = 0) -> [String] { column(name, table: table).compactMap(\.text) }
  func integers(_ name: String, table: Int = 0) -> [Int] { column(name, table: table).compactMap(\.integer) }

  func figure(_ key: String) -> Scalar? { summary.first { $0.key == key }?.value }

  /// Every number of the answer is finite.
  var isFinite: Bool {
    let cells = tables.flatMap { $0.rows + [$0.total ?? []] }.flatMap { $0 }
    let numbers =
      cells.flatMap { [$0.value.number, $0.low, $0.high] } + summary.map(\.value.number)
    return numbers.allSatisfy { $0?.isFinite ?? true }
  }
}

extension Marketplace {
  private static let loaded: QuerySession = {
    let files = Marketplace().files().map { ($0.path, $0.bytes) }
    var session = QuerySession(host: .memory(Dictionary(uniqueKeysWithValues: files)), limits: .all)
    _ = session.open("workspace.heed")
    return session
  }()

  /// The answer to a statement on the demo.
  static func answer(_ statement: String) throws -> Answer {
    var session = loaded
    let outcomes = session.run(SourceFile(name: "typed", text: statement))
    return try #require(
      outcomes.compactMap { if case .answer(let answer) = $0.result { answer } else { nil } }.last)
  }
}
