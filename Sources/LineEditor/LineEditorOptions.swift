/// The configuration of a line editor: prompts, history, and callbacks for the language that is edited. All offsets are
/// in bytes of the buffer's UTF-8.
public struct LineEditorOptions: Sendable {
  /// The prompt of the first line; evaluated for each input.
  public var prompt: @Sendable () -> String
  /// The prompt of further lines. Prompts are not part of the text.
  public var continuationPrompt: String
  /// The text that Enter inserts at the start of a further line.
  public var continuationIndent: String
  /// The file with the history; nil keeps the history for this run only.
  public var historyFile: String?
  /// Whether colours are used. The variable NO_COLOR turns them off as well.
  public var usesColour: Bool
  /// Whether Enter submits this text; otherwise it starts another line.
  public var isComplete: @Sendable (_ buffer: String) -> Bool
  /// The candidates for completion at the cursor, best first. Called on Tab.
  public var complete: @Sendable (_ buffer: String, _ cursor: Int) -> [Completion]
  /// The styles of parts of the buffer; called on every key. Nil leaves the text plain.
  public var highlight: (@Sendable (_ buffer: String) -> [(Range<Int>, HighlightStyle)])?
  /// A suggestion for what comes next, shown dim while the cursor is at the end; the Right key inserts it. If a history
  /// entry starts with the text, the rest of that entry is suggested instead.
  public var hint: (@Sendable (_ buffer: String) -> Hint?)?

  public init(
    prompt: @escaping @autoclosure @Sendable () -> String,
    continuationPrompt: String,
    continuationIndent: String = "",
    historyFile: String? = nil,
    usesColour: Bool = true,
    isComplete: @escaping @Sendable (_ buffer: String) -> Bool = { _ in true },
    complete: @escaping @Sendable (_ buffer: String, _ cursor: Int) -> [Completion] = { _, _ in [] },
    highlight: (@Sendable (_ buffer: String) -> [(Range<Int>, HighlightStyle)])? = nil,
    hint: (@Sendable (_ buffer: String) -> Hint?)? = nil
  ) {
    self.prompt = prompt
    self.continuationPrompt = continuationPrompt
    self.continuationIndent = continuationIndent
    self.historyFile = historyFile
    self.usesColour = usesColour
    self.isComplete = isComplete
    self.complete = complete
    self.highlight = highlight
    self.hint = hint
  }
}

/// A suggestion for what comes next.
public struct Hint: Sendable, Hashable {
  /// The text that the Right key inserts.
  public var text: String
  /// A remark shown after it: ` CONDITION`.
  public var remark: String

  public init(text: String, remark: String = "") {
    self.text = text
    self.remark = remark
  }
}

/// How a part of the buffer is displayed.
public enum HighlightStyle: Sendable, Hashable, CaseIterable {
  case keyword, name, text, number, comment, error
}

/// The result of one `read`.
public enum Input: Sendable, Hashable {
  /// Submitted text, without the final line break; it may have several lines.
  case line(String)
  /// Ctrl-C: the typed text is discarded.
  case interrupted
  /// Ctrl-D on an empty line, or the end of piped input.
  case endOfInput
}
