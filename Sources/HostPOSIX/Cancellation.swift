private import Synchronization

/// The user's request to stop. Set from a signal handler or another thread, and polled by long loops.
public final class Cancellation: Sendable {
  private let flag = Atomic(false)

  public init() {}

  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Requests that running work stops. Safe in a signal handler: it is one atomic store.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Clears the request, before the next statement starts.
  public func reset() { flag.store(false, ordering: .relaxed) }
}
