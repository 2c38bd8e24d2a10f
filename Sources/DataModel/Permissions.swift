/// Which files and servers a text of statements may access. Places are files and folders by their real paths: a place that has
/// become a symbolic link since grants nothing.
public struct Permissions: Hashable, Sendable {
  /// The places it may read; nil means anywhere.
  public var reading: [String]?
  /// The places it may write.
  public var writing: [String]
  /// The servers it may connect to, as `server` spells them: `db.example.org`, `service=shop`; nil means any.
  public var connecting: [String]?
  public var holder: Holder

  /// Whose permissions they are; it determines the reason and the advice in refusals.
  public enum Holder: Hashable, Sendable {
    /// A script, or a file included by `use`.
    case script
    /// A workspace named on the command line.
    case workspace
    /// A workspace found in a folder. `hasChanged`: it was trusted once, with other contents.
    case foundWorkspace(folder: String, hasChanged: Bool)
  }

  public init(
    reading: [String]? = [], writing: [String] = [], connecting: [String]? = [], holder: Holder = .script
  ) {
    self.reading = reading
    self.writing = writing
    self.connecting = connecting
    self.holder = holder
  }

  /// The spelling by which servers are compared: names of hosts are the same in any capitalization, folders of sockets are
  /// not.
  public static func server(_ name: String) -> String { name.isFromRoot ? name : name.lowercased() }

  /// The command line options that grant access.
  public static let readingFlag = "--allow-read"
  public static let writingFlag = "--allow-write"
  public static let connectingFlag = "--allow-net"

  /// The error for a file that may not be read.
  public func refusal(toRead path: String) -> HostError { .refused(path: path, isWriting: false, by: holder) }
  /// The error for a file that may not be written.
  public func refusal(toWrite path: String) -> HostError { .refused(path: path, isWriting: true, by: holder) }
}

extension Host {
  /// The same host, restricted to what the permissions allow.
  public func confined(_ permissions: Permissions?) -> Host {
    var confined = self
    confined.permissions = permissions
    return confined
  }
}

extension Permissions.Holder {
  /// Why the holder may not access a path, and how to allow it.
  func refusal(of path: String, isWriting: Bool) -> (message: String, notes: [String]) {
    let flag =
      "`\(isWriting ? Permissions.writingFlag : Permissions.readingFlag) \(shellWord(place(of: path)))`"
    if isWriting {
      return (
        "A script may only write files if you allow it, and this one would write “\(path)”",
        ["\(flag) on the command line allows it for this run."]
      )
    }
    switch self {
    case .foundWorkspace(let folder, let hasChanged):
      let place = shellWord(folder.isEmpty ? "." : folder.hasSuffix("/") ? String(folder.dropLast()) : folder)
      return (
        "This workspace was found in its folder, not named, so it may only read files in that folder, and “\(path)” "
          + "is elsewhere",
        (hasChanged ? ["It was trusted, and has changed since."] : [])
          + ["`heed trust \(place)` trusts it as it is, from now on; \(flag) allows this for one run."]
      )
    case .script, .workspace:
      return (
        "A script may only read files in its own folder and the workspace's, and “\(path)” is elsewhere",
        ["\(flag) on the command line allows it for this run."]
      )
    }
  }

  /// Why the holder may not connect to a server, and how to allow it.
  public func refusal(toConnect place: String) -> (message: String, notes: [String]) {
    let flag = "`\(Permissions.connectingFlag) \(shellWord(place))`"
    switch self {
    case .foundWorkspace(let folder, let hasChanged):
      let folder = shellWord(
        folder.isEmpty ? "." : folder.hasSuffix("/") ? String(folder.dropLast()) : folder)
      return (
        "This workspace was found in its folder, not named, so it may not connect to a server, and it names “\(place)”",
        (hasChanged ? ["It was trusted, and has changed since."] : [])
          + ["`heed trust \(folder)` trusts it as it is, from now on; \(flag) allows this for one run."]
      )
    case .script, .workspace:
      return (
        "A script may only connect to servers that you allow, and this one names “\(place)”",
        ["\(flag) on the command line allows it for this run."]
      )
    }
  }

  private func place(of path: String) -> String {
    let folder = path.folder
    return folder.isEmpty ? "." : folder == "/" ? folder : String(folder.dropLast())
  }
}

/// A text as a single word for a shell; quoted if it contains special characters.
public func shellWord(_ text: String) -> String {
  let isPlain =
    !text.isEmpty
    && text.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "_", "-", "+", ",", ":", "@", "%", "=": true
      case _: scalar.value > 0x9F && scalar.properties.isAlphabetic
      }
    }
  return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
}
