import DataModel
import Foundation
import HostPOSIX
import REPL

extension InteractiveShell.Surroundings {
  /// The prompt's access to the real terminal and files.
  static func posix(_ cancellation: Cancellation, _ progress: Progress) -> InteractiveShell.Surroundings {
    InteractiveShell.Surroundings(
      width: { Terminal.width }, height: { screenSize()?.rows ?? 24 },
      resetCancellation: { cancellation.reset() }, finishProgress: { progress.finish() },
      exists: { FileManager.default.fileExists(atPath: $0) },
      read: { try? String(contentsOfFile: $0, encoding: .utf8) }, write: write,
      tryWriting: tryWriting, change: change,
      names: names,
      page: { !Terminal.isDumb && HostPOSIX.page($0) }, edit: edit,
      example: { .example })
  }

  private static func write(_ path: String, _ text: String) -> String? {
    do {
      try replaceFile(path, with: Array(text.utf8))
      return nil
    } catch {
      return error.reason
    }
  }

  private static func tryWriting(_ path: String) -> String? {
    do {
      try tryReplacingFile(path)
      return nil
    } catch {
      return error.reason
    }
  }

  private static func change(_ path: String, _ change: (String?) -> String?) -> String? {
    var reason: String?
    do {
      try changeFile(path) { bytes in
        let text = bytes.map { String(validating: $0, as: UTF8.self) }
        guard text != .some(nil) else {
          reason = "what it holds is no text"
          return nil
        }
        return change(text ?? nil).map { Array($0.utf8) }
      }
      return reason
    } catch {
      return error.reason
    }
  }

  private static func edit(_ text: String) -> InteractiveShell.Edited {
    do {
      return .text(try HostPOSIX.edit(text))
    } catch {
      switch error {
      case .failed(let sentence): return .failed(reason: sentence)
      }
    }
  }

  @Sendable private static func names(_ folder: String) -> [String] {
    let url = URL(fileURLWithPath: folder.isEmpty ? "." : folder)
    let found = try? FileManager.default.contentsOfDirectory(
      at: url, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)
    return (found ?? []).map { file in
      let isFolder = (try? file.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
      return file.lastPathComponent + (isFolder ? "/" : "")
    }.sorted()
  }
}

extension InteractiveShell.OwnFiles {
  /// Files that only the user can read: in `$XDG_STATE_HOME/heed`, else `~/.local/state/heed`.
  static var posix: InteractiveShell.OwnFiles {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let folder = (state ?? home.map { $0 + "/.local/state" }).map { $0 + "/heed" }
    return InteractiveShell.OwnFiles(
      history: folder.map { $0 + "/history" }, queries: folder.map { $0 + "/queries.heed" }, home: home)
  }
}
