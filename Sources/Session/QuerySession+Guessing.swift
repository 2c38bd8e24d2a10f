internal import DataModel
internal import Discovery
internal import Semantics
internal import SourceText
internal import Syntax

extension QuerySession {
  /// What replaces `load customers from "x.csv"`: the load that `heed init` proposes for the file alone.
  struct GuessedLoad {
    var statement: Statement
    /// The text of the proposal, which the spans of the statement are in.
    var file: SourceFile
    /// A note to the user that says what was guessed.
    var note: Diagnostic
  }

  /// The load to use instead of one without any lines; nil if it has lines, or names several files.
  func guessed(
    _ statement: Statement, of file: SourceFile, folder: String, trust: Trust
  ) -> Result<GuessedLoad, Diagnostic>? {
    guard case .load(let load) = statement.kind, load.slots.isEmpty, statement.isComplete else { return nil }
    let host = host(for: trust)
    let (discovery, said) = (Discovery(host: host), LoadSpec.Kind(rawValue: load.table.rawValue))
    let (path, part, isServer, found): (Syntax.Text, Load.FilePart?, Bool, Discovery.Result)
    switch load.source {
    case .stdin: return nil
    case .file(let text, let named):
      guard !text.content.contains("*") else { return nil }
      (path, part, isServer) = (text, named, false)
      found = discovery.propose(
        files: [self.path(path.content, from: folder)], folder: folder, said: said)
    case .postgres(let text, let named):
      // A query says nothing of what its rows are, and an address with a password is not opened.
      guard passwords(inAddress: Array(text.content.utf8)).isEmpty else { return nil }
      (path, part, isServer) = (text, named, true)
      switch named {
      case nil: found = discovery.propose(server: text.content, table: nil, said: said)
      case .table(let name): found = discovery.propose(server: text.content, table: name.spelling, said: said)
      case .query, .rows, .sheet: return nil
      }
    }
    func failure(_ message: String, _ notes: [String]) -> Result<GuessedLoad, Diagnostic> {
      .failure(
        Diagnostic(
          .badSetting, message, file: file, at: path.span, label: "cannot be guessed", notes: notes))
    }
    guard let proposal = found.proposal else {
      guard var unread = found.unread.first else {
        return failure(
          "Heed cannot tell what “\(path.content)” contains",
          ["Add the lines that describe it; `help load` lists them."])
      }
      (unread.file, unread.span) = (file, path.span)
      return .failure(unread)
    }
    var trial = ProposalTrial(proposal, folder: folder, trust: trust, host: host)
    trial.settle()
    let loads = trial.proposal.loads.compactMap { proposed in
      ProposedLoad(proposed).flatMap { part == nil || isServer || part == $0.part ? $0 : nil }
    }
    guard let best = loads.first(where: { $0.table == load.table }) else {
      let others = loads.prefix(2).map { "It may be loaded as `\($0.statement.canonical)`." }
      let left = trial.proposal.left.prefix(2).map { "\($0)." }
      return failure(
        "“\(path.content)” does not look like \(load.table.rawValue)",
        others + left + ["Add the lines that describe it; `help load` lists them."])
    }
    let note = Diagnostic(
      .suspiciousData, severity: .note, "This load has no lines, so Heed guessed them from the data",
      file: file,
      at: path.span, label: "read as its columns suggest",
      notes: best.lines.map { $0.note.isEmpty ? "`\($0.text)`" : "`\($0.text)`: \($0.note)" } + [
        "Add these lines to keep it that way."
      ])
    return .success(GuessedLoad(statement: best.statement, file: best.file, note: note))
  }
}

/// A load of a proposal, parsed.
private struct ProposedLoad {
  let statement: Statement
  let file: SourceFile
  let table: Load.Table
  let part: Load.FilePart?
  let lines: [Proposal.Line]

  /// Nil if it has no lines.
  init?(_ load: Proposal.Load) {
    lines = load.lines
    let text = ([load.head.text] + lines.map { "  \($0.text)" }).joined(separator: "\n")
    file = SourceFile(name: "as guessed", text: text)
    guard let statement = parse(file).script.statements.first, case .load(let load) = statement.kind,
      !load.slots.isEmpty
    else { return nil }
    switch load.source {
    case .file(_, let part), .postgres(_, let part): self.part = part
    case .stdin: return nil
    }
    (self.statement, table) = (statement, load.table)
  }
}
