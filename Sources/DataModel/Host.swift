private import Synchronization

/// The only access to the outside world for everything below the executable: files, clock, progress, cancellation.
/// `HostPOSIX` makes the real one; tests use one in memory; a sandbox is a host with `permissions`.
public struct Host: Sendable {
  /// Opens, lists or writes files where the permissions allow it. Implementations resolve symbolic links first, and
  /// check the very file that they then use, so that a path cannot change in between.
  public typealias Opening =
    @Sendable (_ path: String, _ permissions: Permissions?) throws(HostError) -> ByteStream
  public typealias Listing =
    @Sendable (_ pattern: String, _ permissions: Permissions?) throws(HostError) -> [String]
  public typealias Writing =
    @Sendable (_ path: String, _ bytes: [UInt8], _ permissions: Permissions?) throws(HostError) -> Void

  public var opening: Opening
  public var listing: Listing
  /// Lists the folders in a folder (with its slash; empty for the current one), each with a slash, sorted by name.
  /// Hidden ones and links are left out.
  public var foldersIn: Listing
  public var writing: Writing
  /// What may be accessed; nil means anything.
  public var permissions: Permissions?
  /// The absolute path without symbolic links, `.` and `..`. If the file does not exist, links are resolved as far as
  /// the path exists.
  public var resolve: @Sendable (_ path: String) throws(HostError) -> String
  /// A text that all paths of one regular file have in common, through links or not; nil if there is no such file.
  public var identify: @Sendable (_ path: String) -> String?
  /// Seconds since a fixed moment; never decreases.
  public var elapsed: @Sendable () -> Double
  /// Reports the progress of a long task: what is done, and how far the file is read.
  public var progress: @Sendable (_ what: String, _ bytes: BytesRead?) -> Void
  /// Whether the user asked to stop. Long loops call it about every 10 ms.
  public var isCancelled: @Sendable () -> Bool
  /// Why standard input holds no data, such as that statements come from it; nil: it may be loaded.
  public var inputIsTaken: String?
  /// The home folder, for `~` in paths; nil if unknown.
  public var home: String?
  /// What readers keep between the tables of one file; nil: nothing.
  public var kept: KeptValues?
  /// Opens databases on servers; nil: none can be reached.
  public var connector: (any DatabaseConnector)?
  /// The paths of all files that were opened, by this host or a copy of it.
  private let opened = OpenedPaths()
  /// The pipes that were opened, with what they gave.
  let pipes = KeptPipes()
  /// The databases that are open.
  let databases = OpenDatabases()

  public init(
    open: @escaping Opening, files: @escaping Listing,
    folders: @escaping Listing = { _, _ throws(HostError) in [] },
    resolve: @escaping @Sendable (String) throws(HostError) -> String = { absolutePath($0) },
    identify: @escaping @Sendable (String) -> String? = { absolutePath($0) },
    write: @escaping Writing = readOnly,
    elapsed: @escaping @Sendable () -> Double,
    progress: @escaping @Sendable (String, BytesRead?) -> Void = { _, _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false },
    home: String? = nil
  ) {
    opening = open
    listing = files
    foldersIn = folders
    writing = write
    self.resolve = resolve
    self.identify = identify
    self.elapsed = elapsed
    self.progress = progress
    self.isCancelled = isCancelled
    self.home = home
  }

  /// Opens a file for reading.
  public func open(_ path: String) throws(HostError) -> ByteStream {
    let stream = try opening(path, permissions)
    protect(path)
    return stream
  }

  /// Protects a file from `write`, as if it had been opened here.
  public func protect(_ path: String) { opened.paths.withLock { _ = $0.insert(path.pathBytes) } }

  /// The files whose names match a pattern with `*` in its last component, sorted by name.
  public func files(_ pattern: String) throws(HostError) -> [String] { try listing(pattern, permissions) }

  /// The folders in a folder, each with a slash.
  public func folders(in folder: String) throws(HostError) -> [String] { try foldersIn(folder, permissions) }

  /// Replaces a file's content atomically: the old content is kept until the new one is completely written. A file
  /// that was opened here is never replaced.
  public func write(_ path: String, _ bytes: [UInt8]) throws(HostError) {
    try checkProtection(path)
    try writing(path, bytes, permissions)
  }

  /// Checks whether writing a file is permitted, without writing anything. Throws the refusal.
  public func tryWriting(_ path: String) throws(HostError) {
    if let permissions, try !isIn(permissions.writing, resolve(path)) {
      throw permissions.refusal(toWrite: path)
    }
    try checkProtection(path)
  }

  /// O(files opened).
  private func checkProtection(_ path: String) throws(HostError) {
    guard let target = identify(path) else { return }
    let opened = opened.paths.withLock { $0 }
    if opened.contains(where: { identify(String(decoding: $0, as: UTF8.self)) == target }) {
      throw .unwritable(
        path: path, reason: "it was read for these answers, and would be lost; name another file")
    }
  }
}

private final class OpenedPaths: Sendable {
  let paths = Mutex(Set<[UInt8]>())
}

/// Why the host could not read or write.
public enum HostError: Error, Hashable, Sendable {
  case notFound(path: String)
  case isDirectory(path: String)
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// The permissions of a text of statements do not allow it.
  case refused(path: String, isWriting: Bool, by: Permissions.Holder)
  case cancelled
}

/// Whether a path is one of some places or inside one. Paths must not contain symbolic links.
public func isIn(_ places: [String], _ path: String) -> Bool {
  let path = parts(ofPath: absolutePath(path))
  return places.contains { path.starts(with: parts(ofPath: absolutePath($0))) }
}

/// A `writing` function for hosts that cannot write: always fails.
@Sendable public func readOnly(
  path: String, bytes: [UInt8], permissions: Permissions?
) throws(HostError) {
  throw .unwritable(path: path, reason: "nothing can be written here")
}

extension Host {
  /// A host with files in memory, for the demo and for tests.
  public static func memory(_ files: [String: [UInt8]]) -> Host {
    Host(
      open: { path, permissions throws(HostError) in
        if let permissions, let reading = permissions.reading, !isIn(reading, path) {
          throw permissions.refusal(toRead: path)
        }
        guard let bytes = files[path] else { throw .notFound(path: path) }
        return ByteStream(bytes, folder: absolutePath(path.folder))
      },
      files: { pattern, permissions throws(HostError) in
        if let permissions, let reading = permissions.reading, !isIn(reading, pattern.folder) {
          throw permissions.refusal(toRead: pattern)
        }
        let parts = pattern.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return files[pattern] == nil ? [] : [pattern] }
        return files.keys.filter { $0.hasPrefix(parts[0]) && $0.hasSuffix(parts[1]) }.sorted()
      },
      folders: { folder, permissions throws(HostError) in
        let inside = files.keys.filter { $0.hasPrefix(folder) }.map { $0.dropFirst(folder.count) }
        return Set(inside.filter { $0.contains("/") }.map { folder + $0.prefix { $0 != "/" } + "/" }).sorted()
      },
      elapsed: { 0 })
  }

  /// All bytes of a file. Files above 64 MiB are an error.
  public func bytes(of path: String) throws(HostError) -> [UInt8] { try open(path).bytes(of: path) }
}
