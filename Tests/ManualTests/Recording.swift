import Foundation

/// `RECORD=1` writes what Heed shows now into the pages; the difference is read before it is committed.
enum Recording {
  static let isOn = ProcessInfo.processInfo.environment["RECORD"] == "1"
}

/// The files of the project that the manual is made of.
enum Project {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: path))
  }
}
