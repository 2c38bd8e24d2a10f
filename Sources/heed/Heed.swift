import ArgumentParser
import Foundation

/// The command line. Exit codes: 0 done; 1 a query, check or load failed; 2 the command line is wrong.
@main
struct Heed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heed",
    abstract: "Ask which customers, what they did, and what they said, in one question.",
    discussion: """
      heed                            a prompt on ./workspace.heed, or on the built-in demo
      heed shop.heed                  a prompt on that workspace
      heed -w shop.heed -c 'count sellers where churned by plan'
      heed run churn.heed             a script's answers
      """,
    version: "0.1.0",
    subcommands: [Open.self, Run.self, Check.self, Format.self, Demo.self],
    defaultSubcommand: Open.self)

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code == .success {
        print(text)
        Foundation.exit(0)
      }
      if !text.isEmpty { Terminal.err(text + "\n") }
      Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }
}
