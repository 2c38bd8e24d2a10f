internal import DataModel

/// The files whose last path component matches a pattern with `*`, sorted by name: `reviews_*.csv`. Hidden files only
/// match a pattern that starts with a dot.
@Sendable func filesMatching(
  _ pattern: String, _ permissions: Permissions?
) throws(HostError) -> [String] {
  let (folder, name) = (pattern.folder, Array(pattern.fileName.utf8))
  let entries = try names(in: folder, for: pattern, permissions, ofFolders: false)
  let dot = UInt8(ascii: ".")
  return entries.filter { matches(name, $0) && ($0.first != dot || name.first == dot) }
    .map { folder + String(decoding: $0, as: UTF8.self) }
}

/// The folders in a folder, each with a slash, sorted by name. Hidden ones and links are left out.
@Sendable func foldersListed(
  _ folder: String, _ permissions: Permissions?
) throws(HostError) -> [String] {
  let entries = try names(in: folder, for: folder, permissions, ofFolders: true)
  return entries.filter { $0.first != UInt8(ascii: ".") }
    .map { folder + String(decoding: $0, as: UTF8.self) + "/" }
}

/// The names in a folder that the permissions allow to be listed, in order.
private func names(
  in folder: String, for path: String, _ permissions: Permissions?, ofFolders: Bool
) throws(HostError) -> [[UInt8]] {
  let walk = PathResolver(folder.isEmpty ? "." : folder)
  if let permissions, let reading = permissions.reading, try !walk.isWithin(reading, path) {
    throw permissions.refusal(toRead: path)
  }
  guard case .folder = walk.end, let last = walk.folders.last else {
    if case .nowhere(let code, _) = walk.end { throw hostError(code, folder) }
    throw .notFound(path: folder)
  }
  do throws(Folder.Failure) {
    return try last.names(ofFolders: ofFolders).sorted { $0.lexicographicallyPrecedes($1) }
  } catch {
    throw hostError(error.code, folder)
  }
}

/// Whether a name matches a pattern in which `*` stands for any bytes. Usually linear, at worst O(pattern × name).
func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
  let star = UInt8(ascii: "*")
  var (p, n) = (0, 0)
  var retry: (pattern: Int, name: Int)?
  while n < name.count {
    if p < pattern.count, pattern[p] == star {
      retry = (p + 1, n)
      p += 1
    } else if p < pattern.count, pattern[p] == name[n] {
      p += 1
      n += 1
    } else if let (restart, taken) = retry {
      p = restart
      n = taken + 1
      retry = (restart, n)
    } else {
      return false
    }
  }
  return pattern[p...].allSatisfy { $0 == star }
}
