import Foundation
import Plan
import Testing

@testable import Semantics

/// Each file of `Golden/Readings` is a list of statements, each followed by `→` and its reading.
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
    if Golden.records { try current.write(to: file, atomically: true, encoding: .utf8) }
    let (was, now) = (text.split(separator: "\n\n"), current.split(separator: "\n\n"))
    #expect(was.count == now.count)
    for (was, now) in zip(was, now) where !Golden.records {
      #expect(was.trimmingCharacters(in: .newlines) == now.trimmingCharacters(in: .newlines))
    }
  }
}
