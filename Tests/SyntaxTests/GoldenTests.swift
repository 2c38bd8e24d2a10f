import Foundation
import SourceText
import TestSupport
import Testing

@testable import Syntax

/// Errors as users see them: one file for each case, with a source and its diagnostics. `RECORD=1` rewrites the
/// diagnostics.
@Suite struct GoldenTests {
  static let cases = Golden.files().map(\.lastPathComponent)

  /// The source and the recorded diagnostics.
  static func read(_ name: String) throws -> (source: String, recorded: String) {
    let text = try String(contentsOf: Golden.folder().appending(path: name), encoding: .utf8)
    let parts = text.components(separatedBy: "\n=== diagnostics\n")
    let source = String(parts[0].trimmingPrefix("=== source\n"))
    let trimmed = source.hasSuffix("\n") ? String(source.dropLast()) : source
    return (trimmed, parts.count > 1 ? parts[1] : "")
  }

  @Test func thereAreCases() { #expect(GoldenTests.cases.count > 80) }

  @Test(arguments: cases) func golden(_ name: String) throws {
    let (source, recorded) = try GoldenTests.read(name)
    let diagnostics = parse(SourceFile(name: "query", text: source)).diagnostics
    let drawn =
      diagnostics.map { $0.drawn() + "\n  code: \($0.code.rawValue)" }.joined(separator: "\n\n") + "\n"
    if TestRun.isRecording {
      let text = "=== source\n\(source)\n=== diagnostics\n\(drawn)"
      try text.write(to: Golden.folder().appending(path: name), atomically: true, encoding: .utf8)
    } else {
      #expect(drawn == recorded)
    }
    #expect(!diagnostics.isEmpty)
    for diagnostic in diagnostics {
      #expect(!diagnostic.message.isEmpty && !diagnostic.label.isEmpty)
      for fix in diagnostic.fixes { checkFix(fix, in: source, of: diagnostic, count: diagnostics.count) }
    }
  }

  /// Applying a fix repairs its statement, and keeps every token that it does not touch.
  private func checkFix(_ fix: Diagnostic.Fix, in source: String, of diagnostic: Diagnostic, count: Int) {
    let mended = String(decoding: fix.applied(to: Array(source.utf8)), as: UTF8.self)
    #expect(diagnose(mended).count == count - 1, "\(fix.message): \(mended)")
    var lexer = Lexer(bytes: Array(source.utf8))
    lexer.run()
    var after = Lexer(bytes: Array(mended.utf8))
    after.run()
    let kept = lexer.tokens.filter { token in
      token.kind != .end && token.kind != .invalid
        && !fix.edits.contains { $0.span.start < token.span.end && token.span.start < $0.span.end }
    }
    var rest = after.tokens.map(\.text)
    for token in kept {
      guard let index = rest.firstIndex(of: token.text) else {
        Issue.record("\(fix.message) loses `\(token.text)`: \(mended)")
        continue
      }
      rest.remove(at: index)
    }
  }
}
