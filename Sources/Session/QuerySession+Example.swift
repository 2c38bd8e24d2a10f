public import DataModel
internal import Plan
internal import SourceText
internal import Syntax

extension QuerySession {
  /// Whether what is loaded is the example.
  public var showsExample: Bool { example != nil }

  /// Shows the example, a workspace among files in memory, until something of one's own is loaded. What was loaded, asked
  /// and defined before is gone.
  public mutating func openExample(_ files: Host, workspace path: String = "workspace.heed") -> [Outcome] {
    var files = files
    files.elapsed = world.elapsed
    files.progress = world.progress
    files.isCancelled = world.isCancelled
    var fresh = emptied
    fresh.host = files
    fresh.example = files
    // Its own definitions are none that somebody typed.
    fresh.mayRedefine = false
    let outcomes = fresh.open(path)
    fresh.mayRedefine = mayRedefine
    guard !outcomes.contains(where: \.failed) else { return outcomes }
    fresh.host = world.before(files)
    self = fresh
    return outcomes
  }

  /// The session as it began.
  var emptied: QuerySession {
    var fresh = QuerySession(host: world, limits: limits)
    fresh.mayRedefine = mayRedefine
    fresh.work = work
    fresh.permissions = permissions
    fresh.trusted = trusted
    fresh.settings = settings
    fresh.rejectsPath = rejectsPath
    return fresh
  }

  /// Runs a text that loads data of its own: in the place of the example, not beside it. What was typed before and means
  /// something of that data too stays defined.
  mutating func leaveExample(for file: SourceFile, folder: String, orBackTo before: QuerySession) -> [Outcome]
  {
    self = before.emptied
    parameters = before.parameters
    var gathered = StatementQueue()
    gather(file, folder: folder, trust: .full, chain: [file.name], into: &gathered)
    let typed = before.definitions.filter { $0.origin == file.name }.map { definition in
      let source = SourceFile(name: file.name, text: definition.source)
      return parse(source).script.statements.map { StatementQueue.Step(statement: $0, file: source) }
    }
    let steps = gathered.steps
    gathered.steps = []
    let loading = run(gathered, orBackTo: before)
    if example != nil { return loading }
    let lost = typed.flatMap { $0 }.filter { perform($0).failed }.map { "`\($0.statement.canonical)`" }
    gathered.steps = steps
    gathered.changesWorkspace = false
    gathered.diagnostics = []
    var sentence = "The demo is gone: what is asked now is about your own data. `.demo` brings it back."
    if !lost.isEmpty {
      sentence += " Gone with it, since it means nothing here: \(lost.joined(separator: ", "))."
    }
    return [Outcome(.done(sentence))] + loading + run(gathered, orBackTo: self)
  }
}

extension WorkspaceSpec {
  /// Whether it names data that another does not.
  func names(moreThan other: WorkspaceSpec) -> Bool { statedLoads > other.statedLoads }
}

extension Host {
  /// The same host, with the files of another where it has none.
  fileprivate func before(_ other: Host) -> Host {
    var both = self
    both.opening = { path, permissions throws(HostError) in
      do throws(HostError) {
        return try opening(path, permissions)
      } catch {
        guard case .notFound = error, let stream = try? other.open(path) else { throw error }
        return stream
      }
    }
    return both
  }
}
