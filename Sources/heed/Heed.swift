import ArgumentParser
import Demo
import Foundation
import HostPOSIX
import REPL
import Session

/// The command line. Exit codes: 0 success; 1 a query, check or load failed; 2 the command line is wrong.
@main
struct Heed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heed",
    abstract: "Ask which customers, what they did, and what they said, in one sentence.",
    usage: """
      heed [WORKSPACE]                          ask at a prompt
      heed FOLDER, heed FILE …                  the same about files of data, without a workspace
      heed init [DIR]                           write a workspace for the data files of a folder
      heed [-w WORKSPACE] -c STATEMENT …        ask once
      heed run FILE [-w WORKSPACE]              the answers of a script; heed FILE does the same
      heed check [--run] FILE … [-w WORKSPACE]  what is wrong with scripts; which expectations fail
      heed fmt [--check] FILE …                 one canonical layout
      heed demo DIR                             the example marketplace
      heed trust [DIR]                          let the workspace found in a folder read anything
      """,
    discussion: """
      Without a WORKSPACE it is ./workspace.heed; if there is none, the prompt opens an invented marketplace. A \
      workspace that is found this way may only read files below its own folder, unless `heed trust` allows more; no \
      script or workspace may write without --allow-write.

        heed shop.heed -c 'segment sellers where churned and mentioned trust'
        heed run churn.heed -w shop.heed --format json

      Answers go to standard output, everything else to standard error. The exit code is 0 for success, 1 if a \
      question, a check or a load failed, and 2 if the command line is wrong.
      """,
    version: "0.1.0",
    subcommands: [Open.self, Run.self, Check.self, Format.self, Initialize.self, Demo.self, Trust.self],
    defaultSubcommand: Open.self)

  static func main() {
    ignoreClosedPipes()
    handlingResourceExhaustion(answer)
  }

  @Sendable private static func answer() {
    if let page = page(Array(CommandLine.arguments.dropFirst())) {
      Terminal.out(page + "\n")
      Foundation.exit(0)
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code == .success {
        Terminal.out(text + "\n")
        Foundation.exit(0)
      }
      if !text.isEmpty { Terminal.err(text + "\n") }
      Foundation.exit(code == .validationFailure ? 2 : 1)
    }
  }

  /// The help page of a word of the language, as at the prompt: `heed help blindspots`. Nil if the word is a command of
  /// the program.
  private static func page(_ arguments: [String]) -> String? {
    guard arguments.count == 2, arguments[0] == "help", !arguments[1].hasPrefix("-"), arguments[1] != "help",
      !configuration.subcommands.contains(where: { $0._commandName == arguments[1] })
    else { return nil }
    var session = QuerySession(host: .posix())
    _ = session.openExample(.example)
    return Help(session, width: Terminal.width).text(about: arguments[1])
  }
}
