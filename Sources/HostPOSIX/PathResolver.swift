internal import DataModel

#if canImport(Darwin)
  internal import Darwin
  /// Opens a folder for lookups.
  private let lookUp = O_RDONLY | O_DIRECTORY | O_CLOEXEC
#else
  internal import Glibc
  /// `O_PATH`, which Swift does not import: opens a folder for lookups, without needing the right to list it.
  private let lookUp = 0o10000000 | O_DIRECTORY | O_CLOEXEC
#endif

/// Resolves a path component by component from the root, holding each folder open. Symbolic links are resolved here
/// rather than by the system, so that the file that is checked is the file that is opened, even if names change
/// meanwhile.
struct PathResolver {
  /// The folders from the root to the last folder of the path.
  private(set) var folders: [Folder]
  private(set) var end: End

  enum End {
    /// The path is the last folder itself.
    case folder
    /// Another file in the last folder, which may not exist yet.
    case entry([UInt8])
    /// The path cannot be resolved beyond the last folder: the `errno`, and the remaining components.
    case nowhere(code: Int32, rest: [[UInt8]])
  }

  private static let mostLinks = 40

  /// O(components), including those of symbolic links, of which at most 40 are followed.
  init(_ path: String, followsLinks: Bool = true) {
    folders = Folder.root.map { [$0] } ?? []
    end = .folder
    var rest: [[UInt8]] = parts(ofPath: path).reversed()
    if !path.isFromRoot {
      guard let here = currentFolder() else {
        end = .nowhere(code: ENOENT, rest: rest.reversed())
        return
      }
      rest += DataModel.parts(ofPath: here).reversed()
    }
    var links = 0
    while let part = rest.popLast() {
      guard let folder = folders.last else {
        end = .nowhere(code: EACCES, rest: [part] + rest.reversed())
        return
      }
      if part == Array("..".utf8) {
        if folders.count > 1 { folders.removeLast() }
        continue
      }
      switch folder.folder(part) {
      case .success(let next): folders.append(next)
      case .failure(let error):
        if followsLinks, let target = folder.link(part) {
          links += 1
          guard links <= PathResolver.mostLinks else {
            end = .nowhere(code: ELOOP, rest: [part] + rest.reversed())
            return
          }
          if target.first == UInt8(ascii: "/") { folders.removeSubrange(1...) }
          rest += split(target).reversed()
        } else if rest.isEmpty, [ENOTDIR, ELOOP, ENOENT].contains(error.code) {
          end = .entry(part)
          return
        } else {
          end = .nowhere(code: error.code, rest: [part] + rest.reversed())
          return
        }
      }
    }
  }

  /// The real path, without symbolic links, `.` and `..`; components that do not exist are kept as written.
  var path: String {
    let names = folders.dropFirst().map(\.name)
    switch end {
    case .folder: return text(names)
    case .entry(let name): return text(names + [name])
    case .nowhere(_, let rest): return absolutePath(text(names + rest))
    }
  }

  var folderPath: String { text(folders.dropFirst().map(\.name)) }

  /// Whether the path is one of some places, or is inside one. A place is a real path; one that has become a symbolic
  /// link is ignored. Throws if too many files are open to tell.
  func isWithin(_ places: [String], _ path: String) throws(HostError) -> Bool {
    if let code = lack { throw hostError(code, path) }
    for place in places {
      let place = PathResolver(place, followsLinks: false)
      if let code = place.lack { throw hostError(code, path) }
      if holds(place) { return true }
    }
    return false
  }

  /// The `errno` if the path could not be resolved because too many files are open.
  private var lack: Int32? {
    if folders.isEmpty { return EMFILE }
    guard case .nowhere(let code, _) = end, code == EMFILE || code == ENFILE else { return nil }
    return code
  }

  private func holds(_ place: PathResolver) -> Bool {
    guard let last = place.folders.last else { return false }
    switch place.end {
    case .folder: return folders.contains { $0.identity == last.identity }
    case .entry(let name):
      guard case .entry(name) = end else { return false }
      return folders.last?.identity == last.identity
    case .nowhere: return false
    }
  }

  private func text(_ names: [[UInt8]]) -> String {
    "/" + String(decoding: Array(names.joined(separator: [UInt8(ascii: "/")])), as: UTF8.self)
  }

  private func split(_ path: [UInt8]) -> [[UInt8]] {
    path.split(separator: UInt8(ascii: "/")).map(Array.init).filter { $0 != [UInt8(ascii: ".")] }
  }
}

