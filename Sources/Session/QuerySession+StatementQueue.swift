internal import DataModel
internal import Plan
internal import Semantics
internal import SourceText
internal import Syntax

/// The statements of a text and of the files that it uses, in order, without those that set up the workspace.
struct StatementQueue {
  struct Step {
    let statement: Statement
    let file: SourceFile
    /// The folder of its relative paths, and which files it may access.
    var folder = ""
    var trust = Trust.full
    /// The number of the `use` that brought in this statement, for a statement of another file.
    var use: Int?
    /// Whether it may define a name that has a meaning already.
    var mayRedefine = false

    /// Whether the statement's text contains one of some words, also as part of another word.
    func mentions(_ words: String...) -> Bool {
      let text = file.text(of: statement.span).lowercased()
      return words.contains(where: text.contains)
    }
  }

  var steps: [Step] = []
  /// The number of `use` statements in the text itself.
  var uses = 0
  /// The names that its statements define.
  var names: Set<DefinedName> = []
  var changesWorkspace = false
  var diagnostics: [Diagnostic] = []
}

extension QuerySession {
  /// Parses a text, follows `use`, and prepares loads, links and settings.
  mutating func gather(
    _ file: SourceFile, folder: String, trust: Trust, chain: [String], into gathered: inout StatementQueue
  ) {
    if let problem = QuerySession.problem(ofData: file) { return gathered.diagnostics.append(problem) }
    let (script, diagnostics) = parse(file)
    gathered.diagnostics += diagnostics
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    for written in script.statements {
      var (statement, origin) = (written, file)
      switch guessed(written, of: file, folder: folder, trust: trust) {
      case .success(let guess)?:
        (statement, origin) = (guess.statement, guess.file)
        gathered.diagnostics.append(guess.note)
      case .failure(let failure)?:
        gathered.diagnostics.append(failure)
        continue
      case nil: break
      }
      if case .use(let name) = statement.kind {
        if chain.count == 1 { gathered.uses += 1 }
        use(name, in: file, folder: folder, trust: trust, chain: chain, into: &gathered)
      } else if let diagnostics = prepare(statement, of: origin, folder: folder, into: &workspace) {
        if case .load = statement.kind, let last = workspace.loads.indices.last {
          workspace.loads[last].permissions = permissions(of: trust)
        } else if case .link = statement.kind, let last = workspace.links.indices.last {
          workspace.links[last].permissions = permissions(of: trust)
        }
        gathered.changesWorkspace = true
        gathered.diagnostics += diagnostics
      } else {
        var step = StatementQueue.Step(statement: statement, file: file, folder: folder, trust: trust)
        if chain.count > 1 { step.use = gathered.uses }
        step.mayRedefine = mayRedefine(step, among: &gathered.names)
        gathered.steps.append(step)
      }
    }
  }

  /// Whether a statement may redefine a name. Typed text may always. A file may not redefine its own names, or those of the
  /// workspace and of files in use, just as if it were run alone; it may redefine what was typed before, or left by a
  /// script.
  private func mayRedefine(_ step: StatementQueue.Step, among names: inout Set<DefinedName>) -> Bool {
    guard mayRedefine, let name = step.statement.definedName else { return mayRedefine }
    let isFirst = names.insert(name).inserted
    if case .full = step.trust { return true }
    let earlier = name.isTopic ? definitions.topic(name.text) : definitions.definition(name.text)
    return isFirst && !(earlier.map { isUsed($0.origin) } ?? false)
  }

  /// Whether a file is the workspace, or was included by `use`.
  private func isUsed(_ file: String) -> Bool { used.contains(path(file, from: "").pathBytes) }

  private static let mostNested = 100

  /// Adds the statements of another file, once. It is trusted as a shared file, whichever file includes it.
  private mutating func use(
    _ name: Syntax.Text, in file: SourceFile, folder: String, trust: Trust, chain: [String],
    into gathered: inout StatementQueue
  ) {
    let target = path(name.content, from: folder)
    if let start = chain.firstIndex(where: { $0.pathBytes == target.pathBytes }) {
      let circle = (chain[start...] + [target]).map { "“\($0)”" }.joined(separator: " uses ")
      gathered.diagnostics.append(
        Diagnostic(.cycle, "Files use each other in a circle: \(circle)", file: file, at: name.span))
      return
    }
    guard chain.count <= QuerySession.mostNested else {
      gathered.diagnostics.append(
        Diagnostic(
          .tooDeep, "Files use each other more than \(QuerySession.mostNested) levels deep", file: file,
          at: name.span,
          label: "one too many", notes: ["One file may name all the others: `use` reads each only once."]))
      return
    }
    guard used.insert(target.pathBytes).inserted else { return }
    switch source(at: target, for: trust, usedAt: name.span, in: file) {
    case .success(let other):
      gather(
        other.file, folder: other.folder, trust: .shared(place: other.place), chain: chain + [target],
        into: &gathered)
    case .failure(let diagnostic): gathered.diagnostics.append(diagnostic)
    }
  }
}

/// A name that a statement defines, in lower case. A topic may have the name of something else.
struct DefinedName: Hashable {
  let text: String
  let isTopic: Bool
}

extension Statement {
  /// The name that a `define` or `topic` gives a meaning to.
  fileprivate var definedName: DefinedName? {
    switch kind {
    case .define(let name, _): DefinedName(text: name.text, isTopic: false)
    case .topic(let name, _): DefinedName(text: name.text, isTopic: true)
    case _: nil
    }
  }
}
