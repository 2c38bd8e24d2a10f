import ArgumentParser
import DataModel
import Foundation
import HostPOSIX
import Present
import REPL
import Session
import SourceText
import Syntax

/// `heed fmt FILE…`: formats scripts in the canonical layout.
struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Rewrite scripts in the canonical layout; comments stay.",
    discussion: "A file with an error is not changed.")

  @Flag(help: "Change nothing; exit with 1 if a file is not in the canonical layout.")
  var check = false

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "The scripts; - reads standard input and writes the result to standard output.", valueName: "FILE"),
    completion: .heedFile)
  var files: [String]

  @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "WHEN"))
  var color: ColorChoice = .auto

  func run() throws {
    let session = QuerySession(host: .posix())
    var writer = OutcomeWriter(
      format: .table, style: Style(), errorsUseColor: Terminal.usesColor(color, STDERR_FILENO),
      out: Terminal.out, err: Terminal.err)
    var isOtherwise = false
    for file in files {
      switch session.script(file) {
      case .failure(let diagnostic): writer.write([diagnostic])
      case .success(let script):
        let source = script.file
        if let problem = QuerySession.problem(ofData: source) {
          writer.write([problem])
          continue
        }
        let (script, diagnostics) = Syntax.parse(source)
        writer.write(diagnostics)
        guard !diagnostics.contains(where: { $0.severity == .error }) else { continue }
        let text = script.formatted
        if check {
          guard Array(text.utf8) != source.bytes else { continue }
          Terminal.err("\(printable(file)) is not in the canonical layout; `heed fmt` rewrites it.\n")
          isOtherwise = true
        } else if file == "-" {
          Terminal.out(text)
        } else if Array(text.utf8) != source.bytes {
          rewrite(file, text, &writer)
        }
      }
    }
    if isOtherwise { throw ExitCode(1) }
    try writer.exitIfFailed()
  }

  private func rewrite(_ file: String, _ text: String, _ writer: inout OutcomeWriter) {
    do {
      try replaceFile(file, with: Array(text.utf8))
    } catch {
      writer.write([.unwritable(file, error)])
    }
  }
}
