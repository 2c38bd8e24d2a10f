internal import Archives
internal import DataModel

/// A path that may lead into a zip archive, as into a folder: `"export.zip/users.csv"`.
struct PackedPath {
  private let path: String
  /// The archive, and what follows it; nil where no part of the path ends in `.zip`.
  private let parts: (archive: String, entry: String)?

  init(_ path: String) {
    self.path = path
    var folders: [Substring] = []
    var rest = path.split(separator: "/", omittingEmptySubsequences: false)[...]
    while let part = rest.popFirst() {
      folders.append(part)
      if part.lowercased().hasSuffix(".zip") {
        parts = (folders.joined(separator: "/"), rest.joined(separator: "/"))
        return
      }
    }
    parts = nil
  }

  /// Whether it leads to an archive or into one, by its name.
  var isArchive: Bool { parts != nil }

  /// The bytes of the file, unpacked where it is packed.
  func open(_ host: Host) throws(HostError) -> ByteStream {
    guard let parts, !parts.entry.isEmpty, let archive = try opened(parts.archive, host) else {
      return try host.openData(path).unpacked(path: path)
    }
    return try archive.unpacked(path: parts.archive, entry: parts.entry)
  }

  /// The files that it leads to in an archive: all of them, or those of a pattern with one `*`; nil where it leads into
  /// no archive. What a Mac adds for itself, and hidden files, are left out.
  func files(_ host: Host) throws(HostError) -> [String]? {
    guard let parts, let names = try opened(parts.archive, host)?.entryNames(path: parts.archive) else {
      return nil
    }
    let shown = names.filter { name in
      !name.hasPrefix("__MACOSX/") && name.split(separator: "/").last?.hasPrefix(".") == false
    }
    let wanted: [String]
    if parts.entry.isEmpty {
      wanted = shown
    } else if let star = parts.entry.firstIndex(of: "*") {
      let (head, tail) = (parts.entry[..<star], parts.entry[parts.entry.index(after: star)...])
      wanted = shown.filter {
        $0.count >= head.count + tail.count && $0.hasPrefix(head) && $0.hasSuffix(tail)
      }
    } else {
      wanted = [parts.entry]
    }
    var seen: Set<String> = []
    if let twice = wanted.first(where: { !seen.insert($0).inserted }) {
      throw .unreadable(
        path: parts.archive, reason: "it has two files called “\(twice)”: pack them under names of their own")
    }
    return wanted.sorted().map { "\(parts.archive)/\($0)" }
  }

  /// Nil where a folder has the name of an archive.
  private func opened(_ archive: String, _ host: Host) throws(HostError) -> ByteStream? {
    do throws(HostError) {
      return try host.openData(archive)
    } catch {
      if case .isDirectory = error { return nil }
      throw error
    }
  }
}
