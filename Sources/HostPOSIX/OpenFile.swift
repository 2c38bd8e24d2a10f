internal import DataModel

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// A file open for reading; closed when its last reference is released.
final class OpenFile: Sendable {
  private let path: String
  private let descriptor: Int32
  /// The size in bytes; nil if it is not a regular file, such as a pipe.
  let size: Int?
  /// The state of the file when it was opened.
  private let version: FileVersion

  /// Takes ownership of a descriptor opened with `OpenFile.flags`. If it is negative, throws the error in `errno`.
  init(_ descriptor: Int32, path: String) throws(HostError) {
    guard descriptor >= 0 else { throw hostError(errno, path) }
    var status = stat()
    // SAFETY: `status` is a local that outlives the call, which only fills it.
    guard unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw hostError(code, path)
    }
    let kind = status.st_mode & S_IFMT
    guard kind != S_IFDIR else {
      close(descriptor)
      throw .isDirectory(path: path)
    }
    if kind == S_IFIFO, !OpenFile.hasBytes(descriptor) {
      close(descriptor)
      throw .unreadable(path: path, reason: "it is a pipe that nothing is written to")
    }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    self.path = path
    self.descriptor = descriptor
    size = kind == S_IFREG ? Int(status.st_size) : nil
    version = FileVersion(status)
  }

  deinit { close(descriptor) }

  /// Opening must not block on a named pipe; the initializer waits for a writer for a limited time.
  static let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK

  private static let patience: Int32 = 3_000

  /// Whether a pipe provides bytes, or its end, within three seconds.
  private static func hasBytes(_ descriptor: Int32) -> Bool {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // SAFETY: one descriptor, in a local that outlives the call.
    return unsafe poll(&ready, 1, patience) > 0
  }

  /// The next bytes, at most `count`; nil at the end. Throws at the end if the file was changed since it was opened, as
  /// the content may be a mixture of two versions.
  func read(upTo count: Int) throws(HostError) -> [UInt8]? {
    while true {
      var got = 0
      // SAFETY: at most the buffer's capacity is written, and exactly what was written is declared initialised.
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        got = unsafe systemRead(descriptor, buffer.baseAddress, buffer.count)
        initialized = max(0, got)
      }
      if got > 0 { return bytes }
      if got == 0 {
        try checkUnchanged()
        return nil
      }
      if errno != EINTR { throw hostError(errno, path) }
    }
  }
}

extension OpenFile {
  /// Throws if the whole file was not read, or if it was changed meanwhile.
  private func checkUnchanged() throws(HostError) {
    guard let size else { return }
    var status = stat()
    // SAFETY: `status` is a local that outlives the call, which only fills it.
    guard unsafe fstat(descriptor, &status) == 0 else { throw hostError(errno, path) }
    guard FileVersion(status) == version, lseek(descriptor, 0, SEEK_CUR) == off_t(size) else {
      throw .unreadable(path: path, reason: "it changed while it was read; try again once it is whole")
    }
  }
}

/// Identifies a version of a file.
private struct FileVersion: Equatable {
  let device: UInt64
  let inode: UInt64
  let size: Int64
  let seconds: Int
  let nanoseconds: Int

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    #if canImport(Darwin)
      (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
    #else
      (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    #endif
  }
}

/// `open(2)`, under a name that no method hides.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 {
  // SAFETY: the path is passed as a C string that lives through the call.
  unsafe open(path, flags)
}

/// `read(2)`, under a name that the method above does not hide.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  // SAFETY: the caller passes a buffer of at least `count` bytes.
  unsafe read(descriptor, buffer, count)
}

extension ByteStream {
  /// Opens a file where some permissions allow it; nil: anywhere.
  static func open(
    _ path: String, _ permissions: Permissions?, _ cancellation: Cancellation
  ) throws(HostError) -> ByteStream {
    let walk = PathResolver(path)
    if let permissions, let reading = permissions.reading, try !walk.isWithin(reading, path) {
      throw permissions.refusal(toRead: path)
    }
    if case .entry(let name) = walk.end, let folder = walk.folders.last,
      permissions?.reading != nil || folder.isRegular(name)
    {
      let file = try OpenFile(folder.open(name, OpenFile.flags), path: path)
      return ByteStream(file, in: file.size == nil ? nil : walk.folderPath, cancellation)
    }
    if permissions?.reading != nil {
      if case .nowhere(let code, _) = walk.end { throw hostError(code, path) }
      throw .isDirectory(path: path)
    }
    // Not to be found by its names: a pipe of this process, say.
    return ByteStream(try OpenFile(systemOpen(path, OpenFile.flags), path: path), in: nil, cancellation)
  }

  private init(_ file: OpenFile, in folder: String?, _ cancellation: Cancellation) {
    self.init(size: file.size, folder: folder) { () throws(HostError) in
      if cancellation.isCancelled { throw .cancelled }
      return try file.read(upTo: ByteStream.chunkSize)
    }
  }
}

/// What an `errno` means for a path.
func hostError(_ code: Int32, _ path: String) -> HostError {
  switch code {
  case ENOENT, ENOTDIR: .notFound(path: path)
  case EISDIR: .isDirectory(path: path)
  // SAFETY: strerror gives a NUL-terminated string that is copied at once.
  case _: .unreadable(path: path, reason: unsafe String(cString: strerror(code)).lowercased())
  }
}
