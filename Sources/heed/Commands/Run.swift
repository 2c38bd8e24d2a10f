import ArgumentParser
import DataModel
import HostPOSIX
import Present
import REPL
import Session
import SourceText

/// `heed run SCRIPT`: prints the answers of a script.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer the statements of a script.",
    discussion: """
      The data: the workspace named with -w; else what the script itself loads; else the workspace.heed beside the \
      script; else ./workspace.heed.

      A script reads below its own folder and the workspace's, and writes nothing, unless --allow-read and \
      --allow-write say otherwise. A workspace that is named reads anything; one that is found reads below its own \
      folder, unless `heed trust` said otherwise. Ends with 1 where anything failed, an expectation included.
      """)

  @Argument(help: ArgumentHelp("The script; - is standard input.", valueName: "FILE"), completion: .heedFile)
  var script: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The workspace that the script is about.", valueName: "WORKSPACE"),
    completion: .heedFile)
  var workspace: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the answers to a file instead of standard output; an existing file is replaced.",
      valueName: "FILE"), completion: .file())
  var output: String?

  @OptionGroup var scripts: ScriptOptions
  @OptionGroup var options: OutputOptions

  func run() throws {
    var writer = options.writer()
    var reader = QuerySession(host: .posix())
    reader.trusted = .own
    let workspace = try workspace.map { try reader.workspace($0, orTell: &writer) }
    try Run.answer(
      try reader.script(script, orTell: &writer), about: workspace, into: output, scripts, options)
  }

  /// Answers a script, on standard output or into a file.
  static func answer(
    _ script: ScriptFile, about workspace: ScriptFile? = nil, into output: String? = nil,
    _ scripts: ScriptOptions,
    _ options: OutputOptions
  ) throws {
    var text = ""
    let progress = Progress()
    let host = Host.posix(progress: progress.tell)
    var session = QuerySession(host: host, limits: options.limits)
    let heading = QuerySession.heading(of: script.file)
    var writer =
      output == nil
      ? options.writer(heading: heading) : options.writer(heading: heading, toFile: { text += $0 })
    scripts.prepare(&session)
    let outcomes = session.run(script: script, workspace: workspace)
    progress.finish()
    writer.style.zone = session.zone
    writer.write(outcomes)
    writer.finish(session.provenance)
    // If nothing could be answered, the file keeps its content.
    if let output, outcomes.isEmpty || outcomes.contains(where: { !$0.failed }) {
      do {
        try replaceFile(output, with: Array(text.utf8))
      } catch {
        writer.write([.unwritable(output, error)])
      }
    }
    try writer.exitIfFailed()
  }
}
