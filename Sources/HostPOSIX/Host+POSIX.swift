public import DataModel
internal import PostgreSQL

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

extension Host {
  /// The host of a POSIX machine: files by `open(2)` and `read(2)`, PostgreSQL servers, the monotonic clock.
  ///
  ///     let cancellation = Cancellation()
  ///     let host = Host.posix(cancellation: cancellation)
  ///
  /// `progress` is called during long work. `cancellation` determines `isCancelled`, and ends a read that waits.
  public static func posix(
    cancellation: Cancellation = Cancellation(),
    progress: @escaping @Sendable (_ what: String, _ bytes: BytesRead?) -> Void = { _, _ in }
  ) -> Host {
    var host = Host(
      open: { path, permissions throws(HostError) in try ByteStream.open(path, permissions, cancellation) },
      files: filesMatching, folders: foldersListed, resolve: realPath, identify: identity,
      write: { path, bytes, permissions throws(HostError) in
        let walk = permissions.map { _ in PathResolver(path) }
        if let permissions, let walk, try !walk.isWithin(permissions.writing, path) {
          throw permissions.refusal(toWrite: path)
        }
        let isCancelled = { cancellation.isCancelled }
        do throws(WriteError) {
          if let walk {
            try replaceFile(at: walk, with: bytes, isCancelled: isCancelled)
          } else {
            try replaceFile(path, with: bytes, isCancelled: isCancelled)
          }
        } catch {
          throw error == .cancelled ? .cancelled : .unwritable(path: path, reason: error.reason)
        }
      },
      elapsed: monotonicSeconds,
      progress: progress,
      isCancelled: { cancellation.isCancelled },
      home: homeFolder())
    host.connector = PostgresConnector(
      isCancelled: { cancellation.isCancelled }, askPassword: { askPassword($0, cancellation) })
    if isatty(STDIN_FILENO) == 1 {
      host.inputIsTaken = "nothing is piped in: `heed run script.heed < events.csv`"
    }
    return host
  }
}

/// The value of HOME; nil if it is not set.
private func homeFolder() -> String? {
  // SAFETY: the environment's text is copied at once; nothing here changes the environment.
  unsafe getenv("HOME").map { unsafe String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}

/// Seconds on the monotonic clock.
private func monotonicSeconds() -> Double {
  var time = timespec()
  // SAFETY: `time` is a local that outlives the call, which only fills it.
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
