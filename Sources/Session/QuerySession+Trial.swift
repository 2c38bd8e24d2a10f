internal import DataModel
internal import Semantics
internal import SourceText
internal import Syntax

extension QuerySession {
  /// Whether a question could be answered here without any diagnostic: it parses, and every name in it is known.
  /// It is not answered.
  public func understands(_ question: String) -> Bool {
    let diagnostics = diagnosticsOfTrial(question)
    return diagnostics.map(\.isEmpty) ?? false
  }

  /// The diagnostics of parsing and resolving one statement; nil if no data is loaded.
  private func diagnosticsOfTrial(_ text: String) -> [Diagnostic]? {
    let file = SourceFile(name: "", text: text)
    let (script, diagnostics) = parse(file)
    guard diagnostics.isEmpty, let statement = script.statements.first else { return diagnostics }
    let step = StatementQueue.Step(statement: statement, file: file, mayRedefine: mayRedefine)
    guard let loaded, let scope = try? scope(loaded, for: step) else { return nil }
    return resolve(statement, of: file, in: scope).diagnostics
  }
}
