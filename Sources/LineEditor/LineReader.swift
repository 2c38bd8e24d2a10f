internal import Glibc

/// Reads statements from a terminal, or lines from a pipe.
///
///     LineReader(LineEditorOptions(prompt: "heed> ", continuationPrompt: " ...> ")).read()
///
/// At a terminal a statement is edited as one text of several lines. If standard input or output is not a terminal,
/// every line of input is one `line`, and nothing is printed. At a terminal without cursor movement (`TERM=dumb`)
/// prompts are shown, and the terminal driver edits lines.
public final class LineReader {
  private let options: LineEditorOptions
  private let reader: Reader
  private let submitted: History

  private enum Reader {
    case terminal(TerminalEditor)
    case dumb(DumbTerminal)
    case pipe(InputBytes)
  }

  public init(_ options: LineEditorOptions) {
    self.options = options
    let input = InputBytes(descriptor: STDIN_FILENO)
    let terminal = environment("TERM") ?? "dumb"
    let isPipe = isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0
    submitted = History(path: isPipe ? nil : options.historyFile)
    if isPipe {
      reader = .pipe(input)
    } else if terminal != "dumb", terminal != "", let buffer = EditBuffer() {
      reader = .terminal(TerminalEditor(options, input: input, buffer: buffer, history: submitted))
    } else {
      reader = .dumb(DumbTerminal(options, input: input))
    }
  }

  /// The next input. Waits for it.
  public func read() -> Input {
    let result: Input =
      switch reader {
      case .terminal(let editor): editor.read()
      case .dumb(let terminal): terminal.read()
      case .pipe(let input): input.line().map { .line($0) } ?? .endOfInput
      }
    if case .line(let text) = result { remember(text) }
    return result
  }

  /// The submitted texts, oldest first; at a terminal also those of earlier runs.
  public var history: [String] { submitted.entries }

  /// Adds a text to the history as if it had been submitted, unless it is blank or equal to the previous entry.
  public func remember(_ text: String) { submitted.add(text) }
}

/// The value of an environment variable.
func environment(_ name: String) -> String? {
  // SAFETY: `getenv` gives null or a string that ends with zero; it is copied at once.
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}
