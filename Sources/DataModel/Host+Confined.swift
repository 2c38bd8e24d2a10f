/// What a shared file may reach beside its own folder and the workspace's: what its user allowed.
public struct Permissions: Hashable, Sendable {
  /// Files and folders that may be read, and those that may be written.
  public var reading: [String]
  public var writing: [String]

  public init(reading: [String] = [], writing: [String] = []) {
    self.reading = reading
    self.writing = writing
  }

  /// The flags that give them.
  public static let readingFlag = "--allow-read"
  public static let writingFlag = "--allow-write"
}

extension Host {
  /// The sandbox of shared files: the same host, which reads only what is in some folders, and writes only what is in
  /// some others. Links are followed before a path is judged.
  public func confined(to permissions: Permissions) -> Host {
    var confined = self
    confined.open = { path throws(HostError) in
      try judge(path, in: permissions.reading, Permissions.readingFlag)
      return try open(path)
    }
    confined.files = { pattern throws(HostError) in
      try judge(folder(of: pattern), in: permissions.reading, Permissions.readingFlag)
      return try files(pattern)
    }
    confined.write = { path, bytes throws(HostError) in
      try judge(path, in: permissions.writing, Permissions.writingFlag)
      try write(path, bytes)
    }
    return confined
  }

  /// As it is, where there is nothing to keep to.
  public func confined(_ permissions: Permissions?) -> Host {
    permissions.map { confined(to: $0) } ?? self
  }

  private func judge(_ path: String, in places: [String], _ flag: String) throws(HostError) {
    let real = try resolve(path)
    for place in places {
      let root = try resolve(place.isEmpty ? "." : place)
      if real == root || real.hasPrefix(root.hasSuffix("/") ? root : root + "/") { return }
    }
    throw .refused(path: path, allow: "\(flag) \(folder(of: path))")
  }

  /// The folder that a path names something in.
  private func folder(of path: String) -> String {
    guard let cut = path.lastIndex(of: "/") else { return "." }
    return cut == path.startIndex ? "/" : String(path[..<cut])
  }
}
