public import DataModel
public import SourceText

/// The result of one statement, with its diagnostics.
public struct Outcome: Sendable {
  public enum Result: Sendable {
    case answer(Answer)
    /// `note "…"`: a remark between answers.
    case note(String)
    /// The statement did something other than answer: a sentence that says what, or an empty text.
    case done(String)
    /// The data was loaded.
    case loaded(LoadReport)
    /// The diagnostics say why.
    case failed
  }

  public var result: Result
  /// Errors if it failed; otherwise warnings and notes.
  public var diagnostics: [Diagnostic]

  public init(_ result: Result, diagnostics: [Diagnostic] = []) {
    self.result = result
    self.diagnostics = diagnostics
  }

  public var failed: Bool {
    if case .failed = result { return true }
    return diagnostics.contains { $0.severity == .error }
  }

  /// Whether it answers a question.
  public var isAnswer: Bool {
    if case .answer = result { true } else { false }
  }

  /// Whether the user stopped it.
  public var isCancelled: Bool { diagnostics.contains { $0.code == .cancelled } }
}
