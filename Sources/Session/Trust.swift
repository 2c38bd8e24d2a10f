internal import DataModel

/// How far the author of a text is trusted.
enum Trust {
  /// Typed text: it may read and write anything, and connect to any server.
  case full
  /// A workspace that the user named, or found and trusts: it may read anything, and connect to any server.
  case named
  /// A script, a file included by `use`, or a workspace found in a folder: it may read below its own folder and the
  /// workspace's. `place` is the real path of its folder; nil if it has none.
  case shared(place: String?, holder: Permissions.Holder = .script)
}

extension QuerySession {
  /// What a text may access; nil means anything. Only typed text may write, unless the user allowed it.
  func permissions(of trust: Trust) -> Permissions? {
    switch trust {
    case .full: nil
    case .named:
      Permissions(reading: nil, writing: permissions.writing, connecting: nil, holder: .workspace)
    case .shared(let place, let holder):
      Permissions(
        reading: (place.map { [$0] } ?? []) + workspacePlaces + (permissions.reading ?? []),
        writing: permissions.writing, connecting: permissions.connecting, holder: holder)
    }
  }

  /// Sets the reason why standard input cannot be read as data.
  public mutating func takeInput(_ reason: String) {
    host.inputIsTaken = reason
    world.inputIsTaken = reason
  }

  func host(for trust: Trust) -> Host { host.confined(permissions(of: trust)) }

  /// Allows shared files to read and write in more places, and to connect to servers. Links in these paths are resolved
  /// now, and only now.
  public mutating func allow(reading: [String], writing: [String], connecting: [String] = []) {
    func real(_ places: [String]) -> [String] {
      places.compactMap { try? host.resolve($0.isEmpty ? "." : $0) }
    }
    permissions.reading = (permissions.reading ?? []) + real(reading)
    permissions.writing += real(writing)
    permissions.connecting = (permissions.connecting ?? []) + connecting.map(Permissions.server)
  }
}

/// The workspaces that the user trusts, each with a digest of its content at that time.
///
///     var trusted = TrustedWorkspaces(text)          // what `sha256sum` writes: a digest, two blanks, a path
///     trusted.standing(of: "/shop/workspace.heed", bytes)
public struct TrustedWorkspaces: Sendable {
  public struct Entry: Hashable, Sendable {
    public let digest: String
    /// The real path of the workspace file.
    public let path: String
  }

  public enum Standing: Hashable, Sendable { case trusted, changed, unknown }

  public private(set) var entries: [Entry]

  public init(_ text: String = "") {
    entries = text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let digest = line.prefix(64)
      guard digest.count == 64, line.dropFirst(64).starts(with: "  ".utf8) else { return nil }
      return Entry(
        digest: String(decoding: digest, as: UTF8.self),
        path: String(decoding: line.dropFirst(66), as: UTF8.self))
    }
  }

  public var text: String { entries.map { "\($0.digest)  \($0.path)\n" }.joined() }

  public func standing(of path: String, _ bytes: [UInt8]) -> Standing {
    guard let entry = entries.first(where: { $0.path.pathBytes == path.pathBytes }) else { return .unknown }
    return entry.digest == sha256(bytes) ? .trusted : .changed
  }

  public mutating func add(_ path: String, _ bytes: [UInt8]) {
    remove(path)
    entries.append(Entry(digest: sha256(bytes), path: path))
  }

  /// Removes an entry; false if there is none.
  @discardableResult
  public mutating func remove(_ path: String) -> Bool {
    let before = entries.count
    entries.removeAll { $0.path.pathBytes == path.pathBytes }
    return entries.count < before
  }
}
