internal import DataModel
public import SourceText

extension Session {
  /// Runs a script. Its data: the workspace that was named; else its own loads; else `workspace.heed` beside it, else in
  /// the current folder. Where data is loaded already a script without loads is about that, and one with loads is run
  /// apart, so that it leaves nothing behind.
  public mutating func run(script path: String, workspace: String? = nil) -> [Outcome] {
    var outcomes: [Outcome] = []
    if let workspace {
      outcomes = open(workspace)
      if outcomes.contains(where: \.failed) { return outcomes }
    }
    switch source(at: path) {
    case .failure(let diagnostic): return outcomes + [Outcome(.failed, diagnostics: [diagnostic])]
    case .success(let file):
      let folder = Session.folder(of: path)
      let bringsData = workspace == nil && hasLoads(file, folder: folder)
      if workspace == nil, bringsData, loaded != nil {
        var alone = Session(host: host, limits: limits)
        return alone.run(script: path)
      }
      if workspace == nil, loaded == nil, !bringsData {
        let candidates = [folder + "workspace.heed", "workspace.heed"]
        if let found = candidates.first(where: { $0 != path && exists($0) }) {
          outcomes = open(found)
          if outcomes.contains(where: \.failed) { return outcomes }
        }
      }
      return outcomes + run(file, folder: folder)
    }
  }

  private func exists(_ path: String) -> Bool {
    (try? host.open(path)) != nil
  }

  /// Whether a script (or what it uses) loads data of its own; tried on a copy of the session.
  private func hasLoads(_ file: SourceFile, folder: String) -> Bool {
    var trial = self
    var gathered = Gathered()
    trial.gather(file, folder: folder, chain: [file.name], into: &gathered)
    return trial.workspace.loads.count > workspace.loads.count
  }

  /// A file's text; a diagnostic where it cannot be had.
  public func source(
    at path: String, usedAt span: SourceSpan = .none, in file: SourceFile? = nil
  ) -> Result<SourceFile, Diagnostic> {
    do {
      return .success(SourceFile(name: path, bytes: try host.bytes(of: path)))
    } catch {
      return .failure(Session.diagnostic(error, at: span, in: file))
    }
  }

  /// What the world's refusal means for a reader.
  static func diagnostic(_ error: HostError, at span: SourceSpan, in file: SourceFile?) -> Diagnostic {
    switch error {
    case .notFound(let path):
      Diagnostic(.missingFile, "There is no file “\(path)”", file: file, at: span, label: "not found")
    case .isDirectory(let path):
      Diagnostic(
        .unreadableFile, "“\(path)” is a folder, not a file", file: file, at: span, label: "a folder")
    case .unreadable(let path, let reason):
      Diagnostic(.unreadableFile, "“\(path)” cannot be read: \(reason)", file: file, at: span)
    case .refused(let path, let allow):
      Diagnostic(
        .refusedPath, "A shared file may not read “\(path)”", file: file, at: span,
        notes: ["\(allow) permits it."])
    case .cancelled: Diagnostic(.cancelled, "Stopped", file: file, at: span)
    }
  }

  /// The folder of a path, with its slash; empty for a bare name.
  static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

  /// A path as seen from a folder, without `.` and with `..` resolved where a folder stands before it.
  func path(_ path: String, from folder: String) -> String {
    let whole = path.hasPrefix("/") ? path : folder + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (whole.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
