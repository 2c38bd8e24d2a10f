import Foundation
import Plan
import SourceText
import Testing

@testable import Semantics

/// Each file of `Golden/Errors` is a script, a line `---`, and its diagnostics as they are drawn.
@Suite struct ErrorTests {
  @Test(arguments: Golden.files(in: "Errors"))
  func error(file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let source = text.components(separatedBy: "\n---\n")[0].trimmingCharacters(in: .newlines)
    let outcome = resolve(source)
    let drawn = outcome.diagnostics.map { "[\($0.code.rawValue)] \($0.drawn())" }.joined(separator: "\n\n")
    let current = "\(source)\n---\n\(drawn)\n"
    if Golden.records {
      try current.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(text == current)
    }
    #expect(!outcome.diagnostics.isEmpty)

    for diagnostic in outcome.diagnostics {
      for fix in diagnostic.fixes {
        let fixed = String(decoding: fix.applied(to: Array(source.utf8)), as: UTF8.self)
        let after = resolve(fixed)
        #expect(after.diagnostics.isEmpty, "\(fixed): \(after.diagnostics.map(\.message))")
        #expect(after.planned.count > outcome.planned.count)
      }
    }
  }
}
