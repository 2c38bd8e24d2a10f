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

    public init(width: @escaping () -> Int, resetCancellation: @escaping () -> Void) {
      self.width = width
      self.resetCancellation = resetCancellation
    }
  }

  public init(
    session: Session, writer: OutcomeWriter, isTerminal: Bool, historyFile: String?,
    surroundings: Surroundings,
    out: @escaping (String) -> Void
  ) {
    self.session = session
    self.session.mayRedefine = true
    self.writer = writer
    self.isTerminal = isTerminal
    self.historyFile = historyFile
    self.surroundings = surroundings
    self.out = out
  }

  /// Reads until the end of the input.
  public mutating func run() {
    let completer = Completer(session.vocabulary)
    let shared = Shared(completer)
    let editor = LineEditor(
      LineEditorOptions(
        prompt: "heed> ", continuationPrompt: "    > ", historyFile: historyFile,
        isComplete: { $0.isHelp || Syntax.isComplete($0) },
        complete: { buffer, cursor in
          shared.value.offers(in: buffer, at: cursor).map {
            Completion(text: $0.text, display: $0.remark, replaces: $0.replaces)
          }
        },
        highlight: nil))
    var pending = ""
    while true {
      switch editor.read() {
      case .endOfInput:
        if !pending.isEmpty { evaluate(pending) }
        if isTerminal { out("\n") }
        return
      case .interrupted:
        pending = ""
      case .line(let line):
        // From a pipe, a statement may come in several lines.
        pending += pending.isEmpty ? line : "\n" + line
        if !isTerminal, !pending.isHelp, !Syntax.isComplete(pending) { continue }
        let text = pending
        pending = ""
        if ["quit", "exit"].contains(text.trimmed.lowercased()) { return }
        evaluate(text)
        shared.value = Completer(session.vocabulary)
      }
    }
  }

  private mutating func evaluate(_ text: String) {
    guard !text.trimmed.isEmpty else { return }
    surroundings.resetCancellation()
    writer.style.width = surroundings.width()
    if text.isHelp {
      out(Help(width: writer.style.width).text(about: text.helpSubject) + "\n")
    } else {
      writer.write(session.run(SourceFile(name: "typed", text: text)))
    }
    if isTerminal { out("\n") }
  }
}

extension String {
  fileprivate var trimmed: Substring {
    var view = self[...]
    while let last = view.last, last.isWhitespace || last == ";" { view = view.dropLast() }
    return view.drop(while: \.isWhitespace)
  }

  fileprivate var isHelp: Bool {
    let words = trimmed.split(whereSeparator: \.isWhitespace)
    return words.first?.lowercased() == "help" && words.count <= 2 || trimmed == "?"
  }

  fileprivate var helpSubject: String? {
    let words = trimmed.split(whereSeparator: \.isWhitespace)
    return words.count == 2 ? words[1].lowercased() : nil
  }
}

/// What the editor's callbacks read, renewed after each statement.
private final class Shared: Sendable {
  private let state: Mutex<Completer>

  init(_ value: Completer) { state = Mutex(value) }

  var value: Completer {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
