internal import DataModel
public import SourceText
internal import Syntax

extension Session {
  /// Runs a script. Its data: the workspace that was named; else its own loads; else `workspace.heed` beside it, else in
  /// the current folder. Where data is loaded already a script without loads is about that, and one with loads is run
  /// apart, so that it leaves nothing behind. Values from outside must be for
  /// parameters that it, or the workspace, has.
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
        alone.permissions = permissions
        alone.settings = settings
        return alone.run(script: path)
      }
      if workspace == nil, loaded == nil, !bringsData {
        let candidates = [folder + "workspace.heed", "workspace.heed"]
        if let found = candidates.first(where: { $0 != path && exists($0) }) {
          // One that came with the script is as far to be trusted as that.
          outcomes = open(found, trust: found == "workspace.heed" ? .full : .shared(folder: folder))
          if outcomes.contains(where: \.failed) { return outcomes }
        }
      }
      var gathered = Gathered()
      gather(file, folder: folder, trust: .shared(folder: folder), chain: [path], into: &gathered)
      let problems = problemsOfSettings(gathered, in: path)
      guard problems.isEmpty else { return outcomes + [Outcome(.failed, diagnostics: problems)] }
      return outcomes + run(gathered)
    }
  }

  /// Takes in a workspace and loads what it names.
  mutating func open(_ path: String, trust: Trust) -> [Outcome] {
    switch source(at: path) {
    case .success(let file):
      let folder = Session.folder(of: path)
      workspaceFolders.append(folder)
      used.insert(self.path(path, from: ""))
      var gathered = Gathered()
      gather(file, folder: folder, trust: trust, chain: [path], into: &gathered)
      let outcomes = run(gathered)
      return outcomes + (outcomes.contains(where: \.failed) ? [] : load())
    case .failure(let diagnostic): return [Outcome(.failed, diagnostics: [diagnostic])]
    }
  }

  /// Whether a file asks anything, rather than only saying what there is; false where it cannot be read.
  public func asks(_ path: String) -> Bool {
    guard case .success(let file) = source(at: path) else { return false }
    return parse(file).script.statements.contains(where: \.isQuestion)
  }

  private func exists(_ path: String) -> Bool {
    (try? host.open(path)) != nil
  }

  /// Whether a script (or what it uses) loads data of its own; tried on a copy of the session.
  private func hasLoads(_ file: SourceFile, folder: String) -> Bool {
    var trial = self
    var gathered = Gathered()
    trial.gather(
      file, folder: folder, trust: .shared(folder: folder), chain: [file.name], into: &gathered)
    return trial.workspace.loads.count > workspace.loads.count
  }

  /// A file's text; a diagnostic where it cannot be had.
  public func source(at path: String) -> Result<SourceFile, Diagnostic> { source(at: path, for: .full) }

  func source(
    at path: String, for trust: Trust, usedAt span: SourceSpan = .none, in file: SourceFile? = nil
  ) -> Result<SourceFile, Diagnostic> {
    do throws(HostError) {
      return .success(SourceFile(name: path, bytes: try host(for: trust).bytes(of: path)))
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
    case .unwritable(let path, let reason):
      Diagnostic(.unwritableFile, "“\(path)” cannot be written: \(reason)", file: file, at: span)
    case .refused(let path, let allow):
      Diagnostic(
        .refusedPath,
        allow.hasPrefix(Permissions.readingFlag)
          ? "A shared file reads below its own folder and the workspace's, and “\(path)” is elsewhere"
          : "A shared file writes nothing, and this one would write “\(path)”",
        file: file, at: span, label: "not allowed", notes: ["`\(allow)` permits it."])
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
