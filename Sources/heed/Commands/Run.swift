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

      A script may only read files below its own folder and the workspace's, and may not write, unless --allow-read \
      and --allow-write allow more. A workspace that you name may read anything; one that is found may only read files \
      below its own folder, unless `heed trust` allows more. The exit code is 1 if anything failed, including an \
      expectation.
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
      "Write the answers to a file instead of standard output; the answers replace an existing file.",
      valueName: "FILE"), completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Say what has changed since an earlier run, written by --format json.", valueName: "FILE"),
    completion: .file())
  var compare: String?

  @OptionGroup var scripts: ScriptOptions
  @OptionGroup var options: OutputOptions

  func run() throws {
    var writer = options.writer()
    var reader = QuerySession(host: .posix())
    reader.trusted = .own
    let workspace = try workspace.map { try reader.workspace($0, orTell: &writer) }
    try Run.answer(
      try reader.script(script, orTell: &writer), about: workspace, into: output,
      since: try compare.map { try EarlierRun(file: $0, orTell: &writer) }, scripts, options)
  }

  /// Answers a script, on standard output or into a file.
  static func answer(
    _ script: ScriptFile, about workspace: ScriptFile? = nil, into output: String? = nil,
    since earlier: EarlierRun? = nil,
    _ scripts: ScriptOptions,
    _ options: OutputOptions
  ) throws {
    var text = ""
    let progress = Progress()
    let cancellation = Cancellation()
    let interrupts = Interrupts(cancellation, endsProcess: true)
    defer { interrupts.stop() }
    let host = Host.posix(cancellation: cancellation, progress: progress.tell)
    var session = QuerySession(host: host, limits: options.limits)
    let heading = QuerySession.heading(of: script.file)
    var writer =
      output == nil
      ? options.writer(heading: heading) : options.writer(heading: heading, toFile: { text += $0 })
    scripts.prepare(&session)
    options.prepare(&session)
    if let reason = script.inputIsTaken ?? workspace?.inputIsTaken { session.takeInput(reason) }
    writer.earlier = earlier
    let outcomes = session.run(script: script, workspace: workspace)
    progress.finish()
    (writer.style.zone, writer.style.isCancelled) = (session.zone, host.isCancelled)
    writer.write(outcomes)
    writer.finish(session.provenance)
    if let output {
      writer.write(
        write(text, to: output, hasAnswers: outcomes.contains(where: \.isAnswer), session).map { [$0] } ?? [])
    }
    try writer.exitIfFailed()
  }

  /// Replaces a file by the answers, if there are any. Returns why it was left as it was.
  private static func write(
    _ text: String, to output: String, hasAnswers: Bool, _ session: QuerySession
  ) -> Diagnostic? {
    guard hasAnswers else {
      return Diagnostic(
        .unwritableFile, severity: .warning, "Nothing was answered, so nothing was written to “\(output)”")
    }
    do throws(HostError) {
      try session.write(text, to: output)
      return nil
    } catch {
      guard error == .cancelled else { return Diagnostic(error) }
      return Diagnostic(.cancelled, "Stopped: nothing was written to “\(output)”")
    }
  }
}
