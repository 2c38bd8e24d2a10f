import DataModel
import Demo
import Present
import REPL
import Session
import SourceText

/// The screen of a user who types at the prompt: 80 columns, no colour.
struct Conversation {
  var session: QuerySession
  var format = Format.table

  /// A conversation with the demo, which is in memory and loaded once.
  static let demo: Conversation = {
    let files = Marketplace().files().map { ($0.path, $0.bytes) }
    var conversation = Conversation(
      session: QuerySession(host: .memory(Dictionary(uniqueKeysWithValues: files))))
    _ = conversation.session.open("workspace.heed")
    return conversation
  }()

  /// The result of some statements.
  struct Result {
    /// The screen, without blank lines at its ends.
    let screen: String
    let outcomes: [Outcome]
    var failed: Bool { outcomes.contains(where: \.failed) }
    var diagnostics: [Diagnostic] { outcomes.flatMap(\.diagnostics) }
  }

  /// Types statements at the prompt.
  mutating func say(_ statements: String) -> Result {
    session.mayRedefine = true
    session.limits = format == .table ? .screen : .all
    // `.drill 3` is on a line of its own.
    var typed = ""
    var outcomes: [Outcome] = []
    for line in statements.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix(".drill ") else {
        typed += line + "\n"
        continue
      }
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      outcomes += session.run(SourceFile(name: "typed", text: typed))
      outcomes.append(session.drill(Int(words[1]) ?? 0, column: words.dropFirst(2).first))
      typed = ""
    }
    return shown(outcomes + session.run(SourceFile(name: "typed", text: typed)))
  }

  mutating func run(_ file: SourceFile) -> Result { shown(session.run(file)) }

  mutating func open(_ workspace: String) -> Result { shown(session.open(workspace)) }

  private func shown(_ outcomes: [Outcome]) -> Result {
    let screen = Screen()
    var writer = OutcomeWriter(
      format: format, style: Style(zone: session.zone), out: { screen.text += $0 }, err: { screen.text += $0 }
    )
    writer.tellsLoads = true
    writer.write(outcomes)
    return Result(screen: screen.text.trimmed, outcomes: outcomes)
  }
}

private final class Screen {
  var text = ""
}

extension String {
  /// Without blank lines at both ends, and with one line break after the last line.
  fileprivate var trimmed: String {
    var view = self[...]
    while view.first == "\n" { view.removeFirst() }
    while view.last == "\n" { view.removeLast() }
    return view.isEmpty ? "" : view + "\n"
  }
}
