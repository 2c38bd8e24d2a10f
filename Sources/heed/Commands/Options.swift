public import ArgumentParser
import DataModel
import Foundation
import HostPOSIX
public import Present
import REPL
import Session
import SourceText

enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

extension Present.Format: ExpressibleByArgument {}

/// How answers are written.
struct OutputOptions: ParsableArguments {
  @Option(help: "How answers are written.")
  var format: Present.Format = .table

  @Option(help: "Colour in the terminal.")
  var color: ColorChoice = .auto

  func writer(out: @escaping (String) -> Void = Terminal.out) -> OutcomeWriter {
    let style = Style(width: Terminal.width, usesColor: Terminal.usesColor(color, STDOUT_FILENO))
    return OutcomeWriter(
      format: format, style: style, errorsUseColor: Terminal.usesColor(color, STDERR_FILENO), out: out,
      err: Terminal.err)
  }

  /// A screen holds a few rows; machines get all.
  var limits: Session.Limits { format == .table ? .screen : .all }
}

extension OutcomeWriter {
  /// Ends the process with 1 where anything failed.
  func exitIfFailed() throws {
    if failed { throw ExitCode(1) }
  }
}
