internal import Foundation

/// Why bytes were not written.
public enum WriteError: Error, Hashable, Sendable {
  /// Whoever read the other end has gone: `heed … | head -1`.
  case closedPipe
  /// "no space left on device"
  case failed(reason: String)
}

/// Makes a write to a pipe that nobody reads an error (`WriteError.closedPipe`) instead of the end of the process.
public func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

/// Writes every byte to an open descriptor: `writeAll(Array("done\n".utf8), to: STDOUT_FILENO)`.
public func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(WriteError) {
  var written = 0
  while written < bytes.count {
    // SAFETY: the buffer holds exactly the bytes that are left, and lives through the call.
    let count = unsafe bytes[written...].withUnsafeBytes {
      unsafe write(descriptor, $0.baseAddress, $0.count)
    }
    if count > 0 {
      written += count
    } else if errno == EAGAIN {
      var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      // SAFETY: one descriptor, in a local that outlives the call.
      unsafe _ = poll(&ready, 1, -1)
    } else if errno != EINTR {
      throw writeError(errno)
    }
  }
}

/// Makes a file hold exactly these bytes. What it held before is lost only once all of them are on the disk: they are
/// written beside it and renamed. A device or a pipe is written to as it is, if somebody reads it.
public func replaceFile(_ path: String, with bytes: [UInt8]) throws(WriteError) {
  var status = stat()
  // SAFETY: `status` is a local that outlives the call, which only fills it.
  let exists = unsafe stat(path, &status) == 0
  guard !exists || status.st_mode & S_IFMT == S_IFREG else {
    if status.st_mode & S_IFMT == S_IFDIR { throw writeError(EISDIR) }
    // SAFETY: the path is passed as a C string that lives through the call.
    return try write(bytes, to: unsafe open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK))
  }
  // A link goes on being one: what it points to is replaced.
  let target = exists ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
  let beside = "\(target).\(getpid()).part"
  let mode = exists ? status.st_mode & 0o777 : 0o666
  do throws(WriteError) {
    // SAFETY: as above.
    try write(
      bytes, to: unsafe open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode), mode: exists ? mode : nil
    )
    // SAFETY: both paths are C strings that live through the call.
    guard unsafe rename(beside, target) == 0 else { throw writeError(errno) }
  } catch {
    // SAFETY: as above.
    unsafe _ = unlink(beside)
    throw error
  }
}

/// Writes bytes at the end of a file, which is made where there is none: all of them, or none.
public func appendToFile(_ path: String, _ bytes: [UInt8]) throws(WriteError) {
  // SAFETY: the path is passed as a C string that lives through the call.
  let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o666)
  let end = descriptor < 0 ? -1 : lseek(descriptor, 0, SEEK_END)
  do throws(WriteError) {
    try write(bytes, to: descriptor)
  } catch {
    // A device or a pipe has no length.
    // SAFETY: as above.
    if end >= 0 { unsafe _ = truncate(path, end) }
    throw error
  }
}

/// Writes to a descriptor that was just opened, and closes it. A full disk may be noticed at the close only.
private func write(_ bytes: [UInt8], to descriptor: Int32, mode: mode_t? = nil) throws(WriteError) {
  guard descriptor >= 0 else { throw writeError(errno) }
  do throws(WriteError) {
    if let mode { fchmod(descriptor, mode) }
    try writeAll(bytes, to: descriptor)
  } catch {
    close(descriptor)
    throw error
  }
  guard close(descriptor) == 0 else { throw writeError(errno) }
}

private func writeError(_ code: Int32) -> WriteError {
  if code == EPIPE || code == ENXIO { return .closedPipe }
  // SAFETY: strerror gives a NUL-terminated string that is copied at once.
  return .failed(reason: unsafe String(cString: strerror(code)).lowercased())
}
