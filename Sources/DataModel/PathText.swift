// Paths are compared and split as bytes, without Unicode normalization: a slash before a combining accent is a slash,
// and two names that look alike may be different.

private let slash = UInt8(ascii: "/")

extension String {
  /// The folder of a path, including its final slash; empty for a bare name.
  public var folder: String {
    String(self[..<(utf8.lastIndex(of: slash).map { utf8.index(after: $0) } ?? startIndex)])
  }

  /// The part of a path after its last slash.
  public var fileName: String {
    String(self[(utf8.lastIndex(of: slash).map { utf8.index(after: $0) } ?? startIndex)...])
  }

  /// Whether a path is absolute.
  public var isFromRoot: Bool { utf8.first == slash }

  /// The bytes of a path, by which paths are compared.
  public var pathBytes: [UInt8] { Array(utf8) }
}

/// The components of a path, without empty ones and `.`.
public func parts(ofPath path: String) -> [[UInt8]] {
  path.utf8.split(separator: slash).map(Array.init).filter { $0 != [UInt8(ascii: ".")] }
}

/// An absolute path without `.` and `..`, without resolving symbolic links.
public func absolutePath(_ path: String) -> String { plainPath("/" + path) }

/// A path without `.`, and without each `..` that follows a folder.
public func plainPath(_ path: String) -> String {
  let up = Array("..".utf8)
  var kept: [[UInt8]] = []
  for part in parts(ofPath: path) {
    if part == up, path.isFromRoot || kept.last.map({ $0 != up }) ?? false {
      _ = kept.popLast()
    } else {
      kept.append(part)
    }
  }
  return (path.isFromRoot ? "/" : "")
    + String(decoding: Array(kept.joined(separator: [slash])), as: UTF8.self)
}
