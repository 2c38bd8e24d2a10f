import DataModel
import Foundation
import Present
import Session
import SourceText
import TestSupport
import Testing

/// An anonymous answer names nobody, in any format.
@Suite struct AnonymousTests {
  private static let first = ["Maria", "José", "Ngozi", "Yuki", "Ada", "Søren", "Zoë", "Imani"]
  private static let last = ["Lopez", "Byron", "Okafor", "Tanaka", "Müller", "O'Brien", "Nowak", "Silva"]

  private static func name(_ number: Int) -> String {
    "\(first[number % 8]) \(last[number / 8 % 8])\(["", "-Smith", " Jr", " de Souza"][number / 64 % 4])"
  }

  /// What tells who somebody is, and must not be in an answer.
  private static func plant(_ number: Int) -> String {
    switch number % 8 {
    case 0: "user\(number).x@mail\(number % 7).example.com"
    case 1: "+44 20 7946 \(1000 + number)"
    case 2: "4111 1111 1111 \(1000 + number)"
    case 3: "DE89 3704 0044 0532 01\(1000 + number)"
    case 4: name(number)
    case 5: "cust-\(5000 + number)"
    case 6: name(number).uppercased()
    default: String(name(number).prefix { $0 != " " })
    }
  }

  private static func session(_ planted: [String]) -> QuerySession {
    let people =
      (0..<256).map { "cust-\(5000 + $0),\(name($0)),person\($0)@work.example,2025-01-0\($0 % 9 + 1)" }
      + (256..<1100).map { "cust-\(5000 + $0),Shop \($0),shop\($0)@work.example,2025-01-01" }
    let texts = planted.enumerated().map { number, plant in
      "cust-\(5000 + number),2025-02-01,\"I trust \(plant)? They said so, twice. Please call \(plant).\""
    }
    let files = [
      "c.csv": "id,name,contact,at\n" + people.joined(separator: "\n") + "\n",
      "f.csv": "id,at,text\n" + texts.joined(separator: "\n") + "\n",
    ]
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
    let loads = """
      load customers from "c.csv"
        key id
        label name
        start at
      load feedback from "f.csv"
        customer id
        at at
        text text
        channel "survey"
      """
    _ = session.run(SourceFile(name: "typed", text: loads))
    return session
  }

  private static func text(_ session: inout QuerySession, _ statement: String, as format: Format) -> String {
    var document = Document(format, heading: Document.Heading("Words"))
    var style = Style(width: 200)
    style.isAnonymous = session.isAnonymous
    let text = session.run(SourceFile(name: "typed", text: statement)).compactMap { outcome in
      if case .answer(let answer) = outcome.result { document.write(.answer(answer), style) } else { nil }
    }.joined()
    return text + document.closing(session.provenance, style)
  }

  @Test(arguments: [Format.json, .csv, .markdown, .html, .email])
  func noneOfAThousandSurvives(_ format: Format) {
    let planted = (0..<1000).map(AnonymousTests.plant)
    var session = AnonymousTests.session(planted)
    let open = AnonymousTests.text(&session, "quotes about trust", as: .json)
    #expect(planted.count { open.contains($0) } > 990, "they are there to be found")
    session.anonymize(key: [1, 2, 3])
    let statements = [
      "quotes about trust", "segment customers where mentioned trust show contact", "person \"cust-5003\"",
    ]
    for statement in statements {
      let text = AnonymousTests.text(&session, statement, as: format)
      #expect(text.contains("p-"), "\(statement)")
      #expect(planted.filter { text.contains($0) } == [], "\(statement)")
      #expect(!text.contains("@work.example"), "\(statement)")
    }
  }

  /// A customer has one pseudonym with a key, and another with another; matches are still marked.
  @Test func pseudonymsAreStable() throws {
    func ids(_ key: [UInt8]) throws -> [String] {
      var session = AnonymousTests.session(["x"])
      session.anonymize(key: key)
      let outcomes = session.run(SourceFile(name: "typed", text: "segment customers limit 3"))
      guard case .answer(let answer)? = outcomes.last?.result else { throw Failure() }
      return answer.tables[0].rows.compactMap { $0.first?.value.text }
    }
    #expect(try ids([1]) == ids([1]))
    #expect(try ids([1]) != ids([2]))
    #expect(try ids([1]).allSatisfy { $0.hasPrefix("p-") && $0.count == 10 })
  }

  @Test func matchesStayMarked() throws {
    var session = AnonymousTests.session(["Maria Lopez"])
    session.anonymize(key: [1])
    guard
      case .answer(let answer)? = session.run(SourceFile(name: "typed", text: "quotes about twice")).last?
        .result,
      let quote = answer.quotes.first
    else { throw Failure() }
    let marked = quote.marks.map { String(decoding: Array(quote.text.utf8)[$0], as: UTF8.self) }
    #expect(marked == ["twice"])
    #expect(!quote.text.contains("Maria") && quote.label == nil)
  }

  private struct Failure: Error {}
}
