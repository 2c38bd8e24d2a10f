internal import DataModel

/// How far the author of a text is trusted. What is typed, and a workspace that was named, may reach anything; a script
/// and a file taken in by `use` read below their own folder and the workspace's, and write nothing.
enum Trust {
  case full
  case shared(folder: String)
}

extension Session {
  /// All that a text may reach; nil: anything.
  func permissions(of trust: Trust) -> Permissions? {
    switch trust {
    case .full: nil
    case .shared(let folder):
      Permissions(
        reading: [folder] + workspaceFolders + permissions.reading, writing: permissions.writing)
    }
  }

  func host(for trust: Trust) -> Host { host.confined(permissions(of: trust)) }
}
