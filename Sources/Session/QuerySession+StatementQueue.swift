internal import DataModel
internal import Semantics
internal import SourceText
internal import Syntax

/// The statements of a text and of the files that it uses, in order, once what they say of the workspace was taken out.
struct StatementQueue {
  struct Step {
    let statement: Statement
    let file: SourceFile
    /// Where its relative paths start, and what they may lead to.
    var folder = ""
    var trust = Trust.full
    /// Whether it stands in a file that another text uses.
    var isUsed = false

    /// Whether one of some words stands in the statement, as itself or inside another thing.
    func mentions(_ words: String...) -> Bool {
      let text = file.text(of: statement.span).lowercased()
      return words.contains(where: text.contains)
    }
  }

  var steps: [Step] = []
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
    for statement in script.statements {
      if case .use(let name) = statement.kind {
        use(name, in: file, folder: folder, trust: trust, chain: chain, into: &gathered)
      } else if let diagnostics = prepare(statement, of: file, folder: folder, into: &workspace) {
        if case .load = statement.kind, let last = workspace.loads.indices.last {
          workspace.loads[last].permissions = permissions(of: trust)
        } else if case .link = statement.kind, let last = workspace.links.indices.last {
          workspace.links[last].permissions = permissions(of: trust)
        }
        gathered.changesWorkspace = true
        gathered.diagnostics += diagnostics
      } else {
        gathered.steps.append(
          StatementQueue.Step(
            statement: statement, file: file, folder: folder, trust: trust, isUsed: chain.count > 1))
      }
    }
  }

  private static let mostNested = 100

  /// Takes in the statements of another file, once. Whoever names it, it is a shared file.
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
          .tooDeep, "Files use each other more than \(QuerySession.mostNested) deep", file: file,
          at: name.span,
          label: "one too many", notes: ["One file may name all the others: `use` takes each in once."]))
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
