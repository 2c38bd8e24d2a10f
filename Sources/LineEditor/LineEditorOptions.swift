/// What a line editor asks of the language that it edits. All offsets are bytes of the buffer's UTF-8.
public struct LineEditorOptions: Sendable {
  /// Stands before the first line; asked for each time.
  public var prompt: @Sendable () -> String
  /// Stands before further lines. Like the prompt it is no part of the text.
  public var continuationPrompt: String
  /// What Enter puts at the start of a further line, as part of the text.
  public var continuationIndent: String
  /// Where submitted text is kept between runs. None keeps it for this run only.
  public var historyFile: String?
  /// Whether anything is coloured or dim; NO_COLOR says no as well.
  public var usesColour: Bool
  /// Does Enter submit this text? If not, it starts another line.
  public var isComplete: @Sendable (_ buffer: String) -> Bool
  /// What can stand at the cursor, best first. Called on Tab.
  public var complete: @Sendable (_ buffer: String, _ cursor: Int) -> [Completion]
  /// The styles of parts of the buffer, called on every key. None leaves the text plain.
  public var highlight: (@Sendable (_ buffer: String) -> [(Range<Int>, HighlightStyle)])?
  /// What would come next, shown dim while the cursor is at the end; Right puts it in. What starts as an entry of the
  /// history does is hinted to go on as that.
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

/// What would come next.
public struct Hint: Sendable, Hashable {
  /// What Right puts in.
  public var text: String
  /// What is shown behind it: ` CONDITION`.
  public var remark: String

  public init(text: String, remark: String = "") {
    self.text = text
    self.remark = remark
  }
}

/// How a part of the buffer is drawn.
public enum HighlightStyle: Sendable, Hashable, CaseIterable {
  case keyword, name, text, number, comment, error
}

/// What one `read` brought.
public enum Input: Sendable, Hashable {
  /// Submitted text, without the final line break; it may hold several lines.
  case line(String)
  /// Ctrl-C: what was typed is gone.
  case interrupted
  /// Ctrl-D on an empty line, or the end of piped input.
  case endOfInput
}
