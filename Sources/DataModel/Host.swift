private import Synchronization

/// The world as everything below the executable sees it: one value with Sendable functions. `HostPOSIX` makes the real
/// one; tests make one in memory; a sandbox is a host that wraps a host.
public struct Host: Sendable {
  /// Opens a file for reading from its start.
  public var open: @Sendable (_ path: String) throws(HostError) -> ByteStream
  /// The files whose names match a pattern with `*` in its last component, sorted by name.
  public var files: @Sendable (_ pattern: String) throws(HostError) -> [String]
  /// A path from the root without links, `.` and `..`; of what is not there, as far as it is.
  public var resolve: @Sendable (_ path: String) throws(HostError) -> String
  /// Makes a file hold exactly these bytes: what it held before is lost only once all of them are written.
  public var write: @Sendable (_ path: String, _ bytes: [UInt8]) throws(HostError) -> Void
  /// Seconds since some fixed moment, never going back.
  public var elapsed: @Sendable () -> Double
  /// Tells a person that something long goes on: what, and how far (0 to 1, or nil where that is unknown).
  public var progress: @Sendable (_ what: String, _ fraction: Double?) -> Void
  /// Whether the person asked to stop. Long loops ask every 10 ms or so.
  public var isCancelled: @Sendable () -> Bool
  /// What `~` stands for in a path; nil where nobody knows.
  public var home: String?

  public init(
    open: @escaping @Sendable (String) throws(HostError) -> ByteStream,
    files: @escaping @Sendable (String) throws(HostError) -> [String],
    resolve: @escaping @Sendable (String) throws(HostError) -> String = { absolutePath($0) },
    write: @escaping @Sendable (String, [UInt8]) throws(HostError) -> Void = readOnly,
    elapsed: @escaping @Sendable () -> Double,
    progress: @escaping @Sendable (String, Double?) -> Void = { _, _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false },
    home: String? = nil
  ) {
    self.open = open
    self.files = files
    self.resolve = resolve
    self.write = write
    self.elapsed = elapsed
    self.progress = progress
    self.isCancelled = isCancelled
    self.home = home
  }
}

/// Bytes pulled in chunks of at most 1 MiB; `next` gives nil at the end.
public struct ByteStream: Sendable {
  /// The number of bytes in all, where that is known.
  public var size: Int?
  public var next: @Sendable () throws(HostError) -> [UInt8]?

  public static let chunkSize = 1 << 20

  public init(size: Int?, next: @escaping @Sendable () throws(HostError) -> [UInt8]?) {
    self.size = size
    self.next = next
  }
}

/// What the world can answer instead of data.
public enum HostError: Error, Hashable, Sendable {
  case notFound(path: String)
  case isDirectory(path: String)
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// A sandbox said no; `allow` is the flag that would permit it.
  case refused(path: String, allow: String)
  case cancelled
}

/// A path as it stands, from the root and without `.` and `..`: what `resolve` comes to where there are no links.
public func absolutePath(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == ".." { _ = parts.popLast() } else { parts.append(part) }
  }
  return "/" + parts.joined(separator: "/")
}

/// What is written to a host that keeps nothing.
@Sendable public func readOnly(path: String, bytes: [UInt8]) throws(HostError) {
  throw .unwritable(path: path, reason: "nothing can be written here")
}

extension Host {
  /// A host over files held in memory, for the demo and for tests.
  public static func memory(_ files: [String: [UInt8]]) -> Host {
    Host(
      open: { path throws(HostError) in
        guard let bytes = files[path] else { throw .notFound(path: path) }
        let cursor = Cursor()
        return ByteStream(size: bytes.count) { () throws(HostError) in
          let start = cursor.advance(by: ByteStream.chunkSize)
          guard start < bytes.count else { return nil }
          return Array(bytes[start..<min(bytes.count, start + ByteStream.chunkSize)])
        }
      },
      files: { pattern throws(HostError) in
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
