private import Synchronization

/// A person's wish to stop, set from a signal or another thread and asked for in long loops.
public final class Cancellation: Sendable {
  private let flag = Atomic(false)

  public init() {}

  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Asks whatever runs to stop. Safe inside a signal handler: it is one atomic store.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Forgets an earlier wish, before the next statement starts.
  public func reset() { flag.store(false, ordering: .relaxed) }
}
