public import Foundation

/// Expected results in the folder `Golden` beside a test file, with one readable file for each case.
public enum Golden {
  public static func folder(beside file: String = #filePath) -> URL {
    URL(filePath: file).deletingLastPathComponent().appending(path: "Golden")
  }

  /// The text files in it, or in one of its folders, sorted by name.
  public static func files(in name: String = "", beside file: String = #filePath) -> [URL] {
    let folder = name.isEmpty ? folder(beside: file) : folder(beside: file).appending(path: name)
    let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (found ?? []).filter { $0.pathExtension == "txt" }.sorted {
      $0.lastPathComponent < $1.lastPathComponent
    }
  }
}
