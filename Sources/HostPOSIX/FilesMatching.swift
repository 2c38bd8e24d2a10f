internal import DataModel

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The files whose last path component matches one with `*` in it, sorted by name: `reviews_*.csv`. Hidden files only
/// match a pattern that starts with a dot.
func filesMatching(_ pattern: String) throws(HostError) -> [String] {
  let bytes = Array(pattern.utf8)
  let cut = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
  let folder = String(decoding: bytes[..<cut], as: UTF8.self)
  let name = Array(bytes[cut...])
  return try entries(ofFolder: folder.isEmpty ? "." : folder)
    .filter { entry in
      let entry = Array(entry.utf8)
      return matches(name, entry) && (entry.first != UInt8(ascii: ".") || name.first == UInt8(ascii: "."))
    }
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    .map { folder + $0 }
}

/// The names in a folder that are not folders themselves, in no order.
private func entries(ofFolder path: String) throws(HostError) -> [String] {
  // SAFETY: the path lives through the call; the stream is closed below, and only here.
  guard let folder = unsafe opendir(path) else { throw hostError(errno, path) }
  defer { unsafe closedir(folder) }
  var names: [String] = []
  // SAFETY: an entry is valid until the next `readdir` of this stream; its name is copied before that.
  while let entry = unsafe readdir(folder) {
    guard unsafe entry.pointee.d_type != UInt8(DT_DIR) else { continue }
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
      unsafe name.withMemoryRebound(to: CChar.self, capacity: 1) { unsafe String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}

/// Whether a name matches a pattern in which `*` stands for any bytes. Linear in most cases, at worst the product.
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
