import ArgumentParser
import DataModel
import Foundation
import HostPOSIX
import Present
import REPL
import Session
import SourceText

/// `heed run SCRIPT`: the answers of a script.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Answer the statements of a script.")

  @Argument(help: "The script.")
  var script: String

  @Option(
    name: .shortAndLong,
    help: "The workspace; else the script's own loads, else workspace.heed beside it or here.")
  var workspace: String?

  @Option(name: .shortAndLong, help: "Write the answers to a file instead of standard output.")
  var output: String?

  @OptionGroup var options: OutputOptions

  func run() throws {
    var text = ""
    var writer = output == nil ? options.writer() : options.writer(out: { text += $0 })
    var session = Session(host: .posix(cancellation: Cancellation()), limits: options.limits)
    let outcomes = session.run(script: script, workspace: workspace)
    writer.style.zone = session.zone
    writer.write(outcomes)
    if let output {
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: output))
      } catch {
        Terminal.err("“\(printable(output))” cannot be written: \(error.localizedDescription)\n")
        throw ExitCode(1)
      }
    }
    try writer.exitIfFailed()
  }
}
