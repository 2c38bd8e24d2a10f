import ArgumentParser
import DataModel
import HostPOSIX
import REPL
import Session

/// `heed check FILE…`: reads and resolves scripts, and answers nothing.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check scripts against the data without answering them.",
    discussion: "Ends with 0 where nothing is wrong, with 1 where anything is. Says nothing of what is right."
  )

  @Argument(help: ArgumentHelp("The scripts or workspaces.", valueName: "FILE"))
  var files: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The workspace that the scripts are about.", valueName: "WORKSPACE"))
  var workspace: String?

  @OptionGroup var options: OutputOptions

  func run() throws {
    var writer = options.writer()
    let progress = Progress()
    for file in files {
      var session = Session(host: .posix(progress: progress.tell), limits: options.limits)
      session.isChecking = true
      let outcomes = session.run(script: file, workspace: workspace)
      progress.finish()
      writer.write(outcomes.flatMap(\.diagnostics))
    }
    try writer.exitIfFailed()
  }
}
