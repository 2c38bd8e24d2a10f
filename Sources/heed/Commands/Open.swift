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
    commandName: "open", abstract: "Ask at a prompt, or once with -c.", shouldDisplay: false)

  @Argument(
    help: ArgumentHelp(
      "The workspace file; else ./workspace.heed; else, at a prompt, an invented marketplace.",
      valueName: "WORKSPACE"))
  var workspace: String?

  @Option(
    name: [.customShort("w"), .customLong("workspace")],
    help: ArgumentHelp("The same.", valueName: "WORKSPACE"))
  var workspaceFile: String?

  @Option(
    name: .short,
    help: ArgumentHelp("Answer this instead of opening a prompt; may be repeated.", valueName: "STATEMENT"))
  var commands: [String] = []

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if workspace != nil, workspaceFile != nil {
      throw ValidationError("Name the workspace once: as the argument, or with -w.")
    }
  }

  func run() throws {
    let cancellation = Cancellation()
    let progress = Progress()
    let host = Host.posix(cancellation: cancellation, progress: progress.tell)
    var writer = output.writer()
    let here = FileManager.default.fileExists(atPath: "workspace.heed") ? "workspace.heed" : nil
    let named = workspace ?? workspaceFile ?? here
    guard named != nil || commands.isEmpty else {
      writer.write([Open.noWorkspace])
      throw ExitCode(1)
    }
    var session = Session(host: named == nil ? .demo(host) : host, limits: output.limits)
    if named == nil, output.format == .table { Terminal.err(Open.banner) }
    let outcomes = session.open(named ?? "workspace.heed")
    progress.finish()
    let isPrompt = commands.isEmpty && Terminal.inputIsTerminal
    writer.tellsLoads = isPrompt
    writer.write(outcomes)
    guard !outcomes.contains(where: \.failed) else { throw ExitCode(1) }
    writer.style.zone = session.zone
    if commands.isEmpty {
      try prompt(session, writer, cancellation, progress)
    } else {
      for (index, command) in commands.enumerated() {
        let name = commands.count == 1 ? "-c" : "-c \(index + 1)"
        writer.write(session.run(SourceFile(name: name, text: command)))
      }
      try writer.exitIfFailed()
    }
  }

  private func prompt(
    _ session: Session, _ writer: OutcomeWriter, _ cancellation: Cancellation, _ progress: Progress
  ) throws {
    let interrupts = Interrupts(cancellation)
    defer { interrupts.stop() }
    let isTerminal = Terminal.inputIsTerminal && Terminal.outputIsTerminal
    let surroundings = REPL.Surroundings(
      width: { Terminal.width }, resetCancellation: { cancellation.reset() },
      finishProgress: { progress.finish() })
    var repl = REPL(
      session: session, writer: writer, isTerminal: isTerminal, historyFile: Open.historyFile,
      surroundings: surroundings, out: Terminal.out)
    repl.run()
    // A script through a pipe fails as a script does; at a prompt the person has seen it.
    if !isTerminal, repl.failed { throw ExitCode(1) }
  }

  private static let banner = """
    This is the built-in demo, an invented marketplace.
    Your own data: `heed WORKSPACE`; see `heed --help`.

    """

  private static let noWorkspace = Diagnostic(
    .notLoaded, "There is no workspace.heed here, so there is nothing to ask",
    notes: ["Name a workspace with -w, or write the example with `heed demo DIR`."])

  /// Private to the user: `$XDG_STATE_HOME/heed/history`.
  private static var historyFile: String? {
    let environment = ProcessInfo.processInfo.environment
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/heed/history" }
    return environment["HOME"].map { $0 + "/.local/state/heed/history" }
  }
}

extension DataModel.Host {
  /// The built-in demo as files in memory.
  fileprivate static func demo(_ host: DataModel.Host) -> DataModel.Host {
    var memory = Host.memory(
      Dictionary(Marketplace().files().map { ($0.path, $0.bytes) }) { first, _ in first })
    memory.elapsed = host.elapsed
    memory.progress = host.progress
    memory.isCancelled = host.isCancelled
    return memory
  }
}
