internal import Foundation

/// Shows a text in the user's pager: `PAGER`, else `less`. Returns false if there is none, or it could not be started.
/// Leaving the pager before the end of the text still counts as shown.
public func page(_ text: String) -> Bool {
  let environment = ProcessInfo.processInfo.environment
  let named = environment["PAGER"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
  guard let command = named ?? (isInstalled("less") ? "less" : nil) else { return false }
  // Without -R `less` would show colours as codes. Unless the user has their own options: the text stays on the screen,
  // reaching the end quits, the prompt line explains the keys, and no key starts another program.
  let wishes =
    environment["LESS"].map { ["LESS": "-R \($0)"] }
    ?? ["LESS": "-RXE -PSpace shows more, q goes back", "LESSSECURE": "1"]
  for (name, value) in wishes {
    // SAFETY: both are C strings that live through the call, and are copied.
    unsafe setenv(name, value, 1)
  }
  defer {
    for name in wishes.keys {
      // SAFETY: as above.
      if let before = environment[name] { unsafe setenv(name, before, 1) } else { unsafe unsetenv(name) }
    }
  }
  // SAFETY: the strings are C strings that live through the calls; the stream is closed once.
  guard let pipe = unsafe popen(command, "w") else { return false }
  let bytes = Array(text.utf8)
  unsafe _ = fwrite(bytes, 1, bytes.count, pipe)
  let status = unsafe pclose(pipe)
  // The shell's exit codes for a program that it cannot run.
  return ![126 << 8, 127 << 8].contains(status)
}

/// Opens a text in the user's editor (`VISUAL`, `EDITOR`, or one that is installed) and returns the changed text. The
/// error's text is a sentence.
public func edit(_ text: String) throws(EditorError) -> String {
  let environment = ProcessInfo.processInfo.environment
  let named = ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.allSatisfy(\.isWhitespace) }
  guard let command = named ?? ["editor", "nano", "vi"].first(where: isInstalled) else {
    throw .failed(sentence: "There is no editor; EDITOR names one.")
  }
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heed-\(UUID().uuidString)")
  let file = folder.appendingPathComponent("statement.heed")
  defer { try? FileManager.default.removeItem(at: folder) }
  do {
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    try Data((text + "\n").utf8).write(to: file)
  } catch {
    throw .failed(sentence: "The statement cannot be written to “\(file.path)”.")
  }
  // SAFETY: the command is a C string that lives through the call.
  let status = unsafe system("\(command) '\(file.path.replacing("'", with: "'\\''"))'")
  guard status == 0 else { throw .failed(sentence: "The editor, `\(command)`, ended with an error.") }
  guard let changed = try? String(contentsOf: file, encoding: .utf8) else {
    throw .failed(sentence: "What the editor left cannot be read as text.")
  }
  return changed
}

/// Why a text could not be edited, as a sentence for the user.
public enum EditorError: Error, Hashable, Sendable {
  case failed(sentence: String)
}

private func isInstalled(_ program: String) -> Bool {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}
