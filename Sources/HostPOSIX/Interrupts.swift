internal import Dispatch
internal import Foundation

/// Handles Ctrl-C while an answer is computed: it cancels the answer, and the session continues.
public final class Interrupts {
  private let source: any DispatchSourceSignal

  /// Handles Ctrl-C from now on, until `stop`.
  public init(_ cancellation: Cancellation) {
    // The default action is disabled; the dispatch source receives the signal instead.
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { cancellation.cancel() }
    source.resume()
  }

  /// Restores the default effect of Ctrl-C.
  public func stop() {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
