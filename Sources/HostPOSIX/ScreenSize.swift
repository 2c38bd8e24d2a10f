internal import Foundation

/// The size of the terminal on standard output in cells; nil if it is not a terminal.
public func screenSize() -> (columns: Int, rows: Int)? {
  var size = winsize()
  // SAFETY: `size` outlives the call, which fills it in.
  guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
  return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
}
