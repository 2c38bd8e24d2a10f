import DataModel
import Plan
import SourceText
import Syntax

/// Turns a tree into a plan. Every function returns nil after it has reported an error; nothing is thrown.
///
/// It collects the diagnostics of one statement, and is then discarded. Its extensions are one file per subject.
final class Resolver {
  let scope: Scope
  let file: SourceFile
  private(set) var diagnostics: [Diagnostic] = []
  /// The most errors reported for one statement, after which resolving stops; also the most notes and the most warnings.
  private static let most = 20
  /// In the prelude: the one scale whose scores count.
  let onlyScale: Scale?
  /// Whether only the result matters: nothing is reported, and no similar names are looked for.
  let isQuiet: Bool
  /// The name that is being defined; inside its definition it has its earlier meaning.
  var underway: String?
  /// What the statement says about its people.
  var people = Known()

  /// The definitions of `Prelude.gaps` in this workspace, made once.
  private(set) lazy var gaps = gapEntries

  var catalog: any Catalog { scope.catalog }

  init(_ scope: Scope, file: SourceFile, onlyScale: Scale? = nil, isQuiet: Bool = false) {
    self.isQuiet = isQuiet
    self.scope = scope
    self.file = file
    self.onlyScale = onlyScale
  }

  /// Reports an error and returns nil.
  func fail<Wanted>(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, label: String = "", notes: [String] = [],
    fixes: [Diagnostic.Fix] = []
  ) -> Wanted? {
    report(code, message, at: span, label: label, notes: notes, fixes: fixes)
    return nil
  }

  /// Reports a diagnostic and continues. Notes and warnings belong to the answer.
  func report(
    _ code: DiagnosticCode, severity: Diagnostic.Severity = .error, _ message: String, at span: SourceSpan,
    label: String = "", notes: [String] = [], fixes: [Diagnostic.Fix] = []
  ) {
    if isQuiet { return }
    let diagnostic = Diagnostic(
      code, severity: severity, message, file: file, at: span, label: label, notes: notes, fixes: fixes)
    if hasRoom(for: severity), !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// Whether another diagnostic of this severity would be reported.
  func hasRoom(for severity: Diagnostic.Severity) -> Bool {
    !isQuiet && diagnostics.count { $0.severity == severity } < Resolver.most
  }

  var isFull: Bool { !isQuiet && !hasRoom(for: .error) }

  /// The text of a span, on one line.
  func asked(_ span: SourceSpan) -> String {
    file.text(of: span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Resolves every element, so that each error is reported; nil if one of them fails.
  func all<Tree, Result>(_ trees: [Tree], _ resolve: (Tree) -> Result?) -> [Result]? {
    var results: [Result] = []
    for tree in trees where !isFull && !scope.isCancelled() {
      if let result = resolve(tree) { results.append(result) }
    }
    return results.count == trees.count ? results : nil
  }
}

extension Diagnostic.Fix {
  /// A fix of a single edit.
  init(_ message: String, replacing span: SourceSpan, with text: String) {
    self.init(message, [Diagnostic.Edit(span, text)])
  }
}
