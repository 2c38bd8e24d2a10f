internal import DataModel
internal import SourceText

extension QuerySession {
  /// Runs a script. Its data: the workspace that was named; else its own loads; else `workspace.heed` beside it, else in
  /// the current folder. Where data is loaded already a script without loads is about that, and one with loads is run
  /// apart, so that it leaves nothing behind. Values from outside must be for
  /// parameters that it, or the workspace, has.
  public mutating func run(script: ScriptFile, workspace: ScriptFile? = nil) -> [Outcome] {
    var outcomes: [Outcome] = []
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

  /// The same of a file that is still to be read.
  public mutating func run(script path: String, workspace: String? = nil) -> [Outcome] {
    do throws(Diagnostic) {
      let workspace = try workspace.map { path throws(Diagnostic) in try source(at: path).get() }
      return run(script: try source(at: path).get(), workspace: workspace)
    } catch {
      return [Outcome(.failed, diagnostics: [error])]
    }
  }

  /// Takes in a workspace that its user named, or that was found, and loads what it names.
  public mutating func open(_ workspace: ScriptFile) -> [Outcome] {
    let before = self
    workspacePlaces += workspace.place.map { [$0] } ?? []
    used.insert(path(workspace.file.name, from: "").pathBytes)
    var gathered = gathered(workspace, workspace.trust)
    gathered.diagnostics.insert(contentsOf: workspace.warnings, at: 0)
    let outcomes = run(gathered, orBackTo: before)
    guard !outcomes.contains(where: \.failed), loaded == nil else { return outcomes }
    // It names no data.
    self = before
    return outcomes + load()
  }

  /// The same of a file that is named, and still to be read.
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

  /// Whether a script (or what it uses) loads data of its own; tried on a copy of the session.
  private func hasLoads(_ script: ScriptFile, _ trust: Trust) -> Bool {
    var trial = self
    _ = trial.gathered(script, trust)
    return trial.workspace.statedLoads > workspace.statedLoads
  }

  /// A path as seen from a folder, without `.` and with `..` resolved where a folder stands before it.
  func path(_ path: String, from folder: String) -> String {
    let whole = host.path(path, from: folder)
    if isAddress(whole) { return whole }
    return plainPath(whole)
  }
}
