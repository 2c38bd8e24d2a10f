import ArgumentParser
import DataModel
import Foundation
import HostPOSIX
import Present
import REPL
import Session
import SourceText

/// `heed init [DIR]`: writes a workspace for the data files of a folder.
struct Initialize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a workspace for the data files of a folder.",
    discussion: """
      Looks at the files, finds out who the people are, how the files lead to them, what happened and what was said, \
      and writes that down with the reason for each line. Asks nothing, and changes no file that exists.
      """)

  @Argument(
    help: ArgumentHelp("The folder; else the current one.", valueName: "DIR"), completion: .directory)
  var directory = "."

  @Option(
    help: ArgumentHelp("Where to write it; else DIR/workspace.heed.", valueName: "FILE"),
    completion: .heedFile)
  var output: String?

  @Flag(name: .customLong("dry-run"), help: "Write nothing; show it.")
  var isDryRun = false

  @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "WHEN"))
  var color: ColorChoice = .auto

  func run() throws {
    let progress = Progress()
    let cancellation = Cancellation()
    let host = Host.posix(cancellation: cancellation, progress: progress.tell)
    var writer = OutcomeWriter(
      format: .table, style: Style(), errorsUseColor: Terminal.usesColor(color, STDERR_FILENO),
      out: Terminal.out, err: Terminal.err)
    let folder = directory == "." ? "" : directory.hasSuffix("/") ? directory : directory + "/"
    let target = output ?? folder + "workspace.heed"
    let proposed: QuerySession.Proposed
    // Ctrl-C stops looking with a message.
    let interrupts = Interrupts(cancellation, endsProcess: true)
    do throws(QuerySession.NothingProposed) {
      defer { progress.finish() }
      proposed = try QuerySession(host: host).proposed(
        folder: folder,
        liesElsewhere: !target.hasPrefix(folder) || target.dropFirst(folder.count).contains("/"))
    } catch {
      writer.write(error.diagnostics)
      interrupts.stop()
      throw ExitCode(1)
    }
    interrupts.stop()
    writer.write(proposed.unread.map(\.asWarning))
    if isDryRun { return Terminal.out(proposed.file.text) }
    do {
      try createFile(target, with: proposed.file.bytes)
    } catch {
      writer.write([.unwritable(target, error)])
      throw ExitCode(1)
    }
    Terminal.out(
      """
      Wrote \(printable(target)). Read it, change what is wrong, and ask:
        heed \(printable(output ?? directory))

      """)
  }
}

extension Diagnostic {
  /// The same as a warning, where work goes on without what it is about.
  var asWarning: Diagnostic {
    var warning = self
    warning.severity = .warning
    return warning
  }
}
