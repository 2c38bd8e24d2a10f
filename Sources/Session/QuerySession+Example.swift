public import DataModel
internal import Plan
internal import SourceText
internal import Syntax

extension QuerySession {
  /// Whether the example is loaded.
  public var showsExample: Bool { example != nil }

  /// Loads the example, a workspace in memory, until the user loads data of their own. Everything loaded, asked and
  /// defined before is discarded.
  public mutating func openExample(_ files: Host, workspace path: String = "workspace.heed") -> [Outcome] {
    var files = files
    files.elapsed = world.elapsed
    files.progress = world.progress
    files.isCancelled = world.isCancelled
    var fresh = emptied
    fresh.host = files
    fresh.example = files
    // Its definitions are not typed by the user, so they get no message.
    fresh.mayRedefine = false
    let outcomes = fresh.open(path)
    fresh.mayRedefine = mayRedefine
    guard !outcomes.contains(where: \.failed) else { return outcomes }
    fresh.host = world.before(files)
    self = fresh
    return outcomes
  }

  /// A session with the same settings, in which nothing has been loaded.
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

  /// Runs a text that loads data, which replaces the example. Definitions typed before are kept if they resolve in the new
  /// data.
  mutating func leaveExample(for file: SourceFile, folder: String, orBackTo before: QuerySession) -> [Outcome]
  {
    self = before.emptied
    parameters = before.parameters
    var gathered = StatementQueue()
    gather(file, folder: folder, trust: .full, chain: [file.name], into: &gathered)
    let typed = before.definitions.filter { $0.origin == file.name }.map { definition in
      let source = SourceFile(name: file.name, text: definition.source)
      return parse(source).script.statements.map {
        StatementQueue.Step(statement: $0, file: source, mayRedefine: true)
      }
    }
    let steps = gathered.steps
    gathered.steps = []
    let loading = run(gathered, orBackTo: before)
    if example != nil { return loading }
    let lost = typed.flatMap { $0 }.filter { perform($0).failed }.map { "`\($0.statement.canonical)`" }
    gathered.steps = steps
    gathered.changesWorkspace = false
    gathered.diagnostics = []
    var sentence = "Your own data has replaced the demo; `.demo` brings it back."
    if !lost.isEmpty {
      sentence +=
        " Some definitions do not work with your data and were dropped: \(lost.joined(separator: ", "))."
    }
    return [Outcome(.done(sentence))] + loading + run(gathered, orBackTo: self)
  }
}

extension WorkspaceSpec {
  /// Whether it has more loads than another workspace.
  func names(moreThan other: WorkspaceSpec) -> Bool { statedLoads > other.statedLoads }
}

extension Host {
  /// The same host; a file that it does not have is opened on the other host.
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
