#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Asks for a password on the terminal, which does not show it. Nil where standard input or standard error is no terminal,
/// on Ctrl-C, and at the end of input.
func askPassword(_ question: String, _ cancellation: Cancellation) -> String? {
  guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
  var before = termios()
  // SAFETY: both calls use locals that outlive them.
  guard unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
  var silent = before
  silent.c_lflag &= ~tcflag_t(ECHO)
  silent.c_lflag |= tcflag_t(ICANON | ISIG)
  guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else { return nil }
  defer {
    _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
    writeToTerminal("\n")
  }
  writeToTerminal(question)
  var bytes: [UInt8] = []
  while !cancellation.isCancelled {
    var wanted = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&wanted, 1, 50) > 0 else { continue }
    var byte: UInt8 = 0
    // SAFETY: one byte is read into a local.
    guard unsafe read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
    if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
    bytes.append(byte)
  }
  return nil
}

private func writeToTerminal(_ text: String) {
  let bytes = Array(text.utf8)
  // SAFETY: as many bytes are written as there are.
  _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
}
