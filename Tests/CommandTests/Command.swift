import Foundation
import Testing

/// The result of a process.
struct Ended {
  var out: String
  var err: String
  var code: Int32
  /// Whether it ended by a signal, as after a crash.
  var crashed: Bool
}

/// Runs the real binary: the one that `HEED_PROGRAM` names, or the one built beside the tests.
enum Command {
  static let program: URL = {
    if let path = ProcessInfo.processInfo.environment["HEED_PROGRAM"] { return URL(fileURLWithPath: path) }
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("heed")
  }()

  /// The environment of every run, with nothing from the user who runs the tests.
  static let environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "dumb", "COLUMNS": "80"]

  /// Runs `heed` with these arguments until it ends.
  static func heed(
    _ arguments: String..., input: String = "", in folder: URL = demo.folder,
    variables: [String: String] = [:]
  ) throws -> Ended {
    try run(program, arguments, input: input, in: folder, variables)
  }

  static func run(_ arguments: [String], in folder: URL) throws -> Ended {
    try run(program, arguments, input: "", in: folder, [:])
  }

  /// Runs a line of the shell in which `$HEED` is the program.
  static func shell(
    _ line: String, in folder: URL = demo.folder, variables: [String: String] = [:]
  ) throws -> Ended {
    try run(
      URL(fileURLWithPath: "/bin/bash"), ["-c", line], input: "", in: folder,
      variables.merging(["HEED": program.path]) { $1 })
  }

  private static func run(
    _ program: URL, _ arguments: [String], input: String, in folder: URL, _ variables: [String: String]
  ) throws -> Ended {
    // Files instead of pipes, since they never fill up.
    let scratch = try Scratch()
    for name in ["out", "err"] { try scratch.write(name, "") }
    try scratch.write("in", input)
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment.merging(variables) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: scratch.url("in"))
    process.standardOutput = try FileHandle(forWritingTo: scratch.url("out"))
    process.standardError = try FileHandle(forWritingTo: scratch.url("err"))
    try process.run()
    process.waitUntilExit()
    return Ended(
      out: try scratch.text("out"), err: try scratch.text("err"), code: process.terminationStatus,
      crashed: process.terminationReason == .uncaughtSignal)
  }
}

/// A folder of its own, removed with its last reference.
final class Scratch: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("heed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }
  func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: url(name)) }
  func write(_ name: String, bytes: [UInt8]) throws { try Data(bytes).write(to: url(name)) }
  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url(name)), as: UTF8.self)
  }
}
