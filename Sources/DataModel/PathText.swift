// Paths are bytes: where one ends, and whether two are the same, is told without a look at what the bytes spell. A
// slash before a combining accent is a slash, and two names that look alike may be two.

private let slash = UInt8(ascii: "/")

extension String {
  /// The folder of a path, with its slash; empty for a bare name.
  public var folder: String {
    String(self[..<(utf8.lastIndex(of: slash).map { utf8.index(after: $0) } ?? startIndex)])
  }

  /// The last part of a path: what follows its last slash.
  public var fileName: String {
    String(self[(utf8.lastIndex(of: slash).map { utf8.index(after: $0) } ?? startIndex)...])
  }

  /// Whether a path starts at the root.
  public var isFromRoot: Bool { utf8.first == slash }

  /// A path as what tells it from all others.
  public var pathBytes: [UInt8] { Array(utf8) }
}

/// The parts of a path between its slashes, without the empty ones and those that are `.`.
public func parts(ofPath path: String) -> [[UInt8]] {
  path.utf8.split(separator: slash).map(Array.init).filter { $0 != [UInt8(ascii: ".")] }
}

/// A path as it stands, from the root and without `.` and `..`: where it leads if there are no links.
public func absolutePath(_ path: String) -> String { plainPath("/" + path) }

/// A path without `.`, and without each `..` that a folder stands before.
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
