internal import DataModel

/// How far the author of a text is trusted.
enum Trust {
  /// What is typed may reach anything.
  case full
  /// A workspace that was named, or a found one that its user trusts, may read anything.
  case named
  /// A script, a file taken in by `use`, a workspace that was found: it reads below its own folder and the workspace's.
  /// The place is that folder's real path; nil: it lies in none.
  case shared(place: String?, holder: Permissions.Holder = .script)
}

extension QuerySession {
  /// All that a text may reach; nil: anything. Nothing but what is typed writes, unless its user allowed that.
  func permissions(of trust: Trust) -> Permissions? {
    switch trust {
    case .full: nil
    case .named: Permissions(reading: nil, writing: permissions.writing, holder: .workspace)
    case .shared(let place, let holder):
      Permissions(
        reading: (place.map { [$0] } ?? []) + workspacePlaces + (permissions.reading ?? []),
        writing: permissions.writing, holder: holder)
    }
  }

  func host(for trust: Trust) -> Host { host.confined(permissions(of: trust)) }

  /// Lets shared files read and write in some places too. Links in those are followed now, and never again.
  public mutating func allow(reading: [String], writing: [String]) {
    func real(_ places: [String]) -> [String] {
      places.compactMap { try? host.resolve($0.isEmpty ? "." : $0) }
    }
    permissions.reading = (permissions.reading ?? []) + real(reading)
    permissions.writing += real(writing)
  }
}

/// The workspaces that a person trusts, each with what it held when they said so.
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

  /// Whether it was there.
  @discardableResult
  public mutating func remove(_ path: String) -> Bool {
    let before = entries.count
    entries.removeAll { $0.path.pathBytes == path.pathBytes }
    return entries.count < before
  }
}
