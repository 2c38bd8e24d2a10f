internal import LineEditor
internal import Present
public import Session
internal import SourceText
internal import Syntax

/// The prompt: reads statements and commands, answers, and helps. The commands in `Commands` change its state.
public struct InteractiveShell {
  var session: QuerySession
  var writer: OutcomeWriter
  let isTerminal: Bool
  let files: OwnFiles
  let surroundings: Surroundings
  /// The workspace file that was opened; nil for the demo, and for data loaded by typed statements.
  var workspace: String?
  private let editor: LineReader
  private let completer: SharedCompleter

  var record = SessionLog()
  /// Where answers go, if not to the screen.
  var destination: Destination?
  var paging = Paging.auto
  var isTiming = false
  /// The user asked to leave.
  var hasLeft = false
  /// The user stopped the last statement.
  var isStopped = false
  /// The hint about seeing more rows was shown.
  var hasToldOfMore = false
  /// A suggestion for the next statement, shown dimmed on an empty line.
  var suggestion: String?

  public init(
    session: QuerySession, writer: OutcomeWriter, isTerminal: Bool, workspace: String?, files: OwnFiles,
    surroundings: Surroundings
  ) {
    self.session = session
    self.session.mayRedefine = true
    self.writer = writer
    self.isTerminal = isTerminal
    self.workspace = workspace
    self.files = files
    self.surroundings = surroundings
    var own = Completer.Own()
    own.names = surroundings.names
    if let queries = files.queries {
      let read = surroundings.read
      own.queries = { QueryBook(read(queries) ?? "").entries.map(\.name) }
    }
    let completer = SharedCompleter(Completer(session, own: own))
    self.completer = completer
    editor = LineReader(
      isTerminal
        ? .heed(completer, historyFile: files.history, usesColor: writer.style.usesColor)
        : LineEditorOptions(prompt: "", continuationPrompt: ""))
  }

  /// Whether any statement has failed so far.
  public var failed: Bool { writer.failed }

  /// The history, with that of earlier sessions, oldest first.
  var asked: [String] { editor.history }

  var help: Help { Help(session, width: surroundings.width()) }

  /// Reads until the end of the input. Statements from a pipe are read as in a script: one may continue in further,
  /// indented lines.
  public mutating func run() {
    guard isTerminal else { return runPipe() }
    let greeting = Greeting(session: session, width: surroundings.width())
    writer.out(greeting.text + "\n")
    suggestion = greeting.questions.first
    while !hasLeft {
      completer.value = completer.value.renewed(session, suggesting: suggestion)
      suggestion = nil
      switch editor.read() {
      case .endOfInput:
        writer.out("\n")
        hasLeft = true
      case .interrupted: continue
      case .line(let line):
        if answer(allIn: line), !hasLeft { writer.out("\n") }
      }
    }
    if let destination, !destination.isOnce { say(destination.account) }
  }

  private mutating func runPipe() {
    var pending = ""
    // The first two lines, which show whether the input is data.
    var first: [String] = []
    while !hasLeft, case .line(let line) = editor.read() {
      if first.count < 2, line.contains(where: { !$0.isWhitespace }) {
        first.append(line)
        let start = SourceFile(name: QuerySession.standardInput, text: first.joined(separator: "\n"))
        if let problem = QuerySession.problem(ofData: start) {
          show([Outcome(.failed, diagnostics: [problem])])
          return writer.finish(session.provenance)
        }
      }
      // A line without indentation starts a statement and ends the one before it; so does a `;`.
      let isCommand = Request.command(line) != nil
      let goesOn = !isCommand && (line.first.map(\.isWhitespace) ?? true || !Syntax.isComplete(pending))
      if !goesOn {
        answer(allIn: pending)
        pending = ""
      }
      pending += (pending.isEmpty ? "" : "\n") + line
      if isCommand || (line.last == ";" && Syntax.isComplete(pending)) {
        answer(allIn: pending)
        pending = ""
      }
    }
    answer(allIn: pending)
    writer.finish(session.provenance)
  }

  /// Whether anything was asked.
  @discardableResult
  private mutating func answer(allIn text: String) -> Bool {
    let requests = Request.all(in: text)
    for (index, request) in requests.enumerated() {
      isStopped = false
      answer(request)
      if isStopped, index + 1 < requests.count {
        say("The statements after it were not run.")
        break
      }
    }
    return !requests.isEmpty
  }

  private mutating func answer(_ request: Request) {
    if hasLeft { return }
    surroundings.resetCancellation()
    writer.style.width = surroundings.width()
    switch request {
    case .statements(let text): ask(text)
    case .command(let name, let argument):
      do throws(Complaint) {
        let command = try DotCommand.find(name)
        if command.form.isEmpty, !argument.isEmpty {
          throw Complaint("`\(name)` takes no argument. Type `\(name)` alone.")
        }
        try command.run(&self, argument)
      } catch {
        writer.complain(error.sentence)
      }
    }
  }

  /// Runs a text that was not typed, as from an editor: it is shown, and kept in the history as if it had been typed.
  mutating func askAgain(_ text: String) {
    editor.remember(text)
    if isTerminal { say(text) }
    answer(allIn: text)
  }
}
