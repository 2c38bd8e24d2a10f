internal import Foundation

/// Does the work so that what there is too little of ends it in a sentence, and not in a crash: memory in one on standard
/// error, and exit code 1; a small stack (`ulimit -s 64`) in nothing, for the work is then done on a larger one.
public func guardingAgainstScarcity(_ work: @escaping @Sendable () -> Void) {
  // Swift ends a process by SIGABRT where there is no memory left.
  signal(SIGABRT, endOutOfMemory)
  var limit = rlimit()
  // SAFETY: the call fills a local that outlives it.
  let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0
  guard isKnown, limit.rlim_cur < leastStack else { return work() }
  var attributes = pthread_attr_t()
  var thread = pthread_t()
  // SAFETY: the attributes are set up before they are used; the work is handed over to the thread, which is waited for.
  unsafe pthread_attr_init(&attributes)
  unsafe pthread_attr_setstacksize(&attributes, Int(leastStack))
  #if os(Linux)
    // Threads of work that is done side by side get one as large. SAFETY: glibc's function of this name has this type.
    typealias Setting = @convention(c) (UnsafePointer<pthread_attr_t>) -> Int32
    if let symbol = unsafe dlsym(nil, "pthread_setattr_default_np") {
      _ = unsafe unsafeBitCast(symbol, to: Setting.self)(&attributes)
    }
  #endif
  let handedOver = unsafe Unmanaged.passRetained(Work(work)).toOpaque()
  let failure = unsafe pthread_create(
    &thread, &attributes,
    { work in
      if let work = unsafe work { unsafe Unmanaged<Work>.fromOpaque(work).takeRetainedValue().run() }
      return nil
    }, handedOver)
  guard failure == 0 else { return endOutOfMemory(SIGABRT) }
  pthread_join(thread, nil)
}

private let leastStack: rlim_t = 8 << 20

private final class Work: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private let sentence: StaticString = "error: there is too little memory for this\n"

/// Does only what a signal may do: writes, and ends the process.
private func endOutOfMemory(_ signal: Int32) {
  // SAFETY: the text is a constant of so many bytes.
  unsafe _ = write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
  _exit(1)
}
