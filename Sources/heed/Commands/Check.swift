import ArgumentParser
import DataModel
import HostPOSIX
import Present
import REPL
import Session

/// `heed check FILE…`: reads and resolves scripts, and answers nothing.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Check scripts without answering them.")

  @Argument(help: "The scripts or workspaces.")
  var files: [String]

  @Option(name: .shortAndLong, help: "The workspace that the scripts are about.")
  var workspace: String?

  @OptionGroup var options: OutputOptions

  func run() throws {
    var writer = options.writer()
    for file in files {
      var session = Session(host: .posix(cancellation: Cancellation()), limits: options.limits)
      session.isChecking = true
      let outcomes = session.run(script: file, workspace: workspace)
      writer.write(outcomes.flatMap { $0.diagnostics })
    }
    try writer.exitIfFailed()
  }
}
