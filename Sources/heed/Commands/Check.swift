import ArgumentParser
import DataModel
import HostPOSIX
import Present
import REPL
import Session

/// `heed check FILE…`: checks scripts without answering them.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check scripts against the data without answering them.",
    discussion: """
      The exit code is 0 if nothing is wrong, otherwise 1. Only errors are reported; with --run, also how many \
      expectations hold.
      """)

  @Argument(
    help: ArgumentHelp("The scripts or workspaces; - is standard input.", valueName: "FILE"),
    completion: .heedFile)
  var files: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The workspace that the scripts are about.", valueName: "WORKSPACE"),
    completion: .heedFile)
  var workspace: String?

  @Flag(name: .customLong("run"), help: "Show which expectations do not hold.")
  var runsExpectations = false

  @OptionGroup var scripts: ScriptOptions
  @OptionGroup var options: OutputOptions

  func run() throws {
    var writer = options.writer()
    let progress = Progress()
    var expectations: [Answer] = []
    var reader = QuerySession(host: .posix())
    reader.trusted = .own
    let named = try workspace.map { try reader.workspace($0, orTell: &writer) }
    for file in files {
      guard let script = try? reader.script(file, orTell: &writer) else { continue }
      var session = QuerySession(host: .posix(progress: progress.tell), limits: options.limits)
      session.work = runsExpectations ? .expecting : .checking
      scripts.prepare(&session)
      if let reason = script.inputIsTaken ?? named?.inputIsTaken { session.takeInput(reason) }
      let outcomes = session.run(script: script, workspace: named)
      progress.finish()
      writer.style.zone = session.zone
      writer.write(outcomes.flatMap(\.diagnostics))
      for case .answer(let answer) in outcomes.map(\.result) { expectations.append(answer) }
    }
    if runsExpectations { tell(of: expectations, &writer) }
    try writer.exitIfFailed()
  }

  /// Reports how many expectations hold to people, and each with its figures to machines.
  private func tell(of expectations: [Answer], _ writer: inout OutcomeWriter) {
    guard options.format.isForPeople else {
      writer.write(expectations.map { Outcome(.answer($0)) })
      return
    }
    let holding = expectations.count { $0.holds == true }
    Terminal.out(
      expectations.isEmpty
        ? "There are no expectations.\n"
        : "\(grouped(holding)) of \(counted(expectations.count, "expectation")) hold.\n")
  }
}
