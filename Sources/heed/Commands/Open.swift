import ArgumentParser
import DataModel
import Demo
import Foundation
import HostPOSIX
import Present
import REPL
import Session
import SourceText

/// `heed [WORKSPACE]`, `heed -w WORKSPACE -c 'QUESTION'`: opens the prompt, or answers a few questions.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Ask at a prompt, or once with -c.", shouldDisplay: false)

  @Argument(
    help: ArgumentHelp(
      """
      The workspace file, or its folder; else ./workspace.heed; else, at a prompt, an invented marketplace. A file that asks \
      something is a script, and is run.
      """,
      valueName: "WORKSPACE"), completion: .heedFile)
  var workspace: String?

  @Option(
    name: [.customShort("w"), .customLong("workspace")],
    help: ArgumentHelp("The workspace file, whatever it asks.", valueName: "WORKSPACE"),
    completion: .heedFile)
  var namedWorkspace: String?

  @Option(
    name: .short,
    help: ArgumentHelp("Answer this instead of opening a prompt; may be repeated.", valueName: "STATEMENT"))
  var commands: [String] = []

  @OptionGroup var scripts: ScriptOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if workspace != nil, namedWorkspace != nil {
      throw ValidationError("Name the workspace once: as the argument, or with -w.")
    }
  }

  func run() throws {
    let cancellation = Cancellation()
    let progress = Progress()
    let host = Host.posix(cancellation: cancellation, progress: progress.tell)
    var writer = output.writer()
    var session = QuerySession(host: host, limits: output.limits)
    scripts.prepare(&session)
    let here = workspace ?? namedWorkspace == nil ? session.workspace(foundIn: "") : nil
    let file =
      try (workspace ?? namedWorkspace).map { try session.workspace($0, orTell: &writer) }
      ?? here?.get(orTell: &writer)
    guard file != nil || commands.isEmpty else {
      writer.write([Open.noWorkspace])
      throw ExitCode(1)
    }
    if workspace != nil, commands.isEmpty, let file, QuerySession.asks(file) {
      return try Run.answer(file, scripts, output)
    }
    session.declareSettings()
    // Ctrl-C stops loading with a message; at the prompt it cancels an answer without leaving the prompt.
    let interrupts = Interrupts(cancellation, endsProcess: !commands.isEmpty)
    defer { interrupts.stop() }
    if file == nil, output.format.isForPeople { writer.announce(Open.banner) }
    let outcomes = file.map { session.open($0) } ?? session.openExample(.example)
    progress.finish()
    let isPrompt = commands.isEmpty && Terminal.inputIsTerminal
    writer.tellsLoads = isPrompt
    let hasFailed = outcomes.contains { $0.failed }
    // An error in the first question is more important than the load's notes: those are counted, and shown above the
    // first answer.
    let first = hasFailed ? [] : commands.first.map { session.run(source($0, 0)) } ?? []
    var untold: [Outcome] = []
    if first.contains(where: \.failed) {
      writer.count(outcomes)
      untold = outcomes
    } else {
      writer.write(outcomes)
    }
    try writer.exitIfFailed()
    (writer.style.zone, writer.style.isCancelled) = (session.zone, host.isCancelled)
    if commands.isEmpty {
      try prompt(session, file?.file.name, writer, cancellation, progress)
    } else {
      writer.write(first)
      for (index, command) in commands.enumerated().dropFirst() where !host.isCancelled() {
        let next = session.run(source(command, index))
        if !next.contains(where: \.failed) {
          writer.write(untold)
          untold = []
        }
        writer.write(next)
      }
      writer.finish(session.provenance)
      try writer.exitIfFailed()
    }
  }

  private func source(_ command: String, _ index: Int) -> SourceFile {
    SourceFile(name: commands.count == 1 ? "-c" : "-c \(index + 1)", text: command)
  }

  private func prompt(
    _ session: QuerySession, _ workspace: String?, _ writer: OutcomeWriter, _ cancellation: Cancellation,
    _ progress: Progress
  ) throws {
    let isTerminal = Terminal.inputIsTerminal && Terminal.outputIsTerminal
    var repl = InteractiveShell(
      session: session, writer: writer, isTerminal: isTerminal, workspace: workspace, files: .posix,
      surroundings: .posix(cancellation, progress))
    repl.run()
    // A script through a pipe fails like `heed run`; at a prompt the user has seen the errors.
    if !isTerminal, repl.failed { throw ExitCode(1) }
  }

  private static let banner = """
    This is the built-in demo, an invented marketplace.
    Your own data: `heed WORKSPACE`, or `load customers from "FILE" key id` here.
    """

  private static let noWorkspace = Diagnostic(
    .notLoaded, "There is no workspace.heed here, so there is nothing to ask",
    notes: ["Name a workspace with -w, or write the example with `heed demo DIR`."])
}

extension DataModel.Host {
  /// The built-in example data as files in memory.
  static var example: DataModel.Host {
    .memory(Dictionary(Marketplace().files().map { ($0.path, $0.bytes) }) { first, _ in first })
  }
}
