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
    self.path = path
    self.descriptor = descriptor
    size = kind == S_IFREG ? Int(status.st_size) : nil
    version = FileVersion(status)
  }

  deinit { close(descriptor) }

  /// Neither opening nor reading blocks on a pipe; `next` waits.
  static let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK

  /// How long a wait lasts before cancellation is looked at, in milliseconds, and how many such waits a pipe without a
  /// writer gets.
  private static let wait: Int32 = 20
  private static let mostWaits = 150

  /// Whether there are bytes, or their end, within one wait.
  private var isReady: Bool {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // SAFETY: one descriptor, in a local that outlives the call.
    return unsafe poll(&ready, 1, OpenFile.wait) > 0
  }

  /// The next bytes, at most `count`; nil at the end. Waits for whoever writes to a pipe, for three seconds if nobody
  /// has opened it for that.
  func next(upTo count: Int, _ cancellation: Cancellation) throws(HostError) -> [UInt8]? {
    var waits = 0
    while true {
      if cancellation.isCancelled { throw .cancelled }
      let isReady = size != nil || isReady
      switch try read(upTo: count) {
      case .bytes(let bytes): return bytes
      case .notYet: continue
      case .end:
        // A pipe that has no writer yet looks like one that has ended, but is never ready.
        if isReady { return nil }
        waits += 1
        if waits >= OpenFile.mostWaits {
          throw .unreadable(path: path, reason: "it is a pipe that nothing is written to")
        }
      }
    }
  }

  private enum Reply {
    case bytes([UInt8])
    /// Nothing was written since.
    case notYet
    case end
  }

  /// The next bytes, at most `count`. Throws at the end if the file was changed since it was opened, as the content may
  /// be a mixture of two versions.
  private func read(upTo count: Int) throws(HostError) -> Reply {
    while true {
      var got = 0
      // SAFETY: at most the buffer's capacity is written, and exactly what was written is declared initialised.
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        got = unsafe systemRead(descriptor, buffer.baseAddress, buffer.count)
        initialized = max(0, got)
      }
      if got > 0 { return .bytes(bytes) }
      if got == 0 {
        try checkUnchanged()
        return .end
      }
      if errno == EAGAIN { return .notYet }
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
    // A descriptor of this process has a name only if it is a file.
    let isConfined = permissions?.reading != nil && !isDescriptor(path)
    if case .entry(let name) = walk.end, let folder = walk.folders.last,
      isConfined || folder.isRegular(name)
    {
      let file = try OpenFile(folder.open(name, OpenFile.flags), path: path)
      return ByteStream(file, in: file.size == nil ? nil : walk.folderPath, cancellation)
    }
    if isConfined {
      if case .nowhere(let code, _) = walk.end { throw hostError(code, path) }
      throw .isDirectory(path: path)
    }
    // Not to be found by its names: a pipe of this process, say.
    return ByteStream(try OpenFile(systemOpen(path, OpenFile.flags), path: path), in: nil, cancellation)
  }

  private init(_ file: OpenFile, in folder: String?, _ cancellation: Cancellation) {
    self.init(size: file.size, folder: folder) { () throws(HostError) in
      try file.next(upTo: ByteStream.chunkSize, cancellation)
    }
  }
}

/// Whether a path is that of a descriptor: `/dev/fd/3`.
private func isDescriptor(_ path: String) -> Bool {
  path.hasPrefix("/dev/fd/") && path.utf8.dropFirst(8).allSatisfy { (0x30...0x39).contains($0) }
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
