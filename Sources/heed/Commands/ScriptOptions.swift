import ArgumentParser
import DataModel
import Foundation
import REPL
import Session
import SourceText

extension CompletionKind {
  /// What a shell offers where a script or a workspace is named.
  static var heedFile: CompletionKind { .file(extensions: ["heed"]) }
}

/// The workspace that an argument names: a file, or the folder that it lies in.
func workspaceFile(_ argument: String) -> String {
  let inside = URL(fileURLWithPath: argument).appendingPathComponent("workspace.heed").relativePath
  return FileManager.default.fileExists(atPath: inside) ? inside : argument
}

extension Session {
  /// A file of statements that the command line names; `-` is standard input.
  func script(_ path: String) -> Result<ScriptFile, Diagnostic> {
    guard path == "-" else { return source(at: path) }
    let bytes = Array(FileHandle.standardInput.readDataToEndOfFile())
    return .success(ScriptFile(SourceFile(name: Session.standardInput, bytes: bytes), folder: ""))
  }

  /// The same; where it cannot be read that is told, and the process ends with 1.
  func script(_ path: String, orTell writer: inout OutcomeWriter) throws -> ScriptFile {
    switch script(path) {
    case .success(let script): return script
    case .failure(let diagnostic):
      writer.write([diagnostic])
      throw ExitCode(1)
    }
  }
}

/// What a script is given from outside: values for its parameters, and what it may reach.
struct ScriptOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A value for a parameter, instead of its default; may be repeated.", valueName: "NAME=VALUE"))
  var settings: [String] = []

  @Option(
    name: .customLong("allow-read"),
    help: ArgumentHelp(
      "Let scripts and used files read below PATH too, beside their own folder and the workspace's.",
      valueName: "PATH"), completion: .directory)
  var reading: [String] = []

  @Option(
    name: .customLong("allow-write"),
    help: ArgumentHelp("Let scripts and used files write below PATH.", valueName: "PATH"),
    completion: .directory)
  var writing: [String] = []

  @Option(
    help: ArgumentHelp(
      "Write every row that a load rejects to a CSV file: where it stands, why, and its cells.",
      valueName: "FILE"), completion: .file())
  var rejects: String?

  func validate() throws {
    for setting in settings where !setting.contains("=") || setting.hasPrefix("=") {
      throw ValidationError("--set takes NAME=VALUE, as in --set since=\"30 days\", and not “\(setting)”.")
    }
  }

  func prepare(_ session: inout Session) {
    session.rejectsPath = rejects
    session.permissions = Permissions(reading: reading, writing: writing)
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      session.set(String(parts[0]), to: String(parts[1]))
    }
  }
}
