internal import Dispatch
internal import Foundation

/// Handles Ctrl-C while an answer is computed: it cancels the answer.
public final class Interrupts {
  private let source: any DispatchSourceSignal
  private let cancellation: Cancellation
  private let endsProcess: Bool

  /// Handles Ctrl-C from now on, until `stop`. At a prompt the session continues; `endsProcess`: the process ends by the
  /// signal, as the shell expects that runs it: at a second Ctrl-C at once, otherwise when `stop` is called.
  public init(_ cancellation: Cancellation, endsProcess: Bool) {
    (self.cancellation, self.endsProcess) = (cancellation, endsProcess)
    // The default action is disabled; the dispatch source receives the signal instead.
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if endsProcess, cancellation.isCancelled { endByInterrupt() }
      cancellation.cancel()
    }
    source.resume()
  }

  /// Restores the default effect of Ctrl-C.
  public func stop() {
    source.cancel()
    signal(SIGINT, SIG_DFL)
    if endsProcess, cancellation.isCancelled { endByInterrupt() }
  }
}

private func endByInterrupt() {
  signal(SIGINT, SIG_DFL)
  kill(getpid(), SIGINT)
}
