internal import Foundation

/// Why bytes were not written.
public enum WriteError: Error, Hashable, Sendable {
  /// Whoever read the other end has gone: `heed … | head -1`.
  case closedPipe
  /// "no space left on device"
  case failed(reason: String)

  public var reason: String {
    switch self {
    case .closedPipe: "nobody reads it"
    case .failed(let reason): reason
    }
  }
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

/// Makes a file hold exactly these bytes. Whoever reads the path, now or after a crash, finds all the old bytes or all the
/// new ones: they are written beside it under a random name, synced, and renamed; then the folder is synced. A device or
/// a pipe is written to as it is, if somebody reads it. A private file is its owner's alone to read; another keeps the
/// permissions that it had.
public func replaceFile(
  _ path: String, with bytes: [UInt8], isPrivate: Bool = false
) throws(WriteError) {
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
  removeAbandoned(besides: target)
  let beside = temporaryPath(besides: target)
  let mode = isPrivate ? 0o600 : exists ? status.st_mode & 0o777 : 0o666
  do throws(WriteError) {
    // SAFETY: as above.
    try write(
      bytes, to: unsafe open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode),
      mode: exists ? mode : nil,
      syncing: true)
    // SAFETY: both paths are C strings that live through the call.
    guard unsafe rename(beside, target) == 0 else { throw writeError(errno) }
  } catch {
    // SAFETY: as above.
    unsafe _ = unlink(beside)
    throw error
  }
  syncFolder(of: target)
}

// MARK: - Files that are not finished

private let temporaryEnding = ".heed-part"

/// Whether a path is that of a file that `replaceFile` has not finished, or never will.
public func isUnfinished(path: String) -> Bool {
  let name = name(of: path)
  return name.hasPrefix(".") && name.hasSuffix(temporaryEnding)
}

/// `.name.<16 random hex digits>.heed-part`, in the same folder.
private func temporaryPath(besides target: String) -> String {
  let digits = String(UInt64.random(in: .min ... .max), radix: 16)
  return folder(of: target) + ".\(name(of: target)).\(digits)\(temporaryEnding)"
}

/// A process that was killed leaves an unfinished file behind. One that nobody has written to for an hour is removed.
private func removeAbandoned(besides target: String) {
  let folder = folder(of: target)
  let start = ".\(name(of: target))."
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
  for name in names where name.hasPrefix(start) && name.hasSuffix(temporaryEnding) {
    var status = stat()
    // SAFETY: `status` is a local that outlives the call; the path lives through both.
    guard unsafe lstat(folder + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_mtim.tv_sec < time(nil) - 3_600
    else { continue }
    // SAFETY: as above.
    unsafe _ = unlink(folder + name)
  }
}

/// Makes a rename last through a loss of power. Some file systems cannot; the file is whole there, too.
private func syncFolder(of path: String) {
  let folder = folder(of: path)
  // SAFETY: the path is a C string that lives through the call.
  let descriptor = unsafe open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}

/// The folder of a path, with its slash; empty for a bare name.
private func folder(of path: String) -> String {
  path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
}

private func name(of path: String) -> String {
  path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
}

/// Writes to a descriptor that was just opened, and closes it. A full disk may be noticed at the close only.
private func write(
  _ bytes: [UInt8], to descriptor: Int32, mode: mode_t? = nil, syncing: Bool = false
) throws(WriteError) {
  guard descriptor >= 0 else { throw writeError(errno) }
  do throws(WriteError) {
    if let mode { fchmod(descriptor, mode) }
    try writeAll(bytes, to: descriptor)
    if syncing, fsync(descriptor) != 0 { throw writeError(errno) }
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
