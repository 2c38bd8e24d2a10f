import Foundation
import Plan
import TestSupport
import Testing

@testable import Semantics

/// Each file of `Golden/Readings` contains statements, each followed by `→` and its reading.
@Suite struct ReadingTests {
  static let scope: Scope = {
    var scope = Scope(catalog: ShopCatalog())
    scope.them = People(words: "them (31 sellers where churned)", ids: ["s0042"])
    scope.rest = People(words: "rest (59 other sellers)", ids: ["s0043"])
    return scope
  }()

  @Test(arguments: Golden.files(in: "Readings"))
  func readings(file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let entries = text.split(separator: "\n\n").map { block in
      block.split(separator: "\n").filter { !$0.hasPrefix("  → ") }.joined(separator: "\n")
    }
    let current = entries.map { "\($0)\n  → \(reading($0, in: Self.scope))" }.joined(separator: "\n\n") + "\n"
    if TestRun.isRecording { try current.write(to: file, atomically: true, encoding: .utf8) }
    let (was, now) = (text.split(separator: "\n\n"), current.split(separator: "\n\n"))
    #expect(was.count == now.count)
    for (was, now) in zip(was, now) where !TestRun.isRecording {
      #expect(was.trimmingCharacters(in: .newlines) == now.trimmingCharacters(in: .newlines))
    }
  }

  /// Two conditions joined in both orders, for every pair of those in the files: different plans read differently.
  @Test func differentPlansReadDifferently() throws {
    var clauses: [String] = []
    for file in Golden.files(in: "Readings") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasPrefix("segment customers where ") {
        clauses.append(String(line.dropFirst("segment customers where ".count)))
      }
    }
    var plans: [String: Question] = [:]
    var seen = 0
    let sources =
      clauses + clauses.map { "not (\($0))" }
      + clauses.indices.flatMap { index in
        ["and", "or"].map { "(\(clauses[index])) \($0) not (\(clauses[(index * 7 + 3) % clauses.count]))" }
      }
    for source in sources {
      let question = try #require(
        resolve("segment customers where \(source)", in: Self.scope).questions.first)
      let reading = question.reading(in: Self.scope.catalog)
      if let other = plans[reading] { #expect(unworded(other) == unworded(question), "\(source)") }
      plans[reading] = question
      seen += 1
    }
    #expect(seen > 300)
  }

  /// A plan without differences that do not change its meaning, such as a double negation.
  private func unworded(_ question: Question) -> Question {
    guard case .segment(var segment) = question, let filter = segment.who.filter else { return question }
    segment.who.filter = plain(filter)
    return .segment(segment)
  }

  private func plain(_ condition: Condition) -> Condition {
    switch condition {
    case .not(.not(let inner)): plain(inner)
    case .not(let inner): .not(plain(inner))
    case .all(let parts): .conjunction(parts.map(plain))
    case .any(let parts): .disjunction(parts.map(plain))
    case .named(let name, let inner):
      name.origin == .user || name.origin == .prelude ? .named(name, plain(inner)) : plain(inner)
    case .everyone, .test, .records, .sequence, .among: condition
    }
  }
}
