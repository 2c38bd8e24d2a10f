internal import Glibc
internal import HostPOSIX

/// A file that only its owner can read, open and locked against other sessions while this value exists.
struct HistoryFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Opens the file, creating it (0600) and its folders (0700) if necessary. On failure nil, with `errno` set.
  init?(path: String) {
    Self.makeFolders(of: path)
    self.path = path
    while true {
      guard let opened = Self.openPrivately(path) else { return nil }
      flock(opened, LOCK_EX)
      // While this session waited for the lock, another may have replaced the file by a shorter one.
      if Self.isAt(path, opened) {
        descriptor = opened
        return
      }
      close(opened)
    }
  }

  deinit { close(descriptor) }

  private static func openPrivately(_ path: String) -> Int32? {
    // Does not block on a named pipe, and never reads a device.
    // SAFETY: the path ends with zero and is not kept.
    let opened = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC, 0o600)
    guard opened >= 0 else { return nil }
    var status = stat()
    // SAFETY: `status` is ours and of the type that `fstat` fills.
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      errno = EINVAL
      return nil
    }
    if status.st_mode & 0o077 != 0 { fchmod(opened, 0o600) }
    return opened
  }

  /// Whether the path still refers to the open file.
  private static func isAt(_ path: String, _ descriptor: Int32) -> Bool {
    var (there, open) = (stat(), stat())
    // SAFETY: both are ours and of the type that the calls fill; the path ends with zero and is not kept.
    guard unsafe stat(path, &there) == 0, unsafe fstat(descriptor, &open) == 0 else { return false }
    return there.st_dev == open.st_dev && there.st_ino == open.st_ino
  }

  /// All bytes of the file. On failure nil, with `errno` set.
  func contents() -> [UInt8]? {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // SAFETY: `pread` writes at most as many bytes as the block holds.
      let count = unsafe pread(descriptor, &block, 1 << 16, off_t(bytes.count))
      if count < 0, errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes += block.prefix(count)
    }
  }

  /// Appends a line completely or not at all, starting a new line if the last one is incomplete. On failure false, with
  /// `errno` set.
  func append(_ line: [UInt8]) -> Bool {
    var last: UInt8 = 0
    let end = lseek(descriptor, 0, SEEK_END)
    // SAFETY: one byte is read into one byte.
    let hasLast = unsafe pread(descriptor, &last, 1, end - 1) == 1
    let isBrokenOff = hasLast && last != UInt8(ascii: "\n")
    if writeAll(isBrokenOff ? [UInt8(ascii: "\n")] + line : line, to: descriptor) { return true }
    // Removes a partial line, written when the disk became full.
    let code = errno
    ftruncate(descriptor, end)
    errno = code
    return false
  }

  /// Replaces the file by one with these bytes. Afterwards this value must not be written to.
  func replaceContents(with bytes: [UInt8]) throws(WriteError) { try replaceFile(path, with: bytes) }

  private static func makeFolders(of path: String) {
    for (place, character) in zip(path.indices, path) where character == "/" && place != path.startIndex {
      // An existing folder is fine; a failure shows when the file is opened.
      // SAFETY: the path ends with zero and is not kept.
      _ = unsafe mkdir(String(path[..<place]), 0o700)
    }
  }
}

/// Writes all bytes. On failure false, with `errno` set.
@discardableResult
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    // SAFETY: the address and the count are those of the rest, which stays in place for the call.
    let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR || errno == EAGAIN { continue }
    if count < 0 { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

/// Writes a text. On failure false, with `errno` set.
@discardableResult
func write(_ text: String, to descriptor: Int32) -> Bool { writeAll(Array(text.utf8), to: descriptor) }
