import DataModel
import Foundation
import SourceText
import Synchronization

/// Shows the progress of long work as one line on standard error, removed when done. Shows nothing if that is not a
/// terminal.
final class Progress: Sendable {
  private struct State {
    var since: Date?
    var last = Date.distantPast
    var isShown = false
  }

  private static let patience = 0.5
  private static let interval = 0.1
  private let state = Mutex(State())
  private let isOn = Terminal.errorIsTerminal && !Terminal.isDumb

  /// Shows "reading events.csv 40%", once the work has taken half a second.
  func tell(_ what: String, _ fraction: Double?) {
    guard isOn else { return }
    state.withLock { state in
      let now = Date()
      let since = state.since ?? now
      state.since = since
      guard now.timeIntervalSince(since) > Progress.patience,
        now.timeIntervalSince(state.last) > Progress.interval
      else { return }
      state.last = now
      state.isShown = true
      let percent = fraction.flatMap { $0.isFinite ? " \(Int(min(max($0, 0), 1) * 100))%" : nil } ?? ""
      let room = max(20, Terminal.width - 10)
      Terminal.err("\r\u{1B}[K" + printable(what).prefix(room) + percent)
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
