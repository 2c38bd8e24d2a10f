internal import DataModel
internal import SourceText

extension QuerySession {
  /// Runs a script. Its data is the given workspace; otherwise what it loads itself; otherwise `workspace.heed` in its
  /// folder, or in the current folder. If data is already loaded, a script without loads uses that, and a script with loads
  /// runs in a session of its own, so that it changes nothing here. Values set from outside must belong to
  /// parameters of the script or of the workspace.
  public mutating func run(script: ScriptFile, workspace: ScriptFile? = nil) -> [Outcome] {
    var outcomes: [Outcome] = []
    host.protect(script.file.name)
    if let workspace {
      outcomes = open(workspace)
      if outcomes.contains(where: \.failed) { return outcomes }
    }
    let trust = Trust.shared(place: script.place)
    let bringsData = workspace == nil && hasLoads(script, trust)
    if workspace == nil, bringsData, loaded != nil {
      var alone = emptied
      return alone.run(script: script)
    }
    if workspace == nil, loaded == nil, !bringsData {
      let folders = [script.folder, ""].filter {
        ($0 + "workspace.heed").pathBytes != script.file.name.pathBytes
      }
      let files = self
      if let found = folders.lazy.compactMap({ files.workspace(foundIn: $0) }).first {
        switch found {
        case .success(let workspace): outcomes = open(workspace)
        case .failure(let diagnostic): outcomes = [Outcome(.failed, diagnostics: [diagnostic])]
        }
        if outcomes.contains(where: \.failed) { return outcomes }
      }
    }
    let before = self
    let gathered = gathered(script, trust)
    let problems = problemsOfSettings(gathered, in: script.file.name)
    guard problems.isEmpty else {
      self = before
      return outcomes + [Outcome(.failed, diagnostics: problems)]
    }
    return outcomes + run(gathered, orBackTo: before)
  }

  /// Reads a script, and a workspace if one is given, and runs the script.
  public mutating func run(script path: String, workspace: String? = nil) -> [Outcome] {
    do throws(Diagnostic) {
      let workspace = try workspace.map { path throws(Diagnostic) in try source(at: path).get() }
      return run(script: try source(at: path).get(), workspace: workspace)
    } catch {
      return [Outcome(.failed, diagnostics: [error])]
    }
  }

  /// Reads the statements of a workspace, named by the user or found in a folder, and loads its data.
  public mutating func open(_ workspace: ScriptFile) -> [Outcome] {
    let before = self
    host.protect(workspace.file.name)
    workspacePlaces += workspace.place.map { [$0] } ?? []
    used.insert(path(workspace.file.name, from: "").pathBytes)
    var gathered = gathered(workspace, workspace.trust)
    gathered.diagnostics.insert(contentsOf: workspace.warnings, at: 0)
    let outcomes = run(gathered, orBackTo: before)
    guard !outcomes.contains(where: \.failed), loaded == nil else { return outcomes }
    // The file loads nothing: nothing changes, and `load` reports it.
    self = before
    return outcomes + load()
  }

  /// Reads a workspace file that the user named, and opens it.
  public mutating func open(_ path: String) -> [Outcome] {
    switch source(at: path) {
    case .success(let workspace): return open(workspace)
    case .failure(let diagnostic): return [Outcome(.failed, diagnostics: [diagnostic])]
    }
  }

  private mutating func gathered(_ script: ScriptFile, _ trust: Trust) -> StatementQueue {
    var gathered = StatementQueue()
    gather(script.file, folder: script.folder, trust: trust, chain: [script.file.name], into: &gathered)
    return gathered
  }

  /// Whether a script, or a file that it uses, loads data; found out on a copy of the session.
  private func hasLoads(_ script: ScriptFile, _ trust: Trust) -> Bool {
    var trial = self
    _ = trial.gathered(script, trust)
    return trial.workspace.statedLoads > workspace.statedLoads
  }

  /// A path written in a file of a folder, without `.` and `..`; as written if a link before `..` makes that another file.
  func path(_ path: String, from folder: String) -> String {
    let whole = host.path(path, from: folder)
    let plain = plainPath(whole)
    if isAddress(whole) || (try? host.resolve(plain)) != (try? host.resolve(whole)) { return whole }
    return plain
  }
}
