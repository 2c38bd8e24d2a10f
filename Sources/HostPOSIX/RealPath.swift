internal import DataModel

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// A path from the root without links, `.` and `..`. Of what is not there the longest part that is; the rest as written.
@Sendable func realPath(_ path: String) throws(HostError) -> String {
  var existing = path.isEmpty ? "." : path
  var missing: [Substring] = []
  while true {
    // SAFETY: the path is a C string that lives through the call; the result is copied, then freed, and only here.
    if let real = unsafe realpath(existing, nil) {
      defer { unsafe free(real) }
      let rest = missing.reversed().joined(separator: "/")
      return absolutePath(unsafe String(cString: real) + "/" + rest)
    }
    guard errno == ENOENT || errno == ENOTDIR else { throw hostError(errno, path) }
    while existing.count > 1, existing.hasSuffix("/") { existing.removeLast() }
    guard existing != ".", existing != "/" else { throw .notFound(path: path) }
    let cut = existing.lastIndex(of: "/")
    missing.append(existing[(cut.map { existing.index(after: $0) } ?? existing.startIndex)...])
    existing = cut.map { $0 == existing.startIndex ? "/" : String(existing[..<$0]) } ?? "."
  }
}
