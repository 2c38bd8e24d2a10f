internal import Glibc

/// Reads lines at a terminal without cursor movement: shows prompts, and leaves editing to the terminal driver.
final class DumbTerminal {
  private let options: LineEditorOptions
  private let input: InputBytes

  init(_ options: LineEditorOptions, input: InputBytes) {
    self.options = options
    self.input = input
  }

  func read() -> Input {
    var before = termios()
    // SAFETY: `tcgetattr` fills a `termios`, which this is.
    unsafe tcgetattr(STDIN_FILENO, &before)
    var modes = before
    // Ctrl-C ends a line instead of the program.
    modes.c_lflag &= ~tcflag_t(ISIG)
    modes.c_cc.11 = interrupt
    // SAFETY: both are `termios` values; they are read only.
    unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
    // SAFETY: as above.
    defer { unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }

    var text = ""
    write(options.prompt(), to: STDOUT_FILENO)
    while let line = input.line(alsoEndedBy: interrupt) {
      if line.last == interrupt {
        write("\n", to: STDOUT_FILENO)
        return .interrupted
      }
      text += pasted(line)
      if options.isComplete(text) { return .line(text) }
      text += "\n" + options.continuationIndent
      write(options.continuationPrompt + options.continuationIndent, to: STDOUT_FILENO)
    }
    write("\n", to: STDOUT_FILENO)
    return .endOfInput
  }

  private let interrupt: UInt8 = 3
}
