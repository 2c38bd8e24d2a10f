internal import DataModel
internal import Semantics
internal import SourceText
internal import Syntax

extension QuerySession {
  /// Whether a question would be answered here without a remark: it parses, and every name in it means something.
  /// Nothing is answered.
  public func understands(_ question: String) -> Bool {
    let diagnostics = diagnosticsOfTrial(question)
    return diagnostics.map(\.isEmpty) ?? false
  }

  /// What parsing and resolving one statement has to say; nil where there is no data to hold it against.
  private func diagnosticsOfTrial(_ text: String) -> [Diagnostic]? {
    let file = SourceFile(name: "", text: text)
    let (script, diagnostics) = parse(file)
    guard diagnostics.isEmpty, let statement = script.statements.first else { return diagnostics }
    let step = StatementQueue.Step(statement: statement, file: file)
    guard let loaded, let scope = try? scope(loaded, for: step) else { return nil }
    return resolve(statement, of: file, in: scope).diagnostics
  }
}
