internal import Dispatch
internal import Foundation

/// Ctrl-C while an answer is computed: cancels it, and the session goes on.
public final class Interrupts {
  private let source: any DispatchSourceSignal

  /// Holds from now on, until `stop`.
  public init(_ cancellation: Cancellation) {
    // Ignored as such: the dispatch source receives it instead.
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { cancellation.cancel() }
    source.resume()
  }

  public func stop() {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
