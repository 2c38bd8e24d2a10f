import ArgumentParser
import DataModel
import Foundation
import REPL
import Session
import SourceText

extension CompletionKind {
  /// The files that a shell completes for a script or workspace.
  static var heedFile: CompletionKind { .file(extensions: ["heed"]) }
}

extension QuerySession {
  /// Reads the workspace that an argument names: a file, or a folder that contains one.
  func workspace(_ argument: String) -> Result<ScriptFile, Diagnostic> {
    workspace(foundIn: argument.utf8.last == UInt8(ascii: "/") ? argument : argument + "/")
      ?? script(argument)
  }

  /// The same. If it cannot be read, reports that and ends the process with exit code 1.
  func workspace(_ argument: String, orTell writer: inout OutcomeWriter) throws -> ScriptFile {
    try workspace(argument).get(orTell: &writer)
  }

  /// Reads a script file named on the command line; `-` is standard input.
  func script(_ path: String) -> Result<ScriptFile, Diagnostic> {
    guard path == "-" else { return source(at: path) }
    let bytes = Array(FileHandle.standardInput.readDataToEndOfFile())
    let source = SourceFile(name: QuerySession.standardInput, bytes: bytes)
    return .success(ScriptFile(source, folder: "", place: FileManager.default.currentDirectoryPath))
  }

  /// The same. If it cannot be read, reports that and ends the process with exit code 1.
  func script(_ path: String, orTell writer: inout OutcomeWriter) throws -> ScriptFile {
    try script(path).get(orTell: &writer)
  }
}

extension ScriptFile {
  /// Why standard input holds no data if these statements came from it; nil if they did not.
  var inputIsTaken: String? {
    file.name == QuerySession.standardInput || DataModel.Host.isStandardInput(file.name)
      ? "the statements come from it: write them to a file, or give them with -c" : nil
  }
}

extension Result<ScriptFile, Diagnostic> {
  func get(orTell writer: inout OutcomeWriter) throws -> ScriptFile {
    switch self {
    case .success(let script): return script
    case .failure(let diagnostic):
      writer.write([diagnostic])
      throw ExitCode(1)
    }
  }
}

/// What the command line gives to a script: values of its parameters, and permissions.
struct ScriptOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A value for a parameter, instead of its default; may be repeated.", valueName: "NAME=VALUE"))
  var settings: [String] = []

  @Option(
    name: .customLong("allow-read"),
    help: ArgumentHelp(
      "Allow scripts, used files and found workspaces to read below PATH, in addition to their own folder.",
      valueName: "PATH"), completion: .directory)
  var reading: [String] = []

  @Option(
    name: .customLong("allow-write"),
    help: ArgumentHelp("Allow scripts, used files and workspaces to write below PATH.", valueName: "PATH"),
    completion: .directory)
  var writing: [String] = []

  @Option(
    name: .customLong("allow-net"),
    help: ArgumentHelp(
      "Allow scripts, used files and found workspaces to load from the database server HOST.",
      valueName: "HOST"))
  var connecting: [String] = []

  @Option(
    help: ArgumentHelp(
      "Write every rejected row to a CSV file: its file and line, the reason, and its cells.",
      valueName: "FILE"), completion: .file())
  var rejects: String?

  func validate() throws {
    for setting in settings where !setting.contains("=") || setting.hasPrefix("=") {
      throw ValidationError("--set takes NAME=VALUE, as in --set since=\"30 days\", not “\(setting)”.")
    }
  }

  func prepare(_ session: inout QuerySession) {
    session.rejectsPath = rejects
    session.allow(reading: reading, writing: writing, connecting: connecting)
    session.trusted = .own
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      session.set(String(parts[0]), to: String(parts[1]))
    }
  }
}
