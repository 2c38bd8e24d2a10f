internal import LineEditor
internal import Present
public import Session
internal import SourceText
internal import Synchronization
internal import Syntax

/// The conversation at a prompt: reads statements, answers them, and helps.
public struct REPL {
  private var session: Session
  private var writer: OutcomeWriter
  private let isTerminal: Bool
  private let historyFile: String?
  private let surroundings: Surroundings
  private let out: (String) -> Void

  /// What the prompt needs of the world around it.
  public struct Surroundings {
    /// The screen's width in cells, asked before each answer since screens change.
    public var width: () -> Int
    /// Called before each statement: an earlier Ctrl-C is forgotten.
    public var resetCancellation: () -> Void
    /// Called before an answer is shown: what tells of progress is wiped.
    public var finishProgress: () -> Void

    public init(
      width: @escaping () -> Int, resetCancellation: @escaping () -> Void,
      finishProgress: @escaping () -> Void
    ) {
      self.width = width
      self.resetCancellation = resetCancellation
      self.finishProgress = finishProgress
    }
  }

  public init(
    session: Session, writer: OutcomeWriter, isTerminal: Bool, historyFile: String?,
    surroundings: Surroundings, out: @escaping (String) -> Void
  ) {
    self.session = session
    self.session.mayRedefine = true
    self.writer = writer
    self.isTerminal = isTerminal
    self.historyFile = historyFile
    self.surroundings = surroundings
    self.out = out
  }

  /// Whether any statement failed so far.
  public var failed: Bool { writer.failed }

  /// Reads until the end of the input. From a pipe statements are read as a script's are: one may go on in further,
  /// indented lines.
  public mutating func run() {
    guard isTerminal else { return runPipe() }
    out(Greeting(session: session).text + "\n")
    let completer = SharedCompleter(Completer(session))
    let editor = editor(completer)
    while true {
      switch editor.read() {
      case .endOfInput:
        out("\n")
        return
      case .interrupted: continue
      case .line(let line):
        guard let request = Request(line) else { continue }
        if case .leave = request { return }
        answer(request)
        out("\n")
        completer.value = Completer(session)
      }
    }
  }

  private mutating func runPipe() {
    let editor = LineEditor(LineEditorOptions(prompt: "", continuationPrompt: ""))
    var pending = ""
    while case .line(let line) = editor.read() {
      // A line that starts at the margin starts a statement; what stands before it is whole. So is what `;` ends.
      let goesOn = line.first.map(\.isWhitespace) ?? true || !Syntax.isComplete(pending)
      if !goesOn {
        guard answer(piped: pending) else { return }
        pending = ""
      }
      pending += (pending.isEmpty ? "" : "\n") + line
      if line.last == ";", Syntax.isComplete(pending) {
        guard answer(piped: pending) else { return }
        pending = ""
      }
    }
    _ = answer(piped: pending)
  }

  /// False where it was asked to leave.
  private mutating func answer(piped text: String) -> Bool {
    guard let request = Request(text) else { return true }
    if case .leave = request { return false }
    answer(request)
    return true
  }

  private mutating func answer(_ request: Request) {
    surroundings.resetCancellation()
    writer.style.width = surroundings.width()
    switch request {
    case .leave: return
    case .help(let subject):
      out(Help(verbs: session.answeredVerbs, width: writer.style.width).text(about: subject) + "\n")
    case .statements(let text):
      let outcomes = session.run(SourceFile(name: "typed", text: text))
      surroundings.finishProgress()
      writer.style.zone = session.zone
      writer.write(outcomes)
    }
  }

  private func editor(_ completer: SharedCompleter) -> LineEditor {
    LineEditor(
      LineEditorOptions(
        prompt: "heed> ", continuationPrompt: "    > ", continuationIndent: "  ", historyFile: historyFile,
        isComplete: isWhole,
        complete: { buffer, cursor in
          completer.value.offers(in: buffer, at: cursor).map {
            Completion(text: $0.text, display: $0.remark, replaces: $0.replaces)
          }
        },
        highlight: writer.style.usesColor ? highlights : nil))
  }
}

/// Whether Enter submits. A blank last line does so for a statement that was left unfinished.
@Sendable private func isWhole(_ text: String) -> Bool {
  let last = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
  if last.allSatisfy(\.isWhitespace) { return true }
  if case .statements(let statements)? = Request(text) { return Syntax.isComplete(statements) }
  return true
}

@Sendable private func highlights(_ text: String) -> [(Range<Int>, HighlightStyle)] {
  tokenRoles(in: text).map { ($0.span.start..<$0.span.end, HighlightStyle($0.role)) }
}

extension HighlightStyle {
  fileprivate init(_ role: TokenRole) {
    switch role {
    case .keyword: self = .keyword
    case .name: self = .name
    case .text: self = .text
    case .number: self = .number
    case .comment: self = .comment
    case .error: self = .error
    }
  }
}

/// What the editor's callbacks read, renewed after each statement.
private final class SharedCompleter: Sendable {
  private let state: Mutex<Completer>

  init(_ value: Completer) { state = Mutex(value) }

  var value: Completer {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
