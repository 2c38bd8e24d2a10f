import ArgumentParser
import DataModel
import Demo
import Foundation
import HostPOSIX
import Present
import REPL
import Session
import SourceText

/// `heed [WORKSPACE]`, `heed -w WORKSPACE -c 'QUESTION'`: the prompt, or a few questions.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a workspace at a prompt (the default).", shouldDisplay: false)

  @Argument(help: "The workspace file; else ./workspace.heed, else the built-in demo.")
  var workspace: String?

  @Option(name: [.customShort("w"), .customLong("workspace")], help: "The workspace file.")
  var workspaceFile: String?

  @Option(
    name: .short,
    help: ArgumentHelp("A statement to answer instead of a prompt; may be repeated.", valueName: "statement"))
  var commands: [String] = []

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if workspace != nil, workspaceFile != nil {
      throw ValidationError("Name the workspace once: as the argument, or with -w.")
    }
  }

  func run() throws {
    let cancellation = Cancellation()
    let host = Host.posix(cancellation: cancellation)
    var writer = output.writer()
    let named = workspace ?? workspaceFile
    let found = named ?? (FileManager.default.fileExists(atPath: "workspace.heed") ? "workspace.heed" : nil)
    if found == nil, !commands.isEmpty {
      Terminal.err(
        "There is no workspace.heed here. Name one with -w, or write the example with `heed demo DIR`.\n")
      throw ExitCode(1)
    }
    var session: Session
    if let found {
      session = Session(host: host, limits: output.limits)
      let outcomes = session.open(found)
      if commands.isEmpty || outcomes.contains(where: \.failed) {
        writer.write(outcomes)
      } else {
        writer.write(outcomes.flatMap(\.diagnostics))
      }
      if writer.failed, !commands.isEmpty || !Terminal.inputIsTerminal { throw ExitCode(1) }
    } else {
      session = Session.demo(host, limits: output.limits)
      let outcomes = session.open("workspace.heed")
      if Terminal.inputIsTerminal { Terminal.err(Open.banner) }
      writer.write(outcomes)
    }
    writer.style.zone = session.zone
    if commands.isEmpty {
      prompt(session, writer, cancellation)
    } else {
      for (index, command) in commands.enumerated() {
        let name = commands.count == 1 ? "-c" : "-c \(index + 1)"
        writer.write(session.run(SourceFile(name: name, text: command)))
      }
      try writer.exitIfFailed()
    }
  }

  private func prompt(_ session: Session, _ writer: OutcomeWriter, _ cancellation: Cancellation) {
    let interrupts = Interrupts(cancellation)
    let isTerminal = Terminal.inputIsTerminal && Terminal.outputIsTerminal
    if isTerminal {
      Terminal.err("`help` lists what can be asked, `describe` what is loaded; Tab completes.\n\n")
    }
    var repl = REPL(
      session: session, writer: writer, isTerminal: isTerminal, historyFile: Open.historyFile,
      surroundings: REPL.Surroundings(width: { Terminal.width }, resetCancellation: { cancellation.reset() }),
      out: Terminal.out)
    repl.run()
    interrupts.stop()
  }

  private static let banner = """
    This is Heed on its built-in demo: an invented marketplace. Your own data: `heed WORKSPACE`.
    Try: segment seller where churned and mentioned trust

    """

  /// Private to the user: `$XDG_STATE_HOME/heed/history`.
  private static var historyFile: String? {
    let environment = ProcessInfo.processInfo.environment
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/heed/history" }
    return environment["HOME"].map { $0 + "/.local/state/heed/history" }
  }
}

extension Session {
  /// A session over the built-in demo, held in memory.
  static func demo(_ host: DataModel.Host, limits: Limits) -> Session {
    let files = Marketplace().files().map { ($0.path, $0.bytes) }
    var memory = Host.memory(Dictionary(files) { first, _ in first })
    memory.elapsed = host.elapsed
    memory.isCancelled = host.isCancelled
    return Session(host: memory, limits: limits)
  }
}
