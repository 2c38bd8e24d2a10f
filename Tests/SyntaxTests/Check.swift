import SourceText
import Testing

@testable import Syntax

/// The statements of a text, which must parse without an error.
@discardableResult
func check(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> [Statement] {
  let (script, diagnostics) = parse(SourceFile(name: "test", text: text))
  let drawn = diagnostics.map { $0.drawn() }.joined(separator: "\n")
  #expect(diagnostics.isEmpty, "\(text)\n\(drawn)", sourceLocation: sourceLocation)
  return script.statements
}

/// A text's single statement prints in canonical form, which prints to itself and has the same meaning.
func check(_ text: String, prints canonical: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let statements = check(text, sourceLocation: sourceLocation)
  #expect(statements.map(\.canonical) == [canonical], sourceLocation: sourceLocation)
  #expect(check(canonical) == statements, "\(canonical)", sourceLocation: sourceLocation)
  #expect(check(canonical).map(\.canonical) == [canonical], sourceLocation: sourceLocation)
}

/// A text that parses prints to something that parses to the same tree and prints to itself.
func checkRoundTrip(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
  for statement in check(text, sourceLocation: sourceLocation) {
    let printed = statement.canonical
    let (script, diagnostics) = parse(SourceFile(name: "test", text: printed))
    let again = script.statements
    guard diagnostics.isEmpty, again == [statement], again.map(\.canonical) == [printed] else {
      let said = (diagnostics.map { $0.drawn() } + again.map(\.canonical)).joined(separator: "\n")
      Issue.record("\(text)\n  printed as\n\(printed)\n  and then\n\(said)", sourceLocation: sourceLocation)
      continue
    }
  }
}

/// The diagnostics of a text.
func diagnose(_ text: String) -> [Diagnostic] { parse(SourceFile(name: "test", text: text)).diagnostics }
