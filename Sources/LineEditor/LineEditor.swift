internal import Glibc

/// Reads statements from a person at a terminal, or lines from a pipe.
public final class LineEditor {
  let options: LineEditorOptions
  private let pipe = InputBytes(descriptor: STDIN_FILENO)

  public init(_ options: LineEditorOptions) {
    self.options = options
  }

  /// The next input. Waits for it.
  public func read() -> Input {
    guard let line = pipe.line() else { return .endOfInput }
    return .line(line)
  }
}
