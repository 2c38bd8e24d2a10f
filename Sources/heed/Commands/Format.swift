import ArgumentParser
import DataModel
import Foundation
import HostPOSIX
import REPL
import SourceText
import Syntax

/// `heed fmt FILE…`: one canonical layout.
struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Rewrite scripts in the one canonical layout; comments stay.")

  @Flag(help: "Change nothing; fail where a file is laid out otherwise.")
  var check = false

  @ArgumentParser.Argument(help: "The scripts; `-` for standard input.")
  var files: [String]

  func run() throws {
    let host = Host.posix(cancellation: Cancellation())
    var failed = false
    for file in files {
      let bytes: [UInt8]
      if file == "-" {
        bytes = Array(FileHandle.standardInput.readDataToEndOfFile())
      } else {
        do {
          bytes = try host.bytes(of: file)
        } catch {
          Terminal.err("“\(printable(file))” cannot be read.\n")
          failed = true
          continue
        }
      }
      let source = SourceFile(name: file, bytes: bytes)
      let (script, diagnostics) = Syntax.parse(source)
      if diagnostics.contains(where: { $0.severity == .error }) {
        diagnostics.forEach { Terminal.err($0.drawn() + "\n") }
        failed = true
        continue
      }
      let text = script.formatted
      if file == "-" {
        Terminal.out(text)
      } else if Array(text.utf8) != bytes {
        if check {
          Terminal.err("\(printable(file)) is not in the canonical layout.\n")
          failed = true
        } else {
          do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
          } catch {
            Terminal.err("“\(printable(file))” cannot be written: \(error.localizedDescription)\n")
            failed = true
          }
        }
      }
    }
    if failed { throw ExitCode(1) }
  }
}
