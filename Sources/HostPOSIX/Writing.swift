internal import DataModel
internal import Foundation

/// Why bytes could not be written.
public enum WriteError: Error, Hashable, Sendable {
  /// The reader of the pipe has gone: `heed … | head -1`.
  case closedPipe
  /// The user asked to stop.
  case cancelled
  /// The system's reason, such as "no space left on device".
  case failed(reason: String)

  public var reason: String {
    switch self {
    case .closedPipe: "nobody reads it"
    case .cancelled: "it was stopped"
    case .failed(let reason): reason
    }
  }
}

/// Makes writing to a pipe without a reader an error (`WriteError.closedPipe`), instead of ending the process.
public func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

/// The most bytes written between two checks of whether the user asked to stop.
private let longestWrite = 1 << 20

/// Writes all bytes to an open descriptor: `writeAll(Array("done\n".utf8), to: STDOUT_FILENO)`.
public func writeAll(
  _ bytes: [UInt8], to descriptor: Int32, isCancelled: () -> Bool = { false }
) throws(WriteError) {
  var written = 0
  while written < bytes.count {
    if isCancelled() { throw .cancelled }
    // SAFETY: the buffer holds exactly these bytes, and lives through the call.
    let count = unsafe bytes[written...].prefix(longestWrite).withUnsafeBytes {
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

/// Replaces the content of a file atomically and durably. Readers of the path, at any time and after a crash, find
/// either the old bytes or the new ones: they are written to a temporary file beside it, synced, and renamed; then the
/// folder is synced. A device or a pipe with a reader is written directly. Of a symbolic link, the target is replaced.
/// A private file is readable by its owner only; other files keep their permissions.
public func replaceFile(
  _ path: String, with bytes: [UInt8], isPrivate: Bool = false, isCancelled: () -> Bool = { false }
) throws(WriteError) {
  guard isSpecial(path) else {
    return try replaceFile(
      at: PathResolver(path), with: bytes, isPrivate: isPrivate, isCancelled: isCancelled)
  }
  try write(bytes, toSpecial: path, isCancelled)
}

/// Checks that a file could be replaced, and leaves it as it is.
public func tryReplacingFile(_ path: String) throws(WriteError) {
  if isSpecial(path) { return try write([], toSpecial: path) { false } }
  let (folder, name, _) = try target(of: PathResolver(path))
  let (beside, descriptor) = try openTemporary(besides: name, in: folder, mode: 0o600)
  folder.remove(beside)
  close(descriptor)
}

/// Writes a file that must not exist yet, as `replaceFile` does.
public func createFile(_ path: String, with bytes: [UInt8]) throws(WriteError) {
  let walk = PathResolver(path)
  // A link counts as a file, also where it leads nowhere.
  let folder = PathResolver(path.folder.isEmpty ? "." : path.folder).folders.last
  if case .entry(let name) = walk.end,
    walk.folders.last?.status(name) != nil || folder?.status(Array(path.fileName.utf8)) != nil
  {
    throw .failed(reason: "it exists already")
  }
  try replaceFile(at: walk, with: bytes)
}

/// The same for a path already resolved to its folder: the file is written there, even if names change meanwhile.
func replaceFile(
  at walk: PathResolver, with bytes: [UInt8], isPrivate: Bool = false, isCancelled: () -> Bool = { false }
) throws(WriteError) {
  let (folder, name, before) = try target(of: walk)
  removeAbandoned(besides: name, in: folder)
  let mode = isPrivate ? 0o600 : before.map { $0.st_mode & 0o777 } ?? 0o666
  let (beside, descriptor) = try openTemporary(besides: name, in: folder, mode: mode)
  // Closed last: while it is open and locked, no other process treats it as abandoned.
  defer { close(descriptor) }
  do throws(WriteError) {
    if before != nil || isPrivate { fchmod(descriptor, mode) }
    try writeAll(bytes, to: descriptor, isCancelled: isCancelled)
    guard fsync(descriptor) == 0 else { throw writeError(errno) }
    if isCancelled() { throw .cancelled }
    guard folder.rename(beside, to: name) else { throw writeError(errno) }
  } catch {
    folder.remove(beside)
    throw error
  }
  sync(folder)
}

/// The folder and name of a file that may be replaced, and its status; nil if it does not exist yet.
private func target(
  of walk: PathResolver
) throws(WriteError) -> (folder: Folder, name: [UInt8], before: stat?) {
  switch walk.end {
  case .folder: throw writeError(EISDIR)
  case .nowhere(let code, _): throw writeError(code)
  case .entry(let name):
    guard let folder = walk.folders.last else { throw writeError(ENOENT) }
    let before = folder.status(name)
    if let before, !isRegular(before) { throw .failed(reason: "it is no file") }
    if before != nil, !folder.mayWrite(name) { throw writeError(errno) }
    return (folder, name, before)
  }
}

/// Changes the content of one of the user's own files (nil: it does not exist yet), creating missing folders. Reading
/// and writing happen under a lock, so that parallel sessions do not lose each other's changes. Nothing is written if
/// `change` returns nil, or if the file cannot be read.
public func changeFile(_ path: String, _ change: (_ bytes: [UInt8]?) -> [UInt8]?) throws(WriteError) {
  // If that fails, writing will report why.
  try? FileManager.default.createDirectory(
    atPath: path.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  // SAFETY: the path is a C string that lives through the call.
  let folder = unsafe open(path.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard folder >= 0 else { throw writeError(errno) }
  defer { close(folder) }
  flock(folder, LOCK_EX)
  var before: [UInt8]?
  do throws(HostError) {
    before = try ByteStream.open(path, nil, Cancellation()).bytes(of: path)
  } catch {
    switch error {
    case .notFound: break
    case .unreadable(_, let reason): throw .failed(reason: "what it holds cannot be read: \(reason)")
    case _: throw .failed(reason: "what it holds cannot be read")
    }
  }
  if let bytes = change(before) { try replaceFile(path, with: bytes, isPrivate: true) }
}

private func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

/// The status of a file, through symbolic links; nil if there is none.
private func status(_ path: String) -> stat? {
  var status = stat()
  // SAFETY: `status` is a local that outlives the call; the path is a C string that lives through it.
  return unsafe stat(path, &status) == 0 ? status : nil
}

/// Whether a path is a device or a pipe.
private func isSpecial(_ path: String) -> Bool {
  status(path).map { !isRegular($0) && $0.st_mode & S_IFMT != S_IFDIR } ?? false
}

/// Device and inode of a regular file, through symbolic links.
@Sendable func identity(_ path: String) -> String? {
  status(path).flatMap { isRegular($0) ? "\($0.st_dev):\($0.st_ino)" : nil }
}

extension Folder {
  /// Whether a name in this folder is a regular file.
  func isRegular(_ name: [UInt8]) -> Bool {
    status(name).map { $0.st_mode & S_IFMT == S_IFREG } ?? false
  }
}

// MARK: - Temporary files

private let temporaryEnding = ".heed-part"

/// Whether a path is that of a temporary file of `replaceFile`, in use or abandoned.
public func isUnfinished(path: String) -> Bool {
  let name = path.fileName
  return name.hasPrefix(".") && name.hasSuffix(temporaryEnding)
}

/// The longest prefix of a file's name that is used for its temporary file, whose name is longer.
private let longestBeginning = 200

/// Creates a temporary file in the folder, `.name.<16 random hex digits>.heed-part`, open and locked.
private func openTemporary(
  besides name: [UInt8], in folder: Folder, mode: mode_t
) throws(WriteError) -> (name: [UInt8], descriptor: Int32) {
  while true {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    let beside =
      Array(".".utf8) + name.prefix(longestBeginning) + Array(".\(digits)\(temporaryEnding)".utf8)
    let descriptor = folder.open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode: mode)
    guard descriptor >= 0 else { throw writeError(errno) }
    flock(descriptor, LOCK_EX)
    // Before it was locked, another process may have removed it as abandoned.
    if folder.status(beside) != nil { return (beside, descriptor) }
    close(descriptor)
  }
}

/// Removes the temporary files of processes that were killed: those that nobody has locked.
private func removeAbandoned(besides name: [UInt8], in folder: Folder) {
  let start = Array(".".utf8) + name.prefix(longestBeginning) + Array(".".utf8)
  let ending = Array(temporaryEnding.utf8)
  for other in (try? folder.names()) ?? []
  where other.starts(with: start) && other.suffix(ending.count) == ending[...] && folder.isRegular(other) {
    let descriptor = folder.open(other, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { continue }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { folder.remove(other) }
    close(descriptor)
  }
}

/// Makes a rename survive a power failure. Some file systems cannot sync folders; the file is complete there as well.
private func sync(_ folder: Folder) {
  let descriptor = folder.open([UInt8(ascii: ".")], O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}

/// Writes to a device or a pipe. A full disk may only be noticed when closing.
private func write(
  _ bytes: [UInt8], toSpecial path: String, _ isCancelled: () -> Bool
) throws(WriteError) {
  // SAFETY: the path is a C string that lives through the call.
  let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw writeError(errno) }
  do throws(WriteError) {
    try writeAll(bytes, to: descriptor, isCancelled: isCancelled)
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
