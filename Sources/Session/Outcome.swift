public import DataModel
public import SourceText

/// What one statement came to.
public struct Outcome: Sendable {
  public enum Result: Sendable {
    case answer(Answer)
    /// `note "…"`: words between answers.
    case note(String)
    /// Something was set up: a sentence that says what.
    case done(String)
    /// What a load found.
    case loaded(LoadReport)
    /// The diagnostics say why.
    case failed
  }

  public var result: Result
  /// Errors where it failed; else warnings and notes.
  public var diagnostics: [Diagnostic]

  public init(_ result: Result, diagnostics: [Diagnostic] = []) {
    self.result = result
    self.diagnostics = diagnostics
  }

  public var failed: Bool {
    if case .failed = result { return true }
    return diagnostics.contains { $0.severity == .error }
  }

  /// Whether somebody asked to stop.
  public var isCancelled: Bool { diagnostics.contains { $0.code == .cancelled } }
}
