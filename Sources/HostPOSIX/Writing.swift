internal import DataModel
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
/// a pipe is written to as it is, if somebody reads it. A link goes on being one: what it points to is replaced. A private
/// file is its owner's alone to read; another keeps the permissions that it had.
public func replaceFile(
  _ path: String, with bytes: [UInt8], isPrivate: Bool = false
) throws(WriteError) {
  var status = stat()
  // SAFETY: `status` is a local that outlives the call; the path is a C string that lives through it.
  guard unsafe stat(path, &status) == 0, !isRegular(status), status.st_mode & S_IFMT != S_IFDIR else {
    return try replaceFile(at: Walk(path), with: bytes, isPrivate: isPrivate)
  }
  // SAFETY: as above.
  try write(bytes, to: unsafe open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK))
}

/// The same of a path that was followed to its folder: what is written is in that, whatever its names lead to by now.
func replaceFile(at walk: Walk, with bytes: [UInt8], isPrivate: Bool = false) throws(WriteError) {
  switch walk.end {
  case .folder: throw writeError(EISDIR)
  case .nowhere(let code, _): throw writeError(code)
  case .entry(let name):
    guard let folder = walk.folders.last else { throw writeError(ENOENT) }
    let before = folder.status(name)
    if let before, !isRegular(before) { throw .failed(reason: "it is no file") }
    removeAbandoned(besides: name, in: folder)
    let beside = temporaryName(besides: name)
    let mode = isPrivate ? 0o600 : before.map { $0.st_mode & 0o777 } ?? 0o666
    do throws(WriteError) {
      try write(
        bytes, to: folder.open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode: mode),
        mode: before == nil ? nil : mode, syncing: true)
      guard folder.rename(beside, to: name) else { throw writeError(errno) }
    } catch {
      folder.remove(beside)
      throw error
    }
    sync(folder)
  }
}

private func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

extension Folder {
  /// Whether a name here is that of a plain file.
  func isRegular(_ name: [UInt8]) -> Bool {
    status(name).map { $0.st_mode & S_IFMT == S_IFREG } ?? false
  }
}

// MARK: - Files that are not finished

private let temporaryEnding = ".heed-part"

/// Whether a path is that of a file that `replaceFile` has not finished, or never will.
public func isUnfinished(path: String) -> Bool {
  let name = path.fileName
  return name.hasPrefix(".") && name.hasSuffix(temporaryEnding)
}

/// `.name.<16 random hex digits>.heed-part`, in the same folder.
private func temporaryName(besides name: [UInt8]) -> [UInt8] {
  let digits = String(UInt64.random(in: .min ... .max), radix: 16)
  return Array(".".utf8) + name + Array(".\(digits)\(temporaryEnding)".utf8)
}

/// A process that was killed leaves an unfinished file behind. One that nobody has written to for an hour is removed.
private func removeAbandoned(besides name: [UInt8], in folder: Folder) {
  let (start, ending) = (Array(".".utf8) + name + Array(".".utf8), Array(temporaryEnding.utf8))
  for other in (try? folder.names()) ?? []
  where other.starts(with: start) && other.suffix(ending.count) == ending[...] {
    guard let status = folder.status(other), isRegular(status), status.st_mtim.tv_sec < time(nil) - 3_600
    else { continue }
    folder.remove(other)
  }
}

/// Makes a rename last through a loss of power. Some file systems cannot; the file is whole there, too.
private func sync(_ folder: Folder) {
  let descriptor = folder.open([UInt8(ascii: ".")], O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
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
