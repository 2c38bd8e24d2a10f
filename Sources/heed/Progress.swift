import DataModel
import Foundation
import REPL
import SourceText
import Synchronization

/// Shows the progress of long work as one line on standard error, removed when done. Shows nothing if that is not a
/// terminal.
final class Progress: Sendable {
  private struct State {
    var line = ProgressLine()
    var isShown = false
  }

  private let state = Mutex(State())
  private let isOn = Terminal.errorIsTerminal && !Terminal.isDumb

  /// Shows "reading events.csv 40% · 80 MB/s · 3 s left", once the work has taken half a second.
  func tell(_ what: String, _ bytes: BytesRead?) {
    guard isOn else { return }
    state.withLock { state in
      let now = Date.timeIntervalSinceReferenceDate
      guard let line = state.line.line(what, bytes, now: now) else { return }
      state.isShown = true
      Terminal.err("\r\u{1B}[K" + printable(line).prefix(max(20, Terminal.width - 1)))
    }
  }

  /// Removes the line and resets the state.
  func finish() {
    state.withLock { state in
      if state.isShown { Terminal.err("\r\u{1B}[K") }
      state = State()
    }
  }
}
