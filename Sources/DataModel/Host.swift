private import Synchronization

/// The world as everything below the executable sees it: one value with Sendable functions. `HostPOSIX` makes the real
/// one; tests make one in memory; a sandbox is a host with `permissions`.
public struct Host: Sendable {
  /// What opens, lists and writes files where permissions allow that. Links are followed first, and what is judged is what
  /// is opened: no name is looked at twice.
  public typealias Opening =
    @Sendable (_ path: String, _ permissions: Permissions?) throws(HostError) -> ByteStream
  public typealias Listing =
    @Sendable (_ pattern: String, _ permissions: Permissions?) throws(HostError) -> [String]
  public typealias Writing =
    @Sendable (_ path: String, _ bytes: [UInt8], _ permissions: Permissions?) throws(HostError) -> Void

  public var opening: Opening
  public var listing: Listing
  public var writing: Writing
  /// What may be reached; nil: anything.
  public var permissions: Permissions?
  /// A path from the root without links, `.` and `..`; of what is not there, as far as it is.
  public var resolve: @Sendable (_ path: String) throws(HostError) -> String
  /// Seconds since some fixed moment, never going back.
  public var elapsed: @Sendable () -> Double
  /// Tells a person that something long goes on: what, and how far (0 to 1, or nil where that is unknown).
  public var progress: @Sendable (_ what: String, _ fraction: Double?) -> Void
  /// Whether the person asked to stop. Long loops ask every 10 ms or so.
  public var isCancelled: @Sendable () -> Bool
  /// What `~` stands for in a path; nil where nobody knows.
  public var home: String?

  public init(
    open: @escaping Opening, files: @escaping Listing,
    resolve: @escaping @Sendable (String) throws(HostError) -> String = { absolutePath($0) },
    write: @escaping Writing = readOnly,
    elapsed: @escaping @Sendable () -> Double,
    progress: @escaping @Sendable (String, Double?) -> Void = { _, _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false },
    home: String? = nil
  ) {
    opening = open
    listing = files
    writing = write
    self.resolve = resolve
    self.elapsed = elapsed
    self.progress = progress
    self.isCancelled = isCancelled
    self.home = home
  }

  /// Opens a file for reading from its start.
  public func open(_ path: String) throws(HostError) -> ByteStream { try opening(path, permissions) }

  /// The files whose names match a pattern with `*` in its last component, sorted by name.
  public func files(_ pattern: String) throws(HostError) -> [String] { try listing(pattern, permissions) }

  /// Makes a file hold exactly these bytes: what it held before is lost only once all of them are written.
  public func write(_ path: String, _ bytes: [UInt8]) throws(HostError) {
    try writing(path, bytes, permissions)
  }
}

/// Bytes pulled in chunks of at most 1 MiB; `next` gives nil at the end.
public struct ByteStream: Sendable {
  /// The number of bytes in all, where that is known.
  public var size: Int?
  /// The real path of the folder that the opened file lies in; nil for what lies in none, a pipe say.
  public var folder: String?
  public var next: @Sendable () throws(HostError) -> [UInt8]?

  public static let chunkSize = 1 << 20

  public init(
    size: Int?, folder: String? = nil, next: @escaping @Sendable () throws(HostError) -> [UInt8]?
  ) {
    self.size = size
    self.folder = folder
    self.next = next
  }
}

/// What the world can answer instead of data.
public enum HostError: Error, Hashable, Sendable {
  case notFound(path: String)
  case isDirectory(path: String)
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// A sandbox said no to a text.
  case refused(path: String, isWriting: Bool, by: Permissions.Holder)
  case cancelled
}

/// Whether a path lies in one of some places, or is one, where there are no links.
public func isIn(_ places: [String], _ path: String) -> Bool {
  let path = parts(ofPath: absolutePath(path))
  return places.contains { path.starts(with: parts(ofPath: absolutePath($0))) }
}

/// What is written to a host that keeps nothing.
@Sendable public func readOnly(
  path: String, bytes: [UInt8], permissions: Permissions?
) throws(HostError) {
  throw .unwritable(path: path, reason: "nothing can be written here")
}

extension Host {
  /// A host over files held in memory, for the demo and for tests.
  public static func memory(_ files: [String: [UInt8]]) -> Host {
    Host(
      open: { path, permissions throws(HostError) in
        if let permissions, let reading = permissions.reading, !isIn(reading, path) {
          throw permissions.refusal(toRead: path)
        }
        guard let bytes = files[path] else { throw .notFound(path: path) }
        let cursor = Cursor()
        return ByteStream(size: bytes.count, folder: absolutePath(path.folder)) { () throws(HostError) in
          let start = cursor.advance(by: ByteStream.chunkSize)
          guard start < bytes.count else { return nil }
          return Array(bytes[start..<min(bytes.count, start + ByteStream.chunkSize)])
        }
      },
      files: { pattern, permissions throws(HostError) in
        if let permissions, let reading = permissions.reading, !isIn(reading, pattern.folder) {
          throw permissions.refusal(toRead: pattern)
        }
        let parts = pattern.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return files[pattern] == nil ? [] : [pattern] }
        return files.keys.filter { $0.hasPrefix(parts[0]) && $0.hasSuffix(parts[1]) }.sorted()
      },
      elapsed: { 0 })
  }

  /// Every byte of a file, up to a limit; longer files are unreadable.
  public func bytes(of path: String) throws(HostError) -> [UInt8] { try open(path).bytes(of: path) }
}

extension ByteStream {
  /// All that is left of the file of a path, up to a limit; longer files are unreadable.
  public func bytes(of path: String, limit: Int = 64 << 20) throws(HostError) -> [UInt8] {
    var result: [UInt8] = []
    while let chunk = try next() {
      result += chunk
      if result.count > limit {
        throw .unreadable(path: path, reason: "it is larger than \(limit >> 20) MiB")
      }
    }
    return result
  }
}

private final class Cursor: Sendable {
  private let position = Mutex(0)

  func advance(by count: Int) -> Int {
    position.withLock { value in
      defer { value += count }
      return value
    }
  }
}
