import SourceText
import Syntax

/// Tries the rewrites of diagnostics, so that only those are offered that work: the rewritten statement parses
/// and resolves, and has no error that it did not have before.
struct FixVerifier {
  private let statement: Statement
  private let bytes: [UInt8]
  private let scope: Scope

  /// The longest statement, in bytes, for which rewrites are tried: typed statements are short.
  private static let longest = 20_000

  init(_ statement: Statement, of file: SourceFile, in scope: Scope) {
    let start = min(max(statement.span.start, 0), file.bytes.count)
    self.statement = statement
    bytes = Array(file.bytes[start..<min(max(statement.span.end, start), file.bytes.count)])
    self.scope = scope
  }

  func keepingWhatWorks(of diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard diagnostics.contains(where: { !$0.fixes.isEmpty }) else { return diagnostics }
    let before = bytes.count <= FixVerifier.longest ? complaints(about: bytes) : []
    return diagnostics.map { diagnostic in
      var kept = diagnostic
      kept.fixes = diagnostic.fixes.filter { works($0, before) }
      return kept
    }
  }

  private func works(_ fix: Diagnostic.Fix, _ before: [String]) -> Bool {
    guard !before.isEmpty, let rewritten = fix.applied(to: bytes, at: statement.span.start) else {
      return false
    }
    let after = complaints(about: rewritten)
    return after.count < before.count && after.allSatisfy(before.contains)
  }

  /// The errors of a single statement, as code and message.
  private func complaints(about bytes: [UInt8]) -> [String] {
    let file = SourceFile(name: "", bytes: bytes)
    let (script, diagnostics) = parse(file)
    guard script.statements.count == 1, let statement = script.statements.first else {
      return ["not one statement"]
    }
    let resolver = Resolver(scope, file: file)
    _ = resolver.plan(statement)
    return (diagnostics + resolver.diagnostics).map { "\($0.code.rawValue) \($0.message)" }
  }
}
