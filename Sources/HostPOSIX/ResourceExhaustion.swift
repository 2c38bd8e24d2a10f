internal import CStandardError
internal import Foundation

/// Runs the program so that a lack of resources does not crash it. Out of memory: a message on standard error and exit
/// code 1. A small stack (`ulimit -s 64`): the work runs in a thread with a larger one.
public func handlingResourceExhaustion(_ work: @escaping @Sendable () -> Void) {
  // Swift ends a process by SIGABRT if there is no memory left, with a message of its own.
  cstandarderror_filter()
  signal(SIGABRT, endOutOfMemory)
  // A file that may not grow further (`ulimit -f`) is an error of the write, as a full disk is.
  signal(SIGXFSZ, SIG_IGN)
  guard hasRoomForThreads else { return endOutOfMemory(SIGABRT) }
  var limit = rlimit()
  // SAFETY: the call fills a local that outlives it.
  let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0
  guard isKnown, limit.rlim_cur < leastStack else { return work() }
  var attributes = pthread_attr_t()
  var thread = pthread_t()
  // SAFETY: the attributes are initialized before use; the thread takes over the work and is joined.
  unsafe pthread_attr_init(&attributes)
  unsafe pthread_attr_setstacksize(&attributes, Int(leastStack))
  #if os(Linux)
    // Worker threads of parallel work get the same stack size. SAFETY: glibc's function of this name has this type.
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

/// Whether the limit of memory (`ulimit -v`) leaves room for the stacks of threads: the system's pool of threads would wait for it
/// for ever.
private var hasRoomForThreads: Bool {
  var limit = rlimit()
  // SAFETY: the call fills a local that outlives it.
  let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0
  guard isKnown, limit.rlim_cur != rlim_t.max else { return true }
  let threads = min(8, ProcessInfo.processInfo.activeProcessorCount) + 2
  let size = threads * Int(leastStack)
  // SAFETY: nothing is read or written there, and it is given back at once.
  let room = unsafe mmap(nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
  guard unsafe room != MAP_FAILED else { return false }
  _ = unsafe munmap(room, size)
  return true
}

private let leastStack: rlim_t = 8 << 20

private final class Work: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private let sentence: StaticString = "error: there is too little memory for this\n"

/// Only calls functions that are allowed in a signal handler: writes a message, and ends the process.
private func endOutOfMemory(_ signal: Int32) {
  // SAFETY: the text is a constant of so many bytes.
  unsafe _ = write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
  _exit(1)
}
