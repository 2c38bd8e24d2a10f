import Foundation
import Testing

/// `packaging/heed.1` documents every command and option of the program, and no others.
@Suite struct ManualPageTests {
  /// The description of a command from `--experimental-dump-help`.
  private struct Tool: Decodable {
    struct Command: Decodable {
      let commandName: String
      let shouldDisplay: Bool?
      let subcommands: [Command]?
      let arguments: [Argument]?
    }
    struct Argument: Decodable {
      struct Name: Decodable {
        let kind: String
        let name: String
      }
      let names: [Name]?
      let shouldDisplay: Bool?
    }
    let command: Command
  }

  private func tool() throws -> Tool.Command {
    let help = try Command.heed("--experimental-dump-help")
    return try JSONDecoder().decode(Tool.self, from: Data(help.out.utf8)).command
  }

  private func page() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "packaging/heed.1"), encoding: .utf8)
  }

  @Test func options() throws {
    func all(_ command: Tool.Command) -> [Tool.Argument] {
      (command.arguments ?? []) + (command.subcommands ?? []).flatMap(all)
    }
    let arguments = all(try tool()).filter { $0.shouldDisplay != false }
    let names = Set(arguments.flatMap { $0.names ?? [] }.filter { $0.kind == "long" }.map(\.name))
    let told = Set(try page().matches(of: /Fl -([a-z-]+)/).map { String($0.output.1) })
    #expect(names.contains("format") && told == names)
  }

  @Test func commands() throws {
    let names = Set((try tool().subcommands ?? []).filter { $0.shouldDisplay != false }.map(\.commandName))
    let told = Set(try page().matches(of: /\.It Cm ([a-z]+)/).map { String($0.output.1) })
    #expect(names.contains("run") && told.subtracting(["help"]) == names.subtracting(["help", "open"]))
  }
}