/// A folder that is held open, and identified independently of its name.
final class Folder: Sendable {
  struct Identity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
  }

  struct Failure: Error { let code: Int32 }

  let descriptor: Int32
  let name: [UInt8]
  let identity: Identity

  private init?(_ descriptor: Int32, _ name: [UInt8]) {
    guard descriptor >= 0 else { return nil }
    var status = stat()
    // SAFETY: `status` is a local that outlives the call, which only fills it.
    guard unsafe fstat(descriptor, &status) == 0 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    self.name = name
    identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  deinit { close(descriptor) }

  static var root: Folder? { Folder(openRoot(), []) }

  /// A subfolder, but not through a symbolic link.
  func folder(_ name: [UInt8]) -> Result<Folder, Failure> {
    let descriptor = open(name, lookUp)
    let code = errno
    guard let next = Folder(descriptor, name) else { return .failure(Failure(code: code)) }
    return .success(next)
  }

  /// Opens a file of this folder, but not through a symbolic link. Returns a descriptor, or -1 with `errno` set.
  func open(_ name: [UInt8], _ flags: Int32, mode: mode_t = 0) -> Int32 {
    guard let name = fileName(name) else {
      errno = ENOENT
      return -1
    }
    // SAFETY: the name ends with a zero, and lives through the call.
    return unsafe openat(descriptor, name, flags | O_NOFOLLOW, mode)
  }

  /// The target of a symbolic link in this folder; nil if the name is none.
  func link(_ name: [UInt8]) -> [UInt8]? {
    guard let name = fileName(name) else { return nil }
    let limit = Int(PATH_MAX)
    let target = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      // SAFETY: at most the buffer's capacity is written, and exactly what was written is declared initialised.
      count = max(
        0,
        unsafe buffer.withMemoryRebound(to: CChar.self) { text in
          unsafe text.baseAddress.map { unsafe readlinkat(descriptor, name, $0, limit) } ?? 0
        })
    }
    return target.isEmpty ? nil : target
  }

  /// The status of a file of this folder, without following symbolic links; nil if there is none.
  func status(_ name: [UInt8]) -> stat? {
    guard let name = fileName(name) else { return nil }
    var status = stat()
    // SAFETY: `status` is a local that outlives the call; the name ends with a zero, and lives through it.
    return unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
  }

  /// Whether a file of this folder may be written. Replacing it by a rename would ignore its write protection.
  func mayWrite(_ name: [UInt8]) -> Bool {
    guard let name = fileName(name) else { return false }
    // SAFETY: the name ends with a zero, and lives through the call.
    return unsafe faccessat(descriptor, name, W_OK, AT_EACCESS) == 0
  }

  func rename(_ old: [UInt8], to new: [UInt8]) -> Bool {
    guard let old = fileName(old), let new = fileName(new) else { return false }
    // SAFETY: both names end with a zero, and live through the call.
    return unsafe renameat(descriptor, old, descriptor, new) == 0
  }

  func remove(_ name: [UInt8]) {
    guard let name = fileName(name) else { return }
    // SAFETY: the name ends with a zero, and lives through the call.
    unsafe _ = unlinkat(descriptor, name, 0)
  }

  /// What is no file with an end: pipes, sockets, devices.
  private static let special = [DT_FIFO, DT_SOCK, DT_CHR, DT_BLK].map { Int32($0) }

  /// The names in the folder in no order: of files and links, or of folders.
  func names(ofFolders wantsFolders: Bool = false) throws(Failure) -> [[UInt8]] {
    let listed = open([UInt8(ascii: ".")], O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // SAFETY: the descriptor is handed over to the stream, which is closed below, and only here.
    guard listed >= 0, let stream = unsafe fdopendir(listed) else { throw Failure(code: errno) }
    defer { unsafe closedir(stream) }
    var names: [[UInt8]] = []
    // SAFETY: an entry is valid until the next `readdir` of this stream; its name is copied before that.
    while let entry = unsafe readdir(stream) {
      let type = unsafe Int32(entry.pointee.d_type)
      // A pipe, a socket or a device is read only where it is named: it may make the reader wait.
      guard (type == Int32(DT_DIR)) == wantsFolders, !Folder.special.contains(type) else { continue }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: UInt8.self, capacity: 256) { name in
          unsafe Array(UnsafeBufferPointer(start: name, count: 256).prefix { $0 != 0 })
        }
      }
      if name != Array(".".utf8) && name != Array("..".utf8) { names.append(name) }
    }
    return names
  }

  /// The name as a C string; nil if it cannot be a file name.
  private func fileName(_ name: [UInt8]) -> [CChar]? {
    name.isEmpty || name.contains(0) || name.contains(UInt8(ascii: "/"))
      ? nil : name.map { CChar(bitPattern: $0) } + [0]
  }
}

private func openRoot() -> Int32 {
  // SAFETY: the path is a C string that lives through the call.
  unsafe open("/", lookUp)
}

/// The real path of the current folder; nil if it was deleted.
private func currentFolder() -> String? {
  // SAFETY: the text is copied, then freed, and only here.
  guard let path = unsafe getcwd(nil, 0) else { return nil }
  defer { unsafe free(path) }
  return unsafe String(cString: path)
}

/// The absolute path without symbolic links, `.` and `..`. If the file does not exist, resolves the part that exists.
@Sendable func realPath(_ path: String) throws(HostError) -> String {
  let walk = PathResolver(path)
  if case .nowhere(let code, _) = walk.end, code != ENOENT, code != ENOTDIR { throw hostError(code, path) }
  return walk.path
}
