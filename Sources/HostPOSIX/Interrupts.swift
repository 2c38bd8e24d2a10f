internal import Dispatch
internal import Foundation
internal import Synchronization

/// Handles Ctrl-C while an answer is computed: it cancels the answer. What does not stop within a few seconds, such as a function
/// of a library that looks through a large text, ends with the process.
public final class Interrupts {
  /// Nil if there are too few descriptors for one: then Ctrl-C ends the process.
  private let source: (any DispatchSourceSignal)?
  private let cancellation: Cancellation
  private let endsProcess: Bool
  /// Ends the process if what was cancelled goes on.
  private let end = DispatchWorkItem { endByInterrupt() }

  private static let patience = DispatchTimeInterval.seconds(5)

  /// Handles Ctrl-C from now on, until `stop`. At a prompt the session continues, unless Ctrl-C is pressed again some seconds
  /// after one that had no effect; `endsProcess`: the process ends by the signal, as the shell expects that runs it: at a second
  /// Ctrl-C at once, otherwise when `stop` is called.
  public init(_ cancellation: Cancellation, endsProcess: Bool) {
    (self.cancellation, self.endsProcess) = (cancellation, endsProcess)
    // The system's queues end the process if they have no descriptor for what they wait for.
    guard hasDescriptors(3) else {
      source = nil
      return
    }
    // The default action is disabled; the dispatch source receives the signal instead.
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    self.source = source
    let (end, presses) = (end, Presses())
    source.setEventHandler {
      let isAgain = cancellation.isCancelled
      let isOverdue = presses.first.withLock { pressed in
        if !isAgain { pressed = .now() }
        return pressed.map { $0 + Interrupts.patience < .now() } ?? false
      }
      if isAgain, endsProcess || isOverdue { endByInterrupt() }
      cancellation.cancel()
      if endsProcess {
        DispatchQueue.global().asyncAfter(deadline: .now() + Interrupts.patience, execute: end)
      }
    }
    source.resume()
  }

  /// Restores the default effect of Ctrl-C.
  public func stop() {
    source?.cancel()
    end.cancel()
    signal(SIGINT, SIG_DFL)
    if endsProcess, cancellation.isCancelled { endByInterrupt() }
  }
}

/// When Ctrl-C was first pressed since something began.
private final class Presses: Sendable {
  let first = Mutex<DispatchTime?>(nil)
}

private func endByInterrupt() {
  signal(SIGINT, SIG_DFL)
  kill(getpid(), SIGINT)
}

/// Whether so many files can still be opened.
private func hasDescriptors(_ count: Int) -> Bool {
  // SAFETY: the path is a constant; each descriptor is closed here.
  let opened = (0..<count).map { _ in unsafe open("/dev/null", O_RDONLY | O_CLOEXEC) }
  for descriptor in opened where descriptor >= 0 { close(descriptor) }
  return opened.allSatisfy { $0 >= 0 }
}
