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
      The workspace file, or its folder; or files of data, or a folder of them; else ./workspace.heed; else the data files \
      here; else, at a prompt, an invented marketplace. A file that asks something is a script, and is run.
      """,
      valueName: "WORKSPACE"), completion: .file())
  var paths: [String] = []

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
    if !paths.isEmpty, namedWorkspace != nil {
      throw ValidationError("Name the workspace once: as the argument, or with -w.")
    }
    if paths.count > 1, let other = paths.first(where: { !QuerySession.isData($0) }) {
      throw ValidationError(
        "Name one workspace, or files of data alone; “\(other)” is none. Files of data end in .csv, .tsv, .json, .jsonl, .zip and the like."
      )
    }
  }

  func run() throws {
    let cancellation = Cancellation()
    let progress = Progress()
    let host = Host.posix(cancellation: cancellation, progress: progress.tell)
    var writer = output.writer()
    var session = QuerySession(host: host, limits: output.limits)
    scripts.prepare(&session)
    output.prepare(&session)
    let proposed = try proposed(session, &writer, cancellation, progress)
    let file = try proposed?.script ?? named(session, &writer)
    guard file != nil || commands.isEmpty else {
      writer.write([Open.noWorkspace])
      throw ExitCode(1)
    }
    if !paths.isEmpty, proposed == nil, commands.isEmpty, let file, QuerySession.asks(file) {
      return try Run.answer(file, scripts, output)
    }
    session.declareSettings()
    if let reason = commands.isEmpty ? Open.typed : file?.inputIsTaken { session.takeInput(reason) }
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

  /// The workspace that was named, or that is here; nil if there is none.
  private func named(_ session: QuerySession, _ writer: inout OutcomeWriter) throws -> ScriptFile? {
    if let name = namedWorkspace ?? paths.first { return try session.workspace(name, orTell: &writer) }
    return try session.workspace(foundIn: "")?.get(orTell: &writer)
  }

  /// A workspace for the data files that are named, or are here without one; nil where a workspace is.
  private func proposed(
    _ session: QuerySession, _ writer: inout OutcomeWriter, _ cancellation: Cancellation,
    _ progress: Progress
  ) throws -> QuerySession.Proposed? {
    guard namedWorkspace == nil else { return nil }
    // Ctrl-C stops looking with a message.
    let interrupts = Interrupts(cancellation, endsProcess: true)
    do throws(QuerySession.NothingProposed) {
      let found = try proposed(session)
      progress.finish()
      interrupts.stop()
      if let found { announce(found, &writer) }
      return found
    } catch {
      progress.finish()
      defer { interrupts.stop() }
      // A prompt that nobody asked to open these files opens without them.
      guard !paths.isEmpty || !commands.isEmpty else {
        writer.write(error.diagnostics.map(\.asWarning))
        return nil
      }
      writer.write(error.diagnostics)
      throw ExitCode(1)
    }
  }

  private func proposed(
    _ session: QuerySession
  ) throws(QuerySession.NothingProposed) -> QuerySession.Proposed? {
    guard let first = paths.first else {
      guard session.workspace(foundIn: "") == nil, session.hasData(in: "") else { return nil }
      return try session.proposed(folder: "")
    }
    if QuerySession.isData(first) { return try session.proposed(files: paths) }
    let folder = first.hasSuffix("/") ? first : first + "/"
    guard isFolder(first), session.workspace(foundIn: folder) == nil else { return nil }
    return try session.proposed(folder: folder)
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    // SAFETY: the flag is a local that outlives the call.
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Shows what was proposed: all of it at a prompt, where it may also be kept; else that it was.
  private func announce(_ proposed: QuerySession.Proposed, _ writer: inout OutcomeWriter) {
    writer.write(proposed.unread.map(\.asWarning))
    let folder = proposed.folder.isEmpty ? "." : proposed.folder
    guard commands.isEmpty, Terminal.inputIsTerminal, Terminal.outputIsTerminal else {
      writer.announce(
        "No workspace says what these files are; Heed found it out (`heed init \(printable(folder)) --dry-run` shows how)."
      )
      for doubt in proposed.doubts.prefix(5) { writer.announce("  " + printable(doubt)) }
      if proposed.doubts.count > 5 { writer.announce("  and \(proposed.doubts.count - 5) more") }
      return
    }
    let lines = proposed.file.text.split(separator: "\n", omittingEmptySubsequences: false)
    Terminal.out(lines.map { Open.shown($0, width: Terminal.width) }.joined(separator: "\n") + "\n")
    let target = proposed.folder + "workspace.heed"
    Terminal.out("Keep this as \(printable(target))? (y/N) ")
    guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else { return }
    do {
      try createFile(target, with: proposed.file.bytes)
    } catch {
      writer.write([.unwritable(target, error)])
    }
  }

  /// A line of the proposal on the screen: a comment behind a statement is cut where it would go on to the next line.
  private static func shown(_ line: Substring, width: Int) -> String {
    guard line.count > width, let comment = line.firstRange(of: "  # ") else { return String(line) }
    let code = line[..<comment.lowerBound]
    guard code.count + 12 <= width else { return String(code) }
    return line.prefix(width - 1) + "…"
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

  private static let typed = "the statements come from it: give them with -c, or in a file to `heed run`"

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
